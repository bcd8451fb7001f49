// What looks wrong in a register, for people and programs.
#pragma once

#include <string>

#include "clients/app.h"
#include "setara/v1/register.pb.h"

namespace setara {

// The finding as a sentence with its severity in front, in the language of the run.
std::string FindingText(const App& app, const v1::RegisterFinding& finding);

// One row a finding, the gravest first; "None" for people when there is none.
void PrintFindings(App& app, const v1::CheckRegisterResponse& response);

}  // namespace setara
