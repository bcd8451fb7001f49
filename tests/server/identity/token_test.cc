// API tokens: their text, and what the authenticator makes of those that are good and those that
// are not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/identity/secrets.h"
#include "server/identity/store_authenticator.h"
#include "server/keys/sodium.h"
#include "tests/server/identity/identity_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

constexpr char kUlid[] = "01J9Z3K4M5N6P7Q8R9S0T1V2W3";

TEST(TokenTextTest, ComesBack) {
  TokenParts parts{kUlid, RandomBytes(kTokenSecretBytes)};
  std::string text = FormatToken(parts);
  EXPECT_THAT(text, MatchesRegex("setara_[0-9A-Z]{26}_[0-9A-HJKMNP-TV-Z]{58}"));
  std::optional<TokenParts> read = ParseToken(text);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->id, parts.id);
  EXPECT_EQ(read->secret, parts.secret);
}

TEST(TokenTextTest, NoByteCanBeChangedAddedOrLeftOut) {
  std::string text = FormatToken({kUlid, RandomBytes(kTokenSecretBytes)});
  for (size_t i = 0; i < text.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[i] = static_cast<char>(byte);
      EXPECT_EQ(ParseToken(changed).has_value(), changed == text) << i << " " << byte;
    }
    EXPECT_FALSE(ParseToken(text.substr(0, i)).has_value()) << i;
    EXPECT_FALSE(ParseToken(text.substr(0, i) + "0" + text.substr(i)).has_value()) << i;
  }
}

class TokenTest : public IdentityTest {
 protected:
  absl::StatusOr<Caller> Authenticate(const std::string& token) {
    return authenticator_->Authenticate({token, "", "127.0.0.1"}, clock_.Now());
  }
  void ExpectRefused(const std::string& token) {
    absl::StatusOr<Caller> caller = Authenticate(token);
    EXPECT_EQ(caller.status().code(), absl::StatusCode::kUnauthenticated);
    EXPECT_EQ(caller.status().message(), "the credentials are not valid");
    EXPECT_EQ(Reason(caller.status()), "CREDENTIALS_INVALID");
  }

  std::unique_ptr<Authenticator> authenticator_ = MakeAuthenticator(*store_, {});
};

TEST_F(TokenTest, NobodyIsAnyone) {
  absl::StatusOr<Caller> caller = Authenticate("");
  ASSERT_OK(caller);
  EXPECT_TRUE(caller->anonymous());
  EXPECT_EQ(caller->role, v1::ROLE_ANYONE);
}

TEST_F(TokenTest, StandsForItsAccount) {
  std::string id = AddAccount(AccountOf("ratna"));
  absl::StatusOr<Caller> caller = Authenticate(Issue(id).text);
  ASSERT_OK(caller);
  EXPECT_EQ(caller->name, "accounts/" + id);
  EXPECT_EQ(caller->role, v1::ROLE_COUNSELOR);
  EXPECT_EQ(caller->place.branch, "JKT-01");
  EXPECT_THAT(caller->methods, IsEmpty());
}

TEST_F(TokenTest, CarriesWhatItIsNarrowedTo) {
  TokenSpec spec;
  spec.methods = {"setara.v1.OpeningService.GetOpening"};
  absl::StatusOr<Caller> caller = Authenticate(Issue(AddAccount(AccountOf("ratna")), spec).text);
  ASSERT_OK(caller);
  EXPECT_THAT(caller->methods, ElementsAre("setara.v1.OpeningService.GetOpening"));
}

TEST_F(TokenTest, EndsOnTheMinute) {
  IssuedToken token = Issue(AddAccount(AccountOf("ratna")));
  EXPECT_EQ(token.expires_at, clock_.Now() + kTokenLifetime);
  clock_.Set(token.expires_at - std::chrono::microseconds(1));
  EXPECT_OK(Authenticate(token.text));
  clock_.Set(token.expires_at);
  ExpectRefused(token.text);
}

TEST_F(TokenTest, EndsWhenRevoked) {
  std::string id = AddAccount(AccountOf("ratna"));
  IssuedToken first = Issue(id), second = Issue(id);
  EXPECT_OK(store_->Write([&](Connection& db) { return RevokeToken(db, first.id, clock_.Now()); }));
  ExpectRefused(first.text);
  EXPECT_OK(Authenticate(second.text));
  EXPECT_OK(store_->Write([&](Connection& db) { return RevokeTokens(db, id, "", clock_.Now()); }));
  ExpectRefused(second.text);
}

TEST_F(TokenTest, EndsWithItsAccount) {
  std::string id = AddAccount(AccountOf("ratna"));
  std::string token = Issue(id).text;
  Change(id, [](Account& account) { account.pending = true; });
  ExpectRefused(token);
  Change(id, [](Account& account) { account.pending = false; });
  EXPECT_OK(Authenticate(token));
  Change(id, [](Account& account) { account.closed = true; });
  ExpectRefused(token);
}

TEST_F(TokenTest, NoSecretFitsAnotherToken) {
  std::string id = AddAccount(AccountOf("ratna"));
  std::optional<TokenParts> own = ParseToken(Issue(id).text);
  std::optional<TokenParts> other = ParseToken(Issue(AddAccount(AccountOf("budi"))).text);
  ASSERT_TRUE(own.has_value() && other.has_value());
  ExpectRefused(FormatToken({other->id, own->secret}));
  ExpectRefused(FormatToken({other->id, RandomBytes(kTokenSecretBytes)}));
  ExpectRefused(FormatToken({kUlid, own->secret}));
}

TEST_F(TokenTest, RefusesWhatIsNoToken) {
  for (const char* text : {"x", "setara_", "setara__", "Basic cmF0bmE6cGFzcw==", "..", "a.b.c"}) {
    ExpectRefused(text);
  }
  ExpectRefused(std::string(1 << 20, 'A'));
  EXPECT_EQ(authenticator_->Authenticate({"", "machine.example", "127.0.0.1"}, clock_.Now())
                .status()
                .code(),
            absl::StatusCode::kUnauthenticated);
}

TEST_F(TokenTest, UseIsNotedToTheDay) {
  IssuedToken token = Issue(AddAccount(AccountOf("ratna")));
  auto used = [&] {
    std::optional<Token> found;
    EXPECT_OK(store_->Read([&](Connection& db) {
      absl::StatusOr<std::optional<Token>> read = FindToken(db, std::string_view(token.id));
      if (read.ok()) found = *read;
      return read.status();
    }));
    return found->last_used;
  };
  EXPECT_EQ(used(), std::nullopt);
  EXPECT_OK(Authenticate(token.text));
  EXPECT_EQ(used(), Instant(std::chrono::floor<std::chrono::days>(clock_.Now())));
}

}  // namespace
}  // namespace setara
