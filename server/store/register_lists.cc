#include "server/store/register_lists.h"

#include <optional>

#include "server/store/bitemporal.h"
#include "server/store/employers.h"
#include "server/store/employment_rows.h"
#include "server/store/sites.h"

namespace setara {
namespace {

// Parameters of the lists: $1 the instant, $2 the entry before, $3 the limit, $4 the employer's row
// or the region, $5 the end of the region's codes.
struct Scoped {
  std::string condition;
  int64_t row = 0;
  std::string region;
};

absl::StatusOr<Scoped> ReadScope(Connection& db, const RegisterScope& scope,
                                 const std::string& alias) {
  if (scope.employer_id.empty() && scope.region_code.empty()) return Scoped{};
  if (scope.employer_id.empty()) {
    return Scoped{" AND e.seat_region_code >= $4 AND e.seat_region_code < $5", 0,
                  scope.region_code};
  }
  absl::StatusOr<int64_t> row = EmployerRow(db, scope.employer_id);
  if (!row.ok()) return row.status();
  return Scoped{" AND " + alias + ".employer_row = $4", *row, ""};
}

void BindScope(Statement& query, const Scoped& scoped) {
  if (scoped.condition.empty()) return;
  if (scoped.region.empty()) {
    query.Bind(4, scoped.row);
  } else {
    query.Bind(4, scoped.region).Bind(5, scoped.region + "/");  // '/' follows '.'
  }
}

// Runs a list of versions that stand: `key` says which versions are of one fact.
template <typename T, typename Read>
absl::StatusOr<std::vector<Entry<T>>> Page(Connection& db, const RegisterScope& scope,
                                           const std::string& columns, const std::string& table,
                                           const std::string& standing, const std::string& key,
                                           Instant known_at, int64_t after, int limit, Read read) {
  absl::StatusOr<Scoped> scoped = ReadScope(db, scope, "x");
  if (!scoped.ok()) return scoped.status();
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT " + columns + " FROM " + table +
      " x JOIN employers e ON e.row = x.employer_row JOIN records r ON r.row = x.employer_row "
      "WHERE x.entry > $2 AND x.known_at <= $1" +
      standing + scoped->condition + " AND NOT EXISTS (SELECT 1 FROM " + table + " n WHERE " + key +
      " AND n.known_at <= $1 AND (n.known_at, n.entry) > (x.known_at, x.entry)) "
      "ORDER BY x.entry LIMIT $3");
  if (!query.ok()) return query.status();
  query->Bind(1, StoredInstant(known_at)).Bind(2, after).Bind(3, limit);
  BindScope(*query, *scoped);
  std::vector<Entry<T>> page;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return page;
    page.push_back(read(*query));
  }
}

// Rows of two or three texts.
absl::StatusOr<std::vector<std::vector<std::string>>> Texts(Statement& query, int columns) {
  std::vector<std::vector<std::string>> rows;
  while (true) {
    absl::StatusOr<bool> found = query.Step();
    if (!found.ok()) return found.status();
    if (!*found) return rows;
    std::vector<std::string>& row = rows.emplace_back();
    for (int i = 0; i < columns; ++i) row.push_back(query.Text(i));
  }
}

// The other form of an NPWP that is the same number; "" when there is none.
std::string OtherForm(const std::string& npwp) {
  if (npwp.size() == 15) return "0" + npwp;
  if (npwp.size() == 16 && npwp[0] == '0') return npwp.substr(1);
  return "";
}

// Employers beside this one with the number in `column`.
absl::Status AddEmployersWith(Connection& db, const Employer& employer, const std::string& column,
                              const std::string& number, std::vector<SharedNumber>* shared) {
  if (number.empty()) return absl::OkStatus();
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT r.id FROM employers e JOIN records r ON r.row = e.row WHERE e." + column +
                 " = $1 AND e." + column + " <> '' AND e.row <> $2 ORDER BY e.row");
  if (!query.ok()) return query.status();
  query->Bind(1, number).Bind(2, employer.row);
  absl::StatusOr<std::vector<std::vector<std::string>>> rows = Texts(*query, 1);
  if (!rows.ok()) return rows.status();
  for (const auto& row : *rows) shared->push_back({column, "", row[0], ""});
  return absl::OkStatus();
}

