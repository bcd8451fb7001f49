#include "server/store/quota_marks.h"

#include <algorithm>
#include <limits>

#include "server/store/bitemporal.h"

namespace setara {
namespace {

// One below the least 64-bit number, so that its negative is a number too.
int64_t StoredSince(Instant since) {
  return std::max(StoredInstant(since), -std::numeric_limits<int64_t>::max());
}

absl::Status Run(Connection& db, std::string_view sql) {
  absl::StatusOr<Statement> statement = db.Prepare(sql);
  return statement.ok() ? statement->Run() : statement.status();
}

absl::StatusOr<std::vector<QuotaMark>> ReadMarks(Statement& query) {
  std::vector<QuotaMark> marks;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return marks;
    marks.push_back({query.Int(0), InstantFromStored(query.Int(1))});
  }
}

}  // namespace

absl::Status MarkQuota(Connection& db, int64_t employer_row, Instant since) {
  absl::StatusOr<Statement> mark = db.Prepare(
      "INSERT INTO quota_touched (employer_row, since) VALUES ($1, $2) ON CONFLICT (employer_row) "
      "DO UPDATE SET since = excluded.since WHERE excluded.since < quota_touched.since");
  if (!mark.ok()) return mark.status();
  return mark->Bind(1, employer_row).Bind(2, StoredSince(since)).Run();
}

absl::Status MarkQuotaOfPerson(Connection& db, std::string_view person_id, Instant since) {
  absl::StatusOr<Statement> mark = db.Prepare(
      "INSERT INTO quota_touched (employer_row, since) "
      "SELECT DISTINCT employer_row, $2 FROM employment WHERE person_id = $1 "
      "ON CONFLICT (employer_row) "
      "DO UPDATE SET since = excluded.since WHERE excluded.since < quota_touched.since");
  if (!mark.ok()) return mark.status();
  return mark->Bind(1, person_id).Bind(2, StoredSince(since)).Run();
}

absl::StatusOr<std::vector<QuotaMark>> TakeTouchedQuota(Connection& db) {
  std::vector<QuotaMark> marks;
  {
    absl::StatusOr<Statement> query = db.Prepare(
        "SELECT t.employer_row, CASE WHEN p.since < t.since THEN p.since ELSE t.since END "
        "FROM quota_touched t LEFT JOIN quota_pending p ON p.employer_row = t.employer_row "
        "ORDER BY t.employer_row");
    if (!query.ok()) return query.status();
    absl::StatusOr<std::vector<QuotaMark>> read = ReadMarks(*query);
    if (!read.ok() || read->empty()) return read;
    marks = *std::move(read);
  }
  absl::Status done = Run(
      db,
      "DELETE FROM quota_pending WHERE employer_row IN (SELECT employer_row FROM quota_touched)");
  if (done.ok()) done = Run(db, "DELETE FROM quota_touched");
  if (!done.ok()) return done;
  return marks;
}

absl::Status DeferTouchedQuota(Connection& db) {
  absl::Status moved =
      Run(db,
          "INSERT INTO quota_pending (employer_row, since) "
          "SELECT employer_row, since FROM quota_touched WHERE employer_row > 0 "
          "ON CONFLICT (employer_row) "
          "DO UPDATE SET since = excluded.since WHERE excluded.since < quota_pending.since");
  return moved.ok() ? Run(db, "DELETE FROM quota_touched") : moved;
}

absl::Status DeferQuotaOfRule(Connection& db, std::string_view region_code, uint32_t kinds,
                              Instant since) {
  absl::StatusOr<Statement> defer = db.Prepare(
      "INSERT INTO quota_pending (employer_row, since) SELECT DISTINCT t.employer_row, $2 "
      "FROM employer_terms t WHERE (($3 >> t.kind) & 1) = 1 AND ($1 = '' OR "
      "t.seat_region_code = $1 OR substr(t.seat_region_code, 1, length($1) + 1) = $1 || '.') "
      "ON CONFLICT (employer_row) "
      "DO UPDATE SET since = excluded.since WHERE excluded.since < quota_pending.since");
  if (!defer.ok()) return defer.status();
  return defer->Bind(1, region_code).Bind(2, StoredSince(since)).Bind(3, int64_t{kinds}).Run();
}

absl::Status HurryPendingQuota(Connection& db, int64_t few) {
  absl::StatusOr<PendingQuota> pending = CountPendingQuota(db);
  if (!pending.ok()) return pending.status();
  if (pending->employers == 0 || pending->employers > few) return absl::OkStatus();
  absl::Status moved =
      Run(db,
          "INSERT INTO quota_touched (employer_row, since) "
          "SELECT employer_row, since FROM quota_pending WHERE employer_row > 0 "
          "ON CONFLICT (employer_row) "
          "DO UPDATE SET since = excluded.since WHERE excluded.since < quota_touched.since");
  return moved.ok() ? Run(db, "DELETE FROM quota_pending") : moved;
}

absl::StatusOr<std::vector<QuotaMark>> TakePendingQuota(Connection& db, int limit) {
  std::vector<QuotaMark> marks;
  {
    absl::StatusOr<Statement> query =
        db.Prepare("SELECT employer_row, since FROM quota_pending ORDER BY employer_row LIMIT $1");
    if (!query.ok()) return query.status();
    query->Bind(1, int64_t{limit});
    absl::StatusOr<std::vector<QuotaMark>> read = ReadMarks(*query);
    if (!read.ok() || read->empty()) return read;
    marks = *std::move(read);
  }
  absl::StatusOr<Statement> taken =
      db.Prepare("DELETE FROM quota_pending WHERE employer_row <= $1");
  if (!taken.ok()) return taken.status();
  absl::Status done = taken->Bind(1, marks.back().employer_row).Run();
  if (!done.ok()) return done;
  return marks;
}

absl::StatusOr<PendingQuota> CountPendingQuota(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT since FROM (SELECT since FROM quota_pending ORDER BY since LIMIT 1) p "
      "UNION ALL SELECT since FROM quota_touched ORDER BY 1 LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return PendingQuota{};
  PendingQuota pending{0, InstantFromStored(query->Int(0))};
  absl::StatusOr<Statement> count = db.Prepare(
      "SELECT (SELECT count(*) FROM quota_pending) + (SELECT count(*) FROM quota_touched)");
  if (!count.ok()) return count.status();
  row = count->Step();
  if (!row.ok()) return row.status();
  pending.employers = count->Int(0);
  return pending;
}

}  // namespace setara
