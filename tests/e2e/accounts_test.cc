// Accounts over gRPC: signing in and out, passwords, tokens no wider than their maker, and that an
// administrator alone gives nobody access to people.

#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>

#include "tests/e2e/account_server.h"
#include "tests/e2e/server_process.h"

namespace setara {
namespace {

constexpr char kFirst[] = "tiga kucing oranye";
constexpr char kSecond[] = "empat gajah ungu";

class AccountsTest : public AccountServer {
 protected:
  AccountsTest() {
    Serve();
    Connect(grpc::InsecureChannelCredentials());
  }
  const std::string& admin() { return tokens_.at(v1::ROLE_ADMINISTRATOR); }
  const std::string& officer() { return tokens_.at(v1::ROLE_DATA_PROTECTION_OFFICER); }
  const std::string& counselor() { return tokens_.at(v1::ROLE_COUNSELOR); }

  v1::Account Create(const std::string& login, v1::Role role) {
    v1::CreateAccountRequest request;
    request.mutable_account()->set_login(login);
    request.mutable_account()->set_display_name("Budi");
    request.mutable_account()->set_role(role);
    request.mutable_account()->set_branch("JKT-01");
    request.set_password(kFirst);
    v1::Account account;
    grpc::Status status = Call(&Accounts::CreateAccount, request, &account, admin());
    EXPECT_TRUE(status.ok()) << status.error_message();
    return account;
  }
  grpc::Status Approve(const v1::Account& account, const std::string& token) {
    v1::ApproveAccountRequest request;
    request.set_name(account.name());
    request.set_etag(account.etag());
    v1::Account approved;
    return Call(&Accounts::ApproveAccount, request, &approved, token);
  }
  // The reason why not; sets `session`.
  std::string SignIn(const std::string& login, const std::string& password,
                     v1::SignInResponse* session) {
    v1::SignInRequest request;
    request.set_login(login);
    request.set_password(password);
    return ReasonOf(Call(&Accounts::SignIn, request, session, ""));
  }
  std::string SetPassword(const std::string& current, const std::string& next,
                          const std::string& token, const std::string& name = "") {
    v1::SetPasswordRequest request;
    request.set_name(name);
    request.set_current_password(current);
    request.set_new_password(next);
    v1::SetPasswordResponse response;
    return ReasonOf(Call(&Accounts::SetPassword, request, &response, token));
  }
  v1::CallerInfo WhoIs(const std::string& token) {
    v1::CallerInfo caller;
    grpc::Status status =
        Call(&Accounts::GetCallerInfo, v1::GetCallerInfoRequest(), &caller, token);
    EXPECT_TRUE(status.ok() || ReasonOf(status) == "CREDENTIALS_INVALID");
    return caller;
  }
};

TEST_F(AccountsTest, ASecondPersonAgreesAndTheOwnerChoosesThePassword) {
  v1::Account account = Create("budi", v1::ROLE_COUNSELOR);
  EXPECT_EQ(account.state(), v1::ACCOUNT_STATE_PENDING);
  v1::SignInResponse session;
  EXPECT_EQ(SignIn("budi", kFirst, &session), "CREDENTIALS_INVALID");
  EXPECT_EQ(ReasonOf(Approve(account, admin())), "METHOD_DENIED");
  EXPECT_TRUE(Approve(account, officer()).ok());
  EXPECT_EQ(ReasonOf(Approve(account, officer())), "ETAG_MISMATCH");

  EXPECT_EQ(SignIn("budi", kFirst, &session), "");
  EXPECT_TRUE(session.password_change_required());
  v1::ListTokensResponse tokens;
  EXPECT_EQ(
      ReasonOf(Call(&Accounts::ListTokens, v1::ListTokensRequest(), &tokens, session.token())),
      "METHOD_DENIED");
  EXPECT_EQ(SetPassword("wrong password", kSecond, session.token()), "CREDENTIALS_INVALID");
  EXPECT_EQ(SetPassword(kFirst, kSecond, session.token()), "");
  EXPECT_EQ(WhoIs(session.token()).name(), "") << "the session of the old password has ended";
  EXPECT_EQ(SignIn("budi", kFirst, &session), "CREDENTIALS_INVALID");
  EXPECT_EQ(SignIn("Budi", kSecond, &session), "");
  EXPECT_FALSE(session.password_change_required());
  EXPECT_EQ(WhoIs(session.token()).name(), account.name());

  v1::SignOutResponse out;
  EXPECT_TRUE(Call(&Accounts::SignOut, v1::SignOutRequest(), &out, session.token()).ok());
  EXPECT_EQ(WhoIs(session.token()).name(), "");
}

TEST_F(AccountsTest, NobodyRaisesThemselves) {
  v1::UpdateAccountRequest update;
  update.mutable_account()->set_name(NameOf(v1::ROLE_ADMINISTRATOR));
  update.mutable_account()->set_role(v1::ROLE_COUNSELOR);
  v1::Account account;
  EXPECT_EQ(ReasonOf(Call(&Accounts::UpdateAccount, update, &account, admin())), "OWN_ACCOUNT");
  EXPECT_EQ(ReasonOf(Call(&Accounts::UpdateAccount, update, &account, counselor())),
            "METHOD_DENIED");
  v1::CloseAccountRequest close;
  close.set_name(NameOf(v1::ROLE_ADMINISTRATOR));
  EXPECT_EQ(ReasonOf(Call(&Accounts::CloseAccount, close, &account, admin())), "OWN_ACCOUNT");
}

TEST_F(AccountsTest, ANewPlaceWaitsAndEndsTheTokens) {
  v1::UpdateAccountRequest update;
  update.mutable_account()->set_name(NameOf(v1::ROLE_COUNSELOR));
  update.mutable_account()->set_branch("SBY-01");
  v1::Account account;
  ASSERT_TRUE(Call(&Accounts::UpdateAccount, update, &account, admin()).ok());
  EXPECT_EQ(account.state(), v1::ACCOUNT_STATE_PENDING);
  EXPECT_EQ(account.granted_by(), NameOf(v1::ROLE_ADMINISTRATOR));
  EXPECT_EQ(WhoIs(counselor()).name(), "");
  EXPECT_TRUE(Approve(account, officer()).ok());
  EXPECT_EQ(WhoIs(counselor()).name(), "") << "tokens of the old place stay ended";
}

TEST_F(AccountsTest, OutputOnlyFieldsAndTheLoginDoNotChange) {
  v1::UpdateAccountRequest update;
  update.mutable_account()->set_name(NameOf(v1::ROLE_COUNSELOR));
  update.mutable_account()->set_state(v1::ACCOUNT_STATE_CLOSED);
  update.mutable_account()->set_created_by("someone");
  update.mutable_update_mask()->add_paths("state");
  update.mutable_update_mask()->add_paths("created_by");
  v1::Account account;
  ASSERT_TRUE(Call(&Accounts::UpdateAccount, update, &account, admin()).ok());
  EXPECT_EQ(account.state(), v1::ACCOUNT_STATE_ACTIVE);
  EXPECT_EQ(account.created_by(), "setarad");
  update.Clear();
  update.mutable_account()->set_name(NameOf(v1::ROLE_COUNSELOR));
  update.mutable_account()->set_login("another");
  EXPECT_EQ(Call(&Accounts::UpdateAccount, update, &account, admin()).error_code(),
            grpc::INVALID_ARGUMENT);
}

TEST_F(AccountsTest, OthersAccountsAndTokensAreOutOfReach) {
  v1::GetAccountRequest get;
  v1::Account account;
  get.set_name(NameOf(v1::ROLE_COUNSELOR));
  EXPECT_TRUE(Call(&Accounts::GetAccount, get, &account, counselor()).ok());
  v1::GetAccountRequest missing;
  missing.set_name("accounts/01J9Z3K4M5N6P7Q8R9S0T1V2W3");
  get.set_name(NameOf(v1::ROLE_ADMINISTRATOR));
  grpc::Status other = Call(&Accounts::GetAccount, get, &account, counselor());
  grpc::Status none = Call(&Accounts::GetAccount, missing, &account, counselor());
  EXPECT_EQ(other.error_code(), grpc::PERMISSION_DENIED);
  EXPECT_EQ(none.error_code(), other.error_code());
  EXPECT_EQ(none.error_message(), other.error_message());

  v1::ListTokensRequest list;
  list.set_account(NameOf(v1::ROLE_ADMINISTRATOR));
  v1::ListTokensResponse tokens;
  EXPECT_EQ(Call(&Accounts::ListTokens, list, &tokens, counselor()).error_code(),
            grpc::PERMISSION_DENIED);
  v1::CreateTokenRequest create;
  create.set_account(NameOf(v1::ROLE_COUNSELOR));
  v1::CreateTokenResponse created;
  EXPECT_EQ(ReasonOf(Call(&Accounts::CreateToken, create, &created, admin())), "ACCESS_DENIED");
  EXPECT_EQ(SetPassword("", kFirst, counselor(), NameOf(v1::ROLE_ADMINISTRATOR)), "ACCESS_DENIED");
  list.set_account("");
  ASSERT_TRUE(Call(&Accounts::ListTokens, list, &tokens, admin()).ok());
  v1::RevokeTokenRequest revoke;
  revoke.set_name(tokens.tokens(0).name());
  v1::Token token;
  EXPECT_EQ(Call(&Accounts::RevokeToken, revoke, &token, counselor()).error_code(),
            grpc::NOT_FOUND);
}

TEST_F(AccountsTest, ATokenMakesNoWiderOne) {
  v1::CreateTokenRequest create;
  v1::CreateTokenResponse made;
  create.mutable_token()->add_methods("setara.v1.AccountService.CreateToken");
  create.mutable_token()->add_methods("setara.v1.AccountService.GetCallerInfo");
  ASSERT_TRUE(Call(&Accounts::CreateToken, create, &made, counselor()).ok());
  const std::string narrow = made.secret();
  EXPECT_EQ(WhoIs(narrow).methods_size(), 2);

  create.Clear();
  EXPECT_EQ(ReasonOf(Call(&Accounts::CreateToken, create, &made, narrow)), "TOKEN_TOO_WIDE");
  create.mutable_token()->add_methods("setara.v1.SeekerService.GetSeeker");
  EXPECT_EQ(ReasonOf(Call(&Accounts::CreateToken, create, &made, narrow)), "TOKEN_TOO_WIDE");
  create.Clear();
  create.mutable_token()->add_methods("setara.v1.AccountService.GetCallerInfo");
  EXPECT_TRUE(Call(&Accounts::CreateToken, create, &made, narrow).ok());

  create.Clear();
  int64_t late = std::chrono::duration_cast<std::chrono::seconds>(
                     (clock_.Now() + std::chrono::hours(24 * 100)).time_since_epoch())
                     .count();
  create.mutable_token()->mutable_expire_time()->set_seconds(late);
  EXPECT_EQ(ReasonOf(Call(&Accounts::CreateToken, create, &made, counselor())), "TOKEN_TOO_WIDE");
  create.Clear();
  create.mutable_token()->add_methods("setara.v1.AccountService.NoSuchMethod");
  EXPECT_EQ(Call(&Accounts::CreateToken, create, &made, counselor()).error_code(),
            grpc::INVALID_ARGUMENT);
}

// The operator says how long tokens may live.
class TokenLifeTest : public AccountServer {
 protected:
  void ServeWith(int token_max_days) {
    Server::Options options;
    options.token_max_days = token_max_days;
    Serve(options);
    Connect(grpc::InsecureChannelCredentials());
    // A token of a sign-in, since only that makes tokens that outlive it.
    v1::SetPasswordRequest password;
    password.set_name(NameOf(v1::ROLE_COUNSELOR));
    password.set_new_password(kFirst);
    v1::SetPasswordResponse set;
    ASSERT_TRUE(
        Call(&Accounts::SetPassword, password, &set, tokens_.at(v1::ROLE_ADMINISTRATOR)).ok());
    v1::SignInRequest sign_in;
    sign_in.set_login("role-" + std::to_string(v1::ROLE_COUNSELOR));
    sign_in.set_password(kFirst);
    v1::SignInResponse session;
    ASSERT_TRUE(Call(&Accounts::SignIn, sign_in, &session, "").ok());
    v1::SetPasswordRequest own;
    own.set_current_password(kFirst);
    own.set_new_password(kSecond);
    ASSERT_TRUE(Call(&Accounts::SetPassword, own, &set, session.token()).ok());
    sign_in.set_password(kSecond);
    ASSERT_TRUE(Call(&Accounts::SignIn, sign_in, &session, "").ok());
    session_ = session.token();
  }
  // 0: the server's default. Days until the token's end; -1: refused for expire_time.
  int64_t DaysOf(int days) {
    v1::CreateTokenRequest create;
    const Instant end = clock_.Now() + std::chrono::hours(24 * days);
    if (days > 0) {
      create.mutable_token()->mutable_expire_time()->set_seconds(end.time_since_epoch().count() /
                                                                 1'000'000);
    }
    v1::CreateTokenResponse made;
    const grpc::Status status = Call(&Accounts::CreateToken, create, &made, session_);
    if (!status.ok()) {
      EXPECT_EQ(status.error_code(), grpc::INVALID_ARGUMENT) << status.error_message();
      return -1;
    }
    return (made.token().expire_time().seconds() -
            clock_.Now().time_since_epoch().count() / 1'000'000) /
           (24 * 3600);
  }
  std::string session_;
};

TEST_F(TokenLifeTest, IsAYearUnlessSaidOtherwise) {
  ServeWith(Server::Options().token_max_days);
  EXPECT_EQ(DaysOf(0), 90);
  EXPECT_EQ(DaysOf(366), 366);
  EXPECT_EQ(DaysOf(367), -1);
}

TEST_F(TokenLifeTest, MayBeLonger) {
  ServeWith(1098);
  EXPECT_EQ(DaysOf(0), 90);
  EXPECT_EQ(DaysOf(1098), 1098);
  EXPECT_EQ(DaysOf(1099), -1);
}

TEST_F(TokenLifeTest, MayBeShorterAlsoThanWhatIsUsual) {
  ServeWith(30);
  EXPECT_EQ(DaysOf(0), 30);
  EXPECT_EQ(DaysOf(30), 30);
  EXPECT_EQ(DaysOf(31), -1);
}

TEST_F(TokenLifeTest, HasABound) {
  for (const int days : {0, -1, 1099}) {
    Server::Options options;
    options.data_directory = directory_.path();
    options.token_max_days = days;
    EXPECT_EQ(Server::Start(options).status().code(), absl::StatusCode::kInvalidArgument) << days;
  }
}

TEST(TokenLifeFlagTest, TheToolsKeepToItToo) {
  TempDir directory;
  const std::string data = directory.path() + "/data";
  ASSERT_EQ(RunProgram(SETARAD, {"init", "--data", data, "--token-file", data + ".token"}), 0);
  int made = 0;
  const auto create = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"token", "create", "admin", "--data", data, "--token-file",
                                 data + ".token" + std::to_string(++made)});
    return RunProgram(SETARAD, flags);
  };
  EXPECT_EQ(create({"--days", "366"}), 0);
  EXPECT_EQ(create({"--days", "367"}), 1);
  EXPECT_EQ(create({"--days", "400", "--token-max-days", "400"}), 0);
  EXPECT_EQ(create({"--days", "31", "--token-max-days", "30"}), 1);
  EXPECT_EQ(create({"--token-max-days", "30"}), 0);
  EXPECT_GE(create({"--token-max-days", "1099"}), 100);
  EXPECT_GE(create({"--token-max-days", "0"}), 100);
  setenv("SETARA_TOKEN_MAX_DAYS", "400", 1);
  EXPECT_EQ(create({"--days", "400"}), 0);
  unsetenv("SETARA_TOKEN_MAX_DAYS");

  FILE* help = popen(SETARAD " serve --help", "r");
  ASSERT_NE(help, nullptr);
  std::string text(16'384, 0);
  text.resize(fread(text.data(), 1, text.size(), help));
  EXPECT_EQ(pclose(help), 0);
  EXPECT_THAT(text, ::testing::HasSubstr("--token-max-days"));
  EXPECT_THAT(text, ::testing::HasSubstr("SETARA_TOKEN_MAX_DAYS"));
}

TEST_F(AccountsTest, GuessesAreToldHowLongToWait) {
  v1::SignInRequest request;
  request.set_login("role-3");
  request.set_password("guess");
  v1::SignInResponse session;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(SignIn("role-3", "guess", &session), "CREDENTIALS_INVALID");
  grpc::Status slowed = Call(&Accounts::SignIn, request, &session, "");
  EXPECT_EQ(ReasonOf(slowed), "TOO_MANY_ATTEMPTS");
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(slowed.error_details()));
  google::rpc::RetryInfo retry;
  for (const auto& any : details.details()) any.UnpackTo(&retry);
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
}

}  // namespace
}  // namespace setara
