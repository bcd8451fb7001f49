// Hashes and passwords: all that the identity part takes from libsodium beside server/keys.
// Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace setara {

// BLAKE2b of `bytes`, `size` bytes long (16 to 64).
std::string Blake2b(std::string_view bytes, size_t size);

// BLAKE2b-256 in lower-case hexadecimal (64 characters).
std::string HexHash(std::string_view bytes);

// The bytes of base64url without padding (RFC 7515 section 2); empty for any other text.
std::optional<std::string> DecodeBase64Url(std::string_view text);

// Argon2id in the PHC string form, with a salt of its own and libsodium's interactive limits
// (2 passes, 64 MiB): costs that memory while it runs. RFC 9106; empty when memory is short.
std::string HashPassword(std::string_view password);

// Whether `password` made `hash`; false also when memory is short. Costs as much as HashPassword
// whatever the answer, as long as `hash` came from it.
bool PasswordMakes(const std::string& hash, std::string_view password);

}  // namespace setara
