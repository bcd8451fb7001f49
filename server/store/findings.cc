#include "server/store/findings.h"

#include <charconv>
#include <set>

namespace setara {
namespace {

constexpr char kScreenedKey[] = "screening_rules";

// Runs `query` and hands each row to `read`.
template <typename Read>
absl::Status ForEachRow(Statement& query, Read read) {
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok() || !*row) return row.status();
    read(query);
  }
}

// Conditions on the alias `x` with columns employer_id; $1 the employer, $2 the region. The texts
// are shared by prepared statements, so both parameters are always bound.
std::string ScopeText(const FindingScope& scope, const std::string& x) {
  const std::string column = x + ".employer_id";
  // The partial index of openings asks for the second half.
  const std::string registered = " AND " + column + " <> ''";
  const std::string where =
      scope.employer_id.empty() ? " WHERE $1 = ''" : " WHERE " + column + " = $1" + registered;
  if (scope.region_code.empty()) return where + " AND $2 = ''";
  return where + registered + " AND " + column +
         " IN (SELECT r.id FROM employers e JOIN records r ON r.row = e.row "
         "WHERE e.seat_region_code = $2 OR substr(e.seat_region_code, 1, length($2) + 1) = $2 || "
         "'.')";
}

absl::StatusOr<Statement> Scoped(Connection& db, const std::string& select,
                                 const FindingScope& scope, const std::string& x,
                                 const std::string& rest) {
  absl::StatusOr<Statement> query = db.Prepare(select + ScopeText(scope, x) + rest);
  if (query.ok()) query->Bind(1, scope.employer_id).Bind(2, scope.region_code);
  return query;
}

absl::StatusOr<std::vector<RuleFindings>> RulesOf(Connection& db, const EmployerFindings& of) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT f.rule, count(*), sum(f.first_of_rule) FROM opening_findings f "
      "WHERE f.employer_id = $1 AND f.employer_name = $2 GROUP BY f.rule ORDER BY f.rule");
  if (!query.ok()) return query.status();
  query->Bind(1, of.employer_id).Bind(2, of.employer_id.empty() ? of.employer_name : "");
  std::vector<RuleFindings> rules;
  absl::Status read = ForEachRow(*query, [&](const Statement& row) {
    rules.push_back({row.Text(0), row.Int(1), row.Int(2)});
  });
  if (!read.ok()) return read;
  return rules;
}

absl::StatusOr<std::string> NameOf(Connection& db, const std::string& employer_id) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT e.name FROM records r JOIN employers e ON e.row = r.row WHERE r.id = $1");
  if (!query.ok()) return query.status();
  std::string name;
  absl::Status read =
      ForEachRow(query->Bind(1, employer_id), [&](const Statement& row) { name = row.Text(0); });
  if (!read.ok()) return read;
  return name;
}

}  // namespace

absl::Status ReplaceFindings(Connection& db, const Opening& opening,
                             const std::vector<ScreeningFinding>& findings) {
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM opening_findings WHERE row = $1");
  if (!remove.ok()) return remove.status();
  absl::Status status = remove->Bind(1, opening.row).Run();
  std::set<std::string_view> seen;
  int64_t place = 0;
  for (const ScreeningFinding& finding : findings) {
    if (!status.ok()) return status;
    absl::StatusOr<Statement> insert = db.Prepare(
        "INSERT INTO opening_findings (row, place, rule, first_of_rule, field, first_byte, "
        "end_byte, employer_id, employer_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    if (!insert.ok()) return insert.status();
    status = insert->Bind(1, opening.row)
                 .Bind(2, place++)
                 .Bind(3, finding.rule)
                 .Bind(4, int64_t{seen.insert(finding.rule).second})
                 .Bind(5, finding.field)
                 .Bind(6, static_cast<int64_t>(finding.begin))
                 .Bind(7, static_cast<int64_t>(finding.end))
                 .Bind(8, opening.employer_id)
                 .Bind(9, opening.employer_id.empty() ? opening.employer_name : "")
                 .Run();
  }
  return status;
}

absl::StatusOr<std::vector<ScreeningFinding>> GetFindings(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT rule, field, first_byte, end_byte FROM opening_findings WHERE row = $1 "
      "ORDER BY place");
  if (!query.ok()) return query.status();
  std::vector<ScreeningFinding> findings;
  absl::Status read = ForEachRow(query->Bind(1, row), [&](const Statement& found) {
    findings.push_back({found.Text(0), found.Text(1), static_cast<size_t>(found.Int(2)),
                        static_cast<size_t>(found.Int(3))});
  });
  if (!read.ok()) return read;
  return findings;
}

