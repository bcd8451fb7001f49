#include "server/quota_table/derive.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "matcher/domain/errors.h"
#include "server/quota/rederive.h"
#include "server/quota_table/rule_rows.h"
#include "server/store/quota_chapters.h"
#include "server/store/quota_records.h"

namespace setara {
namespace {

constexpr int kBatch = 200;

// From when on the beliefs may differ that these rows state; Instant::max(): they do not. Both by
// (valid_from, known_from).
Instant FirstDifference(const std::vector<QuotaInterval>& a, const std::vector<QuotaInterval>& b) {
  const auto by_key = [](const QuotaInterval& x, const QuotaInterval& y) {
    return std::pair(x.valid_from, x.known_from) < std::pair(y.valid_from, y.known_from);
  };
  Instant first = Instant::max();
  auto one = a.begin(), other = b.begin();
  while (one != a.end() || other != b.end()) {
    const bool only_one = other == b.end() || (one != a.end() && by_key(*one, *other));
    const bool only_other = one == a.end() || (other != b.end() && by_key(*other, *one));
    if (only_one || only_other || *one != *other) {
      first = std::min(first, only_other ? other->known_from : one->known_from);
    }
    one += only_other ? 0 : 1;
    other += only_one ? 0 : 1;
  }
  return first;
}

// changed: lowered to the instant from which on something else was believed than before.
absl::Status DeriveFrom(Connection& db, const quota::RuleBook& rules, const QuotaMark& mark,
                        QuotaSumChanges& sums, Instant& changed) {
  absl::StatusOr<std::optional<int64_t>> division = LoadDivision(db, mark.employer_row);
  if (!division.ok()) return division.status();
  if (!division->has_value()) return absl::OkStatus();  // its insertion was taken back
  absl::StatusOr<QuotaRecords> facts = LoadQuotaRecords(db, mark.employer_row);
  if (!facts.ok()) return facts.status();
  absl::StatusOr<StoredQuota> stored = LoadQuotaIntervals(db, mark.employer_row);
  if (!stored.ok()) return stored.status();
  const std::vector<QuotaInterval> derived =
      quota::Rederive(*facts, rules, stored->intervals, mark.since);
  changed = std::min(changed, std::max(mark.since, FirstDifference(stored->intervals, derived)));
  return ReplaceQuotaIntervals(db, mark.employer_row, *stored, derived, **division, sums);
}

absl::Status DeriveAll(Connection& db, const std::vector<QuotaMark>& marks) {
  if (marks.empty()) return absl::OkStatus();
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  QuotaSumChanges sums;
  Instant changed = Instant::max();
  for (const QuotaMark& mark : marks) {
    absl::Status derived = DeriveFrom(db, *rules, mark, sums, changed);
    if (!derived.ok()) return derived;
  }
  if (absl::Status forgotten = ForgetQuotaChapters(db, changed); !forgotten.ok()) return forgotten;
  return sums.Write(db);
}

}  // namespace

absl::Status SettleQuota(Connection& db) {
  absl::StatusOr<std::vector<QuotaMark>> marks = TakeTouchedQuota(db);
  return marks.ok() ? DeriveAll(db, *marks) : marks.status();
}

absl::StatusOr<int> SettlePendingQuota(Store& store, int limit) {
  int derived = 0;
  absl::Status status = store
                            .Write([&](Connection& db) -> absl::Status {
                              absl::StatusOr<std::vector<QuotaMark>> marks =
                                  TakePendingQuota(db, limit);
                              if (!marks.ok()) return marks.status();
                              derived = static_cast<int>(marks->size());
                              return DeriveAll(db, *marks);
                            })
                            .status();
  if (!status.ok()) return status;
  return derived;
}

absl::Status SettleAllQuota(Store& store) {
  absl::Status deferred =
      store.Write([](Connection& db) { return DeferTouchedQuota(db); }).status();
  if (!deferred.ok()) return deferred;
  while (true) {
    absl::StatusOr<int> derived = SettlePendingQuota(store, kBatch);
    if (!derived.ok() || *derived == 0) return derived.status();
  }
}

absl::StatusOr<bool> CloseChapterOfQuota(Store& store) {
  const Instant now = store.clock().Now();
  bool due = false;
  absl::Status looked = store.Read([&](Connection& db) {
    absl::StatusOr<bool> is_due = QuotaChapterIsDue(db, now);
    due = is_due.ok() && *is_due;
    return is_due.status();
  });
  if (!looked.ok()) return looked;
  if (!due) return false;
  absl::Status closed =
      store.Write([&](Connection& db) { return CloseQuotaChapter(db, now).status(); }).status();
  if (!closed.ok()) return closed;
  return true;
}

absl::Status QuotaReady(Connection& db, Instant known_at) {
  absl::StatusOr<PendingQuota> pending = CountPendingQuota(db);
  if (!pending.ok()) return pending.status();
  if (!pending->since || *pending->since > known_at) return absl::OkStatus();
  return WithMetadata(
      WithReason(absl::UnavailableError(
                     "the quota of " + std::to_string(pending->employers) +
                     " employers is being derived anew: try again, or ask as known before it"),
                 "QUOTA_BEING_DERIVED"),
      "employers", std::to_string(pending->employers));
}

absl::StatusOr<std::vector<QuotaInterval>> DeriveEmployer(Connection& db,
                                                          const quota::RuleBook& rules,
                                                          int64_t employer_row) {
  absl::StatusOr<QuotaRecords> facts = LoadQuotaRecords(db, employer_row);
  if (!facts.ok()) return facts.status();
  return quota::Rederive(*facts, rules, {}, Instant::min());
}

}  // namespace setara
