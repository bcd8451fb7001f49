// Table definitions for SQLite: placements and their steps. `entry` is the order of storing. Dates
// are days since 1970-01-01, instants microseconds, periods half-open.
#include "server/store/migrations.h"

namespace setara {

std::string PlacementSchema() {
  return R"sql(
-- From `state` on a row only repeats what its steps say, so that lists need not read them.
CREATE TABLE placements (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- NULL once the person was erased.
  seeker_row INTEGER REFERENCES records (row),
  opening_id TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  kind INTEGER NOT NULL,
  region_code TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  referred INTEGER NOT NULL,
  needs_decision INTEGER NOT NULL,
  due_on INTEGER,
  due_months INTEGER NOT NULL
) STRICT;
CREATE INDEX placements_seeker ON placements (seeker_row, entry);
CREATE INDEX placements_opening ON placements (opening_id, state);
CREATE INDEX placements_employer ON placements (employer_id, entry);
CREATE INDEX placements_due ON placements (due_on, entry) WHERE due_on IS NOT NULL;
CREATE INDEX placements_undecided ON placements (entry) WHERE needs_decision = 1;

-- Only ever added to.
CREATE TABLE placement_events (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  placement_entry INTEGER NOT NULL REFERENCES placements (entry),
  number INTEGER NOT NULL,
  step INTEGER NOT NULL,
  occurred_on INTEGER NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_role INTEGER NOT NULL,
  known_at INTEGER NOT NULL,
  consent_id TEXT NOT NULL,
  starts_on INTEGER,
  relation INTEGER NOT NULL,
  months INTEGER NOT NULL,
  raised_by TEXT NOT NULL,
  evidence_kind INTEGER,
  evidence_from INTEGER,
  evidence_until INTEGER,
  bpjs_segment INTEGER,
  bpjs_registered INTEGER,
  bpjs_since INTEGER,
  corrects INTEGER NOT NULL,
  retracts INTEGER NOT NULL,
  corrected_on INTEGER,
  UNIQUE (placement_entry, number)
) STRICT;
)sql";
}

}  // namespace setara
