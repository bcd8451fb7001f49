// Table definitions for SQLite: wording of openings that shuts people out. Derived from the
// openings and the rules; meta has the version of the rules that all of it was made with.
#include "server/store/migrations.h"

namespace setara {

std::string ScreeningSchema() {
  return R"sql(
CREATE TABLE opening_findings (
  row INTEGER NOT NULL REFERENCES openings (row) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  rule TEXT NOT NULL,
  -- 1: the opening's first finding of this rule, so that openings are counted without sorting.
  first_of_rule INTEGER NOT NULL,
  field TEXT NOT NULL,
  first_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL,
  -- Of the opening; the name only where the employer is not registered.
  employer_id TEXT NOT NULL,
  employer_name TEXT NOT NULL,
  PRIMARY KEY (row, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX opening_findings_employer
  ON opening_findings (employer_id, employer_name, rule, first_of_rule);
)sql";
}

}  // namespace setara
