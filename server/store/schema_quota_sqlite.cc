// Table definitions for SQLite: what lists, totals and history of the quota are answered from, and
// the rules that officers recorded.
//
// quota_intervals and the sums are derived from the bitemporal records (quota_intervals.h says
// how and why so); quota_rules is a record itself. Days are days since 1970-01-01, instants
// microseconds; open ends are -1000000, 1000000 and 9223372036854775807.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kIntervals[] = R"sql(
CREATE TABLE quota_intervals (
  employer_row INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  known_from INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  known_until INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  seat_region_code TEXT NOT NULL,
  division INTEGER NOT NULL,   -- of the KBLI code on record, 0: none
  report_from INTEGER,
  headcount INTEGER,
  reported INTEGER,
  by_records INTEGER,
  status INTEGER NOT NULL,
  counted INTEGER,
  required INTEGER,
  standing INTEGER NOT NULL,   -- -shortfall, so that the largest comes first
  flags INTEGER NOT NULL,
  stale_from INTEGER,          -- from this day on the report is stale
  rules TEXT NOT NULL,
  PRIMARY KEY (employer_row, valid_from, known_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX quota_intervals_kind ON quota_intervals
  (kind, status, standing, employer_row, valid_until, known_until);
CREATE INDEX quota_intervals_seat ON quota_intervals
  (seat_region_code, status, standing, employer_row, valid_until, known_until);
CREATE INDEX quota_intervals_learned ON quota_intervals (known_from);
CREATE INDEX quota_intervals_begun ON quota_intervals (status, valid_from);

-- By how much the sums over what is believed now change in a month, and on a day: the sum on a day
-- is that of the months before its own and of the days in it. level 0: the country, 1: a province,
-- 2: a seat, 3: a division of KBLI. month: its first day.
CREATE TABLE quota_month_sums (
  level INTEGER NOT NULL,
  code TEXT NOT NULL,
  kind INTEGER NOT NULL,
  status INTEGER NOT NULL,
  month INTEGER NOT NULL,
  employers INTEGER NOT NULL,
  holders INTEGER NOT NULL,    -- employers that count somebody
  headcount INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  required INTEGER NOT NULL,
  shortfall INTEGER NOT NULL,
  PRIMARY KEY (level, code, kind, status, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE quota_day_sums (
  level INTEGER NOT NULL,
  month INTEGER NOT NULL,
  code TEXT NOT NULL,
  kind INTEGER NOT NULL,
  status INTEGER NOT NULL,
  day INTEGER NOT NULL,
  employers INTEGER NOT NULL,
  holders INTEGER NOT NULL,
  headcount INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  required INTEGER NOT NULL,
  shortfall INTEGER NOT NULL,
  PRIMARY KEY (level, month, code, kind, status, day)
) STRICT, WITHOUT ROWID;
)sql";

// What was learned in a span of known time, summed up (quota_chapters.h).
constexpr char kChapters[] = R"sql(
CREATE TABLE quota_chapters (
  level INTEGER NOT NULL,      -- 0: closed from rows; else bound from those of the level below
  number INTEGER NOT NULL,
  known_from INTEGER NOT NULL,
  known_until INTEGER NOT NULL,
  PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;
-- By how much the chapter changed the sums of a code on a day and after, up to the next day. code: c,
-- the country; p33, a province.
CREATE TABLE quota_chapter_sums (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  kind INTEGER NOT NULL,
  status INTEGER NOT NULL,
  day INTEGER NOT NULL,
  employers INTEGER NOT NULL,
  holders INTEGER NOT NULL,
  headcount INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  required INTEGER NOT NULL,
  shortfall INTEGER NOT NULL,
  PRIMARY KEY (level, number, code, kind, status, day)
) STRICT, WITHOUT ROWID;
)sql";

constexpr char kWork[] = R"sql(
-- Employers touched in the transaction under way, with the first instant that changed; settled and
-- emptied before it commits.
CREATE TABLE quota_touched (
  employer_row INTEGER PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT;
-- Employers whose intervals from an instant on wait to be derived, in the background.
CREATE TABLE quota_pending (
  employer_row INTEGER PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX quota_pending_since ON quota_pending (since);
-- A database from before has every employer to derive.
INSERT INTO quota_pending (employer_row, since)
  SELECT row, -9223372036854775807 FROM employers;

-- Versions of rules, only ever added to. Key: rule_id; of the versions known by an instant the
-- last is believed.
CREATE TABLE quota_rules (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  rule_id TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  kinds INTEGER NOT NULL,      -- bits by kind
  region_code TEXT NOT NULL,
  formula INTEGER NOT NULL,
  basis_points INTEGER NOT NULL,
  min_headcount INTEGER NOT NULL,
  practice_minimum INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  verified INTEGER NOT NULL,
  note TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace

std::string QuotaSchema() { return std::string(kIntervals) + kWork; }
std::string QuotaChaptersSchema() { return kChapters; }
// Those of before were of provinces alone; they are closed anew in the background.
std::string QuotaChapterPartsSchema() {
  return "DELETE FROM quota_chapters; DELETE FROM quota_chapter_sums;";
}

}  // namespace setara
