#include "server/http/browser_policy.h"

#include <algorithm>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/http/connect.h"
#include "server/rpc/listen_address.h"

namespace setara {
namespace {

// What the protocol and the server read beside what browsers send of their own.
constexpr char kRequestHeaders[] =
    "Authorization, Connect-Protocol-Version, Connect-Timeout-Ms, Content-Encoding, Content-Type, "
    "Setara-Consistency-Token, Setara-Purpose";
constexpr char kAnswerHeaders[] = "Accept-Encoding, Trailer-Setara-Consistency-Token";
// How long a browser may remember a preflight, in seconds.
constexpr char kPreflightSeconds[] = "7200";

// "http://" or "https://" and HOST or HOST:PORT in lower case, nothing after it: what browsers
// send, so that a comparison is one of texts.
bool IsOrigin(std::string_view text) {
  const size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string_view host = text.substr(scheme);
  return scheme > 0 && !host.empty() &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") ==
             std::string_view::npos;
}

// HOST or HOST:PORT of the machine itself.
bool IsLocalHost(std::string_view host) {
  std::string text(host);
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos || text.ends_with(']')) text += ":80";
  absl::StatusOr<ListenAddress> address = ParseListenAddress(text);
  return address.ok() && address->loopback;
}

HttpResponse Forbidden(const std::string& message, const char* reason) {
  return ConnectError(WithReason(absl::PermissionDeniedError(message), reason));
}

}  // namespace

absl::StatusOr<BrowserPolicy> BrowserPolicy::Make(std::vector<std::string> origins, bool loopback,
                                                  bool tls) {
  for (const std::string& origin : origins) {
    if (IsOrigin(origin)) continue;
    return absl::InvalidArgumentError(
        origin + " is not an origin: give scheme, host and port, say https://app.example.id");
  }
  return BrowserPolicy(std::move(origins), loopback, tls);
}

std::optional<HttpResponse> BrowserPolicy::Intercept(const HttpRequest& head) const {
  if (loopback_ && !IsLocalHost(ValueOf(head.headers, "host"))) {
    return Forbidden("the server answers to the name of its own machine only", "HOST_NOT_ALLOWED");
  }
  const std::vector<std::string_view> origins = ValuesOf(head.headers, "origin");
  if (origins.empty()) return std::nullopt;
  if (origins.size() > 1 ||
      std::find(origins_.begin(), origins_.end(), origins[0]) == origins_.end()) {
    return Forbidden("pages of this origin may not call the server", "ORIGIN_NOT_ALLOWED");
  }
  if (head.method != "OPTIONS" || ValuesOf(head.headers, "access-control-request-method").empty()) {
    return std::nullopt;
  }
  return HttpResponse{204,
                      {{"access-control-allow-methods", "GET, POST"},
                       {"access-control-allow-headers", kRequestHeaders},
                       {"access-control-max-age", kPreflightSeconds}},
                      ""};
}

void BrowserPolicy::Dress(std::string_view origin, HttpResponse& response) const {
  HttpHeaders& headers = response.headers;
  headers.emplace_back("x-content-type-options", "nosniff");
  headers.emplace_back("referrer-policy", "no-referrer");
  headers.emplace_back("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  if (tls_) headers.emplace_back("strict-transport-security", "max-age=31536000");
  if (ValuesOf(headers, "cache-control").empty()) {
    headers.emplace_back("cache-control", "no-store");
  }
  // Also without an Origin, since a cache would hand that answer to a page.
  if (!origins_.empty()) headers.emplace_back("vary", "Origin");
  if (std::find(origins_.begin(), origins_.end(), origin) == origins_.end()) return;
  headers.emplace_back("access-control-allow-origin", origin);
  headers.emplace_back("access-control-expose-headers", kAnswerHeaders);
}

}  // namespace setara
