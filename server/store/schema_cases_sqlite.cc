// Table definitions for SQLite: return-to-work cases, their logs and what follows from those. Days
// since 1970-01-01, instants in microseconds; codes of matcher/domain/case.h.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kLogs[] = R"sql(
-- From `last_sequence` on a row only repeats what its log says, so that lists and reports need not
-- read it.
CREATE TABLE cases (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- NULL once the worker was erased.
  seeker_row INTEGER REFERENCES records (row),
  previous_id TEXT NOT NULL,
  last_sequence INTEGER NOT NULL,
  reported_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  prior INTEGER NOT NULL,
  state_at INTEGER NOT NULL,
  state_since INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  manager TEXT NOT NULL,
  branch TEXT NOT NULL,
  region_code TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  injury INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  rung INTEGER NOT NULL,
  enrolled INTEGER NOT NULL,
  happened_on INTEGER NOT NULL,
  returned_on INTEGER,
  closed_on INTEGER,
  search_at INTEGER
) STRICT;
CREATE INDEX cases_seeker ON cases (seeker_row, row);
CREATE INDEX cases_branch ON cases (branch, row);
CREATE INDEX cases_manager ON cases (manager, row);

-- Only ever added to. `sealed` is the fact and the reason, sealed with the worker's key.
CREATE TABLE case_events (
  case_row INTEGER NOT NULL REFERENCES cases (row),
  sequence INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (case_row, sequence)
) STRICT, WITHOUT ROWID;

-- Where the bytes of a document belong; what it is stands in the log.
CREATE TABLE case_documents (
  id TEXT PRIMARY KEY,
  case_row INTEGER NOT NULL REFERENCES cases (row),
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr char kDerived[] = R"sql(
-- What follows from the logs; written anew with every entry.
CREATE TABLE case_spans (
  case_row INTEGER NOT NULL REFERENCES cases (row),
  number INTEGER NOT NULL,
  state INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (case_row, number)
) STRICT, WITHOUT ROWID;

-- Open deadlines. Who keeps the case stands in each, so that the list of one manager or branch is
-- one range of an index.
CREATE TABLE case_due (
  case_row INTEGER NOT NULL REFERENCES cases (row),
  number INTEGER NOT NULL,
  manager TEXT NOT NULL,
  branch TEXT NOT NULL,
  kind TEXT NOT NULL,
  reference BLOB NOT NULL,
  start INTEGER NOT NULL,
  due INTEGER NOT NULL,
  alarm INTEGER NOT NULL,
  suspended INTEGER NOT NULL,
  zone_hours INTEGER NOT NULL,
  zone_assumed INTEGER NOT NULL,
  holidays_known INTEGER NOT NULL,
  PRIMARY KEY (case_row, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_due_manager ON case_due (manager, suspended, due);
CREATE INDEX case_due_branch ON case_due (branch, suspended, due);

CREATE TABLE case_offers (
  case_row INTEGER NOT NULL REFERENCES cases (row),
  number INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  from_manager TEXT NOT NULL,
  from_branch TEXT NOT NULL,
  to_manager TEXT NOT NULL,
  to_branch TEXT NOT NULL,
  carries BLOB NOT NULL,
  state INTEGER NOT NULL,
  answer_reason BLOB NOT NULL,
  offered_at INTEGER NOT NULL,
  answered_at INTEGER,
  due INTEGER NOT NULL,
  PRIMARY KEY (case_row, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_offers_receiver ON case_offers (to_branch, offered_at);
CREATE INDEX case_offers_giver ON case_offers (from_branch, offered_at);
)sql";

}  // namespace

std::string CaseSchema() { return std::string(kLogs) + kDerived; }

}  // namespace setara
