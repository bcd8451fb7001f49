// How a shortfall could be filled, as officers and counselors read it, first in sentences to read
// out.
#pragma once

#include "clients/app.h"
#include "setara/v1/shortfall.pb.h"

namespace setara {

// Tables for people: the gap, the tiers, accommodations, employers, people proposed. CSV is the
// people proposed where the caller sees people, else the employers.
void PrintFill(App& app, const v1::FillShortfallResponse& response);

// The figures in sentences: the gap, the positions, who could take them, what remains. Without
// labels of codes. Pure.
std::string FillSentences(TextLanguage language, const v1::FillShortfallResponse& response);

}  // namespace setara
