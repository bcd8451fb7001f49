// `setarad keys`: the keys of data at rest, while no server owns them. Speak to the terminal; never
// show a key, only its id.
#pragma once

#include <absl/status/status.h>

#include <string>

namespace setara {

// Prints the key file's path and, a line each, its keys and how many persons and employers need
// them. Errors of
// ReadKeyStatus. `key_file` as in Store::Options, here and below.
absl::Status RunKeysStatus(const std::string& data_directory, const std::string& key_file);

// A new master key, or a new look-up key, with progress on standard error; goes on where an earlier
// run was ended. Errors of RotateMasterKey.
absl::Status RunKeysRotate(const std::string& data_directory, const std::string& key_file,
                           bool lookup);

}  // namespace setara
