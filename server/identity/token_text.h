// The text of an API token: "setara_<id>_<secret>", the id a ULID (26 characters), the secret 58
// characters of Crockford's base 32 in upper case: 256 random bits and a checksum of 32 bits over
// id and secret. The prefix lets scanners find leaked tokens, the checksum lets the server answer
// typos and guesses without asking the store. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace setara {

inline constexpr std::string_view kTokenPrefix = "setara_";
inline constexpr size_t kTokenSecretBytes = 32;
inline constexpr size_t kTokenTextLength = 7 + 26 + 1 + 58;

struct TokenParts {
  std::string id;
  std::string secret;  // kTokenSecretBytes bytes
};

// The text of `parts`, whose id is a ULID.
std::string FormatToken(const TokenParts& parts);

// The parts of `text`; empty unless it is exactly what FormatToken writes.
std::optional<TokenParts> ParseToken(std::string_view text);

// What the store keeps of a token: BLAKE2b-256 of id and secret, in hexadecimal.
std::string TokenHash(const TokenParts& parts);

}  // namespace setara
