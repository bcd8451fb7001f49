// Passwords: what may be one, and argon2id with a bound on how many run at once, since each run
// takes 64 MiB.
#pragma once

#include <absl/status/statusor.h>

#include <atomic>
#include <cstdint>
#include <semaphore>
#include <string>
#include <string_view>

namespace setara {

// INVALID_ARGUMENT naming `field`: 12 to 128 bytes of UTF-8 without control characters, not one
// character alone, not the login or a text that contains it (our default, after OWASP ASVS 5.0
// chapter 6). Pure; thread-safe.
absl::Status ValidatePassword(std::string_view password, std::string_view login,
                              std::string_view field);

// Thread-safe.
class Passwords {
 public:
  // concurrent: runs at once, 1 to 64.
  explicit Passwords(int concurrent = 2);

  // Whether `password` made `hash`. An empty hash (no account, or none with a password) costs the
  // same run and is false. RESOURCE_EXHAUSTED, reason SERVER_BUSY: too many run already.
  absl::StatusOr<bool> Check(const std::string& hash, std::string_view password);

  // RESOURCE_EXHAUSTED as above.
  absl::StatusOr<std::string> Hash(std::string_view password);

  // Runs of argon2id so far.
  int64_t runs() const { return runs_; }

 private:
  bool Enter();

  std::counting_semaphore<64> free_;
  std::atomic<int64_t> runs_ = 0;
  const std::string nobody_;  // a hash that no password is known to make
};

}  // namespace setara
