// Table definitions for SQLite: records, changes, openings, seekers. Dates are days since
// 1970-01-01, instants microseconds, code sets bits by index, nested lists JSON text.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kLog[] = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Stays when its record is deleted: neither row nor id is ever used again.
CREATE TABLE records (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL
) STRICT;

CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  row INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  bulk INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_interactive ON changes (sequence) WHERE bulk = 0;

CREATE TABLE request_ids (
  method TEXT NOT NULL,
  request_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (method, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_ids_age ON request_ids (created_at);
)sql";

constexpr char kOpenings[] = R"sql(
CREATE TABLE openings (
  row INTEGER PRIMARY KEY REFERENCES records (row),
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  employer_name TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  kind INTEGER NOT NULL,
  contract INTEGER NOT NULL,
  hours INTEGER NOT NULL,
  arrangement INTEGER NOT NULL,
  shift INTEGER NOT NULL,
  hours_per_week INTEGER,
  region_code TEXT NOT NULL,
  latitude_e6 INTEGER,
  longitude_e6 INTEGER,
  wage_min_idr_per_month INTEGER,
  wage_max_idr_per_month INTEGER,
  occupation_code TEXT NOT NULL,
  occupation_origin INTEGER NOT NULL,
  occupation_confidence INTEGER NOT NULL,
  education INTEGER NOT NULL,
  education_basis TEXT NOT NULL,
  licences TEXT NOT NULL,
  licence_basis TEXT NOT NULL,
  age_min INTEGER,
  age_basis TEXT NOT NULL,
  fields_of_study TEXT NOT NULL,
  skills TEXT NOT NULL,
  skill_words TEXT NOT NULL,
  demands TEXT NOT NULL,
  contexts TEXT NOT NULL,
  offered INTEGER NOT NULL,
  transport_offered INTEGER NOT NULL,
  housing_offered INTEGER NOT NULL,
  open_from INTEGER NOT NULL,
  open_until INTEGER,
  posted_on INTEGER,
  positions INTEGER NOT NULL,
  state INTEGER NOT NULL,
  source_url TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX openings_source ON openings (source, source_id) WHERE source <> '';
CREATE INDEX openings_employer ON openings (employer_id) WHERE employer_id <> '';
CREATE INDEX openings_region ON openings (region_code);
CREATE INDEX openings_title ON openings (title, region_code);
)sql";

constexpr char kSeekers[] = R"sql(
CREATE TABLE seekers (
  row INTEGER PRIMARY KEY REFERENCES records (row),
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  segment INTEGER NOT NULL,
  region_code TEXT NOT NULL,
  latitude_e6 INTEGER,
  longitude_e6 INTEGER,
  reach_km INTEGER,
  reach_is_hard INTEGER NOT NULL,
  education INTEGER NOT NULL,
  licences TEXT,
  skills TEXT NOT NULL,
  skill_words TEXT NOT NULL,
  capacities TEXT NOT NULL,
  tolerances TEXT NOT NULL,
  accommodations TEXT NOT NULL,
  modes INTEGER,
  preferred_modes INTEGER NOT NULL,
  wishes TEXT NOT NULL,
  hours_per_week_max INTEGER,
  accepts_night_shift INTEGER,
  available_from INTEGER,
  seeking INTEGER NOT NULL,
  matching_consent_from INTEGER,
  matching_consent_until INTEGER,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX seekers_source ON seekers (source, source_id) WHERE source <> '';
CREATE INDEX seekers_region ON seekers (region_code);

-- Direct identifiers stand apart: no read for matching or indexing touches them.
CREATE TABLE seeker_identities (
  row INTEGER PRIMARY KEY REFERENCES seekers (row) ON DELETE CASCADE,
  full_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  nik TEXT NOT NULL,
  kpj TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  birth_date INTEGER,
  sex INTEGER NOT NULL,
  address TEXT NOT NULL
) STRICT;
CREATE INDEX seeker_identities_nik ON seeker_identities (nik) WHERE nik <> '';
CREATE INDEX seeker_identities_name ON seeker_identities (name_key, birth_date);

CREATE TABLE seeker_ragam (
  row INTEGER PRIMARY KEY REFERENCES seekers (row) ON DELETE CASCADE,
  physical INTEGER NOT NULL,
  intellectual INTEGER NOT NULL,
  mental INTEGER NOT NULL,
  sensory INTEGER NOT NULL,
  sub_kind TEXT NOT NULL
) STRICT;
)sql";

// Sources spell the same title in capitals and not.
constexpr char kOpeningTitles[] = R"sql(
DROP INDEX openings_title;
CREATE INDEX openings_title ON openings (lower(title), region_code);
)sql";

}  // namespace

std::string OpeningTitlesSchema() { return kOpeningTitles; }

std::string RecordsSchema() { return std::string(kLog) + kOpenings + kSeekers; }

}  // namespace setara
