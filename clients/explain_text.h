// An explanation that a counselor can read out.
#pragma once

#include <string>

#include "clients/app.h"
#include "setara/v1/match.pb.h"

namespace setara {

// Summary, functions and contexts, conditions, accommodations, questions, wishes, parts of the
// score: one sentence a line.
std::string ExplanationText(const App& app, const v1::MatchExplanation& explanation);

// The same sentences as rows: section, code, outcome, sentence.
Table ExplanationTable(const v1::MatchExplanation& explanation);

}  // namespace setara
