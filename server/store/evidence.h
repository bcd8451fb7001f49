// What was known of an employer at an instant, for its evidence pack: nothing learned later shows.
// Call inside Store::Read. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/evidence.h"
#include "server/store/sqlite.h"

namespace setara {

// The employer's name as known then. NOT_FOUND: no such employer, or not known then.
absl::StatusOr<std::string> EmployerNameAt(Connection& db, std::string_view employer_id,
                                           Instant known_at);

// Every version known then of reports true from `until` or before, by day and by when it was
// learned.
absl::StatusOr<std::vector<ReportVersion>> ReportVersions(Connection& db,
                                                          std::string_view employer_id, Date until,
                                                          Instant known_at);

// The days after `from`, up to `until`, on which something known then about kind, seat, headcount
// or workers begins or ends; ascending, each once. Whether the status changes is for the caller.
absl::StatusOr<std::vector<Date>> QuotaChangeDays(Connection& db, std::string_view employer_id,
                                                  Date from, Date until, Instant known_at);

// The employer's openings that were open on a day from `from` to `until`, in the order stored.
// Those deleted by then are left out.
absl::StatusOr<std::vector<OfferedOpening>> OpeningsOffered(Connection& db,
                                                            std::string_view employer_id, Date from,
                                                            Date until, Instant known_at);

}  // namespace setara
