// Table definitions for SQLite: consents, guardians' orders, disclosures, requests of people about
// their own data, legal holds, breaches. `entry` is the order of storing. Dates are days since
// 1970-01-01, instants microseconds, periods half-open.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kConsents[] = R"sql(
-- Words as they were said: only ever added to. seekers.matching_consent_* follow from them.
CREATE TABLE consents (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  seeker_row INTEGER NOT NULL REFERENCES records (row),
  act INTEGER NOT NULL,
  purpose INTEGER NOT NULL,
  employer_id TEXT NOT NULL,
  opening_id TEXT NOT NULL,
  giver INTEGER NOT NULL,
  guardian_order_id TEXT NOT NULL,
  channel INTEGER NOT NULL,
  text_version TEXT NOT NULL,
  recording TEXT NOT NULL,
  parent_document TEXT NOT NULL,
  given_on INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_seeker ON consents (seeker_row, purpose, entry);

-- Versions of an order share its id; the last one stands.
CREATE TABLE guardian_orders (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  seeker_row INTEGER NOT NULL REFERENCES records (row),
  number TEXT NOT NULL,
  court TEXT NOT NULL,
  issued_on INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guardian_orders_seeker ON guardian_orders (seeker_row, entry);

CREATE TABLE disclosures (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  seeker_row INTEGER NOT NULL REFERENCES records (row),
  employer_id TEXT NOT NULL,
  opening_id TEXT NOT NULL,
  consent_id TEXT NOT NULL,
  data_classes INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX disclosures_seeker ON disclosures (seeker_row, entry);

-- The consents that stood before there was a history, as what they were: taken over.
INSERT INTO consents (id, seeker_row, act, purpose, employer_id, opening_id, giver,
  guardian_order_id, channel, text_version, recording, parent_document, given_on, valid_from,
  valid_until, recorded_by, recorded_at)
SELECT 'M' || substr(r.id, 2), s.row, 1, 1, '', '', 1, '', 5, 'matching/0', '', '',
  s.matching_consent_from, s.matching_consent_from, s.matching_consent_until, '', s.updated_at
FROM seekers s JOIN records r ON r.row = s.row WHERE s.matching_consent_from IS NOT NULL
ORDER BY s.row;
)sql";

constexpr char kRights[] = R"sql(
CREATE TABLE rights_requests (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  seeker_row INTEGER NOT NULL REFERENCES records (row),
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  note TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  ended_at INTEGER,
  refusal INTEGER NOT NULL,
  answer TEXT NOT NULL,
  lifted_at INTEGER
) STRICT;
CREATE INDEX rights_requests_seeker ON rights_requests (seeker_row, entry);
CREATE INDEX rights_requests_due ON rights_requests (due_at, entry) WHERE state = 1;
-- Restrictions (3) and objections to ranking (4) in effect: few, and read with every search.
CREATE INDEX rights_requests_effect ON rights_requests (seeker_row, kind)
  WHERE kind IN (3, 4) AND state <> 3 AND lifted_at IS NULL;

CREATE TABLE legal_holds (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  seeker_row INTEGER NOT NULL REFERENCES records (row),
  kind INTEGER NOT NULL,
  basis TEXT NOT NULL,
  valid_until INTEGER,
  placed_at INTEGER NOT NULL,
  lifted_at INTEGER
) STRICT;
CREATE INDEX legal_holds_seeker ON legal_holds (seeker_row, entry);

CREATE TABLE breaches (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  discovered_at INTEGER NOT NULL,
  happened_at INTEGER,
  data_classes INTEGER NOT NULL,
  affected_people INTEGER,
  description TEXT NOT NULL,
  remedy TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  notified_at INTEGER,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX breaches_discovery ON breaches (discovered_at, entry);
)sql";

}  // namespace

std::string ConsentSchema() { return std::string(kConsents) + kRights; }

}  // namespace setara
