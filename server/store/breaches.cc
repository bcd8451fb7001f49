#include "server/store/breaches.h"

#include <string>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/entry_ids.h"

namespace setara {
namespace {

constexpr char kColumns[] =
    "SELECT entry, id, discovered_at, happened_at, data_classes, affected_people, description, "
    "remedy, due_at, notified_at, recorded_at FROM breaches ";

std::optional<Instant> OptionalInstant(const std::optional<int64_t>& micros) {
  return micros ? std::optional<Instant>(InstantFromStored(*micros)) : std::nullopt;
}

Breach ReadBreach(const Statement& row) {
  Breach breach;
  breach.entry = row.Int(0);
  breach.id = row.Text(1);
  breach.discovered_at = InstantFromStored(row.Int(2));
  breach.happened_at = OptionalInstant(row.OptionalInt(3));
  breach.data_classes = static_cast<uint32_t>(row.Int(4));
  breach.affected_people = row.OptionalInt(5);
  breach.description = row.Text(6);
  breach.remedy = row.Text(7);
  breach.due_at = InstantFromStored(row.Int(8));
  breach.notified_at = OptionalInstant(row.OptionalInt(9));
  breach.recorded_at = InstantFromStored(row.Int(10));
  return breach;
}

absl::StatusOr<std::vector<Breach>> ReadAll(Statement& query) {
  std::vector<Breach> breaches;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return breaches;
    breaches.push_back(ReadBreach(query));
  }
}

}  // namespace

absl::StatusOr<Breach> InsertBreach(Connection& db, Breach breach, Instant now) {
  absl::StatusOr<std::string> id = NextEntryId(db, "breaches", now);
  if (!id.ok()) return id.status();
  breach.id = *std::move(id);
  breach.recorded_at = now;
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO breaches (id, discovered_at, happened_at, data_classes, affected_people, "
      "description, remedy, due_at, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
      "RETURNING entry");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, breach.id).Bind(2, StoredInstant(breach.discovered_at));
  breach.happened_at ? insert->Bind(3, StoredInstant(*breach.happened_at)) : insert->BindNull(3);
  insert->Bind(4, static_cast<int64_t>(breach.data_classes))
      .BindOptional(5, breach.affected_people)
      .Bind(6, breach.description)
      .Bind(7, breach.remedy)
      .Bind(8, StoredInstant(breach.due_at))
      .Bind(9, StoredInstant(now));
  absl::StatusOr<bool> row = insert->Step();
  if (!row.ok()) return row.status();
  breach.entry = insert->Int(0);
  return breach;
}

absl::StatusOr<Breach> GetBreach(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kColumns) + "WHERE id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<Breach>> found = ReadAll(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("breaches/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<Breach> SetBreachNotified(Connection& db, std::string_view id, Instant notified_at) {
  absl::StatusOr<Breach> breach = GetBreach(db, id);
  if (!breach.ok()) return breach.status();
  if (breach->notified_at) {
    return WithReason(absl::FailedPreconditionError("the notice was recorded before"),
                      "ALREADY_NOTIFIED");
  }
  if (notified_at < breach->discovered_at) {
    return InvalidField("notify_time", "is before the discovery");
  }
  absl::StatusOr<Statement> update =
      db.Prepare("UPDATE breaches SET notified_at = $2 WHERE id = $1");
  if (!update.ok()) return update.status();
  absl::Status status = update->Bind(1, id).Bind(2, StoredInstant(notified_at)).Run();
  if (!status.ok()) return status;
  breach->notified_at = notified_at;
  return breach;
}

absl::StatusOr<std::vector<Breach>> ListBreaches(Connection& db,
                                                 const std::optional<BreachKey>& after, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kColumns) +
                                               "WHERE (discovered_at, entry) < ($1, $2) "
                                               "ORDER BY discovered_at DESC, entry DESC LIMIT $3");
  if (!query.ok()) return query.status();
  query->Bind(1, after ? StoredInstant(after->discovered_at) : INT64_MAX)
      .Bind(2, after ? after->entry : INT64_MAX)
      .Bind(3, int64_t{limit});
  return ReadAll(*query);
}

}  // namespace setara
