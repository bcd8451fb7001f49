// The cells of a summary of the quota, people protected across its tables.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "server/store/quota_pages.h"

namespace setara {

struct SummaryCell {
  int64_t met = 0, short_of = 0, no_data = 0, no_rule = 0;
  QuotaMeasures measures;
  bool hidden = false;  // counts of people are left out
};

struct Summary {
  std::map<std::string, SummaryCell> rows;  // by the group's code; kinds by number
  SummaryCell total;
};

enum class SummaryRows : uint8_t { kNone, kProvinces, kRegencies, kKinds, kSections };

// filter: region "", a province or a regency; no statuses, no headcounts. edition: of the letters
// of kSections; sections by letter, "" where no code is on record.
//
// A region's total is left out where it is left out of the table of the region above, with the same
// filter, and what the table of a province leaves out, the table of all regencies does: two tables
// laid side by side tell no more than one. Other tables are not compared (a kind in every region
// against a region by kinds): who passes both on must look. Our default.
absl::StatusOr<Summary> SummarizeQuota(Connection& db, const QuotaFilter& filter, SummaryRows rows,
                                       const std::string& edition, Date as_of, Instant known_at);

}  // namespace setara