absl::StatusOr<std::vector<int64_t>> RowsWithFindings(Connection& db,
                                                      const std::string& employer_id,
                                                      const std::string& rule, int64_t after_row,
                                                      int limit) {
  std::string sql = "SELECT DISTINCT row FROM opening_findings WHERE row > $1";
  if (!employer_id.empty()) sql += " AND employer_id = $2";
  if (!rule.empty()) sql += " AND rule = $3";
  absl::StatusOr<Statement> query = db.Prepare(sql + " ORDER BY row LIMIT $4");
  if (!query.ok()) return query.status();
  query->Bind(1, after_row).Bind(4, int64_t{limit});
  if (!employer_id.empty()) query->Bind(2, employer_id);
  if (!rule.empty()) query->Bind(3, rule);
  std::vector<int64_t> rows;
  absl::Status read =
      ForEachRow(*query, [&](const Statement& found) { rows.push_back(found.Int(0)); });
  if (!read.ok()) return read;
  return rows;
}

absl::StatusOr<FindingTotals> CountFindings(Connection& db, const FindingScope& scope) {
  FindingTotals totals;
  absl::StatusOr<Statement> openings =
      Scoped(db, "SELECT count(*) FROM openings o", scope, "o", "");
  if (!openings.ok()) return openings.status();
  absl::Status read =
      ForEachRow(*openings, [&](const Statement& row) { totals.openings = row.Int(0); });
  if (!read.ok()) return read;
  absl::StatusOr<Statement> rules = Scoped(
      db,
      "SELECT f.rule, count(*), sum(f.first_of_rule), sum(CASE f.place WHEN 0 THEN 1 ELSE 0 END) "
      "FROM opening_findings f",
      scope, "f", " GROUP BY f.rule ORDER BY f.rule");
  if (!rules.ok()) return rules.status();
  read = ForEachRow(*rules, [&](const Statement& row) {
    totals.rules.push_back({row.Text(0), row.Int(1), row.Int(2)});
    totals.findings += row.Int(1);
    totals.openings_with_findings += row.Int(3);
  });
  if (!read.ok()) return read;
  return totals;
}

absl::StatusOr<std::vector<EmployerFindings>> CountFindingsByEmployer(
    Connection& db, const FindingScope& scope, const std::optional<EmployerFindingKey>& after,
    int limit) {
  absl::StatusOr<Statement> query =
      Scoped(db,
             "SELECT g.employer_id, g.employer_name, g.openings, g.findings, g.first_row FROM "
             "(SELECT f.employer_id, f.employer_name, "
             "sum(CASE f.place WHEN 0 THEN 1 ELSE 0 END) AS openings, count(*) AS findings, "
             "min(f.row) AS first_row FROM opening_findings f",
             scope, "f",
             " GROUP BY f.employer_id, f.employer_name) g "
             "WHERE $3 = 0 OR g.openings < $4 OR (g.openings = $4 AND g.first_row > $5) "
             "ORDER BY g.openings DESC, g.first_row LIMIT $6");
  if (!query.ok()) return query.status();
  const EmployerFindingKey from = after.value_or(EmployerFindingKey());
  query->Bind(3, int64_t{after.has_value()}).Bind(4, from.openings_with_findings);
  query->Bind(5, from.row).Bind(6, int64_t{limit});
  std::vector<EmployerFindings> employers;
  absl::Status read = ForEachRow(*query, [&](const Statement& row) {
    employers.push_back({{row.Int(2), row.Int(4)}, row.Text(0), row.Text(1), row.Int(3), {}});
  });
  if (!read.ok()) return read;
  for (EmployerFindings& employer : employers) {
    absl::StatusOr<std::vector<RuleFindings>> rules = RulesOf(db, employer);
    if (!rules.ok()) return rules.status();
    employer.rules = *std::move(rules);
    if (employer.employer_id.empty()) continue;
    absl::StatusOr<std::string> name = NameOf(db, employer.employer_id);
    if (!name.ok()) return name.status();
    employer.employer_name = *std::move(name);
  }
  return employers;
}

absl::StatusOr<std::optional<int64_t>> ScreenedThrough(Connection& db, std::string_view version) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT value FROM meta WHERE key = $1");
  if (!query.ok()) return query.status();
  std::string value;
  absl::Status read =
      ForEachRow(query->Bind(1, kScreenedKey), [&](const Statement& row) { value = row.Text(0); });
  if (!read.ok()) return read;
  if (value == version) return std::nullopt;
  const std::string_view start(value);
  int64_t row = 0;
  if (start.starts_with(version) && start.substr(version.size()).starts_with(" ")) {
    std::from_chars(value.data() + version.size() + 1, value.data() + value.size(), row);
  }
  return row;
}

absl::Status SetScreenedThrough(Connection& db, std::string_view version,
                                std::optional<int64_t> row) {
  absl::StatusOr<Statement> upsert = db.Prepare(
      "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2");
  if (!upsert.ok()) return upsert.status();
  const std::string value =
      std::string(version) + (row.has_value() ? " " + std::to_string(*row) : std::string());
  return upsert->Bind(1, kScreenedKey).Bind(2, value).Run();
}

absl::StatusOr<int64_t> OpeningVersion(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT version FROM openings WHERE row = $1");
  if (!query.ok()) return query.status();
  int64_t version = 0;
  absl::Status read =
      ForEachRow(query->Bind(1, row), [&](const Statement& found) { version = found.Int(0); });
  if (!read.ok()) return read;
  return version;
}

}  // namespace setara
