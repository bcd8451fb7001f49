#include "server/store/pseudonyms.h"

#include "server/keys/vault.h"

namespace setara {
namespace {

absl::StatusOr<int64_t> CountRecords(Connection& db, std::string_view person_id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT count(*) FROM (SELECT DISTINCT source, source_id FROM employment "
      "WHERE person_id = $1)");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, person_id).Step();
  if (!row.ok()) return row.status();
  return query->Int(0);
}

absl::StatusOr<std::string> OnePseudonym(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT lower(hex(randomblob(16)))");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  // Random and without a time in it, unlike an id: when someone was erased says nothing then.
  return "erased-" + query->Text(0);
}

}  // namespace

absl::StatusOr<int64_t> PseudonymizeEmployment(Connection& db, std::string_view person_id) {
  absl::StatusOr<int64_t> records = CountRecords(db, person_id);
  if (!records.ok()) return records.status();
  absl::StatusOr<std::string> pseudonym = OnePseudonym(db);
  if (!pseudonym.ok()) return pseudonym.status();
  for (const char* sql : {"UPDATE employment SET person_id = $2 WHERE person_id = $1",
                          "UPDATE person_merges SET person_id = $2 WHERE person_id = $1",
                          "UPDATE person_merges SET same_as = $2 WHERE same_as = $1"}) {
    absl::StatusOr<Statement> update = db.Prepare(sql);
    if (!update.ok()) return update.status();
    absl::Status done = update->Bind(1, person_id).Bind(2, *pseudonym).Run();
    if (!done.ok()) return done;
  }
  return records;
}

absl::StatusOr<std::string> PseudonymKey(Connection& db) {
  return db.vault().Mac("candidate pseudonyms", "");
}

}  // namespace setara
