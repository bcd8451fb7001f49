// Keys and signed tokens for tests, made as an issuer, or a forger, would make them.
#pragma once

#include <cjose/cjose.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace setara {

struct FreeKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using TestKey = std::unique_ptr<cjose_jwk_t, FreeKey>;

inline TestKey Named(cjose_jwk_t* key, const std::string& kid) {
  cjose_err error{};
  EXPECT_NE(key, nullptr);
  if (!kid.empty()) {
    EXPECT_TRUE(cjose_jwk_set_kid(key, kid.data(), kid.size(), &error));
  }
  return TestKey(key);
}

inline TestKey RsaKey(const std::string& kid, size_t bits = 2048) {
  const uint8_t e[] = {1, 0, 1};
  cjose_err error{};
  return Named(cjose_jwk_create_RSA_random(bits, e, sizeof(e), &error), kid);
}

inline TestKey EcKey(const std::string& kid, cjose_jwk_ec_curve curve = CJOSE_JWK_EC_P_256) {
  cjose_err error{};
  return Named(cjose_jwk_create_EC_random(curve, &error), kid);
}

inline TestKey SecretKey(const std::string& secret, const std::string& kid) {
  cjose_err error{};
  return Named(cjose_jwk_create_oct_spec(reinterpret_cast<const uint8_t*>(secret.data()),
                                         secret.size(), &error),
               kid);
}

inline nlohmann::json KeyJson(const TestKey& key, bool with_private = false) {
  cjose_err error{};
  char* text = cjose_jwk_to_json(key.get(), with_private, &error);
  nlohmann::json json = nlohmann::json::parse(text);
  std::free(text);
  return json;
}

inline std::string Base64Url(const std::string& bytes) {
  char* text = nullptr;
  size_t size = 0;
  cjose_err error{};
  EXPECT_TRUE(cjose_base64url_encode(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(),
                                     &text, &size, &error));
  std::string out(text, size);
  std::free(text);
  return out;
}

// `header` must name the algorithm; every member is signed as it stands.
inline std::string Sign(const TestKey& key, const nlohmann::json& header,
                        const std::string& payload) {
  cjose_err error{};
  cjose_header_t* members = cjose_header_new(&error);
  for (const auto& [name, value] : header.items()) {
    EXPECT_TRUE(
        value.is_string()
            ? cjose_header_set(members, name.c_str(), value.get<std::string>().c_str(), &error)
            : cjose_header_set_raw(members, name.c_str(), value.dump().c_str(), &error));
  }
  cjose_jws_t* jws = cjose_jws_sign(
      key.get(), members, reinterpret_cast<const uint8_t*>(payload.data()), payload.size(), &error);
  EXPECT_NE(jws, nullptr) << error.message;
  const char* text = nullptr;
  EXPECT_TRUE(cjose_jws_export(jws, &text, &error));
  std::string out(text);
  cjose_jws_release(jws);
  cjose_header_release(members);
  return out;
}

}  // namespace setara
