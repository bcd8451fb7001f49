#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/store/bitemporal.h"
#include "server/store/quota_chapters.h"
#include "server/store/quota_pages.h"

namespace setara {
namespace {

// Summed up here and not by GROUP BY, which would sort what it groups.
constexpr char kMeasuresOfRow[] =
    "w, CASE WHEN i.counted > 0 THEN w ELSE 0 END, w * coalesce(i.headcount, 0), "
    "w * coalesce(i.counted, 0), w * coalesce(i.required, 0), -w * i.standing ";

// Each parameter is followed by a space (Bind looks for it). $1 day, $2 known_at, $3 and $4 codes
// from and before, $5 kinds, $6 statuses, $7 and $8 divisions below 50 and from 50 on, $9 and $10
// headcounts, $11 the month of the day, $12 where the chapters end.
constexpr char kCommonFilter[] =
    "($5 = 0 OR (($5 >> kind) & 1) = 1) AND ($6 = 0 OR (($6 >> status) & 1) = 1) ";
constexpr char kRowFilter[] =
    "AND (($7 = 0 AND $8 = 0) OR (i.division < 50 AND (($7 >> i.division) & 1) = 1) "
    "OR (i.division >= 50 AND (($8 >> (i.division - 50)) & 1) = 1)) "
    "AND ($9 < 0 OR i.headcount >= $9) AND ($10 < 0 OR i.headcount <= $10) ";

// Rows learned since the last chapter before an instant; more (none were closed yet), and it visits
// every row that holds. Our default.
constexpr int64_t kSinceChapters = 4 * kQuotaChapterRows;

struct Level {
  int64_t level = 0;
  bool found = false;
};

// Which of the kept sums answers; none when the filter cuts across them.
Level LevelFor(const QuotaFilter& filter, QuotaGrouping grouping) {
  if (filter.headcount_min || filter.headcount_max) return {};
  const bool country = filter.region_code.empty();
  if (grouping == QuotaGrouping::kDivision || filter.divisions.any()) {
    bool fits =
        country && (grouping == QuotaGrouping::kDivision || grouping == QuotaGrouping::kNone);
    return {3, fits};
  }
  if (grouping == QuotaGrouping::kSeat || filter.region_code.size() > 2) return {2, true};
  if (grouping == QuotaGrouping::kProvince || !country) return {1, true};
  return {0, true};
}

std::string GroupOfRow(QuotaGrouping grouping) {
  switch (grouping) {
    case QuotaGrouping::kNone:
      return "''";
    case QuotaGrouping::kProvince:
      return "substr(i.seat_region_code, 1, 2)";
    case QuotaGrouping::kSeat:
      return "i.seat_region_code";
    case QuotaGrouping::kDivision:
      return "CAST(i.division AS TEXT)";
  }
  return "''";
}

// The group of a kept sum.
std::string GroupOfCode(QuotaGrouping grouping, const std::string& code) {
  if (grouping == QuotaGrouping::kNone) return "";
  return grouping == QuotaGrouping::kProvince ? code.substr(0, 2) : code;
}

class Sums {
 public:
  Sums(Connection& db, const QuotaFilter& filter, QuotaGrouping grouping, Date as_of,
       Instant known_at, int64_t taken_back)
      : db_(db),
        filter_(filter),
        grouping_(grouping),
        as_of_(as_of),
        known_at_(known_at),
        taken_back_(taken_back) {}

  absl::StatusOr<std::vector<QuotaSum>> Run() {
    Level level = LevelFor(filter_, grouping_);
    absl::StatusOr<int64_t> later = level.found ? LearnedLater() : taken_back_ + 1;
    if (!later.ok()) return later.status();
    absl::Status status;
    if (*later > taken_back_) {
      absl::StatusOr<bool> added =
          level.found && level.level <= 1 ? AddChapters(level.level) : false;
      if (!added.ok()) return added.status();
      if (!*added) status = AddRows(RowsThatHold());
    } else {
      status = AddKept(level.level);
      if (status.ok() && *later > 0) status = AddRows(RowsTakenBack());
    }
    if (!status.ok()) return status;
    std::vector<QuotaSum> sums;
    for (auto& [key, measures] : sums_) {
      if (measures == QuotaMeasures{}) continue;
      sums.push_back({std::get<0>(key), static_cast<EmployerKind>(std::get<1>(key)),
                      static_cast<uint8_t>(std::get<2>(key)), measures});
    }
    return sums;
  }

