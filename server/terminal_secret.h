// Passwords from the terminal or a file, never from the command line, where others could read them.
#pragma once

#include <absl/status/statusor.h>

#include <string>

namespace setara {

// Asks twice on the terminal without echo. FAILED_PRECONDITION: there is no terminal;
// INVALID_ARGUMENT: the two differ.
absl::StatusOr<std::string> AskSecretTwice(const std::string& prompt, const std::string& again);

// The first line of the file. NOT_FOUND: it cannot be read.
absl::StatusOr<std::string> ReadSecretFile(const std::string& path);

}  // namespace setara
