#include "server/audit/prune.h"

#include "server/audit/audit_log.h"
#include "server/audit/chain.h"
#include "server/audit/event_codec.h"
#include "server/audit/event_rows.h"

namespace setara {
namespace {

// Events in a transaction: short enough that writes of others wait less than a moment.
constexpr int kChunk = 5000;

// The people of the events up to `last`.
absl::Status RemovePeople(Connection& db, int64_t last) {
  absl::StatusOr<Statement> remove =
      db.Prepare("DELETE FROM audit_people WHERE block <= $1 AND sequence <= $2");
  if (!remove.ok()) return remove.status();
  return remove->Bind(1, AuditBlockOf(last)).Bind(2, last).Run();
}

// Takes off the next chunk of events that may go; `last` is the last of them, if any.
absl::Status RemoveChunk(Connection& db, Instant before, AuditPoint* last, int64_t* count) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT " SETARA_AUDIT_COLUMNS " FROM audit_events e" SETARA_AUDIT_JOINS
                 "ORDER BY e.sequence LIMIT $1");
  if (!query.ok()) return query.status();
  query->Bind(1, int64_t{kChunk});
  *count = 0;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    AuditRow row = ReadAuditRow(*query);
    if (row.event.at >= before) break;
    *last = row.point;
    ++*count;
  }
  if (*count == 0) return absl::OkStatus();
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM audit_events WHERE sequence <= $1");
  if (!remove.ok()) return remove.status();
  absl::Status removed = remove->Bind(1, last->sequence).Run();
  if (removed.ok()) removed = RemovePeople(db, last->sequence);
  return removed.ok() ? WriteAuditEnd(db, AuditSeal::kStart, *last) : removed;
}

absl::Status Finish(Connection& db, const AuditPoint& last, Instant now) {
  absl::StatusOr<Statement> forget = db.Prepare(
      "DELETE FROM audit_callers AS c"
      " WHERE NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.caller = c.id)");
  if (!forget.ok()) return forget.status();
  absl::Status forgotten = forget->Run();
  if (!forgotten.ok()) return forgotten;
  AuditEvent event;
  event.at = now;
  event.caller = "setarad";
  event.method = "setarad audit prune";
  event.object = "events up to " + std::to_string(last.sequence);
  return AppendAudit(db, event);
}

}  // namespace

absl::StatusOr<int64_t> PruneAudit(Store& store, Instant before) {
  int64_t total = 0, count = 0;
  AuditPoint last;
  do {
    absl::Status removed =
        store.Write([&](Connection& db) { return RemoveChunk(db, before, &last, &count); })
            .status();
    if (!removed.ok()) return removed;
    total += count;
  } while (count == kChunk);
  if (total == 0) return total;
  absl::Status finished =
      store.Write([&](Connection& db) { return Finish(db, last, store.clock().Now()); }).status();
  if (!finished.ok()) return finished;
  return total;
}

}  // namespace setara
