// The file that holds what opens a data directory: master keys that wrap the keys of persons, the
// key of look-up hashes and the key of the audit chain. Text, one entry a line:
//
//   setara-keys 1              the format; the first entry
//   master <id> <64 hex>       one or several; a rotation under way has two
//   current <id>               the master key that wraps from now on
//   lookup <id> <64 hex>       one, or two while look-up hashes are made anew
//   mac <64 hex>               never changes: the audit chain is checked with it
//
// `#` begins a comment line. Ids are 1-32 letters, digits and dashes.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/keys/secret.h"

namespace setara {

struct NamedSecret {
  std::string id;
  Secret secret;
};

struct KeyFile {
  std::vector<NamedSecret> masters;  // >= 1, ids distinct
  std::string current;               // id of one of `masters`
  std::vector<NamedSecret> lookups;  // 1 or 2, oldest first, ids distinct
  Secret mac;
};

// A new one of each. StartSodium first.
KeyFile NewKeyFile();
// A fresh key under an id that no other file has (32 random bits after `prefix`).
NamedSecret NewNamedSecret(std::string_view prefix);

// Inverse. FAILED_PRECONDITION (KEY_FILE_UNREADABLE) names the line, never what stands there.
std::string FormatKeyFile(const KeyFile& file);
absl::StatusOr<KeyFile> ParseKeyFile(std::string_view text);

// NOT_FOUND: no such file. FAILED_PRECONDITION: KEY_FILE_UNREADABLE, or KEY_FILE_IS_OPEN when
// group or others have any right to it (it must be 0600 or less).
absl::StatusOr<KeyFile> ReadKeyFile(const std::string& path);

// Writes beside `path`, syncs, and puts it in place with mode 0600, so that a crash leaves the old
// or the new file. ALREADY_EXISTS when it is there and `replace` is false. PERMISSION_DENIED,
// INTERNAL: the system's word.
absl::Status WriteKeyFile(const std::string& path, const KeyFile& file, bool replace);

}  // namespace setara
