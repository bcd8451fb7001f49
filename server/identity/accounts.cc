#include "server/identity/accounts.h"

#include <algorithm>

#include "matcher/domain/checks.h"
#include "matcher/domain/errors.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

constexpr size_t kMaxNameBytes = 200;
constexpr size_t kMaxPlaceBytes = 64;
constexpr char kColumns[] =
    "id, login, display_name, role, branch, region_code, employer_id, seeker_id, password_hash, "
    "password_temporary, pending, closed, created_by, granted_by, created_at, updated_at, version, "
    "row";

int64_t Micros(Instant instant) { return instant.time_since_epoch().count(); }

bool IsLogin(std::string_view login) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return login.size() >= 3 && login.size() <= 64 &&
         kLetters.find(login[0]) != std::string_view::npos &&
         login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._@+-") ==
             std::string_view::npos;
}

Account ReadAccount(const Statement& row) {
  Account account;
  account.id = row.Text(0);
  account.login = row.Text(1);
  account.display_name = row.Text(2);
  account.role = static_cast<v1::Role>(row.Int(3));
  account.place = {row.Text(4), row.Text(5), row.Text(6), row.Text(7)};
  account.password_hash = row.Text(8);
  account.password_temporary = row.Int(9) != 0;
  account.pending = row.Int(10) != 0;
  account.closed = row.Int(11) != 0;
  account.created_by = row.Text(12);
  account.granted_by = row.Text(13);
  account.created_at = Instant(std::chrono::microseconds(row.Int(14)));
  account.updated_at = Instant(std::chrono::microseconds(row.Int(15)));
  account.version = row.Int(16);
  account.row = row.Int(17);
  return account;
}

absl::StatusOr<std::optional<Account>> FindBy(Connection& db, const std::string& column,
                                              std::string_view value) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT " + std::string(kColumns) + " FROM accounts WHERE " + column + " = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, value).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<Account>();
  return std::optional<Account>(ReadAccount(*query));
}

// Binds what both INSERT and UPDATE write, as $1 to $13.
Statement& BindChangeable(Statement& statement, const Account& account, Instant now) {
  return statement.Bind(1, account.id)
      .Bind(2, account.display_name)
      .Bind(3, static_cast<int64_t>(account.role))
      .Bind(4, account.place.branch)
      .Bind(5, account.place.region_code)
      .Bind(6, account.place.employer_id)
      .Bind(7, account.place.seeker_id)
      .Bind(8, account.password_hash)
      .Bind(9, static_cast<int64_t>(account.password_temporary))
      .Bind(10, static_cast<int64_t>(account.pending))
      .Bind(11, static_cast<int64_t>(account.closed))
      .Bind(12, account.granted_by)
      .Bind(13, Micros(now));
}

absl::StatusOr<std::string> LastId(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT max(id) FROM accounts");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return query->Text(0);
}

}  // namespace

std::string AccountName(std::string_view id) { return "accounts/" + std::string(id); }

std::string FoldLogin(std::string_view login) {
  std::string folded(login);
  std::ranges::transform(folded, folded.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return folded;
}

absl::Status ValidateAccount(const Account& account) {
  Checks checks;
  checks.Require(IsLogin(account.login), "login",
                 "3 to 64 of a-z, 0-9, '.', '_', '@', '+', '-', beginning with a letter or digit");
  checks.RequiredText("display_name", account.display_name, kMaxNameBytes);
  checks.Require(account.role > v1::ROLE_ANYONE && v1::Role_IsValid(account.role), "role",
                 "required: a role that needs an account");
  checks.Text("place.branch", account.place.branch, kMaxPlaceBytes);
  if (account.place.region_code != kWholeCountry) {
    checks.RegionCode("place.region_code", account.place.region_code);
  }
  checks.Text("place.employer_id", account.place.employer_id, kMaxPlaceBytes);
  checks.Text("place.seeker_id", account.place.seeker_id, kMaxPlaceBytes);
  checks.Require(account.role != v1::ROLE_SEEKER || !account.place.seeker_id.empty(),
                 "place.seeker_id", "required for a job seeker: whose record it is");
  checks.Require(account.role != v1::ROLE_EMPLOYER_STAFF || !account.place.employer_id.empty(),
                 "place.employer_id", "required for staff of an employer: which employer");
  return checks.Result();
}

absl::StatusOr<std::string> InsertAccount(Connection& db, Account account, Instant now) {
  account.login = FoldLogin(account.login);
  if (absl::Status status = ValidateAccount(account); !status.ok()) return status;
  absl::StatusOr<std::optional<Account>> taken = FindBy(db, "login", account.login);
  if (!taken.ok()) return taken.status();
  if (taken->has_value()) {
    return WithReason(absl::AlreadyExistsError("an account has this login already"), "LOGIN_TAKEN");
  }
  absl::StatusOr<std::string> last = LastId(db);
  if (!last.ok()) return last.status();
  account.id = NextUlid(*last, now);
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO accounts (id, display_name, role, branch, region_code, employer_id, seeker_id, "
      "password_hash, password_temporary, pending, closed, granted_by, updated_at, login, "
      "created_by, created_at, version) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)");
  if (!insert.ok()) return insert.status();
  absl::Status status = BindChangeable(*insert, account, now)
                            .Bind(14, account.login)
                            .Bind(15, account.created_by)
                            .Bind(16, Micros(now))
                            .Run();
  if (!status.ok()) return status;
  return account.id;
}

absl::Status UpdateAccount(Connection& db, const Account& account, Instant now) {
  if (absl::Status status = ValidateAccount(account); !status.ok()) return status;
  absl::StatusOr<Account> stored = LoadAccount(db, account.id);
  if (!stored.ok()) return stored.status();
  if (stored->version != account.version) {
    return WithReason(absl::AbortedError("the account was changed meanwhile: read it again"),
                      "ETAG_MISMATCH");
  }
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE accounts SET display_name = $2, role = $3, branch = $4, region_code = $5, "
      "employer_id = $6, seeker_id = $7, password_hash = $8, password_temporary = $9, "
      "pending = $10, closed = $11, granted_by = $12, updated_at = $13, version = version + 1 "
      "WHERE id = $1");
  if (!update.ok()) return update.status();
  return BindChangeable(*update, account, now).Run();
}

absl::StatusOr<Account> LoadAccount(Connection& db, std::string_view id) {
  absl::StatusOr<std::optional<Account>> found = FindBy(db, "id", id);
  if (!found.ok()) return found.status();
  if (!found->has_value()) return NotFound(AccountName(id));
  return **std::move(found);
}

absl::StatusOr<std::optional<Account>> FindAccount(Connection& db, std::string_view login) {
  return FindBy(db, "login", FoldLogin(login));
}

absl::StatusOr<std::vector<Account>> ListAccounts(Connection& db, int64_t after, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT " + std::string(kColumns) + " FROM accounts WHERE row > $1 ORDER BY row LIMIT $2");
  if (!query.ok()) return query.status();
  query->Bind(1, after).Bind(2, static_cast<int64_t>(limit));
  std::vector<Account> accounts;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return accounts;
    accounts.push_back(ReadAccount(*query));
  }
}

absl::StatusOr<bool> HasAdministrator(Connection& db) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT 1 FROM accounts WHERE role = $1 AND closed = 0 AND pending = 0 LIMIT 1");
  if (!query.ok()) return query.status();
  return query->Bind(1, static_cast<int64_t>(v1::ROLE_ADMINISTRATOR)).Step();
}

}  // namespace setara
