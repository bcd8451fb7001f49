#include "server/store/employment.h"

#include <algorithm>
#include <optional>
#include <string>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/employers.h"
#include "server/store/employment_rows.h"
#include "server/store/quota_marks.h"

namespace setara {
namespace {

const std::string& Select() {
  static const std::string& text = *new std::string(
      std::string("SELECT ") + kEmploymentColumns +
      ", x.employer_row FROM employment x JOIN records r ON r.row = x.employer_row ");
  return text;
}

struct Version {
  KnownEmployment known;
  int64_t employer_row = 0;
};

absl::StatusOr<std::optional<Version>> LastVersion(Connection& db, const EmploymentRecord& key) {
  absl::StatusOr<Statement> query = db.Prepare(Select() +
                                               "WHERE x.source = $1 AND x.source_id = $2 "
                                               "ORDER BY x.known_at DESC, x.entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, key.source).Bind(2, key.source_id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<Version>();
  return std::optional<Version>(
      Version{ReadEmployment(*query), query->Int(kEmploymentColumnCount)});
}

bool Same(const EmploymentRecord& a, const EmploymentRecord& b) {
  return a.employer_id == b.employer_id && a.person_id == b.person_id && a.relation == b.relation &&
         a.valid_from == b.valid_from && a.valid_until == b.valid_until &&
         a.evidence_from == b.evidence_from && a.evidence_until == b.evidence_until &&
         a.agreed_on == b.agreed_on && a.exclude_reason == b.exclude_reason &&
         a.exclude_code == b.exclude_code && a.site == b.site &&
         a.contract_until == b.contract_until && a.evidence_kind == b.evidence_kind &&
         a.evidence_issuer == b.evidence_issuer && a.evidence_issued_on == b.evidence_issued_on &&
         a.evidence_confirmed_on == b.evidence_confirmed_on;
}

absl::Status AddVersion(Connection& db, int64_t employer_row, const EmploymentRecord& record,
                        Instant known_at) {
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO employment (source, source_id, employer_row, person_id, relation, "
      "valid_from, valid_until, evidence_from, evidence_until, agreed_on, "
      "exclude_reason, known_at, exclude_code, site, contract_until, evidence_kind, "
      "evidence_issuer, evidence_issued_on, evidence_confirmed_on) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
      "$19)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, record.source)
      .Bind(2, record.source_id)
      .Bind(3, employer_row)
      .Bind(4, record.person_id)
      .Bind(5, static_cast<int64_t>(record.relation))
      .Bind(6, StoredDate(record.valid_from))
      .BindOptional(7, StoredDate(record.valid_until))
      .BindOptional(8, StoredDate(record.evidence_from))
      .BindOptional(9, StoredDate(record.evidence_until))
      .BindOptional(10, StoredDate(record.agreed_on))
      .Bind(11, record.exclude_reason)
      .Bind(12, StoredInstant(known_at))
      .Bind(13, static_cast<int64_t>(record.exclude_code))
      .Bind(14, record.site)
      .BindOptional(15, StoredDate(record.contract_until))
      .Bind(16, static_cast<int64_t>(record.evidence_kind))
      .Bind(17, record.evidence_issuer)
      .BindOptional(18, StoredDate(record.evidence_issued_on))
      .BindOptional(19, StoredDate(record.evidence_confirmed_on))
      .Run();
}

// An id with the id that stands for it, and when that was last learned.
struct Standing {
  std::string same_as;
  std::optional<int64_t> known_at;
};

absl::StatusOr<Standing> StandingOf(Connection& db, std::string_view person_id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT same_as, known_at FROM person_merges WHERE person_id = $1 "
      "ORDER BY known_at DESC, entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, person_id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return Standing{std::string(person_id), std::nullopt};
  return Standing{query->Text(0), query->Int(1)};
}

// `standing` itself and every id that it stands for now.
absl::StatusOr<std::vector<std::string>> Members(Connection& db, const std::string& standing) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT DISTINCT m.person_id FROM person_merges m WHERE m.same_as = $1 AND NOT EXISTS ("
      "SELECT 1 FROM person_merges n WHERE n.person_id = m.person_id AND "
      "(n.known_at, n.entry) > (m.known_at, m.entry)) ORDER BY m.person_id");
  if (!query.ok()) return query.status();
  query->Bind(1, standing);
  std::vector<std::string> members = {standing};
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return members;
    if (query->TextView(0) != standing) members.push_back(query->Text(0));
  }
}

absl::Status LogEmployersOf(Connection& db, const std::string& person_id, Lane lane) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT DISTINCT employer_row FROM employment WHERE person_id = $1 ORDER BY employer_row");
  if (!query.ok()) return query.status();
  query->Bind(1, person_id);
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok() || !*found) return found.status();
    absl::Status logged = LogChange(db, query->Int(0), RecordKind::kEmployer, lane);
    if (!logged.ok()) return logged;
  }
}

