#include "server/store/quota_intervals.h"

#include <algorithm>
#include <chrono>

#include "server/store/bitemporal.h"

namespace setara {
namespace {

constexpr char kInsert[] =
    "INSERT INTO quota_intervals (employer_row, valid_from, known_from, valid_until, known_until, "
    "kind, seat_region_code, division, report_from, headcount, reported, by_records, status, "
    "counted, required, standing, flags, stale_from, rules) VALUES ($1, $2, $3, $4, $5, $6, $7, "
    "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";

absl::Status Insert(Connection& db, int64_t employer_row, int64_t division,
                    const QuotaInterval& interval) {
  absl::StatusOr<Statement> insert = db.Prepare(kInsert);
  if (!insert.ok()) return insert.status();
  const QuotaFigures& figures = interval.figures;
  insert->Bind(1, employer_row)
      .Bind(2, StoredDate(interval.valid_from))
      .Bind(3, StoredInstant(interval.known_from))
      .Bind(4, StoredDate(interval.valid_until))
      .Bind(5, StoredInstant(interval.known_until))
      .Bind(6, static_cast<int64_t>(figures.kind))
      .Bind(7, figures.seat_region_code)
      .Bind(8, division)
      .BindOptional(12, figures.counted_by_records)
      .Bind(13, int64_t{figures.status})
      .BindOptional(14, figures.counted)
      .BindOptional(15, figures.required)
      .Bind(16, -figures.shortfall)
      .Bind(17, figures.flags)
      .Bind(19, figures.rules);
  if (figures.report) {
    insert->Bind(9, StoredDate(figures.report->valid_from))
        .Bind(10, figures.report->workers)
        .BindOptional(11, figures.report->workers_with_disabilities)
        .BindOptional(18, StoredDate(figures.stale_from));
  } else {
    insert->BindNull(9).BindNull(10).BindNull(11).BindNull(18);
  }
  return insert->Run();
}

absl::Status Delete(Connection& db, int64_t employer_row, const QuotaInterval& interval) {
  absl::StatusOr<Statement> erase = db.Prepare(
      "DELETE FROM quota_intervals WHERE employer_row = $1 AND valid_from = $2 AND known_from = "
      "$3");
  if (!erase.ok()) return erase.status();
  return erase->Bind(1, employer_row)
      .Bind(2, StoredDate(interval.valid_from))
      .Bind(3, StoredInstant(interval.known_from))
      .Run();
}

// Moves the ends of a stored row: what most writes do to most rows they touch.
absl::Status MoveEnds(Connection& db, int64_t employer_row, const QuotaInterval& interval) {
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE quota_intervals SET valid_until = $4, known_until = $5 WHERE employer_row = $1 AND "
      "valid_from = $2 AND known_from = $3");
  if (!update.ok()) return update.status();
  return update->Bind(1, employer_row)
      .Bind(2, StoredDate(interval.valid_from))
      .Bind(3, StoredInstant(interval.known_from))
      .Bind(4, StoredDate(interval.valid_until))
      .Bind(5, StoredInstant(interval.known_until))
      .Run();
}

bool ByKey(const QuotaInterval& a, const QuotaInterval& b) {
  return std::pair(a.valid_from, a.known_from) < std::pair(b.valid_from, b.known_from);
}

}  // namespace

const char kQuotaIntervalColumns[] =
    "i.valid_from, i.known_from, i.valid_until, i.known_until, i.kind, i.seat_region_code, "
    "i.report_from, i.headcount, i.reported, i.by_records, i.status, i.counted, i.required, "
    "i.standing, i.flags, i.stale_from, i.rules";

