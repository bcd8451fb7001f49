// Whether the interval table is what the records make: for `setarad verify`.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <string>

#include "server/store/store.h"

namespace setara {

struct QuotaComparison {
  int64_t employers = 0;
  int64_t intervals = 0;
  int64_t waiting = 0;    // employers to derive still; they are not compared
  int64_t different = 0;  // employers whose intervals are not what their records make
  int64_t today = 0;  // employers whose interval of today is not what a query of the records says
  int64_t sums = 0;   // kept sums, and chapters of them, that are not what the intervals make
  bool clean() const { return different + today + sums == 0; }
};

// Compares twice: every interval with a derivation from nothing, and those of today with the query
// that answers for one employer, which shares no code with the derivation.
// tell: a sentence a difference, by row. Errors mean that it could not be finished.
absl::StatusOr<QuotaComparison> CompareQuota(Store& store,
                                             const std::function<void(std::string)>& tell);

}  // namespace setara