absl::Status Repoint(Connection& db, const std::string& member, const std::string& same_as,
                     Instant known_at, Lane lane) {
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO person_merges (person_id, same_as, known_at) VALUES ($1, $2, $3)");
  if (!insert.ok()) return insert.status();
  absl::Status status =
      insert->Bind(1, member).Bind(2, same_as).Bind(3, StoredInstant(known_at)).Run();
  if (status.ok()) status = MarkQuotaOfPerson(db, member, known_at);
  return status.ok() ? LogEmployersOf(db, member, lane) : status;
}

}  // namespace

KnownEmployment ReadEmployment(const Statement& row) {
  KnownEmployment known;
  EmploymentRecord& record = known.record;
  record.source = row.Text(0);
  record.source_id = row.Text(1);
  record.employer_id = row.Text(2);
  record.person_id = row.Text(3);
  record.relation = static_cast<EmploymentRelation>(row.Int(4));
  record.valid_from = DateFromStored(row.Int(5));
  record.valid_until = DateFromStored(row.OptionalInt(6));
  record.evidence_from = DateFromStored(row.OptionalInt(7));
  record.evidence_until = DateFromStored(row.OptionalInt(8));
  record.agreed_on = DateFromStored(row.OptionalInt(9));
  record.exclude_reason = row.Text(10);
  known.known_at = InstantFromStored(row.Int(11));
  record.exclude_code = static_cast<ExclusionCode>(row.Int(12));
  record.site = row.Text(13);
  record.contract_until = DateFromStored(row.OptionalInt(14));
  record.evidence_kind = static_cast<EvidenceKind>(row.Int(15));
  record.evidence_issuer = row.Text(16);
  record.evidence_issued_on = DateFromStored(row.OptionalInt(17));
  record.evidence_confirmed_on = DateFromStored(row.OptionalInt(18));
  known.entry = row.Int(19);
  return known;
}

