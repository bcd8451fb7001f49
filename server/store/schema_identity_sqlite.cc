// Table definitions for SQLite: accounts and the tokens that stand for them. Times are microseconds
// since 1970-01-01T00:00:00Z.
#include "server/store/migrations.h"

namespace setara {

std::string IdentitySchema() {
  return R"sql(
CREATE TABLE accounts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Folded, and never given to another account, so that old audit records stay readable.
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role INTEGER NOT NULL,
  branch TEXT NOT NULL,
  region_code TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  seeker_id TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  -- 1: someone else chose the password, so that it opens nothing but its own change.
  password_temporary INTEGER NOT NULL,
  -- 1: a second person has not yet agreed to the role and place.
  pending INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  -- Caller names: who made the account, and who last gave it its role and place.
  created_by TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE tokens (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_row INTEGER NOT NULL REFERENCES accounts (row),
  -- BLAKE2b-256, in hexadecimal: what is stored signs nobody in.
  secret_hash TEXT NOT NULL,
  label TEXT NOT NULL,
  -- Full method names with a space between; empty: every method of the role.
  methods TEXT NOT NULL,
  session INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  -- To the day.
  last_used INTEGER
) STRICT;
CREATE INDEX tokens_account ON tokens (account_row, row);
)sql";
}

}  // namespace setara
