// Table definitions for SQLite: employers and the dated facts that their quota is counted from.
//
// Bitemporal tables hold versions and are only ever added to. `known_at` is when a version was
// learned (inclusive); of the versions of one key known by an instant, the last one is believed.
// `entry` orders versions learned at the same instant. Dates are days since 1970-01-01, periods
// half-open.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kEmployers[] = R"sql(
CREATE TABLE employers (
  row INTEGER PRIMARY KEY REFERENCES records (row),
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  name TEXT NOT NULL,
  npp TEXT NOT NULL,
  nib TEXT NOT NULL,
  npwp TEXT NOT NULL,
  kbli_code TEXT NOT NULL,
  kbli_edition TEXT NOT NULL,
  -- As of the last write, for lists of employers; the quota reads employer_terms.
  kind INTEGER NOT NULL,
  seat_region_code TEXT NOT NULL,
  terms_from INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX employers_source ON employers (source, source_id) WHERE source <> '';

-- Kind and seat from a day until the next such day. Key: (employer_row, valid_from).
CREATE TABLE employer_terms (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  valid_from INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  seat_region_code TEXT NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX employer_terms_key ON employer_terms (employer_row, valid_from, known_at, entry);

-- A report holds from its day until the next one. Key: (employer_row, valid_from).
CREATE TABLE headcounts (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  valid_from INTEGER NOT NULL,
  workers INTEGER NOT NULL,
  workers_with_disabilities INTEGER,
  source TEXT NOT NULL,
  retracted INTEGER NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX headcounts_key ON headcounts (employer_row, valid_from, known_at, entry);
)sql";

constexpr char kWorkers[] = R"sql(
-- Key: (source, source_id); a version may move a record to another employer or person.
CREATE TABLE employment (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  person_id TEXT NOT NULL,
  relation INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  evidence_from INTEGER,
  evidence_until INTEGER,
  agreed_on INTEGER,
  exclude_reason TEXT NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX employment_key ON employment (source, source_id, known_at, entry);
CREATE INDEX employment_employer ON employment (employer_row);
CREATE INDEX employment_person ON employment (person_id);

-- The id that stands for a person once two ids were found to be one human. Key: person_id.
CREATE TABLE person_merges (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id TEXT NOT NULL,
  same_as TEXT NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX person_merges_key ON person_merges (person_id, known_at, entry);
CREATE INDEX person_merges_same_as ON person_merges (same_as);
)sql";

}  // namespace

std::string EmployersSchema() { return std::string(kEmployers) + kWorkers; }

}  // namespace setara
