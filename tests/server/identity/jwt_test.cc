// Signed tokens of another issuer: those that count, and the ways to forge one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/identity/jwt_authenticator.h"
#include "server/identity/sign_in.h"
#include "tests/server/identity/jwt_testing.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using nlohmann::json;

constexpr char kIssuer[] = "https://sso.example/realms/kerja";
constexpr int64_t kNow = 1'750'000'000;

void WriteFile(const std::string& path, const std::string& text) {
  // As a deployment does it: a new file in the place of the old.
  std::ofstream(path + ".new", std::ios::binary) << text;
  std::filesystem::rename(path + ".new", path);
}

std::string Jwks(const std::vector<json>& keys) { return json{{"keys", keys}}.dump(); }

// Made once: RSA keys take long.
const TestKey& Rsa() {
  static const TestKey& key = *new TestKey(RsaKey("rsa"));
  return key;
}
const TestKey& OtherRsa() {
  static const TestKey& key = *new TestKey(RsaKey("rsa"));
  return key;
}
const TestKey& Ec() {
  static const TestKey& key = *new TestKey(EcKey("ec"));
  return key;
}
const TestKey& Ec384() {
  static const TestKey& key = *new TestKey(EcKey("ec384", CJOSE_JWK_EC_P_384));
  return key;
}

json Claims() {
  return {{"iss", kIssuer},     {"aud", "setara"},
          {"sub", "8f1c"},      {"exp", kNow + 300},
          {"iat", kNow - 10},   {"realm_access", {{"roles", {"staff", "konselor"}}}},
          {"branch", "JKT-01"}, {"region", "31"}};
}

class JwtTest : public ::testing::Test {
 protected:
  JwtTest() { Open(Jwks({KeyJson(Rsa()), KeyJson(Ec()), KeyJson(Ec384())})); }

  void Open(const std::string& jwks) {
    WriteFile(path_, jwks);
    absl::StatusOr<std::unique_ptr<JwksFile>> keys =
        JwksFile::Open(path_, [this](const absl::Status&) { ++reports_; });
    ASSERT_OK(keys);
    JwtOptions options;
    options.issuer = kIssuer;
    options.audience = "setara";
    options.algorithms = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"};
    options.roles = {{"/groups", "admins", v1::ROLE_ADMINISTRATOR},
                     {"/realm_access/roles", "konselor", v1::ROLE_COUNSELOR}};
    options.branch_claim = "/branch";
    options.region_claim = "/region";
    options.employer_claim = "/employer";
    options.seeker_claim = "/seeker";
    ASSERT_OK(ValidateJwtOptions(options));
    jwt_ = std::make_unique<JwtAuthenticator>(options, *std::move(keys));
  }
  absl::StatusOr<Caller> Authenticate(const std::string& token) {
    return jwt_->Authenticate(token, Instant(std::chrono::seconds(kNow)));
  }
  static std::string Token(const json& claims,
                           const json& header = {{"alg", "RS256"}, {"kid", "rsa"}}) {
    return Sign(Rsa(), header, claims.dump());
  }
  bool Accepts(const std::string& token) {
    absl::StatusOr<Caller> caller = Authenticate(token);
    if (!caller.ok()) {
      EXPECT_EQ(caller.status(), InvalidCredentials());
    }
    return caller.ok();
  }
  // With one claim changed; null leaves it out.
  bool AcceptsClaim(const std::string& name, const json& value) {
    json claims = Claims();
    claims[name] = value;
    if (value.is_null()) claims.erase(name);
    return Accepts(Token(claims));
  }

  TempDir directory_;
  std::string path_ = directory_.path() + "/jwks.json";
  int reports_ = 0;
  std::unique_ptr<JwtAuthenticator> jwt_;
};

TEST_F(JwtTest, StandsForItsSubject) {
  json claims = Claims();
  claims["employer"] = "employers/01J9Z3K4M5N6P7Q8R9S0T1V2W3";
  absl::StatusOr<Caller> caller = Authenticate(Token(claims));
  ASSERT_OK(caller);
  EXPECT_EQ(caller->name, std::string("oidc/") + kIssuer + "/8f1c");
  EXPECT_EQ(caller->role, v1::ROLE_COUNSELOR);
  EXPECT_EQ(caller->place.branch, "JKT-01");
  EXPECT_EQ(caller->place.region_code, "31");
  EXPECT_EQ(caller->place.employer_id, "01J9Z3K4M5N6P7Q8R9S0T1V2W3");
  EXPECT_EQ(caller->place.seeker_id, "");
}

TEST_F(JwtTest, KnowsEachAlgorithm) {
  for (const char* alg : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}) {
    EXPECT_TRUE(Accepts(Token(Claims(), {{"alg", alg}, {"kid", "rsa"}}))) << alg;
  }
  EXPECT_TRUE(Accepts(Sign(Ec(), {{"alg", "ES256"}, {"kid", "ec"}}, Claims().dump())));
  EXPECT_TRUE(Accepts(Sign(Ec384(), {{"alg", "ES384"}, {"kid", "ec384"}}, Claims().dump())));
}

