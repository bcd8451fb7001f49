// Callers of another issuer: JSON Web Tokens (RFC 7519) as OpenID Connect providers sign them,
// hardened after RFC 8725.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/access/caller.h"
#include "server/identity/jwks_file.h"

namespace setara {

// The first rule that fits gives the role. A claim path is a JSON pointer (RFC 6901), as
// "/realm_access/roles"; it fits when the claim is `value` or a list with it.
struct RoleRule {
  std::string claim;
  std::string value;
  v1::Role role = v1::ROLE_UNSPECIFIED;
};

struct JwtOptions {
  std::string issuer;                   // "iss", exactly
  std::string audience;                 // "aud", or one of its list
  std::vector<std::string> algorithms;  // of kJwsAlgorithms
  std::chrono::seconds clock_skew{60};  // 0 to 300
  size_t max_bytes = 8192;              // of a token
  std::vector<RoleRule> roles;
  // Claim paths of the caller's place; empty: nowhere. Texts of at most 64 bytes; an id may have
  // its collection before it ("employers/01J...").
  std::string branch_claim, region_claim, employer_claim, seeker_claim;
};

// INVALID_ARGUMENT: a part is missing or out of its range, an algorithm is not of kJwsAlgorithms
// ("none" and HS* never are), a claim path is no pointer, a role needs no account.
absl::Status ValidateJwtOptions(const JwtOptions& options);

// Thread-safe.
class JwtAuthenticator {
 public:
  // Options that are valid.
  JwtAuthenticator(JwtOptions options, std::unique_ptr<JwksFile> keys);

  // Whether `token` has the form of a signed token: three parts.
  static bool LooksLike(std::string_view token);

  // The caller `oidc/{issuer}/{subject}`. UNAUTHENTICATED, reason CREDENTIALS_INVALID, for every
  // fault alike: form, size, duplicate claims, algorithm, key, signature, issuer, audience, expiry
  // (required), not-before, issued-at, subject (required), no rule that gives a role. Headers that
  // bring or name a key (jwk, jku, x5c, x5u) are never read; "crit" is refused.
  absl::StatusOr<Caller> Authenticate(std::string_view token, Instant now) const;

 private:
  const JwtOptions options_;
  const std::unique_ptr<JwksFile> keys_;
};

}  // namespace setara
