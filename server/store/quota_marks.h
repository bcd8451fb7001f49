// Which employers' quota intervals (quota_intervals.h) no longer follow from their records. A write
// that touches an employer marks it in its own transaction; what settles the marks runs once at the
// end of it, so that an import of a thousand records of one employer derives it once.
//
// Call inside Store::Write, but PendingQuota. Errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// What is derived of the employer is right up to `since`, not including; Instant::min(): nothing.
absl::Status MarkQuota(Connection& db, int64_t employer_row, Instant since);
// The same for every employer with a record of this person.
absl::Status MarkQuotaOfPerson(Connection& db, std::string_view person_id, Instant since);

struct QuotaMark {
  int64_t employer_row = 0;
  Instant since{};
};

// The marks of the transaction under way, and forgets them. Where the employer waits in the
// background too, its mark reaches as far back and it waits no more.
absl::StatusOr<std::vector<QuotaMark>> TakeTouchedQuota(Connection& db);

// Leaves the marks that are left from programs that settle nothing to the background.
absl::Status DeferTouchedQuota(Connection& db);
// Lets every employer wait to which a rule of this region ("" all) and these kinds (bits) may ever
// apply: one that was of such a kind and seated there or below, on any day by any knowledge.
absl::Status DeferQuotaOfRule(Connection& db, std::string_view region_code, uint32_t kinds,
                              Instant since);
// Where at most `few` wait, they are marked as touched and wait no more.
absl::Status HurryPendingQuota(Connection& db, int64_t few);
// The first `limit` that wait, by row, which wait no more.
absl::StatusOr<std::vector<QuotaMark>> TakePendingQuota(Connection& db, int limit);

struct PendingQuota {
  int64_t employers = 0;         // that wait, or were touched and not settled
  std::optional<Instant> since;  // the least; absent: none wait
};
// Inside Store::Read or Store::Write.
absl::StatusOr<PendingQuota> CountPendingQuota(Connection& db);

}  // namespace setara