 private:
  absl::StatusOr<int64_t> LearnedLater() {
    absl::StatusOr<Statement> count = db_.Prepare(
        "SELECT count(*) FROM (SELECT 1 FROM quota_intervals WHERE known_from > $1 LIMIT $2) c");
    if (!count.ok()) return count.status();
    absl::StatusOr<bool> row =
        count->Bind(1, StoredInstant(known_at_)).Bind(2, taken_back_ + 1).Step();
    if (!row.ok()) return row.status();
    return count->Int(0);
  }

  // False, and nothing added: the chapters end too long before the instant.
  absl::StatusOr<bool> AddChapters(int64_t level) {
    const auto part = level == 0 ? QuotaChapterPart::kCountry : QuotaChapterPart::kProvince;
    const QuotaChapterFilter filter{part, filter_.region_code, filter_.kinds, filter_.statuses};
    absl::StatusOr<Instant> covered = ReadQuotaChapters(
        db_, filter, as_of_, known_at_,
        [this](const std::string& province, int64_t kind, int64_t status,
               const QuotaMeasures& measures) {
          Add(measures, 1, sums_[{GroupOfCode(grouping_, province), kind, status}]);
        });
    if (!covered.ok()) return covered.status();
    covered_ = *covered;
    absl::StatusOr<int64_t> since = LearnedSinceChapters();
    if (!since.ok()) return since.status();
    if (*since > kSinceChapters) {
      sums_.clear();
      return false;
    }
    absl::Status added = *since > 0 ? AddRows(RowsSinceChapters()) : absl::OkStatus();
    if (!added.ok()) return added;
    return true;
  }

  absl::StatusOr<int64_t> LearnedSinceChapters() {
    absl::StatusOr<Statement> count = db_.Prepare(
        "SELECT count(*) FROM (SELECT 1 FROM quota_intervals WHERE known_from >= $1 AND "
        "known_from <= $2 LIMIT $3) c");
    if (!count.ok()) return count.status();
    count->Bind(1, StoredInstant(covered_)).Bind(2, StoredInstant(known_at_));
    absl::StatusOr<bool> row = count->Bind(3, kSinceChapters + 1).Step();
    if (!row.ok()) return row.status();
    return count->Int(0);
  }

  // What was learned, and given up, from the end of the chapters up to the instant.
  std::string RowsSinceChapters() const {
    return "SELECT " + GroupOfRow(grouping_) + ", kind, status, " + kMeasuresOfRow +
           "FROM (SELECT 1 AS w UNION ALL SELECT -1) sign CROSS JOIN "
           "(SELECT DISTINCT +employer_row AS employer_row FROM quota_intervals WHERE "
           "known_from >= $12 AND "
           "known_from <= $2 ) t JOIN quota_intervals i ON i.employer_row = t.employer_row WHERE " +
           Seats() +
           "i.valid_from <= $1 AND i.valid_until > $1 AND "
           "((w = 1 AND i.known_from >= $12 AND i.known_from <= $2 ) OR "
           "(w = -1 AND i.known_until >= $12 AND i.known_until <= $2 )) AND " +
           kCommonFilter + kRowFilter;
  }

  // The rows of the seats asked about; without a region in no order of seats.
  std::string Seats() const {
    return filter_.region_code.empty()
               ? ""
               : "i.seat_region_code >= $3 AND i.seat_region_code < $4 AND ";
  }

  // The plus signs keep the index of what was learned when from serving: nearly all rows were.
  std::string RowsThatHold() const {
    return "SELECT " + GroupOfRow(grouping_) + ", kind, status, " + kMeasuresOfRow +
           "FROM (SELECT 1 AS w) one CROSS JOIN quota_intervals i WHERE " + Seats() +
           "+i.valid_from <= $1 AND +i.valid_until > $1 AND +i.known_from <= $2 AND "
           "+i.known_until > $2 AND " +
           kCommonFilter + kRowFilter;
  }

  // Of the employers of which something was learned later: less what stands now, and what stood
  // then. The plus sign keeps the order of the rows from serving: to find them distinct in it would
  // visit all.
  std::string RowsTakenBack() const {
    return "SELECT " + GroupOfRow(grouping_) + ", kind, status, " + kMeasuresOfRow +
           "FROM (SELECT -1 AS w UNION ALL SELECT 1) sign CROSS JOIN "
           "(SELECT DISTINCT +employer_row AS employer_row FROM quota_intervals "
           "WHERE known_from > $2 ) t "
           "JOIN quota_intervals i ON i.employer_row = t.employer_row WHERE " +
           Seats() +
           "i.valid_from <= $1 AND i.valid_until > $1 AND "
           "((w = -1 AND i.known_until = 9223372036854775807) OR "
           "(w = 1 AND i.known_from <= $2 AND i.known_until > $2 )) AND " +
           kCommonFilter + kRowFilter;
  }