QuotaInterval ReadQuotaInterval(const Statement& row, int first) {
  QuotaInterval interval;
  interval.valid_from = DateFromStored(row.Int(first));
  interval.known_from = InstantFromStored(row.Int(first + 1));
  interval.valid_until = DateFromStored(row.Int(first + 2));
  interval.known_until = InstantFromStored(row.Int(first + 3));
  QuotaFigures& figures = interval.figures;
  figures.kind = static_cast<EmployerKind>(row.Int(first + 4));
  figures.seat_region_code = row.Text(first + 5);
  if (!row.IsNull(first + 6)) {
    figures.report = QuotaSnapshot::Report{DateFromStored(row.Int(first + 6)), row.Int(first + 7),
                                           row.OptionalInt(first + 8)};
  }
  figures.counted_by_records = row.OptionalInt(first + 9);
  figures.status = static_cast<uint8_t>(row.Int(first + 10));
  figures.counted = row.OptionalInt(first + 11);
  figures.required = row.OptionalInt(first + 12);
  figures.shortfall = -row.Int(first + 13);
  figures.flags = row.Int(first + 14);
  figures.stale_from = DateFromStored(row.OptionalInt(first + 15));
  figures.rules = row.Text(first + 16);
  return interval;
}

void Add(const QuotaMeasures& more, int64_t times, QuotaMeasures& sum) {
  sum.employers += times * more.employers;
  sum.holders += times * more.holders;
  sum.headcount += times * more.headcount;
  sum.counted += times * more.counted;
  sum.required += times * more.required;
  sum.shortfall += times * more.shortfall;
}

QuotaMeasures MeasuresOf(const QuotaFigures& figures) {
  QuotaMeasures measures;
  measures.employers = 1;
  measures.holders = figures.counted.value_or(0) > 0 ? 1 : 0;
  measures.headcount = figures.report ? figures.report->workers : 0;
  measures.counted = figures.counted.value_or(0);
  measures.required = figures.required.value_or(0);
  measures.shortfall = figures.shortfall;
  return measures;
}

int64_t DivisionOf(const std::string& kbli_code) {
  bool digits = kbli_code.size() >= 2 && kbli_code[0] >= '0' && kbli_code[0] <= '9' &&
                kbli_code[1] >= '0' && kbli_code[1] <= '9';
  return digits ? (kbli_code[0] - '0') * 10 + (kbli_code[1] - '0') : 0;
}

absl::StatusOr<std::optional<int64_t>> LoadDivision(Connection& db, int64_t employer_row) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT kbli_code FROM employers WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, employer_row).Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<int64_t>();
  return std::optional<int64_t>(DivisionOf(query->Text(0)));
}

absl::StatusOr<StoredQuota> LoadQuotaIntervals(Connection& db, int64_t employer_row) {
  static const std::string& text = *new std::string(
      std::string("SELECT i.division, ") + kQuotaIntervalColumns +
      " FROM quota_intervals i WHERE i.employer_row = $1 ORDER BY i.valid_from, i.known_from");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  query->Bind(1, employer_row);
  StoredQuota stored;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return stored;
    stored.division = query->Int(0);
    stored.intervals.push_back(ReadQuotaInterval(*query, 1));
  }
}

Date MonthOf(Date day) {
  std::chrono::year_month_day parts(day);
  return parts.year() / parts.month() / 1;
}

void QuotaSumChanges::Note(const QuotaInterval& interval, int64_t division, int64_t times) {
  if (interval.known_until != kQuotaStillKnown) return;
  const QuotaFigures& figures = interval.figures;
  const QuotaMeasures measures = MeasuresOf(figures);
  Key key{0, "", static_cast<int64_t>(figures.kind), figures.status, 0};
  auto note = [&](int64_t level, std::string code) {
    key.level = level;
    key.code = std::move(code);
    key.day = StoredDate(interval.valid_from);
    Add(measures, times, changes_[key]);
    if (interval.valid_until == kQuotaLastDay) return;
    key.day = StoredDate(interval.valid_until);
    Add(measures, -times, changes_[key]);
  };
  note(0, "");
  note(1, figures.seat_region_code.substr(0, 2));
  note(2, figures.seat_region_code);
  note(3, std::to_string(division));
}

