// Signing in: who gets a session, and that the others cannot tell why they got none.

#include "server/identity/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "matcher/domain/errors.h"
#include "server/identity/secrets.h"
#include "server/identity/store_authenticator.h"
#include "tests/server/identity/identity_testing.h"

namespace setara {
namespace {

using ::testing::UnorderedElementsAreArray;

constexpr char kPassword[] = "tiga kucing oranye";

class SignInTest : public IdentityTest {
 protected:
  SignInTest() {
    Account account = AccountOf("ratna");
    account.password_hash = Hash();
    id_ = AddAccount(account);
    AddAccount(AccountOf("tokens-only"));
  }
  static const std::string& Hash() {
    static const std::string& hash = *new std::string(HashPassword(kPassword));
    return hash;
  }
  absl::StatusOr<SignInDesk::Session> SignIn(const std::string& login, const std::string& password,
                                             const std::string& address = "192.0.2.1") {
    return desk_.SignIn({login, password, address}, clock_.Now());
  }

  std::string id_;
  SignInDesk desk_{*store_};
  std::unique_ptr<Authenticator> authenticator_ = MakeAuthenticator(*store_, {});
};

TEST_F(SignInTest, GivesTwelveHours) {
  absl::StatusOr<SignInDesk::Session> session = SignIn("Ratna", kPassword);
  ASSERT_OK(session);
  EXPECT_EQ(session->account.id, id_);
  EXPECT_EQ(session->token.expires_at, clock_.Now() + std::chrono::hours(12));
  absl::StatusOr<Caller> caller =
      authenticator_->Authenticate({session->token.text, "", ""}, clock_.Now());
  ASSERT_OK(caller);
  EXPECT_EQ(caller->name, "accounts/" + id_);
  clock_.Set(session->token.expires_at);
  EXPECT_FALSE(authenticator_->Authenticate({session->token.text, "", ""}, clock_.Now()).ok());
}

TEST_F(SignInTest, EveryFailureReadsTheSameAndCostsTheSame) {
  Account closed = AccountOf("closed"), pending = AccountOf("pending");
  closed.password_hash = pending.password_hash = Hash();
  closed.closed = pending.pending = true;
  AddAccount(closed);
  AddAccount(pending);
  struct Case {
    const char* login;
    std::string password;
  } cases[] = {{"ratna", "wrong password"},
               {"nobody", kPassword},
               {"", ""},
               {"tokens-only", ""},
               {"tokens-only", kPassword},
               {"closed", kPassword},
               {"pending", kPassword},
               {"ratna' OR '1'='1", kPassword},
               {"ratna", std::string(kPassword) + '\0'},
               {"ratna", std::string(100'000, 'x')}};
  int host = 0;
  for (const Case& c : cases) {
    int64_t before = desk_.passwords().runs();
    absl::Status status = SignIn(c.login, c.password, "192.0.2." + std::to_string(++host)).status();
    EXPECT_EQ(desk_.passwords().runs(), before + 1) << c.login;
    EXPECT_EQ(status, InvalidCredentials()) << c.login;
  }
}

TEST_F(SignInTest, ATemporaryPasswordOpensOnlyItsChange) {
  Change(id_, [](Account& account) { account.password_temporary = true; });
  absl::StatusOr<SignInDesk::Session> session = SignIn("ratna", kPassword);
  ASSERT_OK(session);
  absl::StatusOr<Caller> caller =
      authenticator_->Authenticate({session->token.text, "", ""}, clock_.Now());
  ASSERT_OK(caller);
  EXPECT_THAT(caller->methods, UnorderedElementsAreArray(kPasswordChangeMethods));
}

TEST_F(SignInTest, GuessesAreSlowedAlsoWhenTheLastOneIsRight) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(SignIn("ratna", "guess").status(), InvalidCredentials());
  int64_t runs = desk_.passwords().runs();
  absl::Status status = SignIn("ratna", kPassword).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Reason(status), "TOO_MANY_ATTEMPTS");
  EXPECT_EQ(Metadata(status)["retry_after_seconds"], "1");
  EXPECT_EQ(desk_.passwords().runs(), runs);
  clock_.Set(clock_.Now() + std::chrono::seconds(1));
  EXPECT_OK(SignIn("ratna", kPassword));
}

TEST_F(SignInTest, AnUnknownLoginIsSlowedAsAKnownOne) {
  for (const char* login : {"ratna", "nobody"}) {
    std::string address = login == std::string("ratna") ? "192.0.2.1" : "192.0.2.2";
    for (int i = 0; i < 5; ++i) (void)SignIn(login, "guess", address);
    EXPECT_EQ(Reason(SignIn(login, "guess", address).status()), "TOO_MANY_ATTEMPTS") << login;
  }
}

TEST_F(SignInTest, AttemptsSideBySideAllCount) {
  std::vector<std::future<absl::Status>> attempts;
  for (int i = 0; i < 16; ++i) {
    attempts.push_back(
        std::async(std::launch::async, [this] { return SignIn("ratna", "guess").status(); }));
  }
  int decided = 0;
  for (auto& attempt : attempts) {
    decided += attempt.get().code() == absl::StatusCode::kUnauthenticated ? 1 : 0;
  }
  EXPECT_LE(decided, 5);
}

TEST(PasswordsTest, RunsAreBoundedAndTheRestIsTurnedAway) {
  Passwords passwords(1);
  std::vector<std::future<bool>> checks;
  for (int i = 0; i < 8; ++i) {
    checks.push_back(std::async(std::launch::async, [&] {
      absl::StatusOr<bool> right = passwords.Check("", "x");
      if (!right.ok()) {
        EXPECT_EQ(Reason(right.status()), "SERVER_BUSY");
      }
      return right.ok();
    }));
  }
  int64_t ran = 0;
  for (auto& check : checks) ran += check.get() ? 1 : 0;
  EXPECT_EQ(passwords.runs(), ran);
  EXPECT_GE(ran, 1);
}

TEST(PasswordsTest, KnowsWhatMayBeOne) {
  EXPECT_OK(ValidatePassword(kPassword, "ratna", "password"));
  EXPECT_OK(ValidatePassword("密码密码", "ratna", "password"));
  for (const std::string& password :
       {std::string("short"), std::string(129, 'a') + "b", std::string("aaaaaaaaaaaaaaaa"),
        std::string("the RATNA password"), std::string("with\ttab in it ok"),
        std::string("bad utf8 \xff\xfe here")}) {
    EXPECT_EQ(ValidatePassword(password, "ratna", "password").code(),
              absl::StatusCode::kInvalidArgument);
  }
}

class AccountsTest : public IdentityTest {};

TEST_F(AccountsTest, ALoginIsGivenOnce) {
  std::string id = AddAccount(AccountOf("Ratna"));
  Change(id, [](Account& account) { account.closed = true; });
  absl::Status again = store_
                           ->Write([&](Connection& db) {
                             return InsertAccount(db, AccountOf("rATNA"), clock_.Now()).status();
                           })
                           .status();
  EXPECT_EQ(again.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Reason(again), "LOGIN_TAKEN");
}

TEST_F(AccountsTest, RefusesWhatIsNoAccount) {
  auto refused = [&](const std::function<void(Account&)>& change) {
    Account account = AccountOf("ratna");
    change(account);
    std::vector<FieldViolation> violations = FieldViolations(ValidateAccount(account));
    return violations.empty() ? "" : violations[0].field;
  };
  EXPECT_EQ(refused([](Account&) {}), "");
  EXPECT_EQ(refused([](Account& a) { a.login = "ra"; }), "login");
  EXPECT_EQ(refused([](Account& a) { a.login = "-ratna"; }), "login");
  EXPECT_EQ(refused([](Account& a) { a.login = "ratna\n"; }), "login");
  EXPECT_EQ(refused([](Account& a) { a.display_name = " "; }), "display_name");
  EXPECT_EQ(refused([](Account& a) { a.role = v1::ROLE_ANYONE; }), "role");
  EXPECT_EQ(refused([](Account& a) { a.role = static_cast<v1::Role>(99); }), "role");
  EXPECT_EQ(refused([](Account& a) { a.role = v1::ROLE_SEEKER; }), "place.seeker_id");
  EXPECT_EQ(refused([](Account& a) { a.role = v1::ROLE_EMPLOYER_STAFF; }), "place.employer_id");
}

TEST_F(AccountsTest, AnOldCopyIsNotWrittenBack) {
  std::string id = AddAccount(AccountOf("ratna"));
  Account old;
  EXPECT_OK(store_->Read([&](Connection& db) {
    absl::StatusOr<Account> account = LoadAccount(db, id);
    if (account.ok()) old = *account;
    return account.status();
  }));
  Change(id, [](Account& account) { account.closed = true; });
  absl::Status status =
      store_->Write([&](Connection& db) { return UpdateAccount(db, old, clock_.Now()); }).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
}

}  // namespace
}  // namespace setara
