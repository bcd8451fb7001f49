// What was known about employers on a day, for their quota: headcount, kind and seat in force, and
// the persons who count, as known at an instant.
//
// A person counts once, whatever the number of records, when one record says: in force on the day,
// permanent, fixed-term or public service, evidence of disability in force on the day, agreement
// given by the day, no reason to exclude. UU 8/2016 arts. 1(1), 4, 53; evidence and agreement are
// our default. Ids merged by then are one person.
//
// Call inside Store::Read. Errors: those of sqlite.h, and NOT_FOUND.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/store/sqlite.h"

namespace setara {

// known_at: only what was known then, inclusive. An employer that was not known then has a
// snapshot without kind and report. NOT_FOUND: no such employer.
absl::StatusOr<QuotaSnapshot> LoadQuotaSnapshot(Connection& db, std::string_view employer_id,
                                                Date as_of, Instant known_at);

struct QuotaScanFilter {
  std::string region_code;          // "" any; else the seat on the day lies there or below
  std::vector<EmployerKind> kinds;  // empty: any; the kind on the day
};

// Visits every employer known by then that passes the filter, in no particular order, with its row.
// An error of `visit` ends the scan and comes back. Nothing is kept: memory does not grow with the
// number of employers.
absl::Status ScanQuotaSnapshots(
    Connection& db, const QuotaScanFilter& filter, Date as_of, Instant known_at,
    const std::function<absl::Status(int64_t row, const QuotaSnapshot& snapshot)>& visit);

}  // namespace setara
