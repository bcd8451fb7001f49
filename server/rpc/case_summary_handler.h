// CaseService.GetCaseSummary. `store` and `rules` outlive the dispatcher.
#pragma once

#include "server/casework/rules.h"
#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

void HandleCaseSummary(Dispatcher& dispatcher, Store& store, const casework::CaseRules& rules);

}  // namespace setara
