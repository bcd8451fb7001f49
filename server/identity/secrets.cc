#include "server/identity/secrets.h"

#include <sodium.h>

#include <cstdlib>

namespace setara {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// libsodium picks its implementations and opens the generator once; without that nothing is safe.
void Ready() {
  static const int ready = sodium_init();
  if (ready < 0) std::abort();
}

}  // namespace

std::string Blake2b(std::string_view bytes, size_t size) {
  Ready();
  std::string hash(size, '\0');
  if (crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), Bytes(bytes),
                         bytes.size(), nullptr, 0) != 0) {
    std::abort();  // only for a size outside 16 to 64
  }
  return hash;
}

std::string HexHash(std::string_view bytes) {
  std::string hash = Blake2b(bytes, 32);
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), Bytes(hash), hash.size());
  hex.pop_back();
  return hex;
}

std::optional<std::string> DecodeBase64Url(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string HashPassword(std::string_view password) {
  Ready();
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                            crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return "";
  }
  hash.resize(hash.find('\0'));
  return hash;
}

bool PasswordMakes(const std::string& hash, std::string_view password) {
  Ready();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace setara
