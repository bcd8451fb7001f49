// The cryptography that Setara uses, over libsodium; no other file knows that library. Primitives
// and nothing else: what is sealed under which name is vault.h's.
//
// All functions are thread-safe once StartSodium returned OK.
#pragma once

#include <absl/status/status.h>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "server/keys/secret.h"

namespace setara {

// Before anything else of this header; again is no harm. INTERNAL: no source of randomness.
absl::Status StartSodium();

// Overwrites `text`, which is empty afterwards; the compiler may not leave it out.
void Wipe(std::string& text);

// Keeps the page of `secret` out of swap and core dumps, where the system lets us; best effort.
void LockInMemory(Secret& secret);

Secret RandomSecret();
std::string RandomBytes(size_t count);

std::string ToHex(std::string_view bytes);
// Only what ToHex(64 digits, lower case) of a secret writes; nullopt for anything else.
std::optional<Secret> SecretFromHex(std::string_view hex);
// nullopt: not hexadecimal.
std::optional<std::string> FromHex(std::string_view hex);

// XChaCha20-Poly1305 under a random nonce. `bound` is not in the result, but opening needs the
// same. 41 bytes longer than `text`: version, nonce, tag.
std::string SealBytes(const Secret& key, std::string_view text, std::string_view bound);
// nullopt: another key or `bound`, damaged, or of no version that we know.
std::optional<std::string> OpenBytes(const Secret& key, std::string_view sealed,
                                     std::string_view bound);

// BLAKE2b-256 under `key`, over `parts` with the length of each before it.
std::string KeyedHash(const Secret& key, std::initializer_list<std::string_view> parts);

// SHA-256 as 64 lower-case hexadecimal digits, for what others check with tools of their own.
std::string Sha256Hex(std::string_view bytes);

// In time that depends on the lengths alone.
bool SameBytes(std::string_view a, std::string_view b);

}  // namespace setara
