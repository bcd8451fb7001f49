// Lists of matches as a counselor reads them.
#pragma once

#include "clients/app.h"
#include "setara/v1/match.pb.h"

namespace setara {

// Each opening with the sentence on why it fits, then what was counted and what would unlock more.
void PrintOpeningMatches(App& app, const v1::MatchOpeningsResponse& response);
void PrintSeekerMatches(App& app, const v1::MatchSeekersResponse& response);

// A score of 0-1,000,000 as 0-100 with one decimal, "78,4" or "78.4".
std::string ScoreText(TextLanguage language, int32_t score);

}  // namespace setara
