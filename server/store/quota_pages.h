// Pages of employers by shortfall, sums over them, and the history of one, from the interval table
// (quota_intervals.h), on any day and by any knowledge.
//
// Call inside Store::Read or Store::Write. Memory is bounded by the page. Errors are those of
// sqlite.h, and DEADLINE_EXCEEDED where `expired` says so.
#pragma once

#include <absl/status/statusor.h>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/quota_interval.h"
#include "server/store/quota_intervals.h"
#include "server/store/sqlite.h"

namespace setara {

// What must be true of an employer on the day, by the knowledge asked about.
struct QuotaFilter {
  std::string region_code;               // "" any; else the seat lies there or below
  uint32_t kinds = 0;                    // bits by EmployerKind; 0: any
  uint32_t statuses = 0;                 // bits by status; 0: any
  std::bitset<100> divisions;            // of KBLI, as on record today; none: any
  std::optional<int64_t> headcount_min;  // inclusive; an employer without a headcount fails both
  std::optional<int64_t> headcount_max;  // inclusive

  bool Passes(const QuotaFigures& figures, int64_t division) const;
};

// Where an employer stands in the list: largest shortfall first, then by row, the order of ids.
struct QuotaKey {
  int64_t shortfall = 0;
  int64_t employer_row = 0;
  bool operator==(const QuotaKey&) const = default;
};

struct QuotaEntry {
  int64_t employer_row = 0;
  QuotaInterval interval;
};

struct QuotaPage {
  std::vector<QuotaEntry> entries;
  bool more = false;
};

// Rows that a walk of the whole country may drop before it looks for a shorter way: a millisecond
// or two. Rows learned after an instant that a sum as of it takes back; more, and it visits every
// row that holds. Our defaults.
inline constexpr int64_t kQuotaWalkBudget = 8'000;
inline constexpr int64_t kQuotaTakenBack = 4'000;

// after: the last key of the page before; absent: the first page. limit: >= 1. The budgets change
// what an answer costs, never what it is.
absl::StatusOr<QuotaPage> ListQuota(Connection& db, const QuotaFilter& filter, Date as_of,
                                    Instant known_at, std::optional<QuotaKey> after, size_t limit,
                                    const std::function<bool()>& expired,
                                    int64_t walk_budget = kQuotaWalkBudget);

enum class QuotaGrouping : uint8_t { kNone, kProvince, kSeat, kDivision };

struct QuotaSum {
  std::string group;  // "" for kNone; province, seat or division ("10", "0" none) else
  EmployerKind kind = EmployerKind::kUnknown;
  uint8_t status = 0;
  QuotaMeasures measures;
};

// The sums over every employer that passes, by group, kind and status, in that order; no empty
// ones.
absl::StatusOr<std::vector<QuotaSum>> SumQuota(Connection& db, const QuotaFilter& filter,
                                               QuotaGrouping grouping, Date as_of, Instant known_at,
                                               int64_t taken_back = kQuotaTakenBack);

// The intervals of one employer as known then, by day, equal neighbours joined. Empty: not known
// then.
absl::StatusOr<std::vector<QuotaInterval>> QuotaHistory(Connection& db, int64_t employer_row,
                                                        Instant known_at);

}  // namespace setara
