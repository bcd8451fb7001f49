// Requests of people and breaches as tables. Nothing here is thread-safe.
#pragma once

#include "clients/app.h"
#include "setara/v1/rights.pb.h"

namespace setara {

void PrintRequests(App& app, const v1::ListRightsRequestsResponse& response);
void PrintCompletion(App& app, const v1::CompleteRightsRequestResponse& response);
void PrintBreaches(App& app, const v1::ListBreachesResponse& response);

// "2 hari 3 jam", "terlambat 5 jam"; "" once the clock stopped in time.
std::string RemainingText(const App& app, const v1::RightsClock& clock);

}  // namespace setara
