// Who left the index because a consent to be matched ran out. Nobody writes a record when a day
// passes, so a boundary in the store says up to which end of consent people are out: what the index
// holds follows from the store alone, whatever clock an indexer, a rebuild or a comparison has. The
// boundary follows the days, and each person whom it passes gets a row in `changes`.
//
// Call inside Store::Write. Errors are those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// Moves the boundary towards `today`, past at most `limit` (>= 1) people: who is still in although
// their consent ended on `today` or before leaves, and, after the clock went back, who is out
// before the end comes in again. How many; less than `limit`: it has arrived.
absl::StatusOr<int> MoveConsentBoundary(Connection& db, Date today, int limit);

}  // namespace setara
