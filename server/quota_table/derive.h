// Derives the intervals of the quota (server/store/quota_intervals.h) from records and rules.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "server/quota/rule_book.h"
#include "server/store/quota_intervals.h"
#include "server/store/quota_marks.h"
#include "server/store/store.h"

namespace setara {

// For Store::Options::settle: derives the employers that the transaction touched, each once.
// Errors are those of sqlite.h.
absl::Status SettleQuota(Connection& db);

// Derives at most `limit` (>= 1) of those that wait, in one write. The number that was derived: 0
// when nobody waits any more.
absl::StatusOr<int> SettlePendingQuota(Store& store, int limit);
// Until nobody waits. For tests and commands; a server has a QuotaSweeper.
absl::Status SettleAllQuota(Store& store);

// Closes the next chapter of sums (quota_chapters.h), or binds chapters, in one write. False: none
// is due. Not while employers wait: their chapters would be forgotten again.
absl::StatusOr<bool> CloseChapterOfQuota(Store& store);

// OK when the table answers for `known_at`: no employer waits whose intervals by then it lacks.
// UNAVAILABLE (QUOTA_BEING_DERIVED, with how many wait): an answer now would be half old and half
// new; try again. Answers for an earlier instant are not held up. Inside Store::Read.
absl::Status QuotaReady(Connection& db, Instant known_at);

// What the intervals of the employer must be. Inside Store::Read or Store::Write.
absl::StatusOr<std::vector<QuotaInterval>> DeriveEmployer(Connection& db,
                                                          const quota::RuleBook& rules,
                                                          int64_t employer_row);

}  // namespace setara
