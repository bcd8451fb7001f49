// Brings what is kept beside the logs in step with other rules: durations that were configured, a
// new edition of the holidays, a program that derives differently.
#pragma once

#include <absl/status/status.h>

#include "server/casework/rules.h"
#include "server/store/store.h"

namespace setara {

// Derives every case anew when what is kept was derived by others than `rules`; else writes
// nothing. Call before the store is served from. An interrupted run is taken up by the next. Errors
// are those of the store.
absl::Status RefreshCases(Store& store, const casework::CaseRules& rules);

}  // namespace setara
