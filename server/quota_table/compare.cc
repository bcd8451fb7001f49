#include "server/quota_table/compare.h"

#include <vector>

#include "server/quota/timeline.h"
#include "server/quota_table/derive.h"
#include "server/quota_table/rule_rows.h"
#include "server/store/bitemporal.h"
#include "server/store/quota_chapters.h"
#include "server/store/quota_snapshots.h"

namespace setara {
namespace {

constexpr int64_t kChunk = 500;

// The rows after `after`, those that wait left out.
absl::StatusOr<std::vector<int64_t>> RowsAfter(Connection& db, int64_t after) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT e.row FROM employers e WHERE e.row > $1 AND e.row NOT IN (SELECT employer_row FROM "
      "quota_pending UNION ALL SELECT employer_row FROM quota_touched) ORDER BY e.row LIMIT $2");
  if (!query.ok()) return query.status();
  query->Bind(1, after).Bind(2, kChunk);
  std::vector<int64_t> rows;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return rows;
    rows.push_back(query->Int(0));
  }
}

absl::Status CompareChunk(Connection& db, const std::vector<int64_t>& rows,
                          const quota::RuleBook& rules,
                          const std::function<void(std::string)>& tell, QuotaComparison& found) {
  for (int64_t row : rows) {
    absl::StatusOr<std::vector<QuotaInterval>> derived = DeriveEmployer(db, rules, row);
    if (!derived.ok()) return derived.status();
    absl::StatusOr<StoredQuota> stored = LoadQuotaIntervals(db, row);
    if (!stored.ok()) return stored.status();
    absl::StatusOr<std::optional<int64_t>> division = LoadDivision(db, row);
    if (!division.ok()) return division.status();
    ++found.employers;
    found.intervals += static_cast<int64_t>(stored->intervals.size());
    bool same_division = stored->intervals.empty() || stored->division == division->value_or(0);
    if (*derived == stored->intervals && same_division) continue;
    ++found.different;
    tell("employer row " + std::to_string(row) + ": quota intervals differ");
  }
  return absl::OkStatus();
}

// The interval of the employer on the day, by what is known now; absent: none, or it waits.
absl::StatusOr<std::optional<QuotaInterval>> FindInterval(Connection& db, int64_t row, Date day) {
  static const std::string& text = *new std::string(
      std::string("SELECT ") + kQuotaIntervalColumns +
      " FROM quota_intervals i WHERE i.employer_row = $1 AND i.valid_from <= $2 AND "
      "i.valid_until > $2 AND i.known_until = 9223372036854775807 AND i.employer_row NOT IN "
      "(SELECT employer_row FROM quota_pending UNION ALL SELECT employer_row FROM quota_touched)");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, row).Bind(2, StoredDate(day)).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<QuotaInterval>();
  return std::optional<QuotaInterval>(ReadQuotaInterval(*query, 0));
}

absl::Status CompareToday(Connection& db, Instant now, const std::function<void(std::string)>& tell,
                          QuotaComparison& found) {
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  return ScanQuotaSnapshots(
      db, {}, JakartaDate(now), Instant::max(),
      [&](int64_t row, const QuotaSnapshot& snapshot) -> absl::Status {
        absl::StatusOr<std::optional<QuotaInterval>> interval =
            FindInterval(db, row, snapshot.as_of);
        if (!interval.ok()) return interval.status();
        if (!interval->has_value() ||
            (*interval)->figures == quota::FiguresOf(snapshot, rules->Latest())) {
          return absl::OkStatus();
        }
        ++found.today;
        tell("employer row " + std::to_string(row) + ": quota of today differs");
        return absl::OkStatus();
      });
}

constexpr char kMeasures[] =
    "sum(employers) AS e, sum(holders) AS h, sum(headcount) AS w, sum(counted) AS c, "
    "sum(required) AS r, sum(shortfall) AS s ";

