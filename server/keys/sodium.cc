#include "server/keys/sodium.h"

#include <sodium.h>

#include <cstdint>

namespace setara {
namespace {

constexpr char kSealVersion = 1;
constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(Secret::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(Secret::kBytes == crypto_generichash_KEYBYTES);

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), kBytes);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    sodium_memzero(other.bytes_.data(), kBytes);
  }
  return *this;
}

absl::Status StartSodium() {
  if (sodium_init() >= 0) return absl::OkStatus();
  return absl::InternalError("libsodium: no source of random numbers");
}

void Wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

void LockInMemory(Secret& secret) { (void)sodium_mlock(secret.data(), Secret::kBytes); }

Secret RandomSecret() {
  Secret secret;
  randombytes_buf(secret.data(), Secret::kBytes);
  return secret;
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string ToHex(std::string_view bytes) {
  std::string hex(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), Bytes(bytes), bytes.size());
  hex.pop_back();  // the terminator
  return hex;
}

std::optional<std::string> FromHex(std::string_view hex) {
  std::string bytes(hex.size() / 2, '\0');
  size_t length = 0;
  const char* end = nullptr;
  if (hex.size() % 2 != 0 || sodium_hex2bin(Bytes(bytes), bytes.size(), hex.data(), hex.size(),
                                            nullptr, &length, &end) != 0) {
    return std::nullopt;
  }
  if (length != bytes.size() || end != hex.data() + hex.size()) return std::nullopt;
  return bytes;
}

std::optional<Secret> SecretFromHex(std::string_view hex) {
  std::optional<std::string> bytes = FromHex(hex);
  if (!bytes || bytes->size() != Secret::kBytes) return std::nullopt;
  Secret secret;
  for (size_t i = 0; i < Secret::kBytes; ++i) {
    secret.data()[i] = static_cast<unsigned char>((*bytes)[i]);
  }
  Wipe(*bytes);
  return secret;
}

std::string SealBytes(const Secret& key, std::string_view text, std::string_view bound) {
  std::string sealed(1 + kNonce + text.size() + kTag, '\0');
  sealed[0] = kSealVersion;
  unsigned char* nonce = Bytes(sealed) + 1;
  randombytes_buf(nonce, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce, nullptr, Bytes(text), text.size(),
                                             Bytes(bound), bound.size(), nullptr, nonce,
                                             key.data());
  return sealed;
}

std::optional<std::string> OpenBytes(const Secret& key, std::string_view sealed,
                                     std::string_view bound) {
  if (sealed.size() < 1 + kNonce + kTag || sealed[0] != kSealVersion) return std::nullopt;
  const unsigned char* nonce = Bytes(sealed) + 1;
  const size_t size = sealed.size() - 1 - kNonce;
  std::string text(size - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(Bytes(text), nullptr, nullptr, nonce + kNonce,
                                                 size, Bytes(bound), bound.size(), nonce,
                                                 key.data()) != 0) {
    return std::nullopt;
  }
  return text;
}

std::string KeyedHash(const Secret& key, std::initializer_list<std::string_view> parts) {
  constexpr size_t kHash = 32;
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), Secret::kBytes, kHash);
  for (std::string_view part : parts) {
    unsigned char length[8];
    for (size_t i = 0; i < 8; ++i) {
      length[i] = static_cast<unsigned char>(uint64_t{part.size()} >> (8 * i));
    }
    crypto_generichash_update(&state, length, sizeof length);
    crypto_generichash_update(&state, Bytes(part), part.size());
  }
  std::string hash(kHash, '\0');
  crypto_generichash_final(&state, Bytes(hash), kHash);
  sodium_memzero(&state, sizeof state);
  return hash;
}

std::string Sha256Hex(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return ToHex(hash);
}

bool SameBytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace setara
