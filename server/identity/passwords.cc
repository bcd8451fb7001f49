#include "server/identity/passwords.h"

#include "matcher/domain/checks.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/utf8.h"
#include "server/identity/accounts.h"
#include "server/identity/secrets.h"
#include "server/keys/sodium.h"

namespace setara {
namespace {

absl::Status Busy() {
  return WithReason(absl::ResourceExhaustedError("the server is busy: try again"), "SERVER_BUSY");
}

bool HasControl(std::string_view text) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  }
  return false;
}

}  // namespace

absl::Status ValidatePassword(std::string_view password, std::string_view login,
                              std::string_view field) {
  Checks checks;
  checks.Require(password.size() >= 12 && password.size() <= 128, field, "12 to 128 bytes");
  checks.Require(IsText(password) && !HasControl(password), field,
                 "UTF-8 without control characters");
  checks.Require(password.find_first_not_of(password.substr(0, 1)) != std::string_view::npos, field,
                 "more than one character over and over");
  checks.Require(login.empty() || FoldLogin(password).find(login) == std::string::npos, field,
                 "must not contain the login");
  return checks.Result();
}

Passwords::Passwords(int concurrent) : free_(concurrent), nobody_(HashPassword(RandomBytes(32))) {}

bool Passwords::Enter() {
  if (!free_.try_acquire()) return false;
  ++runs_;
  return true;
}

absl::StatusOr<bool> Passwords::Check(const std::string& hash, std::string_view password) {
  if (!Enter()) return Busy();
  bool made = PasswordMakes(hash.empty() ? nobody_ : hash, password);
  free_.release();
  return made && !hash.empty();
}

absl::StatusOr<std::string> Passwords::Hash(std::string_view password) {
  if (!Enter()) return Busy();
  std::string hash = HashPassword(password);
  free_.release();
  if (hash.empty()) return Busy();
  return hash;
}

}  // namespace setara
