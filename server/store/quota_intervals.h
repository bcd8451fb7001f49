// The interval table of the quota: for every employer the rectangles of valid and known time in
// which its figures stand (matcher/domain/quota_interval.h), and sums over them. Derived from the
// bitemporal records in the transaction of each write (quota_marks.h); the store keeps the rows,
// who derives them knows the rules.
//
// Why so, at 500,000 employers with 15 million rows:
// - A page by shortfall walks an index by (kind or seat, status, shortfall) and drops what does not
//   hold on the day and instant asked about. An employer's rows lie near each other in that order,
//   so what is dropped is about as many rows as one employer has, per row found; no row is visited
//   twice and nothing is sorted. Where little stands yet (before the first reports, or of what was
//   known then) the walk would be long: after a bound it changes to the few rows that had begun, or
//   were learned, by then (quota_pages.h).
// - Sums of today's knowledge are kept as differences by month and by day for country, province,
//   seat and division: some hundred cells instead of 500,000 rows. A sum as of an earlier instant
//   takes back what was learned since, while that is little; of country and provinces it adds up
//   chapters of what was learned by then (quota_chapters.h); else it visits the rows.
// - Not an R-tree: only SQLite has it, and it orders by nothing. Not one copy of a row a month or
//   year that it touches: 3 to 5 times the rows, and pages would still need the order by shortfall.
// - Staleness is no border here: stale_from dates it, so that it costs no row. History cuts there.
// - The division is that of the KBLI code on record today: the code is not dated.
//
// Call inside Store::Read or Store::Write. Errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/quota_interval.h"
#include "server/store/sqlite.h"

namespace setara {

// The sums over some employers, each with what it was decided from.
struct QuotaMeasures {
  int64_t employers = 0;
  int64_t holders = 0;  // employers of which somebody is counted
  int64_t headcount = 0;
  int64_t counted = 0;
  int64_t required = 0;
  int64_t shortfall = 0;
  bool operator==(const QuotaMeasures&) const = default;
};
void Add(const QuotaMeasures& more, int64_t times, QuotaMeasures& sum);

// What an interval of one employer adds to a sum.
QuotaMeasures MeasuresOf(const QuotaFigures& figures);

// 0 for an employer without a KBLI code.
int64_t DivisionOf(const std::string& kbli_code);

struct StoredQuota {
  std::vector<QuotaInterval> intervals;  // by (valid_from, known_from)
  int64_t division = 0;
};
absl::StatusOr<StoredQuota> LoadQuotaIntervals(Connection& db, int64_t employer_row);

// Collects the changes of sums that writes of intervals make, and writes each sum once.
class QuotaSumChanges {
 public:
  void Note(const QuotaInterval& interval, int64_t division, int64_t times);
  absl::Status Write(Connection& db);

 private:
  struct Key {
    int64_t level = 0;
    std::string code;
    int64_t kind = 0;
    int64_t status = 0;
    int64_t day = 0;
    auto operator<=>(const Key&) const = default;
  };
  absl::Status WriteSum(Connection& db, const Key& key, const QuotaMeasures& measures, bool month);

  std::map<Key, QuotaMeasures> changes_;  // by day
};

// The first day of the month of `day`, also of the open ends.
Date MonthOf(Date day);

// Makes the rows of the employer be `intervals`; writes only what differs from `stored`, which is
// what LoadQuotaIntervals gave.
absl::Status ReplaceQuotaIntervals(Connection& db, int64_t employer_row, const StoredQuota& stored,
                                   const std::vector<QuotaInterval>& intervals, int64_t division,
                                   QuotaSumChanges& sums);

// The division by the employer's record; absent: there is no such employer.
absl::StatusOr<std::optional<int64_t>> LoadDivision(Connection& db, int64_t employer_row);

// The columns that ReadQuotaInterval reads, of the table under the alias i.
extern const char kQuotaIntervalColumns[];
QuotaInterval ReadQuotaInterval(const Statement& row, int first_column);

}  // namespace setara
