#include "server/rpc/listen_address.h"

#include <arpa/inet.h>

#include <algorithm>

namespace setara {
namespace {

bool IsLoopback(const std::string& host) {
  if (host == "localhost") return true;
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6) != 0;
}

bool IsPort(std::string_view text) {
  if (text.empty() || text.size() > 5) return false;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  return std::stoi(std::string(text)) <= 65535;
}

}  // namespace

absl::StatusOr<ListenAddress> ParseListenAddress(std::string_view text) {
  ListenAddress address;
  const size_t colon = text.rfind(':');
  std::string_view host = text.substr(0, colon);
  if (colon != std::string_view::npos && IsPort(text.substr(colon + 1))) {
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (!host.empty() && host.find_first_of("[]") == std::string_view::npos &&
        bracketed == (host.find(':') != std::string_view::npos)) {
      address.host = host;
      address.port = text.substr(colon + 1);
      address.loopback = IsLoopback(address.host);
      return address;
    }
  }
  return absl::InvalidArgumentError(std::string(text) +
                                    " is not HOST:PORT, say 127.0.0.1:8080 or [::1]:8080");
}

absl::Status CheckListenAddress(std::string_view text, bool tls) {
  absl::StatusOr<ListenAddress> address = ParseListenAddress(text);
  if (!address.ok()) return address.status();
  if (tls || address->loopback) return absl::OkStatus();
  return absl::FailedPreconditionError(
      std::string(text) +
      " is not a loopback address: without TLS the server listens on 127.0.0.1 only");
}

}  // namespace setara
