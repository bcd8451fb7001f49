// Table definitions for SQLite: cases that were taken over from elsewhere.
#include "server/store/migrations.h"

namespace setara {

std::string CaseSourcesSchema() {
  return R"sql(
-- The key of a case in its source. Gone with the worker's data: it names somebody there.
CREATE TABLE case_sources (
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  case_row INTEGER NOT NULL UNIQUE REFERENCES cases (row),
  PRIMARY KEY (source, source_id)
) STRICT, WITHOUT ROWID;

-- Which entry of the log the source's row `number` (from 1) became.
CREATE TABLE case_source_rows (
  case_row INTEGER NOT NULL REFERENCES case_sources (case_row),
  number INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (case_row, number)
) STRICT, WITHOUT ROWID;
)sql";
}

}  // namespace setara
