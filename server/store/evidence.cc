#include "server/store/evidence.h"

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/employers.h"

namespace setara {
namespace {

constexpr char kReports[] =
    "SELECT valid_from, workers, workers_with_disabilities, source, retracted, known_at "
    "FROM headcounts WHERE employer_row = $1 AND valid_from <= $2 AND known_at <= $3 "
    "ORDER BY valid_from, known_at, entry";

constexpr char kDays[] =
    "WITH days (day, known_at) AS ("
    "SELECT valid_from, known_at FROM employer_terms WHERE employer_row = $1 UNION "
    "SELECT valid_from, known_at FROM headcounts WHERE employer_row = $1 UNION "
    "SELECT valid_from, known_at FROM employment WHERE employer_row = $1 UNION "
    "SELECT valid_until, known_at FROM employment WHERE employer_row = $1 UNION "
    "SELECT evidence_from, known_at FROM employment WHERE employer_row = $1 UNION "
    "SELECT evidence_until, known_at FROM employment WHERE employer_row = $1 UNION "
    "SELECT agreed_on, known_at FROM employment WHERE employer_row = $1) "
    "SELECT DISTINCT day FROM days WHERE day > $2 AND day <= $3 AND known_at <= $4 ORDER BY day";

constexpr char kOpenings[] =
    "SELECT r.id, v.title, v.kind, v.region_code, v.occupation_code, v.positions, v.state, "
    "v.open_from, v.open_until, v.known_at FROM opening_versions v JOIN records r "
    "ON r.row = v.opening_row WHERE v.employer_id = $1 AND v.deleted = 0 AND v.open_from <= $3 "
    "AND (v.open_until IS NULL OR v.open_until > $2) AND v.known_at <= $4 AND NOT EXISTS ("
    "SELECT 1 FROM opening_versions n WHERE n.opening_row = v.opening_row AND n.known_at <= $4 "
    "AND (n.known_at, n.entry) > (v.known_at, v.entry)) ORDER BY v.opening_row";

}  // namespace

absl::StatusOr<std::string> EmployerNameAt(Connection& db, std::string_view employer_id,
                                           Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT name FROM employer_names WHERE employer_row = $1 AND known_at <= $2 "
      "ORDER BY known_at DESC, entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, *row).Bind(2, StoredInstant(known_at)).Step();
  if (!found.ok()) return found.status();
  if (!*found) return NotFound("employers/" + std::string(employer_id));
  return query->Text(0);
}

absl::StatusOr<std::vector<ReportVersion>> ReportVersions(Connection& db,
                                                          std::string_view employer_id, Date until,
                                                          Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query = db.Prepare(kReports);
  if (!query.ok()) return query.status();
  query->Bind(1, *row).Bind(2, StoredDate(until)).Bind(3, StoredInstant(known_at));
  std::vector<ReportVersion> versions;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return versions;
    ReportVersion& version = versions.emplace_back();
    version.report.employer_id = employer_id;
    version.report.valid_from = DateFromStored(query->Int(0));
    version.report.workers = query->Int(1);
    version.report.workers_with_disabilities = query->OptionalInt(2);
    version.report.source = query->Text(3);
    version.retracted = query->Int(4) != 0;
    version.known_at = InstantFromStored(query->Int(5));
  }
}

absl::StatusOr<std::vector<Date>> QuotaChangeDays(Connection& db, std::string_view employer_id,
                                                  Date from, Date until, Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query = db.Prepare(kDays);
  if (!query.ok()) return query.status();
  query->Bind(1, *row).Bind(2, StoredDate(from)).Bind(3, StoredDate(until));
  query->Bind(4, StoredInstant(known_at));
  std::vector<Date> days;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return days;
    days.push_back(DateFromStored(query->Int(0)));
  }
}

absl::StatusOr<std::vector<OfferedOpening>> OpeningsOffered(Connection& db,
                                                            std::string_view employer_id, Date from,
                                                            Date until, Instant known_at) {
  absl::StatusOr<Statement> query = db.Prepare(kOpenings);
  if (!query.ok()) return query.status();
  query->Bind(1, employer_id).Bind(2, StoredDate(from)).Bind(3, StoredDate(until));
  query->Bind(4, StoredInstant(known_at));
  std::vector<OfferedOpening> openings;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return openings;
    OfferedOpening& opening = openings.emplace_back();
    opening.id = query->Text(0);
    opening.title = query->Text(1);
    opening.kind = static_cast<WorkKind>(query->Int(2));
    opening.region_code = query->Text(3);
    opening.occupation_code = query->Text(4);
    opening.positions = query->Int(5);
    opening.state = static_cast<OpeningState>(query->Int(6));
    opening.open_from = DateFromStored(query->Int(7));
    opening.open_until = DateFromStored(query->OptionalInt(8));
    opening.known_at = InstantFromStored(query->Int(9));
  }
}

}  // namespace setara
