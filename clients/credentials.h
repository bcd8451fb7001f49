// The caller's token: where it comes from, where a sign-in keeps it, and to whom it may be sent.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>

namespace setara {

// Whether `server` (HOST:PORT) is this machine: localhost or a loopback address in figures. A token
// or password goes nowhere else in plain text.
bool IsThisMachine(const std::string& server);

// "$XDG_CONFIG_HOME/setara/session", or below ~/.config; empty without a home.
std::string SessionPath();

// The token in the first line of a file. NOT_FOUND: it cannot be read.
absl::StatusOr<std::string> ReadSecretLine(const std::string& path);

// The token that a sign-in at `server` left in the session file; empty: none.
std::string SavedToken(const std::string& server);

// Keeps (or with an empty token drops) the token for `server`, in a file of mode 0600 that is
// replaced as a whole. FAILED_PRECONDITION: it cannot be written.
absl::Status SaveToken(const std::string& server, const std::string& token);

// Asks on the terminal without echo. FAILED_PRECONDITION: there is no terminal.
absl::StatusOr<std::string> AskSecret(const std::string& prompt);

}  // namespace setara
