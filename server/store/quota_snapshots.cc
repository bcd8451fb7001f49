#include "server/store/quota_snapshots.h"

#include "server/store/bitemporal.h"
#include "server/store/employers.h"

namespace setara {
namespace {

// Parameters of all texts: $1 the day, $2 the instant of knowledge.

// The version of terms or headcounts of employer `e` that is in force: of each day's versions the
// last one known, of the days the last one reached.
std::string InForce(const std::string& table, const std::string& also) {
  return "(SELECT x.entry FROM " + table +
         " x WHERE x.employer_row = e.row AND x.valid_from <= $1 AND x.known_at <= $2 " + also +
         "AND NOT EXISTS (SELECT 1 FROM " + table +
         " n WHERE n.employer_row = x.employer_row AND n.valid_from = x.valid_from "
         "AND n.known_at <= $2 AND (n.known_at, n.entry) > (x.known_at, x.entry)) "
         "ORDER BY x.valid_from DESC LIMIT 1)";
}

// Persons who count, by employer; an employer without a record of an employment relation that
// began by the day has no row. Relations 1 to 3 are the employment relations that count.
std::string Counted(const std::string& whose) {
  return "SELECT x.employer_row, count(DISTINCT CASE WHEN "
         "(x.valid_until IS NULL OR x.valid_until > $1) AND x.evidence_from <= $1 "
         "AND (x.evidence_until IS NULL OR x.evidence_until > $1) AND x.agreed_on <= $1 "
         "AND x.exclude_reason = '' THEN coalesce((SELECT m.same_as FROM person_merges m "
         "WHERE m.person_id = x.person_id AND m.known_at <= $2 "
         "ORDER BY m.known_at DESC, m.entry DESC LIMIT 1), x.person_id) END) AS persons "
         "FROM employment x WHERE " +
         whose +
         "x.relation IN (1, 2, 3) AND x.valid_from <= $1 AND x.known_at <= $2 "
         "AND NOT EXISTS (SELECT 1 FROM employment n WHERE n.source = x.source "
         "AND n.source_id = x.source_id AND n.known_at <= $2 "
         "AND (n.known_at, n.entry) > (x.known_at, x.entry)) GROUP BY x.employer_row";
}

std::string Query(const std::string& whose, const std::string& where) {
  return "WITH counted AS (" + Counted(whose) +
         ") SELECT e.row, t.kind, t.seat_region_code, h.valid_from, h.workers, "
         "h.workers_with_disabilities, c.persons FROM employers e "
         "LEFT JOIN employer_terms t ON t.entry = " +
         InForce("employer_terms", "") +
         " LEFT JOIN headcounts h ON h.entry = " + InForce("headcounts", "AND x.retracted = 0 ") +
         " LEFT JOIN counted c ON c.employer_row = e.row WHERE " + where;
}

const std::string& OneQuery() {
  static const std::string& text =
      *new std::string(Query("x.employer_row = $3 AND ", "e.row = $3"));
  return text;
}

// $3 the region, $4 the kinds as bits.
const std::string& AllQuery() {
  static const std::string& text =
      *new std::string(Query("",
                             "e.created_at <= $2 AND ($3 = '' OR t.seat_region_code = $3 "
                             "OR substr(t.seat_region_code, 1, length($3) + 1) = $3 || '.') "
                             "AND ($4 = 0 OR ($4 & (1 << coalesce(t.kind, 0))) <> 0)"));
  return text;
}

QuotaSnapshot ReadSnapshot(const Statement& row, Date as_of) {
  QuotaSnapshot snapshot;
  snapshot.as_of = as_of;
  snapshot.kind = static_cast<EmployerKind>(row.Int(1));
  snapshot.seat_region_code = row.Text(2);
  if (!row.IsNull(3)) {
    snapshot.report =
        QuotaSnapshot::Report{DateFromStored(row.Int(3)), row.Int(4), row.OptionalInt(5)};
  }
  snapshot.counted_by_records = row.OptionalInt(6);
  return snapshot;
}

}  // namespace

absl::StatusOr<QuotaSnapshot> LoadQuotaSnapshot(Connection& db, std::string_view employer_id,
                                                Date as_of, Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query = db.Prepare(OneQuery());
  if (!query.ok()) return query.status();
  query->Bind(1, StoredDate(as_of)).Bind(2, StoredInstant(known_at)).Bind(3, *row);
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  if (!*found) return absl::DataLossError("employers: a row of records is missing");
  return ReadSnapshot(*query, as_of);
}

absl::Status ScanQuotaSnapshots(
    Connection& db, const QuotaScanFilter& filter, Date as_of, Instant known_at,
    const std::function<absl::Status(int64_t row, const QuotaSnapshot& snapshot)>& visit) {
  int64_t kinds = 0;
  for (EmployerKind kind : filter.kinds) kinds |= int64_t{1} << static_cast<int>(kind);
  absl::StatusOr<Statement> query = db.Prepare(AllQuery());
  if (!query.ok()) return query.status();
  query->Bind(1, StoredDate(as_of)).Bind(2, StoredInstant(known_at));
  query->Bind(3, filter.region_code).Bind(4, kinds);
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok() || !*found) return found.status();
    absl::Status visited = visit(query->Int(0), ReadSnapshot(*query, as_of));
    if (!visited.ok()) return visited;
  }
}

}  // namespace setara