  // Grouped as the keys are ordered, so that nothing is sorted.
  absl::Status AddKept(int64_t level) {
    std::string codes = level == 0 ? "code = '' AND " : "";
    if ((level == 1 || level == 2) && !filter_.region_code.empty()) {
      codes = "code >= $3 AND code < $4 AND ";
    } else if (level == 3) {
      codes =
          "(($7 = 0 AND $8 = 0) OR (CAST(code AS INTEGER) < 50 AND (($7 >> CAST(code AS INTEGER)) "
          "& 1) = 1) OR (CAST(code AS INTEGER) >= 50 AND "
          "(($8 >> (CAST(code AS INTEGER) - 50)) & 1) = 1)) AND ";
    }
    const std::string begin =
        "SELECT code, kind, status, sum(employers), sum(holders), sum(headcount), sum(counted), "
        "sum(required), sum(shortfall) FROM ";
    const std::string end = std::string(kCommonFilter) + "GROUP BY code, kind, status";
    const std::string of_level = " WHERE level = " + std::to_string(level) + " AND " + codes;
    absl::Status months =
        AddRows(begin + "quota_month_sums" + of_level + "month < $11 AND " + end, true);
    if (!months.ok()) return months;
    return AddRows(begin + "quota_day_sums" + of_level + "month = $11 AND day <= $1 AND " + end,
                   true);
  }

  absl::Status AddRows(const std::string& sql, bool kept = false) {
    absl::StatusOr<Statement> query = db_.Prepare(sql);
    if (!query.ok()) return query.status();
    Bind(sql, *query);
    while (true) {
      absl::StatusOr<bool> row = query->Step();
      if (!row.ok() || !*row) return row.status();
      QuotaMeasures measures{query->Int(3), query->Int(4), query->Int(5),
                             query->Int(6), query->Int(7), query->Int(8)};
      std::string group = kept ? GroupOfCode(grouping_, query->Text(0)) : query->Text(0);
      Add(measures, 1, sums_[{std::move(group), query->Int(1), query->Int(2)}]);
    }
  }

  // Binds what `sql` uses.
  void Bind(const std::string& sql, Statement& query) const {
    int64_t low = 0, high = 0;
    for (size_t division = 0; division < 50; ++division) {
      if (filter_.divisions.test(division)) low |= int64_t{1} << division;
      if (filter_.divisions.test(division + 50)) high |= int64_t{1} << division;
    }
    auto bind = [&](int number, const auto& value) {
      const std::string name = "$" + std::to_string(number) + " ";
      if (sql.find(name) != std::string::npos) query.Bind(number, value);
    };
    bind(1, StoredDate(as_of_));
    bind(2, StoredInstant(known_at_));
    bind(3, filter_.region_code);
    bind(4, filter_.region_code + "/");  // '/' follows '.', which begins what lies below
    bind(5, int64_t{filter_.kinds});
    bind(6, int64_t{filter_.statuses});
    bind(7, low);
    bind(8, high);
    bind(9, filter_.headcount_min.value_or(-1));
    bind(10, filter_.headcount_max.value_or(-1));
    bind(11, StoredDate(MonthOf(as_of_)));
    bind(12, StoredInstant(covered_));
  }

  Connection& db_;
  const QuotaFilter& filter_;
  const QuotaGrouping grouping_;
  const Date as_of_;
  const Instant known_at_;
  const int64_t taken_back_;
  Instant covered_{};  // by the chapters that were added
  std::map<std::tuple<std::string, int64_t, int64_t>, QuotaMeasures> sums_;
};

}  // namespace

absl::StatusOr<std::vector<QuotaSum>> SumQuota(Connection& db, const QuotaFilter& filter,
                                               QuotaGrouping grouping, Date as_of, Instant known_at,
                                               int64_t taken_back) {
  known_at = std::min(known_at, kQuotaStillKnown - std::chrono::microseconds(1));
  return Sums(db, filter, grouping, as_of, known_at, taken_back).Run();
}

}  // namespace setara
