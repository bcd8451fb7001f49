#include "server/store/break_glass.h"

#include "matcher/domain/errors.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

constexpr char kSelect[] =
    "SELECT id, caller, role, branch, seeker_id, reason, opened_at, expires_at, reviewed_at,"
    " reviewed_by, finding, note, row FROM break_glass_grants";

Instant ToInstant(int64_t microseconds) { return Instant(std::chrono::microseconds(microseconds)); }
int64_t Number(Instant instant) { return instant.time_since_epoch().count(); }

BreakGlassGrant ReadRow(const Statement& row) {
  BreakGlassGrant grant;
  grant.id = row.Text(0);
  grant.caller = row.Text(1);
  grant.role = static_cast<int>(row.Int(2));
  grant.branch = row.Text(3);
  grant.seeker_id = row.Text(4);
  grant.reason = row.Text(5);
  grant.opened_at = ToInstant(row.Int(6));
  grant.expires_at = ToInstant(row.Int(7));
  if (!row.IsNull(8)) grant.reviewed_at = ToInstant(row.Int(8));
  grant.reviewed_by = row.Text(9);
  grant.finding = static_cast<BreakGlassFinding>(row.Int(10));
  grant.note = row.Text(11);
  grant.row = row.Int(12);
  return grant;
}

absl::StatusOr<std::vector<BreakGlassGrant>> ReadRows(Statement& query) {
  std::vector<BreakGlassGrant> grants;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return grants;
    grants.push_back(ReadRow(query));
  }
}

absl::StatusOr<std::string> NewestId(Connection& db) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT id FROM break_glass_grants ORDER BY row DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return *row ? query->Text(0) : std::string();
}

}  // namespace

absl::StatusOr<BreakGlassGrant> InsertBreakGlass(Connection& db, BreakGlassGrant grant,
                                                 Instant now) {
  absl::StatusOr<std::string> newest = NewestId(db);
  if (!newest.ok()) return newest.status();
  grant.id = NextUlid(*newest, now);
  grant.opened_at = now;
  grant.expires_at = now + kBreakGlassLife;
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO break_glass_grants (id, caller, role, branch, seeker_id, reason, opened_at,"
      " expires_at, reviewed_by, finding, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, "
      "'')");
  if (!insert.ok()) return insert.status();
  absl::Status status = insert->Bind(1, grant.id)
                            .Bind(2, grant.caller)
                            .Bind(3, grant.role)
                            .Bind(4, grant.branch)
                            .Bind(5, grant.seeker_id)
                            .Bind(6, grant.reason)
                            .Bind(7, Number(grant.opened_at))
                            .Bind(8, Number(grant.expires_at))
                            .Run();
  if (!status.ok()) return status;
  return grant;
}

absl::StatusOr<std::optional<BreakGlassGrant>> FindOpenBreakGlass(Connection& db,
                                                                  std::string_view caller,
                                                                  std::string_view seeker_id,
                                                                  Instant now) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string(kSelect) +
                 " WHERE seeker_id = $1 AND caller = $2 AND opened_at <= $3 AND expires_at > $3"
                 " ORDER BY row DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<BreakGlassGrant>> found =
      ReadRows(query->Bind(1, seeker_id).Bind(2, caller).Bind(3, Number(now)));
  if (!found.ok()) return found.status();
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

absl::StatusOr<BreakGlassGrant> GetBreakGlass(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kSelect) + " WHERE id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<BreakGlassGrant>> found = ReadRows(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("breakGlassGrants/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<std::vector<BreakGlassGrant>> ListBreakGlass(
    Connection& db, const std::optional<std::string>& branch, bool unreviewed_only, int64_t before,
    int limit) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string(kSelect) +
                 " WHERE ($1 = 0 OR row < $1) AND ($2 = 0 OR branch = $3)"
                 " AND ($4 = 0 OR reviewed_at IS NULL) ORDER BY row DESC LIMIT $5");
  if (!query.ok()) return query.status();
  return ReadRows(query->Bind(1, before)
                      .Bind(2, branch.has_value() ? 1 : 0)
                      .Bind(3, branch.value_or(""))
                      .Bind(4, unreviewed_only ? 1 : 0)
                      .Bind(5, limit));
}

absl::StatusOr<int64_t> CountUnreviewedBreakGlass(Connection& db,
                                                  const std::optional<std::string>& branch) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT count(*) FROM break_glass_grants WHERE reviewed_at IS NULL"
      " AND ($1 = 0 OR branch = $2)");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row =
      query->Bind(1, branch.has_value() ? 1 : 0).Bind(2, branch.value_or("")).Step();
  if (!row.ok()) return row.status();
  return query->Int(0);
}

absl::StatusOr<BreakGlassGrant> ReviewBreakGlass(Connection& db, std::string_view id,
                                                 std::string_view reviewer,
                                                 BreakGlassFinding finding, std::string_view note,
                                                 Instant now) {
  absl::StatusOr<BreakGlassGrant> grant = GetBreakGlass(db, id);
  if (!grant.ok()) return grant.status();
  if (grant->caller == reviewer) {
    return WithReason(absl::FailedPreconditionError("someone else must review what you opened"),
                      "OWN_GRANT");
  }
  if (grant->reviewed_at.has_value()) {
    return WithReason(absl::FailedPreconditionError("this was reviewed already"),
                      "ALREADY_REVIEWED");
  }
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE break_glass_grants SET reviewed_at = $1, reviewed_by = $2, finding = $3, note = $4"
      " WHERE id = $5");
  if (!update.ok()) return update.status();
  absl::Status status = update->Bind(1, Number(now))
                            .Bind(2, reviewer)
                            .Bind(3, static_cast<int64_t>(finding))
                            .Bind(4, note)
                            .Bind(5, id)
                            .Run();
  if (!status.ok()) return status;
  return GetBreakGlass(db, id);
}

}  // namespace setara
