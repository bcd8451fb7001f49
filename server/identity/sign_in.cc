#include "server/identity/sign_in.h"

#include <iterator>
#include <optional>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

// Longer ones are never valid; without a bound they would be hashed.
constexpr size_t kMaxPasswordBytes = 128;

absl::Status TooMany(std::chrono::seconds wait) {
  return WithMetadata(
      WithReason(absl::ResourceExhaustedError("too many attempts: wait " +
                                              std::to_string(wait.count()) + " s, then try again"),
                 "TOO_MANY_ATTEMPTS"),
      "retry_after_seconds", std::to_string(wait.count()));
}

TokenSpec SessionSpec(const Account& account, Instant now) {
  TokenSpec spec;
  spec.label = "session";
  spec.expires_at = now + kSessionLifetime;
  spec.session = true;
  if (account.password_temporary) {
    spec.methods.insert(std::begin(kPasswordChangeMethods), std::end(kPasswordChangeMethods));
  }
  return spec;
}

}  // namespace

absl::Status InvalidCredentials() {
  return WithReason(absl::UnauthenticatedError("the credentials are not valid"),
                    "CREDENTIALS_INVALID");
}

SignInDesk::SignInDesk(Store& store, Throttle::Options throttle, int concurrent_hashes)
    : store_(store), throttle_(throttle), passwords_(concurrent_hashes) {}

absl::StatusOr<Account> SignInDesk::Verify(const Attempt& attempt, Instant now) {
  if (auto wait = throttle_.Admit(attempt.login, attempt.address, now); wait.has_value()) {
    return TooMany(*wait);
  }
  std::optional<Account> account;
  absl::Status read = store_.Read([&](Connection& db) {
    absl::StatusOr<std::optional<Account>> found = FindAccount(db, attempt.login);
    if (!found.ok()) return found.status();
    account = *std::move(found);
    return absl::OkStatus();
  });
  absl::StatusOr<bool> right =
      read.ok() ? passwords_.Check(account.has_value() ? account->password_hash : "",
                                   attempt.password.substr(0, kMaxPasswordBytes + 1))
                : read;
  if (!right.ok()) {
    throttle_.Undecided(attempt.login, attempt.address);
    return right.status();
  }
  if (!*right || !account->active()) return InvalidCredentials();
  throttle_.Succeeded(attempt.login, attempt.address);
  return *std::move(account);
}

absl::StatusOr<SignInDesk::Session> SignInDesk::SignIn(const Attempt& attempt, Instant now) {
  absl::StatusOr<Account> account = Verify(attempt, now);
  if (!account.ok()) return account.status();
  IssuedToken token;
  absl::StatusOr<ChangeToken> written = store_.Write([&](Connection& db) -> absl::Status {
    // It may have been closed, or its password changed, while the hash ran.
    absl::StatusOr<Account> current = LoadAccount(db, account->id);
    if (!current.ok()) return current.status();
    if (!current->active() || current->password_hash != account->password_hash) {
      return InvalidCredentials();
    }
    absl::StatusOr<IssuedToken> issued =
        IssueToken(db, current->id, SessionSpec(*current, now), now);
    if (issued.ok()) token = *issued;
    return issued.status();
  });
  if (!written.ok()) return written.status();
  return Session{*std::move(account), std::move(token)};
}

absl::Status SignInDesk::CheckPassword(const Attempt& attempt, Instant now) {
  return Verify(attempt, now).status();
}

}  // namespace setara
