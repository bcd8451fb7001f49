// The identity file: what it may say, and who is known by certificate.

#include "server/identity/identity_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "matcher/domain/errors.h"
#include "server/identity/store_authenticator.h"
#include "tests/server/identity/identity_testing.h"
#include "tests/server/identity/jwt_testing.h"

namespace setara {
namespace {

using nlohmann::json;

class IdentityFileTest : public IdentityTest {
 protected:
  IdentityFileTest() { Write("jwks.json", json{{"keys", {KeyJson(EcKey("ec"))}}}.dump()); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(directory_.path() + "/" + name, std::ios::binary) << text;
  }
  absl::StatusOr<Identities> Load(const json& file) {
    Write("identity.json", file.dump());
    return LoadIdentities(directory_.path() + "/identity.json", {});
  }
  // The field that is wrong; "" when nothing is.
  std::string Wrong(const json& file) {
    absl::Status status = Load(file).status();
    std::vector<FieldViolation> violations = FieldViolations(status);
    return violations.empty() ? std::string(status.message()) : violations[0].field;
  }
  static json Good() {
    return json::parse(R"({
      "jwt": {"issuer": "https://sso.example", "audience": "setara", "jwks_file": "jwks.json",
              "algorithms": ["ES256"], "clock_skew_seconds": 30,
              "roles": [{"claim": "/role", "value": "konselor", "role": "counselor"}],
              "places": {"branch": "/branch"}},
      "machines": [{"certificate": "import.example", "role": "administrator", "branch": "JKT-01"}]
    })");
  }
};

TEST_F(IdentityFileTest, ReadsBothParts) {
  absl::StatusOr<Identities> identities = Load(Good());
  ASSERT_OK(identities);
  EXPECT_NE(identities->jwt, nullptr);
  ASSERT_EQ(identities->machines.size(), 1u);
  EXPECT_EQ(identities->machines.at("import.example").role, v1::ROLE_ADMINISTRATOR);
  EXPECT_OK(Load(json::object()));
}

TEST_F(IdentityFileTest, NamesWhatIsWrong) {
  struct Case {
    const char* pointer;
    json value;
    const char* field;
  } cases[] = {
      {"/jwt/issuer", 1, "jwt.issuer"},
      {"/jwt/audience", "", "jwt.audience"},
      {"/jwt/algorithms", {"none"}, "jwt.algorithms"},
      {"/jwt/algorithms", {"HS256"}, "jwt.algorithms"},
      {"/jwt/algorithms", json::array(), "jwt.algorithms"},
      {"/jwt/clock_skew_seconds", 301, "jwt.clock_skew_seconds"},
      {"/jwt/roles/0/role", "anyone", "jwt.roles[0].role"},
      {"/jwt/roles/0/role", "Counselor", "jwt.roles[0].role"},
      {"/jwt/roles/0/claim", "role", "jwt.roles[0].claim"},
      {"/jwt/roles/0/claim", "/~2", "jwt.roles[0].claim"},
      {"/jwt/places/branch", "branch", "jwt.places"},
      {"/jwt/places/office", "/x", "jwt.places.office"},
      {"/jwt/secret", "x", "jwt.secret"},
      {"/machines/0/role", "root", "machines[0].role"},
      {"/machines/0/name", "x", "machines[0].name"},
      {"/machines/1",
       {{"certificate", "import.example"}, {"role", "counselor"}},
       "machines[1].certificate"},
      {"/tokens", json::object(), "tokens"},
  };
  EXPECT_EQ(Wrong(Good()), "");
  for (const Case& c : cases) {
    json file = Good();
    file[json::json_pointer(c.pointer)] = c.value;
    EXPECT_EQ(Wrong(file), c.field) << c.pointer << " " << c.value;
  }
}

TEST_F(IdentityFileTest, MissingFilesAreNamed) {
  EXPECT_EQ(LoadIdentities(directory_.path() + "/none.json", {}).status().code(),
            absl::StatusCode::kNotFound);
  json file = Good();
  file["jwt"]["jwks_file"] = "none.json";
  EXPECT_EQ(Load(file).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(IdentityFileTest, MachinesAreKnownByCertificateAndPeopleByToken) {
  AuthenticatorOptions options;
  options.identities = *Load(Good());
  std::unique_ptr<Authenticator> authenticator = MakeAuthenticator(*store_, std::move(options));
  absl::StatusOr<Caller> machine =
      authenticator->Authenticate({"", "import.example", "192.0.2.1"}, clock_.Now());
  ASSERT_OK(machine);
  EXPECT_EQ(machine->name, "machines/import.example");
  EXPECT_EQ(machine->role, v1::ROLE_ADMINISTRATOR);
  EXPECT_EQ(machine->place.branch, "JKT-01");
  EXPECT_FALSE(authenticator->Authenticate({"", "other.example", ""}, clock_.Now()).ok());
  EXPECT_FALSE(authenticator->Authenticate({"", "IMPORT.example", ""}, clock_.Now()).ok());
  std::string id = AddAccount(AccountOf("ratna"));
  absl::StatusOr<Caller> person =
      authenticator->Authenticate({Issue(id).text, "import.example", ""}, clock_.Now());
  ASSERT_OK(person);
  EXPECT_EQ(person->name, "accounts/" + id);
  EXPECT_FALSE(authenticator->Authenticate({"bad", "import.example", ""}, clock_.Now()).ok())
      << "a bad token is not made good by a certificate";
}

}  // namespace
}  // namespace setara
