// Whether records and index agree, row by row: `setarad verify`. Meant for a quiet store (no
// writes): a change that the index has not applied yet shows as such, not as a difference.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "index/index.h"
#include "server/quota_table/compare.h"
#include "server/store/store.h"

namespace setara {

// Differences that a report spells out; all are counted. Our default.
inline constexpr size_t kReportedDifferences = 20;

struct VerifyReport {
  int64_t openings = 0;  // rows in the store
  int64_t seekers = 0;
  int64_t documents = 0;    // in the index
  int64_t missing = 0;      // rows without a document
  int64_t different = 0;    // rows whose document or columns are not what the record makes
  int64_t extra = 0;        // documents without a row
  int64_t unapplied = 0;    // changes that the index has not seen
  bool same_epoch = false;  // index and store speak of one change log
  QuotaComparison quota;    // intervals against what the records make
  std::vector<std::string> store_problems;  // of SQLite's own checks; empty: sound
  std::vector<std::string> differences;     // "opening row 17: missing"; the first ones, by row

  bool clean() const {
    return missing + different + extra + unapplied == 0 && same_epoch && quota.clean() &&
           store_problems.empty();
  }
};

// UNAVAILABLE: no index serves. Other errors mean that the comparison could not be finished;
// disagreement is no error but a report that is not clean.
absl::StatusOr<VerifyReport> Verify(Store& store, const Index& index);

}  // namespace setara
