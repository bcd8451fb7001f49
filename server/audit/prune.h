// Retention: the oldest events go, and verification goes on from where they ended.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>

#include "matcher/domain/date.h"
#include "server/store/store.h"

namespace setara {

// How long events are kept. Our default, five years; no law that we read names a period for the
// record of processing (UU 27/2022 art. 31).
inline constexpr int kAuditRetentionDays = 1826;

// Removes the events from the oldest on, up to the first one at or after `before`, in several
// transactions, each of which moves the sealed start of the chain; then adds an event "setarad
// audit prune" that says so. How many were removed. Nothing to remove: 0, and no event.
absl::StatusOr<int64_t> PruneAudit(Store& store, Instant before);

}  // namespace setara
