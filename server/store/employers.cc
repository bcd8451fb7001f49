#include "server/store/employers.h"

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/quota_marks.h"

namespace setara {
namespace {

constexpr char kSelect[] =
    "SELECT e.row, r.id, e.source, e.source_id, e.name, e.npp, e.nib, e.npwp, e.kbli_code, "
    "e.kbli_edition, e.kind, e.seat_region_code, e.terms_from, e.version, e.created_at, "
    "e.updated_at FROM employers e JOIN records r ON r.row = e.row ";

Employer ReadRow(const Statement& row) {
  Employer employer;
  employer.row = row.Int(0);
  employer.id = row.Text(1);
  employer.source = row.Text(2);
  employer.source_id = row.Text(3);
  employer.name = row.Text(4);
  employer.npp = row.Text(5);
  employer.nib = row.Text(6);
  employer.npwp = row.Text(7);
  employer.kbli_code = row.Text(8);
  employer.kbli_edition = row.Text(9);
  employer.kind = static_cast<EmployerKind>(row.Int(10));
  employer.seat_region_code = row.Text(11);
  employer.terms_from = DateFromStored(row.Int(12));
  employer.version = row.Int(13);
  employer.created_at = InstantFromStored(row.Int(14));
  employer.updated_at = InstantFromStored(row.Int(15));
  return employer;
}

// Steps `query` once; absent when it has no row.
absl::StatusOr<std::optional<Employer>> ReadOne(Statement& query) {
  absl::StatusOr<bool> row = query.Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<Employer>();
  return std::optional<Employer>(ReadRow(query));
}

absl::StatusOr<std::optional<Employer>> FindBySource(Connection& db, const Employer& employer) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kSelect) +
                                               "WHERE e.source = $1 AND e.source_id = $2 "
                                               "AND e.source <> ''");
  if (!query.ok()) return query.status();
  query->Bind(1, employer.source).Bind(2, employer.source_id);
  return ReadOne(*query);
}

// Binds what a client may change as $2 to $12, after the row as $1.
void BindFields(Statement& statement, const Employer& employer) {
  statement.Bind(1, employer.row)
      .Bind(2, employer.name)
      .Bind(3, employer.npp)
      .Bind(4, employer.nib)
      .Bind(5, employer.npwp)
      .Bind(6, employer.kbli_code)
      .Bind(7, employer.kbli_edition)
      .Bind(8, static_cast<int64_t>(employer.kind))
      .Bind(9, employer.seat_region_code)
      .Bind(10, StoredDate(employer.terms_from.value_or(SinceEver())))
      .Bind(11, employer.version)
      .Bind(12, StoredInstant(employer.updated_at));
}

bool SameIdentity(const Employer& a, const Employer& b) {
  return a.name == b.name && a.npp == b.npp && a.nib == b.nib && a.npwp == b.npwp &&
         a.kbli_code == b.kbli_code && a.kbli_edition == b.kbli_edition;
}

bool SameTerms(const Employer& a, const Employer& b) {
  return a.kind == b.kind && a.seat_region_code == b.seat_region_code;
}

absl::StatusOr<Instant> TermsKnownAt(Connection& db, int64_t row, Instant now) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT max(known_at) FROM employer_terms WHERE employer_row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, row).Step();
  if (!found.ok()) return found.status();
  return KnownAfter(query->OptionalInt(0), now);
}

// Adds a version of the terms from `employer.terms_from`, unless the last one says the same.
absl::StatusOr<bool> AddTerms(Connection& db, const Employer& employer, Instant now) {
  absl::StatusOr<Statement> last = db.Prepare(
      "SELECT kind, seat_region_code FROM employer_terms WHERE employer_row = $1 AND "
      "valid_from = $2 ORDER BY known_at DESC, entry DESC LIMIT 1");
  if (!last.ok()) return last.status();
  absl::StatusOr<bool> found =
      last->Bind(1, employer.row).Bind(2, StoredDate(*employer.terms_from)).Step();
  if (!found.ok()) return found.status();
  if (*found && last->Int(0) == static_cast<int64_t>(employer.kind) &&
      last->TextView(1) == employer.seat_region_code) {
    return false;
  }
  absl::StatusOr<Instant> known_at = TermsKnownAt(db, employer.row, now);
  if (!known_at.ok()) return known_at.status();
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO employer_terms (employer_row, valid_from, kind, seat_region_code, known_at) "
      "VALUES ($1, $2, $3, $4, $5)");
  if (!insert.ok()) return insert.status();
  absl::Status done = insert->Bind(1, employer.row)
                          .Bind(2, StoredDate(*employer.terms_from))
                          .Bind(3, static_cast<int64_t>(employer.kind))
                          .Bind(4, employer.seat_region_code)
                          .Bind(5, StoredInstant(*known_at))
                          .Run();
  if (done.ok()) done = MarkQuota(db, employer.row, *known_at);
  if (!done.ok()) return done;
  return true;
}

