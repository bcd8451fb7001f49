// Where a server may listen, and what of an address is written in the flag.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

namespace setara {

struct ListenAddress {
  std::string host;  // without brackets: "127.0.0.1", "::1", "localhost"
  std::string port;  // decimal, "0" to "65535"
  // Only reachable from this machine: "localhost", 127.0.0.0/8 or ::1.
  bool loopback = false;
};

// Reads HOST:PORT, an IPv6 address in brackets. INVALID_ARGUMENT: not of that form. Pure.
absl::StatusOr<ListenAddress> ParseListenAddress(std::string_view text);

// FAILED_PRECONDITION: plain text would leave the machine, since there is no TLS and `text` is no
// loopback address; otherwise as ParseListenAddress. Pure.
absl::Status CheckListenAddress(std::string_view text, bool tls);

}  // namespace setara