TEST_F(JwtTest, TheFirstRuleThatFitsGivesTheRole) {
  json claims = Claims();
  claims["groups"] = "admins";
  EXPECT_EQ(Authenticate(Token(claims))->role, v1::ROLE_ADMINISTRATOR);
  claims["groups"] = {"x", "admins"};
  EXPECT_EQ(Authenticate(Token(claims))->role, v1::ROLE_ADMINISTRATOR);
  for (const json& other :
       {json("Admins"), json("admins "), json(1), json::object(), json(nullptr)}) {
    claims["groups"] = other;
    EXPECT_EQ(Authenticate(Token(claims))->role, v1::ROLE_COUNSELOR) << other;
  }
  claims.erase("realm_access");
  EXPECT_FALSE(Accepts(Token(claims)));
}

TEST_F(JwtTest, ChecksEveryClaim) {
  struct Case {
    const char* claim;
    json value;
    bool good;
  } cases[] = {
      {"iss", "https://sso.example/realms/other", false},
      {"iss", std::string(kIssuer) + "/", false},
      {"iss", nullptr, false},
      {"iss", json::array({kIssuer}), false},
      {"aud", "other", false},
      {"aud", nullptr, false},
      {"aud", json::array({"other", "setara"}), true},
      {"aud", json::array(), false},
      {"exp", nullptr, false},
      {"exp", kNow - 59, true},
      {"exp", kNow - 60, false},
      {"exp", kNow + 0.5, true},
      {"exp", std::to_string(kNow + 300), false},
      {"exp", 1e300, false},
      {"exp", -1, false},
      {"nbf", kNow + 60, true},
      {"nbf", kNow + 61, false},
      {"nbf", "soon", false},
      {"iat", kNow + 61, false},
      {"iat", nullptr, true},
      {"sub", nullptr, false},
      {"sub", "", false},
      {"sub", 7, false},
      {"sub", std::string(256, 'x'), false},
      {"sub", "line\nbreak", false},
      {"branch", 5, false},
      {"branch", std::string(65, 'x'), false},
      {"employer", "seekers/01J", false},
      {"seeker", "../01J", false},
  };
  EXPECT_TRUE(Accepts(Token(Claims())));
  for (const Case& c : cases) {
    EXPECT_EQ(AcceptsClaim(c.claim, c.value), c.good) << c.claim << " " << c.value;
  }
}

TEST_F(JwtTest, RefusesNoSignature) {
  for (const char* alg : {"none", "None", "NONE", ""}) {
    std::string head = Base64Url(json{{"alg", alg}, {"kid", "rsa"}}.dump());
    std::string body = Base64Url(Claims().dump());
    EXPECT_FALSE(Accepts(head + "." + body + ".")) << alg;
    EXPECT_FALSE(Accepts(head + "." + body + ".AAAA")) << alg;
    std::string signature = Token(Claims());
    EXPECT_FALSE(Accepts(head + "." + body + signature.substr(signature.rfind('.')))) << alg;
  }
}

TEST_F(JwtTest, RefusesAPublicKeyTakenForASecret) {
  for (const char* alg : {"HS256", "HS384", "HS512"}) {
    for (const std::string& secret :
         {KeyJson(Rsa()).dump(), KeyJson(Rsa())["n"].get<std::string>(), Jwks({KeyJson(Rsa())})}) {
      TestKey key = SecretKey(secret, "rsa");
      EXPECT_FALSE(Accepts(Sign(key, {{"alg", alg}, {"kid", "rsa"}}, Claims().dump()))) << alg;
    }
  }
}

TEST_F(JwtTest, NoConfigurationAllowsTheWeakAlgorithms) {
  for (const char* alg : {"none", "HS256", "HS384", "HS512", "RS1", "EdDSA", ""}) {
    JwtOptions options;
    options.issuer = kIssuer;
    options.audience = "setara";
    options.roles = {{"/a", "b", v1::ROLE_COUNSELOR}};
    options.algorithms = {"RS256", alg};
    EXPECT_EQ(ValidateJwtOptions(options).code(), absl::StatusCode::kInvalidArgument) << alg;
  }
}

TEST_F(JwtTest, RefusesAnotherKey) {
  EXPECT_FALSE(Accepts(Sign(OtherRsa(), {{"alg", "RS256"}, {"kid", "rsa"}}, Claims().dump())));
  EXPECT_FALSE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"kid", "unknown"}})));
  EXPECT_FALSE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"kid", "ec"}})));
  EXPECT_FALSE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"kid", {"rsa"}}})));
  EXPECT_FALSE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"kid", "../../dev/null"}})));
  EXPECT_TRUE(Accepts(Token(Claims(), {{"alg", "RS256"}}))) << "one key of the type is enough";
}

TEST_F(JwtTest, KeysThatTheTokenBringsAreNotRead) {
  json own = KeyJson(OtherRsa());
  for (const json& extra :
       {json{{"jwk", own}}, json{{"jku", "https://evil.example/jwks.json"}},
        json{{"x5u", "https://evil.example/cert.pem"}}, json{{"x5c", {"MIIB"}}}}) {
    json header = {{"alg", "RS256"}, {"kid", "rsa"}};
    header.update(extra);
    EXPECT_FALSE(Accepts(Sign(OtherRsa(), header, Claims().dump()))) << extra;
    EXPECT_TRUE(Accepts(Token(Claims(), header))) << extra;
  }
}

