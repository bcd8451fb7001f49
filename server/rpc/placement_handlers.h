// The methods about placements. `store` outlives the dispatcher, as `rules` and `figures` do.
#pragma once

#include "server/casework/rules.h"
#include "server/placement/targets.h"
#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

// Every method of PlacementService. rules: of the return-to-work cases that a hire belongs to.
void HandlePlacements(Dispatcher& dispatcher, Store& store, const casework::CaseRules& rules);
// Its parts, each in a file of its own; HandlePlacements calls them.
void HandlePlacementSteps(Dispatcher& dispatcher, Store& store);
void HandlePlacementHires(Dispatcher& dispatcher, Store& store, const casework::CaseRules& rules);
void HandlePlacementLists(Dispatcher& dispatcher, Store& store);

// Every method of ParticipationService. figures: the national ones that the report stands beside.
void HandleParticipation(Dispatcher& dispatcher, Store& store,
                         const placement::NationalFigures& figures);

}  // namespace setara
