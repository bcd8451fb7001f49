#include "server/rpc/call_metadata.h"

#include <absl/status/statusor.h>

#include <algorithm>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

// The one value of `name`; empty: none given.
absl::StatusOr<std::string_view> OneValue(const MetadataValues& values, std::string_view name) {
  std::vector<std::string_view> given = values(name);
  if (given.empty()) return std::string_view();
  for (std::string_view value : given) {
    if (value != given.front()) return InvalidField(name, "is given twice with different values");
  }
  return given.front();
}

absl::Status NoBearerToken() {
  return WithReason(absl::UnauthenticatedError("authorization must be \"Bearer TOKEN\""),
                    "CREDENTIALS_INVALID");
}

bool IsTokenCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("-._~+/=").find(c) != std::string_view::npos;
}

// RFC 6750, section 2.1; the scheme's case does not matter (RFC 9110, section 11.1).
absl::StatusOr<std::string_view> BearerToken(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return NoBearerToken();
  for (size_t i = 0; i < kScheme.size(); ++i) {
    char c = authorization[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c != kScheme[i]) return NoBearerToken();
  }
  std::string_view token = authorization.substr(kScheme.size());
  token.remove_prefix(std::min(token.find_first_not_of(' '), token.size()));
  if (token.empty() || token.size() > kMaxBearerTokenBytes ||
      !std::all_of(token.begin(), token.end(), IsTokenCharacter)) {
    return NoBearerToken();
  }
  return token;
}

bool IsPrintable(char c) { return c >= 0x20 && c <= 0x7e; }

}  // namespace

absl::Status ReadCallMetadata(const MetadataValues& values, CallContext& context) {
  absl::StatusOr<std::string_view> authorization = OneValue(values, kAuthorizationKey);
  if (!authorization.ok()) return authorization.status();
  if (!authorization->empty()) {
    absl::StatusOr<std::string_view> token = BearerToken(*authorization);
    if (!token.ok()) return token.status();
    context.credentials.bearer_token = *token;
  }
  absl::StatusOr<std::string_view> purpose = OneValue(values, kPurposeKey);
  if (!purpose.ok()) return purpose.status();
  if (purpose->size() > kMaxPurposeBytes ||
      !std::all_of(purpose->begin(), purpose->end(), IsPrintable)) {
    return InvalidField(kPurposeKey, "is not one line of at most 200 ASCII characters");
  }
  if (!purpose->empty()) context.purpose = *purpose;
  absl::StatusOr<std::string_view> token = OneValue(values, kConsistencyTokenKey);
  if (!token.ok()) return token.status();
  if (values(kConsistencyTokenKey).empty()) return absl::OkStatus();
  absl::StatusOr<ChangeToken> parsed = ParseChangeToken(*token);
  if (!parsed.ok()) return parsed.status();
  context.consistency_token = *std::move(parsed);
  return absl::OkStatus();
}

std::string PeerAddress(std::string_view grpc_peer) {
  if (grpc_peer.starts_with("ipv4:")) {
    grpc_peer.remove_prefix(5);
    return std::string(grpc_peer.substr(0, grpc_peer.rfind(':')));
  }
  for (std::string_view open : {"ipv6:%5B", "ipv6:["}) {
    if (!grpc_peer.starts_with(open)) continue;
    grpc_peer.remove_prefix(open.size());
    return std::string(grpc_peer.substr(0, grpc_peer.find_first_of("]%")));
  }
  return "";
}

}  // namespace setara
