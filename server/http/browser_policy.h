// What a browser must be told and what it must not be let do: which pages may call (CORS), which
// names the server answers to, and what may be kept or embedded.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "server/http/http_message.h"

namespace setara {

// Thread-safe.
class BrowserPolicy {
 public:
  // origins: of the pages that may call, as browsers write them ("https://app.example.id"), none
  // by default; there is no wildcard. loopback: the server listens on this machine alone. tls: it
  // is reached by https. INVALID_ARGUMENT: something that is no origin.
  static absl::StatusOr<BrowserPolicy> Make(std::vector<std::string> origins, bool loopback,
                                            bool tls);

  // The answer to what goes no further: 403 for an Origin that is not on the list and, on loopback,
  // for a Host that is not this machine (a page could have had its own name point here); 204 for a
  // preflight of a listed origin. Absent: to be served.
  std::optional<HttpResponse> Intercept(const HttpRequest& head) const;

  // Adds what every answer carries: the security headers, no-store where nothing else is said, and
  // what CORS asks for. origin: as the request gave it, already accepted; empty: none.
  void Dress(std::string_view origin, HttpResponse& response) const;

 private:
  BrowserPolicy(std::vector<std::string> origins, bool loopback, bool tls)
      : origins_(std::move(origins)), loopback_(loopback), tls_(tls) {}

  std::vector<std::string> origins_;
  bool loopback_;
  bool tls_;
};

}  // namespace setara