// Sets kind, seat and their day to what is true `today`; a history that begins later leaves them.
absl::Status ReadCurrentTerms(Connection& db, Date today, Employer& employer) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT kind, seat_region_code, valid_from FROM employer_terms "
      "WHERE employer_row = $1 AND valid_from <= $2 "
      "ORDER BY valid_from DESC, known_at DESC, entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, employer.row).Bind(2, StoredDate(today)).Step();
  if (!found.ok() || !*found) return found.status();
  employer.kind = static_cast<EmployerKind>(query->Int(0));
  employer.seat_region_code = query->Text(1);
  employer.terms_from = DateFromStored(query->Int(2));
  return absl::OkStatus();
}

// From when changed terms are true where the caller does not say.
Date DefaultTermsFrom(const Employer& old, const Employer& changed, Instant now) {
  bool fills_blanks =
      (old.kind == EmployerKind::kUnknown || old.kind == changed.kind) &&
      (old.seat_region_code.empty() || old.seat_region_code == changed.seat_region_code);
  return fills_blanks ? old.terms_from.value_or(SinceEver()) : JakartaDate(now);
}

// Writes `changed` over `old`. Absent: nothing changed.
absl::StatusOr<std::optional<Employer>> Overwrite(Connection& db, const Employer& old,
                                                  Employer changed, Instant now, Lane lane) {
  changed.row = old.row;
  changed.version = old.version + 1;
  changed.updated_at = now;
  bool new_terms = false;
  if (changed.terms_from.has_value() || !SameTerms(old, changed)) {
    if (!changed.terms_from) changed.terms_from = DefaultTermsFrom(old, changed, now);
    absl::StatusOr<bool> added = AddTerms(db, changed, now);
    if (!added.ok()) return added.status();
    new_terms = *added;
  }
  if (!new_terms && SameIdentity(old, changed)) return std::optional<Employer>();
  absl::Status status = ReadCurrentTerms(db, JakartaDate(now), changed);
  if (!status.ok()) return status;
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE employers SET name = $2, npp = $3, nib = $4, npwp = $5, kbli_code = $6, "
      "kbli_edition = $7, kind = $8, seat_region_code = $9, terms_from = $10, version = $11, "
      "updated_at = $12 WHERE row = $1");
  if (!update.ok()) return update.status();
  BindFields(*update, changed);
  if (status = update->Run(); !status.ok()) return status;
  // The code is not dated: it stands beside every interval, past ones too.
  if (old.kbli_code != changed.kbli_code) status = MarkQuota(db, old.row, Instant::min());
  if (!status.ok()) return status;
  if (status = LogChange(db, old.row, RecordKind::kEmployer, lane); !status.ok()) return status;
  return FindEmployer(db, old.row);
}

absl::Status SourceTaken() {
  return WithReason(absl::AlreadyExistsError("an employer of this source has this source id"),
                    "SOURCE_ID_TAKEN");
}

}  // namespace

Date SinceEver() {
  using namespace std::chrono;
  return year(1900) / January / 1;
}

absl::StatusOr<std::string> FindEmployerId(Connection& db, std::string_view source,
                                           std::string_view source_id) {
  Employer key;
  key.source = source;
  key.source_id = source_id;
  absl::StatusOr<std::optional<Employer>> found = FindBySource(db, key);
  if (!found.ok()) return found.status();
  return found->has_value() ? (*found)->id : std::string();
}

absl::StatusOr<int64_t> EmployerRow(Connection& db, std::string_view id) {
  absl::StatusOr<std::optional<int64_t>> row = FindRow(db, RecordKind::kEmployer, id);
  if (!row.ok()) return row.status();
  if (!row->has_value()) return NotFound("employers/" + std::string(id));
  return **row;
}

absl::StatusOr<std::optional<Employer>> FindEmployer(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kSelect) + "WHERE e.row = $1");
  if (!query.ok()) return query.status();
  query->Bind(1, row);
  return ReadOne(*query);
}

