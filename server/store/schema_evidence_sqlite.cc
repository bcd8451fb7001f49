// Table definitions for SQLite: what was known of names of employers and of their openings, so that
// an evidence pack of an instant stays the same when they change. Triggers keep them, whoever
// writes; a version is known from the write's own time.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kNames[] = R"sql(
CREATE TABLE employer_names (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  name TEXT NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX employer_names_key ON employer_names (employer_row, known_at, entry);
INSERT INTO employer_names (employer_row, name, known_at)
  SELECT row, name, created_at FROM employers;
CREATE TRIGGER employer_names_insert AFTER INSERT ON employers BEGIN
  INSERT INTO employer_names (employer_row, name, known_at)
    VALUES (new.row, new.name, new.updated_at);
END;
CREATE TRIGGER employer_names_update AFTER UPDATE ON employers WHEN new.name <> old.name BEGIN
  INSERT INTO employer_names (employer_row, name, known_at)
    VALUES (new.row, new.name, new.updated_at);
END;
)sql";

// Only openings that have, or had, an employer of the register.
constexpr char kOpenings[] = R"sql(
CREATE TABLE opening_versions (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  opening_row INTEGER NOT NULL REFERENCES records (row),
  employer_id TEXT NOT NULL,
  title TEXT NOT NULL,
  kind INTEGER NOT NULL,
  region_code TEXT NOT NULL,
  occupation_code TEXT NOT NULL,
  positions INTEGER NOT NULL,
  state INTEGER NOT NULL,
  open_from INTEGER NOT NULL,
  open_until INTEGER,
  deleted INTEGER NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX opening_versions_key ON opening_versions (opening_row, known_at, entry);
CREATE INDEX opening_versions_employer ON opening_versions (employer_id, opening_row);
INSERT INTO opening_versions (opening_row, employer_id, title, kind, region_code, occupation_code,
    positions, state, open_from, open_until, deleted, known_at)
  SELECT row, employer_id, title, kind, region_code, occupation_code, positions, state, open_from,
    open_until, 0, updated_at FROM openings WHERE employer_id <> '';
CREATE TRIGGER opening_versions_insert AFTER INSERT ON openings WHEN new.employer_id <> '' BEGIN
  INSERT INTO opening_versions (opening_row, employer_id, title, kind, region_code,
      occupation_code, positions, state, open_from, open_until, deleted, known_at)
    VALUES (new.row, new.employer_id, new.title, new.kind, new.region_code, new.occupation_code,
      new.positions, new.state, new.open_from, new.open_until, 0, new.updated_at);
END;
CREATE TRIGGER opening_versions_update AFTER UPDATE ON openings
WHEN (new.employer_id <> '' OR old.employer_id <> '') AND (new.employer_id <> old.employer_id
  OR new.title <> old.title OR new.kind <> old.kind OR new.region_code <> old.region_code
  OR new.occupation_code <> old.occupation_code OR new.positions <> old.positions
  OR new.state <> old.state OR new.open_from <> old.open_from
  OR new.open_until IS NOT old.open_until)
BEGIN
  INSERT INTO opening_versions (opening_row, employer_id, title, kind, region_code,
      occupation_code, positions, state, open_from, open_until, deleted, known_at)
    VALUES (new.row, new.employer_id, new.title, new.kind, new.region_code, new.occupation_code,
      new.positions, new.state, new.open_from, new.open_until, 0, new.updated_at);
END;
-- A deletion carries no time of its own: the database's, never before the last write.
CREATE TRIGGER opening_versions_delete AFTER DELETE ON openings WHEN old.employer_id <> '' BEGIN
  INSERT INTO opening_versions (opening_row, employer_id, title, kind, region_code,
      occupation_code, positions, state, open_from, open_until, deleted, known_at)
    VALUES (old.row, old.employer_id, old.title, old.kind, old.region_code, old.occupation_code,
      old.positions, old.state, old.open_from, old.open_until, 1,
      max(old.updated_at, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)));
END;
)sql";

}  // namespace

std::string EvidenceSchema() { return std::string(kNames) + kOpenings; }

}  // namespace setara
