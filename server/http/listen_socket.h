// A listening TCP socket.
#pragma once

#include <absl/status/statusor.h>

#include <string>

namespace setara {

struct ListenSocket {
  int descriptor = -1;  // the caller closes it
  int port = 0;
  bool ipv6 = false;
};

// Listens on HOST:PORT, not blocking, closed on exec, and alone there. INVALID_ARGUMENT: no such
// form; UNAVAILABLE: an unknown host, or the port is taken.
absl::StatusOr<ListenSocket> ListenOn(const std::string& address);

}  // namespace setara
