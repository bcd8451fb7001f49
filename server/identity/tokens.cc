#include "server/identity/tokens.h"

#include <sstream>

#include "matcher/domain/checks.h"
#include "matcher/domain/errors.h"
#include "server/identity/secrets.h"
#include "server/keys/sodium.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

constexpr size_t kMaxLabelBytes = 100;
constexpr size_t kMaxMethods = 100;
constexpr size_t kMaxMethodBytes = 200;
constexpr char kColumns[] =
    "t.id, a.id, t.secret_hash, t.label, t.methods, t.session, t.created_at, t.expires_at, "
    "t.revoked_at, t.last_used, t.row FROM tokens t JOIN accounts a ON a.row = t.account_row ";

int64_t Micros(Instant instant) { return instant.time_since_epoch().count(); }

Instant FromMicros(int64_t micros) { return Instant(std::chrono::microseconds(micros)); }

std::string JoinMethods(const std::set<std::string, std::less<>>& methods) {
  std::string text;
  for (const std::string& method : methods) text += (text.empty() ? "" : " ") + method;
  return text;
}

Token ReadToken(const Statement& row) {
  Token token;
  token.id = row.Text(0);
  token.account_id = row.Text(1);
  token.secret_hash = row.Text(2);
  token.spec.label = row.Text(3);
  std::istringstream methods(row.Text(4));
  for (std::string method; methods >> method;) token.spec.methods.insert(method);
  token.spec.session = row.Int(5) != 0;
  token.created_at = FromMicros(row.Int(6));
  token.spec.expires_at = FromMicros(row.Int(7));
  if (!row.IsNull(8)) token.revoked_at = FromMicros(row.Int(8));
  if (!row.IsNull(9)) token.last_used = FromMicros(row.Int(9));
  token.row = row.Int(10);
  return token;
}

absl::Status ValidateSpec(const TokenSpec& spec, Instant now, std::chrono::hours max_lifetime) {
  Checks checks;
  checks.Text("label", spec.label, kMaxLabelBytes);
  checks.Count("methods", spec.methods.size(), kMaxMethods);
  for (const std::string& method : spec.methods) {
    checks.Require(!method.empty() && method.size() <= kMaxMethodBytes &&
                       method.find_first_of(" \t\r\n") == std::string::npos,
                   "methods", "full method names, as setara.v1.OpeningService.GetOpening");
  }
  checks.Require(spec.expires_at > now, "expire_time", "must lie in the future");
  checks.Require(spec.expires_at <= now + max_lifetime, "expire_time",
                 "at most " + std::to_string(max_lifetime.count() / 24) + " days from now");
  return checks.Result();
}

absl::Status InsertToken(Connection& db, const Token& token) {
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO tokens (id, account_row, secret_hash, label, methods, session, created_at, "
      "expires_at) SELECT $1, row, $3, $4, $5, $6, $7, $8 FROM accounts WHERE id = $2");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, token.id)
      .Bind(2, token.account_id)
      .Bind(3, token.secret_hash)
      .Bind(4, token.spec.label)
      .Bind(5, JoinMethods(token.spec.methods))
      .Bind(6, static_cast<int64_t>(token.spec.session))
      .Bind(7, Micros(token.created_at))
      .Bind(8, Micros(token.spec.expires_at))
      .Run();
}

}  // namespace

absl::StatusOr<IssuedToken> IssueToken(Connection& db, std::string_view account_id,
                                       const TokenSpec& spec, Instant now,
                                       std::chrono::hours max_lifetime) {
  absl::StatusOr<Account> account = LoadAccount(db, account_id);
  if (!account.ok()) return account.status();
  if (account->closed) {
    return WithReason(absl::FailedPreconditionError("the account is closed"), "ACCOUNT_CLOSED");
  }
  Token token;
  token.spec = spec;
  if (spec.expires_at == Instant()) {
    token.spec.expires_at = now + std::min(kTokenLifetime, max_lifetime);
  }
  absl::Status status = ValidateSpec(token.spec, now, max_lifetime);
  if (!status.ok()) return status;
  TokenParts parts{NextUlid("", now), RandomBytes(kTokenSecretBytes)};
  token.id = parts.id;
  token.account_id = account->id;
  token.secret_hash = TokenHash(parts);
  token.created_at = now;
  status = InsertToken(db, token);
  if (!status.ok()) return status;
  return IssuedToken{token.id, FormatToken(parts), token.spec.expires_at};
}

absl::StatusOr<std::optional<Token>> FindToken(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT " + std::string(kColumns) + "WHERE t.id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<Token>();
  return std::optional<Token>(ReadToken(*query));
}

absl::StatusOr<std::optional<KnownToken>> FindToken(Connection& db, const TokenParts& parts) {
  absl::StatusOr<std::optional<Token>> token = FindToken(db, parts.id);
  if (!token.ok()) return token.status();
  if (!token->has_value() || !SameBytes((*token)->secret_hash, TokenHash(parts))) {
    return std::optional<KnownToken>();
  }
  absl::StatusOr<Account> account = LoadAccount(db, (*token)->account_id);
  if (!account.ok()) return account.status();
  return std::optional<KnownToken>(KnownToken{**std::move(token), *std::move(account)});
}

absl::StatusOr<std::vector<Token>> ListTokens(Connection& db, std::string_view account_id,
                                              int64_t after, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT " + std::string(kColumns) + "WHERE a.id = $1 AND t.row > $2 ORDER BY t.row LIMIT $3");
  if (!query.ok()) return query.status();
  query->Bind(1, account_id).Bind(2, after).Bind(3, static_cast<int64_t>(limit));
  std::vector<Token> tokens;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return tokens;
    tokens.push_back(ReadToken(*query));
  }
}

absl::Status RevokeToken(Connection& db, std::string_view id, Instant now) {
  absl::StatusOr<std::optional<Token>> token = FindToken(db, id);
  if (!token.ok()) return token.status();
  if (!token->has_value()) return NotFound("tokens/" + std::string(id));
  absl::StatusOr<Statement> update =
      db.Prepare("UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL");
  if (!update.ok()) return update.status();
  return update->Bind(1, id).Bind(2, Micros(now)).Run();
}

absl::Status RevokeTokens(Connection& db, std::string_view account_id, std::string_view except,
                          Instant now) {
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE tokens SET revoked_at = $3 WHERE revoked_at IS NULL AND id <> $2 AND "
      "account_row = (SELECT row FROM accounts WHERE id = $1)");
  if (!update.ok()) return update.status();
  return update->Bind(1, account_id).Bind(2, except).Bind(3, Micros(now)).Run();
}

absl::Status NoteTokenUse(Connection& db, std::string_view id, Instant now) {
  absl::StatusOr<Statement> update = db.Prepare("UPDATE tokens SET last_used = $2 WHERE id = $1");
  if (!update.ok()) return update.status();
  Instant day = std::chrono::floor<std::chrono::days>(now);
  return update->Bind(1, id).Bind(2, Micros(day)).Run();
}

}  // namespace setara