absl::StatusOr<RecordedFact> UpsertEmployment(Connection& db, const EmploymentRecord& given,
                                              Instant now, Lane lane) {
  absl::Status status = ValidateEmploymentRecord(given);
  if (!status.ok()) return status;
  const EmploymentRecord record = WithExclusion(given);
  if (record.source_id.empty()) return InvalidField("source_id", "is required: it is the key");
  absl::StatusOr<int64_t> row = EmployerRow(db, record.employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<std::optional<Version>> last = LastVersion(db, record);
  if (!last.ok()) return last.status();
  std::optional<int64_t> last_known;
  if (last->has_value()) {
    if (Same((*last)->known.record, record)) {
      return RecordedFact{UpsertOutcome::kUnchanged, (*last)->known.known_at};
    }
    last_known = StoredInstant((*last)->known.known_at);
  }
  Instant known_at = KnownAfter(last_known, now);
  status = AddVersion(db, *row, record, known_at);
  if (status.ok()) status = MarkQuota(db, *row, known_at);
  if (status.ok()) status = LogChange(db, *row, RecordKind::kEmployer, lane);
  if (status.ok() && last->has_value() && (*last)->employer_row != *row) {
    status = MarkQuota(db, (*last)->employer_row, known_at);
    if (status.ok()) status = LogChange(db, (*last)->employer_row, RecordKind::kEmployer, lane);
  }
  if (!status.ok()) return status;
  return RecordedFact{last->has_value() ? UpsertOutcome::kUpdated : UpsertOutcome::kInserted,
                      known_at};
}

absl::StatusOr<std::optional<KnownEmployment>> FindEmployment(Connection& db,
                                                              std::string_view source,
                                                              std::string_view source_id) {
  EmploymentRecord key;
  key.source = source;
  key.source_id = source_id;
  absl::StatusOr<std::optional<Version>> last = LastVersion(db, key);
  if (!last.ok()) return last.status();
  if (!last->has_value()) return std::optional<KnownEmployment>();
  return std::optional<KnownEmployment>((*last)->known);
}

absl::StatusOr<std::vector<KnownEmployment>> ListEmployment(Connection& db,
                                                            std::string_view employer_id,
                                                            Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  absl::StatusOr<Statement> query =
      db.Prepare(Select() +
                 "WHERE x.employer_row = $1 AND x.known_at <= $2 AND NOT EXISTS ("
                 "SELECT 1 FROM employment n WHERE n.source = x.source AND "
                 "n.source_id = x.source_id AND n.known_at <= $2 AND "
                 "(n.known_at, n.entry) > (x.known_at, x.entry)) "
                 "ORDER BY x.valid_from, x.source, x.source_id");
  if (!query.ok()) return query.status();
  query->Bind(1, *row).Bind(2, StoredInstant(known_at));
  std::vector<KnownEmployment> records;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return records;
    records.push_back(ReadEmployment(*query));
  }
}

absl::StatusOr<std::vector<KnownEmployment>> EmploymentOfPerson(Connection& db,
                                                                std::string_view person_id) {
  absl::StatusOr<Statement> query =
      db.Prepare(Select() +
                 "WHERE x.person_id = $1 AND NOT EXISTS ("
                 "SELECT 1 FROM employment n WHERE n.source = x.source AND "
                 "n.source_id = x.source_id AND (n.known_at, n.entry) > (x.known_at, x.entry)) "
                 "ORDER BY x.valid_from, x.source, x.source_id");
  if (!query.ok()) return query.status();
  query->Bind(1, person_id);
  std::vector<KnownEmployment> records;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return records;
    records.push_back(ReadEmployment(*query));
  }
}

absl::StatusOr<bool> MergePersons(Connection& db, std::string_view person_id,
                                  std::string_view other_id, Instant now, Lane lane) {
  if (person_id.empty() || other_id.empty()) return InvalidField("person", "is required");
  absl::StatusOr<Standing> one = StandingOf(db, person_id);
  if (!one.ok()) return one.status();
  absl::StatusOr<Standing> other = StandingOf(db, other_id);
  if (!other.ok()) return other.status();
  if (one->same_as == other->same_as) return false;
  // Flat and not a chain, so that a query looks one step far whatever was merged before.
  const std::string& kept = std::min(one->same_as, other->same_as);
  const std::string& gone = std::max(one->same_as, other->same_as);
  absl::StatusOr<std::vector<std::string>> members = Members(db, gone);
  if (!members.ok()) return members.status();
  for (const std::string& member : *members) {
    absl::StatusOr<Standing> standing = StandingOf(db, member);
    if (!standing.ok()) return standing.status();
    absl::Status status = Repoint(db, member, kept, KnownAfter(standing->known_at, now), lane);
    if (!status.ok()) return status;
  }
  return true;
}

}  // namespace setara
