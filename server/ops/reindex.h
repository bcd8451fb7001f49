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

// Makes a new generation of all openings and people as they are now, beside the serving one, and
// switches to it. Changes made meanwhile may be in it or not; the indexer applies them afterwards
// from the sequence that the generation names, which is the one read first. Errors of store and
// index.
absl::Status Reindex(Store& store, IndexWriter& writer, const ReindexProgress& progress);

}  // namespace setara
