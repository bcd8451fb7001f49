// Builds the whole index from the records.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <functional>

#include "index/writer.h"
#include "server/store/store.h"

namespace setara {

// Called now and then with the number of records done; false stops the work with CANCELLED.
using ReindexProgress = std::function<bool(int64_t records)>;

// Makes a new generation of all openings and people beside the serving one, gives it the changes
// made meanwhile, and switches to it. `progress` may apply changes to the serving generation: they
// are in the new one too. Later changes are the indexer's, from the sequence that the generation
// names. Errors of store and index.
absl::Status Reindex(Store& store, IndexWriter& writer, const ReindexProgress& progress);

}  // namespace setara
