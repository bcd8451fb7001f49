// Findings of the screening as people read them: the wording in [brackets], what it is not in line
// with, and what to write instead.
#pragma once

#include "clients/app.h"
#include "setara/v1/screening.pb.h"

namespace setara {

void PrintTextScreening(App& app, const v1::ScreenTextResponse& response);
void PrintOpeningScreening(App& app, const v1::OpeningScreening& screening);
void PrintOpeningScreenings(App& app, const v1::ListOpeningScreeningsResponse& response);
void PrintFindingSummary(App& app, const v1::SummarizeFindingsResponse& response);
void PrintScreeningRules(App& app, const v1::ListScreeningRulesResponse& response);

}  // namespace setara
