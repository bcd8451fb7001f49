// Table definitions for SQLite: up to where people whose matching consent ran out have left the
// index (consent_ends.h).
#include "server/store/migrations.h"

namespace setara {

std::string ConsentEndsSchema() {
  return R"sql(
-- One row. A seeker is out of the index when (matching_consent_until, row) is not above it.
CREATE TABLE consent_boundary (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  until INTEGER NOT NULL,
  row INTEGER NOT NULL
) STRICT;
INSERT INTO consent_boundary (only, until, row) VALUES (1, -1000000, 0);
CREATE INDEX seekers_consent_end ON seekers (matching_consent_until, row)
  WHERE matching_consent_until IS NOT NULL;
)sql";
}

}  // namespace setara
