// Table definitions for SQLite: what the register of employers keeps beside the figures that the
// quota is computed from. Dates, versions and `known_at` as in schema_employers_sqlite.cc.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kColumns[] = R"sql(
ALTER TABLE headcounts ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;

ALTER TABLE employment ADD COLUMN exclude_code INTEGER NOT NULL DEFAULT 0;
ALTER TABLE employment ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE employment ADD COLUMN contract_until INTEGER;
ALTER TABLE employment ADD COLUMN evidence_kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE employment ADD COLUMN evidence_issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE employment ADD COLUMN evidence_issued_on INTEGER;
ALTER TABLE employment ADD COLUMN evidence_confirmed_on INTEGER;
CREATE INDEX employment_expiry ON employment (evidence_until) WHERE evidence_until IS NOT NULL;

-- Whether a number stands under two employers.
CREATE INDEX employers_npp ON employers (npp) WHERE npp <> '';
CREATE INDEX employers_nib ON employers (nib) WHERE nib <> '';
CREATE INDEX employers_npwp ON employers (npwp) WHERE npwp <> '';
)sql";

constexpr char kSites[] = R"sql(
-- Places of work, by version. Key: (employer_row, code).
CREATE TABLE sites (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  region_code TEXT NOT NULL,
  npp TEXT NOT NULL,
  wlkp_number TEXT NOT NULL,
  removed INTEGER NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sites_key ON sites (employer_row, code, known_at, entry);
CREATE INDEX sites_npp ON sites (npp) WHERE npp <> '';
)sql";

}  // namespace

std::string RegisterSchema() { return std::string(kColumns) + kSites; }

}  // namespace setara
