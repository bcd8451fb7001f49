// New keys for data that are there, while no server owns them. Both rotations may be stopped at any
// point, by a crash as well: the data stay readable, and the same call goes on from there.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace setara {

// Told the keys wrapped or persons hashed so far, at first 0; false stops (CANCELLED).
using KeyProgress = std::function<bool(int64_t done)>;

// Errors of all three: NOT_FOUND: no records; FAILED_PRECONDITION: a server owns the directory
// (DIRECTORY_IN_USE), the data were not sealed yet (NOT_SEALED: start the server once),
// KEY_MISSING, KEY_WRONG, and those of ReadKeyFile. `key_file` as in Store::Options.

// Makes a new master key, wraps the key of every person and of every employer's documents under it,
// and removes the old one from the key file: backups of the data made before open with the old key
// file alone. The old key stays in the file until nobody needs it. Returns how many keys were
// wrapped anew.
absl::StatusOr<int64_t> RotateMasterKey(const std::string& directory, const std::string& key_file,
                                        const KeyProgress& progress);

// Makes a new look-up key and every look-up hash with it, in one transaction, which unseals every
// identity. Returns how many persons.
absl::StatusOr<int64_t> RotateLookupKey(const std::string& directory, const std::string& key_file,
                                        const KeyProgress& progress);

struct MasterKeyUse {
  std::string id;
  int64_t persons = 0;    // whose keys are wrapped under it
  int64_t employers = 0;  // the keys of whose documents are
  bool current = false;
};

struct KeyStatus {
  std::string path;
  std::vector<MasterKeyUse> masters;  // of the file, oldest first
  std::string lookup;                 // id of the look-up key in force
  bool rotation_under_way = false;    // of either kind: a second key waits to be removed
};

absl::StatusOr<KeyStatus> ReadKeyStatus(const std::string& directory, const std::string& key_file);

}  // namespace setara
