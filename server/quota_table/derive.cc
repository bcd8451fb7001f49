#include "server/quota_table/derive.h"

#include <string>
#include <utility>
#include <vector>

#include "matcher/domain/errors.h"
#include "server/quota/rederive.h"
#include "server/quota_table/rule_rows.h"
#include "server/store/quota_records.h"

namespace setara {
namespace {

constexpr int kBatch = 200;

absl::Status DeriveFrom(Connection& db, const quota::RuleBook& rules, const QuotaMark& mark,
                        QuotaSumChanges& sums) {
  absl::StatusOr<std::optional<int64_t>> division = LoadDivision(db, mark.employer_row);
  if (!division.ok()) return division.status();
  if (!division->has_value()) return absl::OkStatus();  // its insertion was taken back
  absl::StatusOr<QuotaRecords> facts = LoadQuotaRecords(db, mark.employer_row);
  if (!facts.ok()) return facts.status();
  absl::StatusOr<StoredQuota> stored = LoadQuotaIntervals(db, mark.employer_row);
  if (!stored.ok()) return stored.status();
  return ReplaceQuotaIntervals(db, mark.employer_row, *stored,
                               quota::Rederive(*facts, rules, stored->intervals, mark.since),
                               **division, sums);
}

absl::Status DeriveAll(Connection& db, const std::vector<QuotaMark>& marks) {
  if (marks.empty()) return absl::OkStatus();
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  QuotaSumChanges sums;
  for (const QuotaMark& mark : marks) {
    absl::Status derived = DeriveFrom(db, *rules, mark, sums);
    if (!derived.ok()) return derived;
  }
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
