#include "server/store/person_keys.h"

#include "matcher/domain/errors.h"

namespace setara {

absl::StatusOr<PersonKey> PersonKeyOf(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT key_id, wrapped FROM person_keys WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, row).Step();
  if (!found.ok()) return found.status();
  if (!*found) {
    return WithReason(absl::NotFoundError("the key of this person does not exist any more"),
                      "PERSON_KEY_DESTROYED");
  }
  return db.vault().Unwrap({query->Text(0), query->Text(1)}, row);
}

absl::StatusOr<PersonKey> MakePersonKey(Connection& db, int64_t row) {
  PersonKey key = db.vault().NewPersonKey();
  WrappedKey wrapped = db.vault().Wrap(key, row);
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO person_keys (row, key_id, wrapped) VALUES ($1, $2, $3)");
  if (!insert.ok()) return insert.status();
  absl::Status status =
      insert->Bind(1, row).Bind(2, wrapped.key_id).BindBlob(3, wrapped.bytes).Run();
  if (!status.ok()) return status;
  return key;
}

absl::Status DestroyPersonKey(Connection& db, int64_t row) {
  for (const char* sql :
       {"DELETE FROM person_keys WHERE row = $1", "DELETE FROM seeker_identities WHERE row = $1",
        "DELETE FROM seeker_lookups WHERE row = $1"}) {
    absl::StatusOr<Statement> statement = db.Prepare(sql);
    if (!statement.ok()) return statement.status();
    absl::Status status = statement->Bind(1, row).Run();
    if (!status.ok()) return status;
  }
  db.NoteErasure();
  return absl::OkStatus();
}

}  // namespace setara