TEST_F(JwtTest, RefusesWhatItDoesNotUnderstand) {
  EXPECT_FALSE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"crit", {"b64"}}, {"b64", "x"}})));
  EXPECT_FALSE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"typ", "logout+jwt"}})));
  EXPECT_TRUE(Accepts(Token(Claims(), {{"alg", "RS256"}, {"typ", "at+JWT"}})));
  json header = {{"alg", "RS256"}, {"kid", "rsa"}};
  std::string twice = Claims().dump();
  twice.insert(1, R"("sub":"another",)");
  EXPECT_FALSE(Accepts(Sign(Rsa(), header, twice)));
  json deep = 1;
  for (int i = 0; i < 20; ++i) deep = json::array({deep});
  json claims = Claims();
  claims["deep"] = deep;
  EXPECT_FALSE(Accepts(Sign(Rsa(), header, claims.dump())));
  claims = Claims();
  claims["padding"] = std::string(9000, 'x');
  EXPECT_FALSE(Accepts(Sign(Rsa(), header, claims.dump())));
  for (const char* payload : {"", "[]", "1", "{", "{}", "null", "{} {}"}) {
    EXPECT_FALSE(Accepts(Sign(Rsa(), header, payload))) << payload;
  }
}

TEST_F(JwtTest, NoByteCanBeChangedOrLeftOut) {
  for (const std::string& token :
       {Token(Claims()), Sign(Ec(), {{"alg", "ES256"}, {"kid", "ec"}}, Claims().dump())}) {
    for (size_t i = 0; i < token.size(); ++i) {
      std::string changed = token;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(Accepts(changed)) << i;
      EXPECT_FALSE(Accepts(token.substr(0, i))) << i;
    }
    EXPECT_FALSE(Accepts(token + "A"));
    EXPECT_FALSE(Accepts(token + "."));
    EXPECT_FALSE(Accepts(" " + token));
    EXPECT_FALSE(Accepts(token + "=="));
  }
}

TEST_F(JwtTest, FollowsTheIssuersKeys) {
  std::string old_token = Token(Claims());
  TestKey next = RsaKey("next");
  std::string new_token = Sign(next, {{"alg", "RS256"}, {"kid", "next"}}, Claims().dump());
  EXPECT_FALSE(Accepts(new_token));
  WriteFile(path_, Jwks({KeyJson(Rsa()), KeyJson(next)}));
  EXPECT_TRUE(Accepts(old_token));
  EXPECT_TRUE(Accepts(new_token));
  WriteFile(path_, Jwks({KeyJson(next)}));
  EXPECT_FALSE(Accepts(old_token));
  EXPECT_TRUE(Accepts(new_token));
  EXPECT_EQ(reports_, 0);
}

TEST_F(JwtTest, ABrokenFileKeepsTheOldKeysAndIsReportedOnce) {
  std::string token = Token(Claims());
  int expected = 0;
  for (const std::string& broken :
       {std::string(), std::string("{"), std::string("{}"), Jwks({}), Jwks({KeyJson(Rsa(), true)}),
        Jwks({KeyJson(Rsa()), KeyJson(Rsa())})}) {
    WriteFile(path_, broken);
    EXPECT_TRUE(Accepts(token));
    EXPECT_TRUE(Accepts(token));
    EXPECT_EQ(reports_, ++expected);
  }
  std::filesystem::remove(path_);
  EXPECT_TRUE(Accepts(token));
  EXPECT_EQ(reports_, ++expected);
  WriteFile(path_, Jwks({KeyJson(Rsa())}));
  EXPECT_TRUE(Accepts(token));
  EXPECT_EQ(reports_, expected);
}

TEST_F(JwtTest, AKeyIsUsedForItsOwnPurposeOnly) {
  json key = KeyJson(Rsa());
  key["alg"] = "PS256";
  Open(Jwks({key}));
  EXPECT_FALSE(Accepts(Token(Claims())));
  EXPECT_TRUE(Accepts(Token(Claims(), {{"alg", "PS256"}, {"kid", "rsa"}})));
  key = KeyJson(Rsa());
  key["use"] = "enc";
  EXPECT_FALSE(ParseJwks(Jwks({key})).ok());
  key["use"] = "sig";
  EXPECT_OK(ParseJwks(Jwks({key})));
  key["key_ops"] = {"encrypt"};
  EXPECT_FALSE(ParseJwks(Jwks({key})).ok());
}

TEST_F(JwtTest, RefusesWeakAndSecretKeys) {
  EXPECT_FALSE(ParseJwks(Jwks({KeyJson(RsaKey("weak", 1024))})).ok());
  EXPECT_FALSE(ParseJwks(Jwks({KeyJson(SecretKey("secret", "s"), true)})).ok());
  json bent = KeyJson(Ec());
  bent["y"] = bent["x"];
  EXPECT_FALSE(ParseJwks(Jwks({bent})).ok());
}

}  // namespace
}  // namespace setara
