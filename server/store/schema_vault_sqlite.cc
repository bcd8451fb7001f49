// Table definitions for SQLite: identities at rest. What was plain waits in plain_identities until
// SealPlainIdentities (seal_plain.h) has sealed it; the mark in `meta` stays until no page of the
// file can hold any of it.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kVault[] = R"sql(
INSERT INTO meta (key, value)
  SELECT 'plain_identities', 'unsealed' WHERE EXISTS (SELECT 1 FROM records);
ALTER TABLE seeker_identities RENAME TO plain_identities;
DROP INDEX seeker_identities_nik;
DROP INDEX seeker_identities_name;
-- What matching may know of it: see AgeReference.
ALTER TABLE seekers ADD COLUMN birth_date INTEGER;

-- A person's data key, wrapped under a master key of the key file. No row: what it sealed is gone.
CREATE TABLE person_keys (
  row INTEGER PRIMARY KEY REFERENCES records (row),
  key_id TEXT NOT NULL,
  wrapped BLOB NOT NULL
) STRICT;
CREATE INDEX person_keys_master ON person_keys (key_id);

-- Who a seeker is and where exactly they live, sealed with the person's key.
CREATE TABLE seeker_identities (
  row INTEGER PRIMARY KEY REFERENCES seekers (row) ON DELETE CASCADE,
  sealed BLOB NOT NULL
) STRICT;

-- Keyed hashes by which a person is found again; kinds in seeker_lookups.cc.
CREATE TABLE seeker_lookups (
  kind INTEGER NOT NULL,
  hash BLOB NOT NULL,
  row INTEGER NOT NULL REFERENCES seekers (row) ON DELETE CASCADE,
  PRIMARY KEY (kind, hash, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX seeker_lookups_row ON seeker_lookups (row);
)sql";

}  // namespace

std::string VaultSchema() { return kVault; }

}  // namespace setara
