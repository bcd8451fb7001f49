// Table definitions for SQLite: the audit log (server/audit), a chain of hashes. Instants are
// microseconds since 1970.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kAudit[] = R"sql(
-- Names that most events share, once each.
CREATE TABLE audit_callers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE audit_methods (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- No foreign keys: an event outlives the records that it speaks of.
CREATE TABLE audit_events (
  sequence INTEGER PRIMARY KEY,  -- without gaps
  at INTEGER NOT NULL,
  caller INTEGER NOT NULL,
  role INTEGER NOT NULL,
  place TEXT NOT NULL,
  method INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  peer TEXT NOT NULL,
  object TEXT NOT NULL,
  subjects TEXT NOT NULL,  -- ids without "seekers/", one a line
  data_classes INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  reason TEXT NOT NULL,
  break_glass TEXT NOT NULL,
  hash BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT;
CREATE INDEX audit_events_at ON audit_events (at);
CREATE INDEX audit_events_caller ON audit_events (caller);

-- The events that speak of a person.
CREATE TABLE audit_subjects (
  person TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (person, sequence)
) STRICT, WITHOUT ROWID;

-- Where the chain begins (its last event that was pruned) and where it ends.
CREATE TABLE audit_ends (
  which TEXT PRIMARY KEY CHECK (which IN ('start', 'head')),
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO audit_ends VALUES ('start', 0, zeroblob(32), x''), ('head', 0, zeroblob(32), x'');
)sql";

}  // namespace

std::string AuditSchema() { return kAudit; }

}  // namespace setara
