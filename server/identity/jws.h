// Signatures of JSON Web Signatures (RFC 7515) by public keys (RFC 7517): all that the identity
// part takes from cjose. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace setara {

// Asymmetric algorithms that a key can be asked for. EdDSA is missing because cjose has none.
inline constexpr std::string_view kJwsAlgorithms[] = {"RS256", "RS384", "RS512", "PS256",
                                                      "PS384", "PS512", "ES256", "ES384"};

// A public key of a JWKS.
struct Jwk {
  std::string kid;  // empty: none
  std::string alg;  // empty: any that fits the type
  std::string kty;  // "RSA", "EC"
  std::string crv;  // of EC: "P-256", "P-384"
  std::string json;

  // Whether signatures of `algorithm` may be checked by this key: type, curve, and its own alg.
  bool Fits(std::string_view algorithm) const;
};

// Whether cjose can read the key and it is strong enough: RSA of 2048 bits at least.
bool IsUsable(const Jwk& key);

// The payload of `compact` (header.payload.signature) if `key` signed it by the algorithm that its
// header names; empty otherwise. The caller has checked the header and key.Fits.
std::optional<std::string> VerifiedPayload(std::string_view compact, const Jwk& key);

}  // namespace setara
