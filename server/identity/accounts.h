// Accounts in the store: who may sign in, in which role, and where they work.
//
// Call inside Store::Read or Store::Write. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/access/caller.h"
#include "server/store/sqlite.h"

namespace setara {

struct Account {
  int64_t row = 0;           // order of creation, from 1
  std::string id;            // ULID; of `accounts/{id}`
  std::string login;         // 3 to 64 of a-z 0-9 . _ @ + -, beginning with a letter or digit
  std::string display_name;  // 1 to 200 bytes
  v1::Role role = v1::ROLE_UNSPECIFIED;
  CallerPlace place;
  std::string password_hash;        // of HashPassword; empty: signs in by tokens alone
  bool password_temporary = false;  // chosen by someone else: opens nothing but its change
  // A second person has not yet agreed to the role and place; cannot sign in until then.
  bool pending = false;
  bool closed = false;     // for good; cannot sign in
  std::string created_by;  // Caller::name; "setarad": offline, on the data directory
  std::string granted_by;  // who last gave the role and place
  Instant created_at{};
  Instant updated_at{};
  int64_t version = 0;

  bool active() const { return !closed && !pending; }
};

// "accounts/" + id.
std::string AccountName(std::string_view id);

// Lower case, A to Z only: logins are ASCII.
std::string FoldLogin(std::string_view login);

// INVALID_ARGUMENT naming the fields (of `Account`) that are not as the comments above say; a
// job seeker needs place.seeker_id, staff of an employer place.employer_id. Pure; thread-safe.
absl::Status ValidateAccount(const Account& account);

// Adds an account and returns its id; `id`, `version` and the times given are ignored, the login
// is folded. INVALID_ARGUMENT: see ValidateAccount; ALREADY_EXISTS, reason LOGIN_TAKEN: also by an
// account that is closed.
absl::StatusOr<std::string> InsertAccount(Connection& db, Account account, Instant now);

// Writes all that may change: everything but id, login, created_by and created_at. NOT_FOUND;
// ABORTED, reason ETAG_MISMATCH: `account.version` is not the stored one.
absl::Status UpdateAccount(Connection& db, const Account& account, Instant now);

// NOT_FOUND.
absl::StatusOr<Account> LoadAccount(Connection& db, std::string_view id);

// By login, folded here; empty: there is none.
absl::StatusOr<std::optional<Account>> FindAccount(Connection& db, std::string_view login);

// In the order of creation, at most `limit` (>= 1) whose row is greater than `after`.
absl::StatusOr<std::vector<Account>> ListAccounts(Connection& db, int64_t after, int limit);

// Whether an administrator that is neither closed nor pending exists.
absl::StatusOr<bool> HasAdministrator(Connection& db);

}  // namespace setara
