// Table definitions for SQLite: what access control needs of the records beside their own tables.
#include "server/store/migrations.h"

namespace setara {

std::string AccessSchema() {
  return R"sql(
ALTER TABLE seekers ADD COLUMN branch TEXT NOT NULL DEFAULT '';
CREATE INDEX seekers_branch ON seekers (branch, row);

CREATE TABLE break_glass_grants (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  caller TEXT NOT NULL,
  role INTEGER NOT NULL,
  branch TEXT NOT NULL,
  seeker_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  reviewed_at INTEGER,
  reviewed_by TEXT NOT NULL,
  finding INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX break_glass_grants_person ON break_glass_grants (seeker_id, caller);
CREATE INDEX break_glass_grants_unreviewed ON break_glass_grants (branch) WHERE reviewed_at IS NULL;
)sql";
}

}  // namespace setara
