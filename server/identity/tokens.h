// Tokens in the store. The secret leaves the server once, when the token is issued.
//
// Call inside Store::Read or Store::Write. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/identity/accounts.h"
#include "server/identity/token_text.h"
#include "server/store/sqlite.h"

namespace setara {

// How long tokens live: our defaults. An institution may let them live longer or less long, up to
// kTokenLifetimeBound: a token is a password that nobody types, and one that outlives its purpose
// is noticed by nobody.
inline constexpr std::chrono::hours kTokenLifetime{90 * 24};
inline constexpr std::chrono::hours kMaxTokenLifetime{366 * 24};
inline constexpr std::chrono::hours kTokenLifetimeBound{3 * 366 * 24};
inline constexpr std::chrono::hours kSessionLifetime{12};

struct TokenSpec {
  std::string label;  // 0 to 100 bytes; what the token is for
  // Full method names that the token is narrowed to; empty: every method of the role.
  std::set<std::string, std::less<>> methods;
  Instant expires_at{};  // exclusive; not given (1970): kTokenLifetime from now, or
                         // the longest life where that is shorter
  bool session = false;  // came from a sign-in
};

struct Token {
  int64_t row = 0;  // order of creation, from 1
  std::string id;   // ULID
  std::string account_id;
  TokenSpec spec;
  std::string secret_hash;
  Instant created_at{};
  std::optional<Instant> revoked_at;
  std::optional<Instant> last_used;  // to the day

  // Neither expired nor revoked.
  bool live(Instant now) const { return now < spec.expires_at && !revoked_at.has_value(); }
};

struct IssuedToken {
  std::string id;
  std::string text;  // "setara_..."; shown once, kept nowhere
  Instant expires_at{};
};

// Makes a token of an account. NOT_FOUND: no such account; FAILED_PRECONDITION, reason
// ACCOUNT_CLOSED; INVALID_ARGUMENT: the label, the methods' form, or the expiry, which must lie
// after `now` and within `max_lifetime`. Tokens issued before a shorter limit keep their end.
absl::StatusOr<IssuedToken> IssueToken(Connection& db, std::string_view account_id,
                                       const TokenSpec& spec, Instant now,
                                       std::chrono::hours max_lifetime = kMaxTokenLifetime);

// Empty: no such token.
absl::StatusOr<std::optional<Token>> FindToken(Connection& db, std::string_view id);

// The token of `parts` if its secret is right, with its account; empty otherwise. Whether either is
// still good is for the caller to see.
struct KnownToken {
  Token token;
  Account account;
};
absl::StatusOr<std::optional<KnownToken>> FindToken(Connection& db, const TokenParts& parts);

// Of one account, in the order of creation, at most `limit` (>= 1) whose row is greater than
// `after`.
absl::StatusOr<std::vector<Token>> ListTokens(Connection& db, std::string_view account_id,
                                              int64_t after, int limit);

// Ends a token; one that has ended stays as it is. NOT_FOUND.
absl::Status RevokeToken(Connection& db, std::string_view id, Instant now);

// Ends every token of the account but `except` ("" for none).
absl::Status RevokeTokens(Connection& db, std::string_view account_id, std::string_view except,
                          Instant now);

// Notes that a token was used on `now`'s day (UTC). A token that is gone is no error.
absl::Status NoteTokenUse(Connection& db, std::string_view id, Instant now);

}  // namespace setara