// By how much sums change on each day, made afresh of the rows believed now.
std::string DaysAfresh() {
  return "SELECT l.level, CASE l.level WHEN 0 THEN '' WHEN 1 THEN substr(i.seat_region_code, 1, 2) "
         "WHEN 2 THEN i.seat_region_code ELSE CAST(i.division AS TEXT) END AS code, i.kind, "
         "i.status, CASE g.n WHEN 1 THEN i.valid_from ELSE i.valid_until END AS day, "
         "g.n AS employers, CASE WHEN i.counted > 0 THEN g.n ELSE 0 END AS holders, "
         "g.n * coalesce(i.headcount, 0) AS headcount, g.n * coalesce(i.counted, 0) AS counted, "
         "g.n * coalesce(i.required, 0) AS required, -g.n * i.standing AS shortfall "
         "FROM quota_intervals i "
         "CROSS JOIN (SELECT 0 AS level UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) "
         "l CROSS JOIN (SELECT 1 AS n UNION ALL SELECT -1) g "
         "WHERE i.known_until = 9223372036854775807 AND (g.n = 1 OR i.valid_until < 1000000)";
}

std::string Grouped(const std::string& from, const std::string& day) {
  return "SELECT level, code, kind, status, " + day + ", " + kMeasures + "FROM " + from +
         " GROUP BY level, code, kind, status, " + day +
         " HAVING sum(employers) <> 0 OR sum(holders) <> 0 OR sum(headcount) <> 0 OR "
         "sum(counted) <> 0 OR sum(required) <> 0 OR sum(shortfall) <> 0";
}

// Rows that one of the two texts gives and the other does not.
absl::StatusOr<int64_t> CountDifferent(Connection& db, const std::string& a, const std::string& b) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT (SELECT count(*) FROM (" + a + " EXCEPT " + b +
                 ") x) + (SELECT count(*) FROM (" + b + " EXCEPT " + a + ") y)");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return query->Int(0);
}

// Days against the intervals, months against the days.
absl::StatusOr<int64_t> CountWrongSums(Connection& db) {
  absl::StatusOr<int64_t> days = CountDifferent(db, Grouped("quota_day_sums", "day"),
                                                Grouped("(" + DaysAfresh() + ") f", "day"));
  if (!days.ok()) return days;
  absl::StatusOr<int64_t> months =
      CountDifferent(db, Grouped("quota_month_sums", "month"), Grouped("quota_day_sums", "month"));
  if (!months.ok()) return months;
  return *days + *months;
}

}  // namespace

absl::StatusOr<QuotaComparison> CompareQuota(Store& store,
                                             const std::function<void(std::string)>& tell) {
  QuotaComparison found;
  int64_t after = 0;
  for (size_t size = static_cast<size_t>(kChunk); size == static_cast<size_t>(kChunk);) {
    absl::Status done = store.Read([&](Connection& db) -> absl::Status {
      absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
      if (!rules.ok()) return rules.status();
      absl::StatusOr<std::vector<int64_t>> rows = RowsAfter(db, after);
      if (!rows.ok()) return rows.status();
      size = rows->size();
      if (!rows->empty()) after = rows->back();
      return CompareChunk(db, *rows, *rules, tell, found);
    });
    if (!done.ok()) return done;
  }
  absl::Status done = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<PendingQuota> pending = CountPendingQuota(db);
    if (!pending.ok()) return pending.status();
    found.waiting = pending->employers;
    absl::StatusOr<int64_t> wrong = CountWrongSums(db);
    if (!wrong.ok()) return wrong.status();
    absl::StatusOr<int64_t> chapters = CountWrongQuotaChapters(db);
    if (!chapters.ok()) return chapters.status();
    found.sums = *wrong + *chapters;
    return CompareToday(db, store.clock().Now(), tell, found);
  });
  if (!done.ok()) return done;
  if (found.sums > 0) tell("quota sums: " + std::to_string(found.sums) + " differ");
  return found;
}

}  // namespace setara
