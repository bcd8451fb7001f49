// The vault of a data directory: where its key file lies, and whether it is the right one.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "server/keys/vault.h"
#include "server/store/sqlite.h"

namespace setara {

// The absolute path of the key file of `directory`: `key_file`, or beside the directory under its
// name and ".key" when that is empty. FAILED_PRECONDITION (KEY_FILE_INSIDE_DATA): it would lie in
// the directory (links followed), where every backup of the data would carry it along.
absl::StatusOr<std::string> KeyFilePath(const std::string& directory, const std::string& key_file);

// Opens the vault of the database, which was migrated; makes the key file when the data were never
// sealed and there is none. FAILED_PRECONDITION: KEY_MISSING, KEY_WRONG; errors of Vault::Open. The
// database is the caller's alone.
absl::StatusOr<std::unique_ptr<Vault>> OpenVault(Connection& db, const std::string& key_path);

// Lets the database recognise the keys that `vault` has in force.
absl::Status StoreCheck(Connection& db, const Vault& vault);

}  // namespace setara
