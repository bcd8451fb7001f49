#include "server/quota_table/rule_rows.h"

#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/quota_marks.h"

namespace setara {
namespace {

using quota::Rule;
using quota::RuleVersion;

constexpr int kKinds = 6;
// Employers that are derived in the transaction of the rule itself. Our default.
constexpr int64_t kAtOnce = 200;

int64_t BitsOf(const std::vector<EmployerKind>& kinds) {
  int64_t bits = 0;
  for (EmployerKind kind : kinds) bits |= int64_t{1} << static_cast<int>(kind);
  return bits;
}

RuleVersion ReadRow(const Statement& row) {
  RuleVersion version;
  Rule& rule = version.rule;
  rule.id = row.Text(0);
  rule.legal_basis = row.Text(1);
  for (int kind = 1; kind < kKinds; ++kind) {
    if ((row.Int(2) >> kind) & 1) rule.kinds.push_back(static_cast<EmployerKind>(kind));
  }
  rule.region_code = row.Text(3);
  rule.formula = static_cast<quota::Formula>(row.Int(4));
  rule.basis_points = row.Int(5);
  rule.min_headcount = row.Int(6);
  rule.practice_minimum = row.Int(7);
  rule.valid_from = DateFromStored(row.Int(8));
  rule.valid_until = DateFromStored(row.OptionalInt(9));
  rule.verified = row.Int(10) != 0;
  rule.note = row.Text(11);
  version.withdrawn = row.Int(12) != 0;
  version.known_at = InstantFromStored(row.Int(13));
  return version;
}

absl::Status Insert(Connection& db, const RuleVersion& version) {
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO quota_rules (rule_id, legal_basis, kinds, region_code, formula, basis_points, "
      "min_headcount, practice_minimum, valid_from, valid_until, verified, note, withdrawn, "
      "known_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
  if (!insert.ok()) return insert.status();
  const Rule& rule = version.rule;
  return insert->Bind(1, rule.id)
      .Bind(2, rule.legal_basis)
      .Bind(3, BitsOf(rule.kinds))
      .Bind(4, rule.region_code)
      .Bind(5, static_cast<int64_t>(rule.formula))
      .Bind(6, rule.basis_points)
      .Bind(7, rule.min_headcount)
      .Bind(8, rule.practice_minimum)
      .Bind(9, StoredDate(rule.valid_from))
      .BindOptional(10, StoredDate(rule.valid_until))
      .Bind(11, int64_t{rule.verified})
      .Bind(12, rule.note)
      .Bind(13, int64_t{version.withdrawn})
      .Bind(14, StoredInstant(version.known_at))
      .Run();
}

absl::Status Defer(Connection& db, const Rule& rule, Instant since) {
  return DeferQuotaOfRule(db, rule.region_code, static_cast<uint32_t>(BitsOf(rule.kinds)), since);
}

}  // namespace

absl::StatusOr<std::vector<RuleVersion>> LoadRuleVersions(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT rule_id, legal_basis, kinds, region_code, formula, basis_points, min_headcount, "
      "practice_minimum, valid_from, valid_until, verified, note, withdrawn, known_at "
      "FROM quota_rules ORDER BY known_at, entry");
  if (!query.ok()) return query.status();
  std::vector<RuleVersion> versions;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return versions;
    versions.push_back(ReadRow(*query));
  }
}

absl::StatusOr<quota::RuleBook> LoadRuleBook(Connection& db) {
  absl::StatusOr<std::vector<RuleVersion>> versions = LoadRuleVersions(db);
  if (!versions.ok()) return versions.status();
  absl::StatusOr<quota::RuleBook> book = quota::RuleBook::Of(*versions);
  if (!book.ok())
    return absl::DataLossError("quota_rules: " + std::string(book.status().message()));
  return book;
}

absl::StatusOr<Instant> RecordRules(Connection& db, const std::vector<RuleVersion>& versions,
                                    Instant now) {
  absl::StatusOr<std::vector<RuleVersion>> all = LoadRuleVersions(db);
  if (!all.ok()) return all.status();
  if (!all->empty() && all->back().known_at >= now) {
    now = all->back().known_at + std::chrono::microseconds(1);
  }
  for (RuleVersion version : versions) {
    absl::Status valid = quota::ValidateRule(version.rule);
    if (!valid.ok()) return valid;
    version.known_at = now;
    all->push_back(version);
  }
  absl::Status together = quota::RuleBook::Of(*all).status();
  if (!together.ok()) {
    return WithReason(absl::FailedPreconditionError(std::string(together.message())),
                      "RULES_OVERLAP");
  }
  for (size_t i = all->size() - versions.size(); i < all->size(); ++i) {
    absl::Status stored = Insert(db, (*all)[i]);
    if (stored.ok()) stored = Defer(db, (*all)[i].rule, now);
    if (!stored.ok()) return stored;
  }
  absl::Status hurried = HurryPendingQuota(db, kAtOnce);
  if (!hurried.ok()) return hurried;
  return now;
}

}  // namespace setara