absl::StatusOr<Employer> GetEmployer(Connection& db, std::string_view id) {
  absl::StatusOr<int64_t> row = EmployerRow(db, id);
  if (!row.ok()) return row.status();
  absl::StatusOr<std::optional<Employer>> employer = FindEmployer(db, *row);
  if (!employer.ok()) return employer.status();
  if (!employer->has_value()) return NotFound("employers/" + std::string(id));
  return **std::move(employer);
}

absl::StatusOr<Employer> InsertEmployer(Connection& db, const Employer& employer, Instant now,
                                        Lane lane) {
  absl::Status status = ValidateEmployer(employer);
  if (!status.ok()) return status;
  absl::StatusOr<std::optional<Employer>> taken = FindBySource(db, employer);
  if (!taken.ok()) return taken.status();
  if (taken->has_value()) return SourceTaken();
  absl::StatusOr<RecordKey> key = NewRecord(db, RecordKind::kEmployer, now);
  if (!key.ok()) return key.status();
  Employer stored = employer;
  stored.row = key->row;
  stored.version = 1;
  stored.updated_at = now;
  if (!stored.terms_from) stored.terms_from = SinceEver();
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO employers (row, name, npp, nib, npwp, kbli_code, kbli_edition, kind, "
      "seat_region_code, terms_from, version, updated_at, created_at, source, source_id) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)");
  if (!insert.ok()) return insert.status();
  BindFields(*insert, stored);
  status = insert->Bind(13, employer.source).Bind(14, employer.source_id).Run();
  if (!status.ok()) return status;
  absl::StatusOr<bool> terms = AddTerms(db, stored, now);
  if (!terms.ok()) return terms.status();
  status = LogChange(db, stored.row, RecordKind::kEmployer, lane);
  if (!status.ok()) return status;
  stored.id = key->id;
  stored.created_at = now;
  return stored;
}

absl::StatusOr<Employer> UpdateEmployer(Connection& db, const Employer& employer,
                                        std::optional<int64_t> expected_version, Instant now,
                                        Lane lane) {
  absl::StatusOr<Employer> old = GetEmployer(db, employer.id);
  if (!old.ok()) return old.status();
  absl::Status current = CheckVersion(expected_version, old->version);
  if (!current.ok()) return current;
  Employer changed = employer;
  changed.source = old->source;
  changed.source_id = old->source_id;
  absl::Status valid = ValidateEmployer(changed);
  if (!valid.ok()) return valid;
  absl::StatusOr<std::optional<Employer>> written = Overwrite(db, *old, changed, now, lane);
  if (!written.ok()) return written.status();
  return written->has_value() ? **std::move(written) : *std::move(old);
}

absl::StatusOr<Upserted> UpsertEmployer(Connection& db, const Employer& employer, Instant now,
                                        Lane lane) {
  absl::Status valid = ValidateEmployer(employer);
  if (!valid.ok()) return valid;
  if (employer.source.empty()) return InvalidField("source", "is required for an upsert");
  absl::StatusOr<std::optional<Employer>> old = FindBySource(db, employer);
  if (!old.ok()) return old.status();
  if (!old->has_value()) {
    absl::StatusOr<Employer> inserted = InsertEmployer(db, employer, now, lane);
    if (!inserted.ok()) return inserted.status();
    return Upserted{UpsertOutcome::kInserted, {inserted->row, inserted->id}};
  }
  absl::StatusOr<std::optional<Employer>> written = Overwrite(db, **old, employer, now, lane);
  if (!written.ok()) return written.status();
  UpsertOutcome outcome =
      written->has_value() ? UpsertOutcome::kUpdated : UpsertOutcome::kUnchanged;
  return Upserted{outcome, {(*old)->row, (*old)->id}};
}

absl::StatusOr<std::vector<Employer>> ListEmployers(Connection& db, const EmployerFilter& filter,
                                                    int64_t after_row, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(
      std::string(kSelect) +
      "WHERE e.row > $1 AND ($2 = 0 OR e.kind = $2) AND ($3 = '' OR e.seat_region_code = $3 OR "
      "substr(e.seat_region_code, 1, length($3) + 1) = $3 || '.') ORDER BY e.row LIMIT $4");
  if (!query.ok()) return query.status();
  query->Bind(1, after_row)
      .Bind(2, static_cast<int64_t>(filter.kind))
      .Bind(3, filter.region_code)
      .Bind(4, static_cast<int64_t>(limit));
  std::vector<Employer> employers;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return employers;
    employers.push_back(ReadRow(*query));
  }
}

}  // namespace setara