// Sites that stand, of anyone, with this NPP, but for (own_row, own_site).
absl::Status AddSitesWith(Connection& db, int64_t own_row, const std::string& own_site,
                          const std::string& npp, std::vector<SharedNumber>* shared) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT r.id, s.code FROM sites s JOIN records r ON r.row = s.employer_row "
      "WHERE s.npp = $1 AND s.npp <> '' AND s.removed = 0 "
      "AND NOT (s.employer_row = $2 AND ($3 = '' OR s.code = $3)) AND NOT EXISTS ("
      "SELECT 1 FROM sites n WHERE n.employer_row = s.employer_row AND n.code = s.code AND "
      "(n.known_at, n.entry) > (s.known_at, s.entry)) ORDER BY s.employer_row, s.code");
  if (!query.ok()) return query.status();
  query->Bind(1, npp).Bind(2, own_row).Bind(3, own_site);
  absl::StatusOr<std::vector<std::vector<std::string>>> rows = Texts(*query, 2);
  if (!rows.ok()) return rows.status();
  for (const auto& row : *rows) shared->push_back({"npp", own_site, row[0], row[1]});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Entry<KnownHeadcount>>> HeadcountPage(Connection& db,
                                                                 const RegisterScope& scope,
                                                                 Instant known_at, int64_t after,
                                                                 int limit) {
  return Page<KnownHeadcount>(
      db, scope,
      "x.entry, r.id, x.valid_from, x.workers, x.workers_with_disabilities, x.source, x.kind, "
      "x.known_at",
      "headcounts", " AND x.retracted = 0",
      "n.employer_row = x.employer_row AND n.valid_from = x.valid_from", known_at, after, limit,
      [](const Statement& row) {
        Entry<KnownHeadcount> entry{row.Int(0), {}};
        HeadcountReport& report = entry.fact.report;
        report.employer_id = row.Text(1);
        report.valid_from = DateFromStored(row.Int(2));
        report.workers = row.Int(3);
        report.workers_with_disabilities = row.OptionalInt(4);
        report.source = row.Text(5);
        report.kind = static_cast<ReportKind>(row.Int(6));
        entry.fact.known_at = InstantFromStored(row.Int(7));
        return entry;
      });
}

absl::StatusOr<std::vector<Entry<KnownEmployment>>> EmploymentPage(Connection& db,
                                                                   const RegisterScope& scope,
                                                                   Instant known_at, int64_t after,
                                                                   int limit) {
  return Page<KnownEmployment>(db, scope, kEmploymentColumns, "employment", "",
                               "n.source = x.source AND n.source_id = x.source_id", known_at, after,
                               limit, [](const Statement& row) {
                                 KnownEmployment known = ReadEmployment(row);
                                 return Entry<KnownEmployment>{known.entry, std::move(known)};
                               });
}

absl::StatusOr<std::vector<Entry<Site>>> SitePage(Connection& db, const RegisterScope& scope,
                                                  Instant known_at, int64_t after, int limit) {
  return Page<Site>(db, scope, "x.entry, r.id, x.code, x.name, x.region_code, x.npp, x.wlkp_number",
                    "sites", " AND x.removed = 0",
                    "n.employer_row = x.employer_row AND n.code = x.code", known_at, after, limit,
                    [](const Statement& row) {
                      return Entry<Site>{row.Int(0), Site{row.Text(1), row.Text(2), row.Text(3),
                                                          row.Text(4), row.Text(5), row.Text(6)}};
                    });
}

absl::StatusOr<std::vector<Entry<KnownEmployment>>> ExpiringEvidencePage(Connection& db,
                                                                         const RegisterScope& scope,
                                                                         Date day, Date from,
                                                                         Date until, Date after_end,
                                                                         int64_t after, int limit) {
  absl::StatusOr<Scoped> scoped = ReadScope(db, scope, "x");
  if (!scoped.ok()) return scoped.status();
  absl::StatusOr<Statement> query =
      db.Prepare(std::string("SELECT ") + kEmploymentColumns +
                 " FROM employment x JOIN employers e ON e.row = x.employer_row "
                 "JOIN records r ON r.row = x.employer_row WHERE x.evidence_until >= $6 "
                 "AND x.evidence_until < $7 AND (x.evidence_until, x.entry) > ($1, $2) "
                 "AND x.valid_from <= $8 AND (x.valid_until IS NULL OR x.valid_until > $8)" +
                 scoped->condition +
                 " AND NOT EXISTS (SELECT 1 FROM employment n WHERE n.source = x.source AND "
                 "n.source_id = x.source_id AND (n.known_at, n.entry) > (x.known_at, x.entry)) "
                 "ORDER BY x.evidence_until, x.entry LIMIT $3");
  if (!query.ok()) return query.status();
  query->Bind(1, StoredDate(after_end)).Bind(2, after).Bind(3, limit);
  query->Bind(6, StoredDate(from)).Bind(7, StoredDate(until)).Bind(8, StoredDate(day));
  BindScope(*query, *scoped);
  std::vector<Entry<KnownEmployment>> page;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return page;
    KnownEmployment known = ReadEmployment(*query);
    page.push_back({known.entry, std::move(known)});
  }
}