absl::Status QuotaSumChanges::WriteSum(Connection& db, const Key& key,
                                       const QuotaMeasures& measures, bool month) {
  if (measures == QuotaMeasures{}) return absl::OkStatus();
  static const auto text = [](const std::string& table, const std::string& names,
                              const std::string& conflict) {
    std::string sql = "INSERT INTO " + table + " (level, code, kind, status, " + names +
                      "employers, holders, headcount, counted, required, shortfall) VALUES ($1, "
                      "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11" +
                      (names == "month, " ? "" : ", $12") + ") ON CONFLICT (" + conflict +
                      ") DO UPDATE SET ";
    for (const char* name :
         {"employers", "holders", "headcount", "counted", "required", "shortfall"}) {
      sql += std::string(name == std::string("employers") ? "" : ", ") + name + " = " + table +
             "." + name + " + excluded." + name;
    }
    return sql;
  };
  static const std::string& by_month =
      *new std::string(text("quota_month_sums", "month, ", "level, code, kind, status, month"));
  static const std::string& by_day = *new std::string(
      text("quota_day_sums", "month, day, ", "level, month, code, kind, status, day"));
  absl::StatusOr<Statement> add = db.Prepare(month ? by_month : by_day);
  if (!add.ok()) return add.status();
  add->Bind(1, key.level).Bind(2, key.code).Bind(3, key.kind).Bind(4, key.status);
  add->Bind(5, StoredDate(MonthOf(DateFromStored(key.day))));
  int next = 6;
  if (!month) add->Bind(next++, key.day);
  for (int64_t value : {measures.employers, measures.holders, measures.headcount, measures.counted,
                        measures.required, measures.shortfall}) {
    add->Bind(next++, value);
  }
  return add->Run();
}

absl::Status QuotaSumChanges::Write(Connection& db) {
  Key month;
  QuotaMeasures of_month;
  for (const auto& [key, measures] : changes_) {
    absl::Status done = WriteSum(db, key, measures, false);
    if (!done.ok()) return done;
    bool same = key.level == month.level && key.code == month.code && key.kind == month.kind &&
                key.status == month.status &&
                MonthOf(DateFromStored(key.day)) == MonthOf(DateFromStored(month.day));
    if (!same) {
      done = WriteSum(db, month, of_month, true);
      if (!done.ok()) return done;
      of_month = {};
    }
    month = key;
    Add(measures, 1, of_month);
  }
  absl::Status done = WriteSum(db, month, of_month, true);
  changes_.clear();
  return done;
}

absl::Status ReplaceQuotaIntervals(Connection& db, int64_t employer_row, const StoredQuota& stored,
                                   const std::vector<QuotaInterval>& intervals, int64_t division,
                                   QuotaSumChanges& sums) {
  // Both by key, which is unique: a row that is in one only, or differs, is written. What goes is
  // deleted first, since its key may come back.
  const bool moved = stored.division != division;
  std::vector<const QuotaInterval*> added;
  auto old = stored.intervals.begin();
  auto fresh = intervals.begin();
  while (old != stored.intervals.end() || fresh != intervals.end()) {
    bool only_old =
        fresh == intervals.end() || (old != stored.intervals.end() && ByKey(*old, *fresh));
    bool only_fresh =
        old == stored.intervals.end() || (fresh != intervals.end() && ByKey(*fresh, *old));
    if (!only_old && !only_fresh && *old == *fresh && !moved) {
      ++old, ++fresh;
      continue;
    }
    if (!only_old && !only_fresh && !moved && old->figures == fresh->figures) {
      absl::Status done = MoveEnds(db, employer_row, *fresh);
      if (!done.ok()) return done;
      sums.Note(*old++, division, -1);
      sums.Note(*fresh++, division, 1);
      continue;
    }
    if (!only_fresh) {
      absl::Status gone = Delete(db, employer_row, *old);
      if (!gone.ok()) return gone;
      sums.Note(*old++, stored.division, -1);
    }
    if (!only_old) added.push_back(&*fresh++);
  }
  for (const QuotaInterval* interval : added) {
    absl::Status done = Insert(db, employer_row, division, *interval);
    if (!done.ok()) return done;
    sums.Note(*interval, division, 1);
  }
  return absl::OkStatus();
}

}  // namespace setara
