// Signing in with login and password, and changing a password.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "matcher/domain/date.h"
#include "server/identity/accounts.h"
#include "server/identity/passwords.h"
#include "server/identity/throttle.h"
#include "server/identity/tokens.h"
#include "server/store/store.h"

namespace setara {

// Methods that a temporary password opens, until it is changed.
inline constexpr const char* kPasswordChangeMethods[] = {"setara.v1.AccountService.GetCallerInfo",
                                                         "setara.v1.AccountService.SetPassword",
                                                         "setara.v1.AccountService.SignOut"};

// One text for every reason, so that it tells nothing about accounts: UNAUTHENTICATED, reason
// CREDENTIALS_INVALID.
absl::Status InvalidCredentials();

// Thread-safe.
class SignInDesk {
 public:
  struct Attempt {
    std::string_view login;
    std::string_view password;
    std::string_view address;  // Credentials::peer
  };
  struct Session {
    Account account;
    IssuedToken token;
  };

  // `store` must outlive it.
  explicit SignInDesk(Store& store, Throttle::Options throttle = {}, int concurrent_hashes = 2);

  // InvalidCredentials(): unknown login, wrong password, closed or pending account, an account
  // without a password; each after the same work. RESOURCE_EXHAUSTED, reason TOO_MANY_ATTEMPTS with
  // metadata retry_after_seconds; the same, reason SERVER_BUSY.
  absl::StatusOr<Session> SignIn(const Attempt& attempt, Instant now);

  // Whether the attempt's password is the account's; errors of SignIn.
  absl::Status CheckPassword(const Attempt& attempt, Instant now);

  Passwords& passwords() { return passwords_; }

 private:
  absl::StatusOr<Account> Verify(const Attempt& attempt, Instant now);

  Store& store_;
  Throttle throttle_;
  Passwords passwords_;
};

}  // namespace setara
