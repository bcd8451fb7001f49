#include "server/identity/jws.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <memory>

namespace setara {
namespace {

constexpr size_t kMinRsaBits = 2048;

struct KeyRelease {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct JwsRelease {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using CjoseKey = std::unique_ptr<cjose_jwk_t, KeyRelease>;
using CjoseJws = std::unique_ptr<cjose_jws_t, JwsRelease>;

CjoseKey Import(const Jwk& key) {
  cjose_err error{};
  return CjoseKey(cjose_jwk_import(key.json.data(), key.json.size(), &error));
}

}  // namespace

bool Jwk::Fits(std::string_view algorithm) const {
  if (std::ranges::find(kJwsAlgorithms, algorithm) == std::end(kJwsAlgorithms)) return false;
  if (!alg.empty() && alg != algorithm) return false;
  if (algorithm == "ES256") return kty == "EC" && crv == "P-256";
  if (algorithm == "ES384") return kty == "EC" && crv == "P-384";
  return kty == "RSA";
}

bool IsUsable(const Jwk& key) {
  CjoseKey imported = Import(key);
  if (imported == nullptr) return false;
  cjose_err error{};
  return key.kty != "RSA" || cjose_jwk_get_keysize(imported.get(), &error) >= kMinRsaBits;
}

std::optional<std::string> VerifiedPayload(std::string_view compact, const Jwk& key) {
  // The key is read for each check, since cjose counts references without a lock.
  CjoseKey imported = Import(key);
  if (imported == nullptr) return std::nullopt;
  cjose_err error{};
  CjoseJws jws(cjose_jws_import(compact.data(), compact.size(), &error));
  if (jws == nullptr || !cjose_jws_verify(jws.get(), imported.get(), &error)) return std::nullopt;
  uint8_t* bytes = nullptr;
  size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &bytes, &size, &error)) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace setara
