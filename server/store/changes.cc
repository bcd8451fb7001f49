#include "server/store/changes.h"

#include "matcher/domain/errors.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

absl::StatusOr<std::string> LastId(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT id FROM records ORDER BY row DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::string();
  std::string id = query->Text(0);
  if (!IsUlid(id)) return absl::DataLossError("records: the last id is not an id");
  return id;
}

// The lane is a literal, so that the partial index of interactive changes applies.
std::string ChangesQuery(std::string_view lane) {
  return "WITH span AS (SELECT sequence, row, kind, bulk FROM changes WHERE sequence > $1" +
         std::string(lane) +
         " ORDER BY sequence LIMIT $2) "
         "SELECT max(sequence) AS newest, row, kind, min(bulk) FROM span GROUP BY row, kind "
         "ORDER BY newest";
}

std::string ChangesQuery(std::optional<Lane> lane) {
  if (!lane.has_value()) return ChangesQuery("");
  return ChangesQuery(*lane == Lane::kBulk ? " AND bulk = 1" : " AND bulk = 0");
}

}  // namespace

absl::StatusOr<RecordKey> NewRecord(Connection& db, RecordKind kind, Instant now) {
  absl::StatusOr<std::string> last = LastId(db);
  if (!last.ok()) return last.status();
  RecordKey key;
  key.id = NextUlid(*last, now);
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO records (id, kind) VALUES ($1, $2) RETURNING row");
  if (!insert.ok()) return insert.status();
  absl::StatusOr<bool> row = insert->Bind(1, key.id).Bind(2, static_cast<int64_t>(kind)).Step();
  if (!row.ok()) return row.status();
  key.row = insert->Int(0);
  absl::Status done = insert->Run();
  if (!done.ok()) return done;
  return key;
}

absl::StatusOr<std::optional<int64_t>> FindRow(Connection& db, RecordKind kind,
                                               std::string_view id) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT row FROM records WHERE id = $1 AND kind = $2");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, id).Bind(2, static_cast<int64_t>(kind)).Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<int64_t>();
  return std::optional<int64_t>(query->Int(0));
}

absl::StatusOr<std::string> IdOfRow(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT id FROM records WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, row).Step();
  if (!found.ok()) return found.status();
  if (!*found) return absl::NotFoundError("records: no such row");
  return query->Text(0);
}

absl::Status LogChange(Connection& db, int64_t row, RecordKind kind, Lane lane) {
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO changes (row, kind, bulk) VALUES ($1, $2, $3)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, row)
      .Bind(2, static_cast<int64_t>(kind))
      .Bind(3, static_cast<int64_t>(lane))
      .Run();
}

absl::Status CheckVersion(const std::optional<int64_t>& expected, int64_t stored) {
  if (!expected.has_value() || *expected == stored) return absl::OkStatus();
  return WithReason(absl::AbortedError("the record was changed by someone else: read it again"),
                    "ETAG_MISMATCH");
}

absl::StatusOr<ChangeBatch> ReadChanges(Connection& db, int64_t after, int limit,
                                        std::optional<Lane> lane) {
  absl::StatusOr<Statement> query = db.Prepare(ChangesQuery(lane));
  if (!query.ok()) return query.status();
  query->Bind(1, after).Bind(2, limit);
  ChangeBatch batch;
  batch.through = after;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return batch;
    batch.changes.push_back({query->Int(0), query->Int(1), static_cast<RecordKind>(query->Int(2)),
                             static_cast<Lane>(query->Int(3))});
    batch.through = query->Int(0);  // ascending: the last row has the greatest of the span
  }
}

absl::StatusOr<int64_t> LastSequence(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT max(sequence) FROM changes");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return query->Int(0);
}

}  // namespace setara
