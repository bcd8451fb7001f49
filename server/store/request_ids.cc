#include "server/store/request_ids.h"

namespace setara {
namespace {

int64_t Micros(Instant instant) { return instant.time_since_epoch().count(); }

absl::Status ForgetOld(Connection& db, Instant now) {
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM request_ids WHERE created_at <= $1");
  if (!remove.ok()) return remove.status();
  return remove->Bind(1, Micros(now - kRequestIdLife)).Run();
}

// "" when the request is new.
absl::StatusOr<std::string> FirstResult(Connection& db, std::string_view method,
                                        std::string_view request_id) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT resource_id FROM request_ids WHERE method = $1 AND request_id = $2");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, method).Bind(2, request_id).Step();
  if (!row.ok()) return row.status();
  return *row ? query->Text(0) : std::string();
}

}  // namespace

absl::StatusOr<std::string> OncePerRequest(
    Connection& db, std::string_view method, std::string_view request_id, Instant now,
    const std::function<absl::StatusOr<std::string>()>& create) {
  if (request_id.empty()) return create();
  absl::Status forgotten = ForgetOld(db, now);
  if (!forgotten.ok()) return forgotten;
  absl::StatusOr<std::string> first = FirstResult(db, method, request_id);
  if (!first.ok() || !first->empty()) return first;
  absl::StatusOr<std::string> made = create();
  if (!made.ok()) return made;
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO request_ids (method, request_id, resource_id, created_at) "
      "VALUES ($1, $2, $3, $4)");
  if (!insert.ok()) return insert.status();
  absl::Status kept =
      insert->Bind(1, method).Bind(2, request_id).Bind(3, *made).Bind(4, Micros(now)).Run();
  if (!kept.ok()) return kept;
  return made;
}

}  // namespace setara
