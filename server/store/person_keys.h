// The data keys of persons, by the row of their record, and what is sealed with them. Call inside
// Store::Read or Store::Write (on a connection with a vault); writes need the latter. Errors beside
// the named ones are those of sqlite.h and Vault::Unwrap.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>

#include "server/keys/vault.h"
#include "server/store/sqlite.h"

namespace setara {

// The key of the person at `row`. NOT_FOUND (PERSON_KEY_DESTROYED): never made, or erased.
absl::StatusOr<PersonKey> PersonKeyOf(Connection& db, int64_t row);

// Makes the key of a record that has none. ALREADY_EXISTS.
absl::StatusOr<PersonKey> MakePersonKey(Connection& db, int64_t row);

// Erases who the person at `row` is: key, identity, look-up hashes; with the commit they leave the
// write-ahead log as well, as soon as no reader needs it. Everything sealed with the key,
// wherever it was copied to, stays closed; a copy of the whole database from before holds the
// wrapped key too, and closes for good when the master key of that time is destroyed (`setarad keys
// rotate`). No error when there is none. The rest of the record stays and reads as not found.
absl::Status DestroyPersonKey(Connection& db, int64_t row);

}  // namespace setara
