#include "server/store/person_rights.h"

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/changes.h"
#include "server/store/entry_ids.h"

namespace setara {
namespace {

constexpr char kColumns[] =
    "SELECT entry, id, seeker_row, kind, state, note, received_at, due_at, ended_at, refusal, "
    "answer, lifted_at FROM rights_requests ";
constexpr char kHoldColumns[] =
    "SELECT entry, id, seeker_row, kind, basis, valid_until, placed_at, lifted_at FROM "
    "legal_holds ";

std::optional<Instant> OptionalInstant(const std::optional<int64_t>& micros) {
  return micros ? std::optional<Instant>(InstantFromStored(*micros)) : std::nullopt;
}
std::optional<int64_t> StoredOptional(const std::optional<Instant>& instant) {
  return instant ? std::optional<int64_t>(StoredInstant(*instant)) : std::nullopt;
}

RightsRequest ReadRequest(const Statement& row) {
  RightsRequest request;
  request.entry = row.Int(0);
  request.id = row.Text(1);
  request.seeker_row = row.Int(2);
  request.kind = static_cast<RightsRequestKind>(row.Int(3));
  request.state = static_cast<RightsRequestState>(row.Int(4));
  request.note = row.Text(5);
  request.received_at = InstantFromStored(row.Int(6));
  request.due_at = InstantFromStored(row.Int(7));
  request.ended_at = OptionalInstant(row.OptionalInt(8));
  request.refusal = static_cast<RefusalReason>(row.Int(9));
  request.answer = row.Text(10);
  request.lifted_at = OptionalInstant(row.OptionalInt(11));
  return request;
}

LegalHold ReadHold(const Statement& row) {
  LegalHold hold;
  hold.entry = row.Int(0);
  hold.id = row.Text(1);
  hold.seeker_row = row.Int(2);
  hold.kind = static_cast<LegalHoldKind>(row.Int(3));
  hold.basis = row.Text(4);
  hold.valid_until = DateFromStored(row.OptionalInt(5));
  hold.placed_at = InstantFromStored(row.Int(6));
  hold.lifted_at = OptionalInstant(row.OptionalInt(7));
  return hold;
}

template <typename Record>
absl::StatusOr<std::vector<Record>> ReadAll(Statement& query, Record (*read)(const Statement&)) {
  std::vector<Record> records;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return records;
    records.push_back(read(query));
  }
}

absl::Status CheckNoneOpen(Connection& db, const RightsRequest& request) {
  absl::StatusOr<Statement> query = db.Prepare(
      std::string(kColumns) + "WHERE seeker_row = $1 AND kind = $2 AND state = 1 LIMIT 1");
  if (!query.ok()) return query.status();
  query->Bind(1, request.seeker_row).Bind(2, static_cast<int64_t>(request.kind));
  absl::StatusOr<std::vector<RightsRequest>> open = ReadAll(*query, ReadRequest);
  if (!open.ok() || open->empty()) return open.status();
  absl::Status taken = WithReason(
      absl::AlreadyExistsError("a request of this kind is open already"), "REQUEST_IS_OPEN");
  return WithMetadata(taken, "existing", "rightsRequests/" + open->front().id);
}

}  // namespace

absl::StatusOr<RightsRequest> InsertRightsRequest(Connection& db, RightsRequest request,
                                                  Instant now) {
  if (absl::Status none = CheckNoneOpen(db, request); !none.ok()) return none;
  absl::StatusOr<std::string> id = NextEntryId(db, "rights_requests", now);
  if (!id.ok()) return id.status();
  request.id = *std::move(id);
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO rights_requests (id, seeker_row, kind, state, note, received_at, due_at, "
      "refusal, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '') RETURNING entry");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, request.id)
      .Bind(2, request.seeker_row)
      .Bind(3, static_cast<int64_t>(request.kind))
      .Bind(4, static_cast<int64_t>(request.state))
      .Bind(5, request.note)
      .Bind(6, StoredInstant(request.received_at))
      .Bind(7, StoredInstant(request.due_at));
  absl::StatusOr<bool> row = insert->Step();
  if (!row.ok()) return row.status();
  request.entry = insert->Int(0);
  if (!request.InEffect()) return request;
  absl::Status logged = LogChange(db, request.seeker_row, RecordKind::kSeeker, Lane::kInteractive);
  if (!logged.ok()) return logged;
  return request;
}

absl::StatusOr<RightsRequest> GetRightsRequest(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kColumns) + "WHERE id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<RightsRequest>> found = ReadAll(query->Bind(1, id), ReadRequest);
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("rightsRequests/" + std::string(id));
  return std::move(found->front());
}

absl::Status UpdateRightsRequest(Connection& db, const RightsRequest& request) {
  absl::StatusOr<RightsRequest> stored = GetRightsRequest(db, request.id);
  if (!stored.ok()) return stored.status();
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE rights_requests SET state = $2, ended_at = $3, refusal = $4, answer = $5, "
      "lifted_at = $6 WHERE id = $1");
  if (!update.ok()) return update.status();
  absl::Status status = update->Bind(1, request.id)
                            .Bind(2, static_cast<int64_t>(request.state))
                            .BindOptional(3, StoredOptional(request.ended_at))
                            .Bind(4, static_cast<int64_t>(request.refusal))
                            .Bind(5, request.answer)
                            .BindOptional(6, StoredOptional(request.lifted_at))
                            .Run();
  if (!status.ok() || stored->InEffect() == request.InEffect()) return status;
  return LogChange(db, stored->seeker_row, RecordKind::kSeeker, Lane::kInteractive);
}