absl::StatusOr<std::vector<SharedNumber>> SharedNumbers(Connection& db, const Employer& employer) {
  std::vector<SharedNumber> shared;
  const std::pair<const char*, std::string> numbers[] = {{"npp", employer.npp},
                                                         {"nib", employer.nib},
                                                         {"npwp", employer.npwp},
                                                         {"npwp", OtherForm(employer.npwp)}};
  for (const auto& [column, number] : numbers) {
    absl::Status status = AddEmployersWith(db, employer, column, number, &shared);
    if (!status.ok()) return status;
  }
  if (!employer.npp.empty()) {
    absl::Status status = AddSitesWith(db, employer.row, "", employer.npp, &shared);
    if (!status.ok()) return status;
  }
  constexpr Instant kNow = Instant::max();
  absl::StatusOr<std::vector<Site>> sites = ListSites(db, employer.id, kNow);
  if (!sites.ok()) return sites.status();
  for (const Site& site : *sites) {
    if (site.npp.empty()) continue;
    absl::Status status = AddSitesWith(db, employer.row, site.code, site.npp, &shared);
    // A head office reports under the employer's own number: no other employer may have it.
    std::vector<SharedNumber> others;
    if (status.ok()) status = AddEmployersWith(db, employer, "npp", site.npp, &others);
    if (!status.ok()) return status;
    for (SharedNumber& other : others) {
      other.site = site.code;
      shared.push_back(std::move(other));
    }
  }
  return shared;
}

absl::StatusOr<std::vector<PersonElsewhere>> PersonsElsewhere(Connection& db,
                                                              std::string_view employer_id,
                                                              Date day) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  // Who a person is: the id that stands for theirs. `same` has every id of that person.
  static constexpr char kInForce[] =
      ".valid_from <= $2 AND (V.valid_until IS NULL OR V.valid_until > $2) "
      "AND V.exclude_reason = '' AND V.relation IN (1, 2, 3) AND NOT EXISTS ("
      "SELECT 1 FROM employment n WHERE n.source = V.source AND n.source_id = V.source_id AND "
      "(n.known_at, n.entry) > (V.known_at, V.entry))";
  const auto in_force = [](char alias) {
    std::string text = std::string(1, alias) + kInForce;
    for (size_t at = 0; (at = text.find("V.", at)) != std::string::npos;) text[at] = alias;
    return text;
  };
  absl::StatusOr<Statement> query = db.Prepare(
      "WITH here AS (SELECT x.source, x.source_id, x.person_id, coalesce((SELECT m.same_as "
      "FROM person_merges m WHERE m.person_id = x.person_id "
      "ORDER BY m.known_at DESC, m.entry DESC LIMIT 1), x.person_id) AS who "
      "FROM employment x WHERE x.employer_row = $1 AND " +
      in_force('x') +
      "), same AS (SELECT source, source_id, who, who AS id FROM here UNION "
      "SELECT source, source_id, who, person_id FROM here UNION "
      "SELECT h.source, h.source_id, h.who, m.person_id FROM here h JOIN person_merges m "
      "ON m.same_as = h.who WHERE NOT EXISTS (SELECT 1 FROM person_merges l "
      "WHERE l.person_id = m.person_id AND (l.known_at, l.entry) > (m.known_at, m.entry))) "
      "SELECT DISTINCT s.source, s.source_id, r.id FROM same s JOIN employment y "
      "ON y.person_id = s.id JOIN records r ON r.row = y.employer_row "
      "WHERE y.employer_row <> $1 AND " +
      in_force('y') + " ORDER BY 1, 2, 3");
  if (!query.ok()) return query.status();
  query->Bind(1, *row).Bind(2, StoredDate(day));
  absl::StatusOr<std::vector<std::vector<std::string>>> rows = Texts(*query, 3);
  if (!rows.ok()) return rows.status();
  std::vector<PersonElsewhere> found;
  for (auto& texts : *rows) found.push_back({texts[0], texts[1], texts[2]});
  return found;
}

}  // namespace setara
