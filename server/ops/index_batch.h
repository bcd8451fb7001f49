// Turns changes of the log into what the index is to be given.
#pragma once

#include <absl/status/status.h>

#include <vector>

#include "index/writer.h"
#include "server/store/changes.h"
#include "server/store/sqlite.h"

namespace setara {

// Puts the newest state of each changed record into `batch`, those without a record as deleted.
// `changes` must come from the same Store::Read as `db`. Errors of the store.
absl::Status ReadRecords(Connection& db, const std::vector<Change>& changes, IndexBatch& batch);

}  // namespace setara