absl::StatusOr<std::vector<RightsRequest>> ListRightsRequests(
    Connection& db, const RightsRequestFilter& filter, const std::optional<RightsRequestKey>& after,
    int limit) {
  const std::string where = filter.open ? "state = 1 AND (due_at, entry) > ($2, $3) "
                                        : "state <> 1 AND (ended_at, entry) < ($2, $3) ";
  const std::string order = filter.open ? "due_at, entry" : "ended_at DESC, entry DESC";
  absl::StatusOr<Statement> query =
      db.Prepare(kColumns + ("WHERE " + where) + "AND ($1 = 0 OR seeker_row = $1) ORDER BY " +
                 order + " LIMIT $4");
  if (!query.ok()) return query.status();
  const int64_t edge = filter.open ? INT64_MIN : INT64_MAX;
  query->Bind(1, filter.seeker_row.value_or(0))
      .Bind(2, after ? StoredInstant(after->at) : edge)
      .Bind(3, after ? after->entry : edge)
      .Bind(4, int64_t{limit});
  return ReadAll(*query, ReadRequest);
}

absl::StatusOr<std::vector<RightsRequest>> RightsRequestsOf(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string(kColumns) + "WHERE seeker_row = $1 ORDER BY entry");
  if (!query.ok()) return query.status();
  return ReadAll(query->Bind(1, seeker_row), ReadRequest);
}

absl::Status StripRequests(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> strip =
      db.Prepare("UPDATE rights_requests SET note = '', answer = '' WHERE seeker_row = $1");
  if (!strip.ok()) return strip.status();
  return strip->Bind(1, seeker_row).Run();
}

absl::StatusOr<PersonLimits> LimitsOf(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT kind FROM rights_requests WHERE seeker_row = $1 AND kind IN (3, 4) AND state <> 3 "
      "AND lifted_at IS NULL");
  if (!query.ok()) return query.status();
  query->Bind(1, seeker_row);
  PersonLimits limits;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return limits;
    (query->Int(0) == 3 ? limits.restricted : limits.unranked) = true;
  }
}

absl::StatusOr<std::vector<int64_t>> UnrankedRows(Connection& db,
                                                  const std::optional<std::string>& branch,
                                                  int limit) {
  // The partial index rights_requests_effect is used only where its own condition is repeated.
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT DISTINCT q.seeker_row FROM rights_requests q JOIN seekers s ON s.row = q.seeker_row "
      "WHERE q.kind IN (3, 4) AND q.kind = 4 AND q.state <> 3 AND q.lifted_at IS NULL "
      "AND ($2 = 0 OR s.branch = $3) ORDER BY q.seeker_row LIMIT $1");
  if (!query.ok()) return query.status();
  query->Bind(1, int64_t{limit}).Bind(2, branch.has_value() ? 1 : 0).Bind(3, branch.value_or(""));
  std::vector<int64_t> rows;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return rows;
    rows.push_back(query->Int(0));
  }
}

absl::StatusOr<LegalHold> InsertLegalHold(Connection& db, LegalHold hold, Instant now) {
  if (hold.kind == LegalHoldKind::kUnknown) return InvalidField("kind", "is required");
  if (hold.basis.empty() || hold.basis.size() > 200) {
    return InvalidField("basis", "is empty or longer than 200 bytes");
  }
  absl::StatusOr<std::string> id = NextEntryId(db, "legal_holds", now);
  if (!id.ok()) return id.status();
  hold.id = *std::move(id);
  hold.placed_at = now;
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO legal_holds (id, seeker_row, kind, basis, valid_until, placed_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) RETURNING entry");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, hold.id)
      .Bind(2, hold.seeker_row)
      .Bind(3, static_cast<int64_t>(hold.kind))
      .Bind(4, hold.basis)
      .BindOptional(5, StoredDate(hold.valid_until))
      .Bind(6, StoredInstant(now));
  absl::StatusOr<bool> row = insert->Step();
  if (!row.ok()) return row.status();
  hold.entry = insert->Int(0);
  return hold;
}

absl::StatusOr<LegalHold> LiftLegalHold(Connection& db, std::string_view id, Instant now) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kHoldColumns) + "WHERE id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<LegalHold>> found = ReadAll(query->Bind(1, id), ReadHold);
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("legalHolds/" + std::string(id));
  LegalHold hold = std::move(found->front());
  if (hold.lifted_at) {
    return WithReason(absl::FailedPreconditionError("the hold was lifted before"),
                      "NOTHING_TO_LIFT");
  }
  hold.lifted_at = now;
  absl::StatusOr<Statement> lift =
      db.Prepare("UPDATE legal_holds SET lifted_at = $2 WHERE id = $1");
  if (!lift.ok()) return lift.status();
  absl::Status status = lift->Bind(1, id).Bind(2, StoredInstant(now)).Run();
  if (!status.ok()) return status;
  return hold;
}

absl::StatusOr<std::vector<LegalHold>> LegalHoldsOf(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string(kHoldColumns) + "WHERE seeker_row = $1 ORDER BY entry");
  if (!query.ok()) return query.status();
  return ReadAll(query->Bind(1, seeker_row), ReadHold);
}

bool BlocksErasure(const LegalHold& hold, Date on) {
  return hold.kind != LegalHoldKind::kQuotaEvidence && !hold.lifted_at &&
         (!hold.valid_until || on < *hold.valid_until);
}

}  // namespace setara
