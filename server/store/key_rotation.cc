#include "server/store/key_rotation.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "matcher/domain/errors.h"
#include "matcher/domain/seeker.h"
#include "server/keys/key_file.h"
#include "server/keys/vault.h"
#include "server/store/changes.h"
#include "server/store/data_vault.h"
#include "server/store/directory_lock.h"
#include "server/store/seeker_secrets.h"
#include "server/store/sqlite.h"

namespace setara {
namespace {

constexpr int64_t kBatch = 1000;

// Data that nobody else has open, and their key file.
struct Offline {
  DirectoryLock lock;
  std::string key_path;
  KeyFile file;
  std::unique_ptr<Vault> vault;
  Connection db;  // goes before the vault that it uses
};

absl::StatusOr<int64_t> ReadNumber(Connection& db, const char* sql, const std::string& text) {
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, text).Step();
  if (!row.ok()) return row.status();
  return query->Int(0);
}

absl::Status CheckSealed(Connection& db) {
  absl::StatusOr<int64_t> checks =
      ReadNumber(db, "SELECT count(*) FROM meta WHERE key = $1", "vault_check");
  absl::StatusOr<int64_t> plain =
      ReadNumber(db, "SELECT count(*) FROM meta WHERE key = $1", "plain_identities");
  if (!checks.ok()) return checks.status();
  if (!plain.ok()) return plain.status();
  if (*checks == 1 && *plain == 0) return absl::OkStatus();
  return WithReason(absl::FailedPreconditionError(
                        "these data were not sealed yet: start the server once, which seals them"),
                    "NOT_SEALED");
}

absl::StatusOr<Offline> OpenOffline(const std::string& directory, const std::string& key_file) {
  const std::string path = directory + "/records.sqlite3";
  if (!std::filesystem::exists(path)) {
    return absl::NotFoundError("there are no records in " + directory);
  }
  absl::StatusOr<DirectoryLock> lock = DirectoryLock::Take(directory);
  if (!lock.ok()) return lock.status();
  absl::StatusOr<std::string> key_path = KeyFilePath(directory, key_file);
  if (!key_path.ok()) return key_path.status();
  absl::StatusOr<Connection> db = Connection::Open(path, Connection::Mode::kReadWrite);
  if (!db.ok()) return db.status();
  absl::Status sealed = CheckSealed(*db);
  if (!sealed.ok()) return sealed;
  absl::StatusOr<std::unique_ptr<Vault>> vault = OpenVault(*db, *key_path);
  if (!vault.ok()) return vault.status();
  absl::StatusOr<KeyFile> file = ReadKeyFile(*key_path);
  if (!file.ok()) return file.status();
  db->SetVault(vault->get());
  return Offline{*std::move(lock), *std::move(key_path), *std::move(file), *std::move(vault),
                 *std::move(db)};
}

// Writes the changed key file and opens it anew; the look-up key in force stays.
absl::Status ReplaceKeys(Offline& data) {
  const std::string check = data.vault->CheckValue();
  absl::Status status = WriteKeyFile(data.key_path, data.file, /*replace=*/true);
  if (!status.ok()) return status;
  absl::StatusOr<std::unique_ptr<Vault>> vault = Vault::Open(data.key_path);
  if (!vault.ok()) return vault.status();
  status = (*vault)->Accept(check);
  if (!status.ok()) return status;
  data.vault = *std::move(vault);
  data.db.SetVault(data.vault.get());
  return absl::OkStatus();
}

absl::Status InTransaction(Connection& db, const std::function<absl::Status()>& work) {
  absl::Status status = db.Execute("BEGIN IMMEDIATE");
  if (!status.ok()) return status;
  status = work();
  if (status.ok()) status = db.Execute("COMMIT");
  if (!status.ok()) (void)db.Execute("ROLLBACK");
  return status;
}

absl::Status Stopped() { return absl::CancelledError("stopped; the same command goes on"); }

absl::Status Rewrap(Connection& db, int64_t row, const WrappedKey& old) {
  absl::StatusOr<PersonKey> key = db.vault().Unwrap(old, row);
  if (!key.ok()) return key.status();
  const WrappedKey wrapped = db.vault().Wrap(*key, row);
  absl::StatusOr<Statement> update =
      db.Prepare("UPDATE person_keys SET key_id = $2, wrapped = $3 WHERE row = $1");
  if (!update.ok()) return update.status();
  return update->Bind(1, row).Bind(2, wrapped.key_id).BindBlob(3, wrapped.bytes).Run();
}

// Wraps the keys of a batch above `*after`, which moves on. Returns how many rows it saw.
absl::StatusOr<int64_t> RewrapBatch(Connection& db, int64_t* after) {
  std::vector<std::pair<int64_t, WrappedKey>> batch;
  {
    absl::StatusOr<Statement> query = db.Prepare(
        "SELECT row, key_id, wrapped FROM person_keys WHERE row > $1 AND key_id <> $2 "
        "ORDER BY row LIMIT $3");
    if (!query.ok()) return query.status();
    query->Bind(1, *after).Bind(2, db.vault().current_master()).Bind(3, kBatch);
    while (true) {
      absl::StatusOr<bool> row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      batch.push_back({query->Int(0), {query->Text(1), query->Text(2)}});
    }
  }
  for (const auto& [row, old] : batch) {
    absl::Status status = Rewrap(db, row, old);
    if (!status.ok()) return status;
    *after = row;
  }
  return static_cast<int64_t>(batch.size());
}

absl::StatusOr<int64_t> RewrapAll(Connection& db, const KeyProgress& progress) {
  int64_t done = 0, after = 0, batch = 1;
  while (batch > 0) {
    if (!progress(done)) return Stopped();
    absl::Status status = InTransaction(db, [&] {
      absl::StatusOr<int64_t> rows = RewrapBatch(db, &after);
      if (rows.ok()) batch = *rows;
      return rows.status();
    });
    if (!status.ok()) return status;
    done += batch;
  }
  return done;
}

absl::Status RehashOne(Connection& db, Statement& person) {
  Seeker seeker;
  seeker.row = person.Int(0);
  absl::StatusOr<PersonKey> key = db.vault().Unwrap({person.Text(1), person.Text(2)}, seeker.row);
  if (!key.ok()) return key.status();
  absl::Status status = OpenIdentity(*key, person.TextView(3), seeker);
  return status.ok() ? InsertLookups(db, seeker) : status;
}

// Inside a transaction, with the new key in force.
absl::StatusOr<int64_t> RehashAll(Connection& db, const KeyProgress& progress) {
  absl::Status status = db.Execute("DELETE FROM seeker_lookups");
  if (!status.ok()) return status;
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT i.row, k.key_id, k.wrapped, i.sealed FROM seeker_identities i "
      "JOIN person_keys k ON k.row = i.row ORDER BY i.row");
  if (!query.ok()) return query.status();
  for (int64_t done = 0;; ++done) {
    if (done % kBatch == 0 && !progress(done)) return Stopped();
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return done;
    status = RehashOne(db, *query);
    if (!status.ok()) return status;
  }
}

}  // namespace

absl::StatusOr<int64_t> RotateMasterKey(const std::string& directory, const std::string& key_file,
                                        const KeyProgress& progress) {
  absl::StatusOr<Offline> data = OpenOffline(directory, key_file);
  if (!data.ok()) return data.status();
  absl::Status status;
  if (data->file.masters.size() == 1) {
    data->file.masters.push_back(NewNamedSecret("m"));
    data->file.current = data->file.masters.back().id;
    status = ReplaceKeys(*data);
    if (!status.ok()) return status;
  }
  absl::StatusOr<int64_t> done = RewrapAll(data->db, progress);
  if (!done.ok()) return done;
  status = StoreCheck(data->db, *data->vault);
  // Before the old key goes: what it wrapped leaves the log as well.
  if (status.ok()) status = data->db.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!status.ok()) return status;
  std::erase_if(data->file.masters,
                [&](const NamedSecret& key) { return key.id != data->file.current; });
  status = ReplaceKeys(*data);
  if (!status.ok()) return status;
  return done;
}

absl::StatusOr<int64_t> RotateLookupKey(const std::string& directory, const std::string& key_file,
                                        const KeyProgress& progress) {
  absl::StatusOr<Offline> data = OpenOffline(directory, key_file);
  if (!data.ok()) return data.status();
  absl::Status status;
  if (data->file.lookups.size() == 1) {
    data->file.lookups.push_back(NewNamedSecret("l"));
    status = ReplaceKeys(*data);
    if (!status.ok()) return status;
  }
  absl::StatusOr<int64_t> done = 0;
  // The database names the new key already when only the removal of the old one is left.
  if (data->vault->current_lookup() != data->file.lookups.back().id) {
    data->vault->UseNewestLookup();
    status = InTransaction(data->db, [&]() -> absl::Status {
      done = RehashAll(data->db, progress);
      return done.ok() ? StoreCheck(data->db, *data->vault) : done.status();
    });
    if (!status.ok()) return status;
  }
  status = data->db.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!status.ok()) return status;
  data->file.lookups.erase(data->file.lookups.begin());
  status = ReplaceKeys(*data);
  if (!status.ok()) return status;
  return done;
}

namespace {

// What the master key `id` wraps, by whose it is.
absl::StatusOr<MasterKeyUse> UseOf(Connection& db, const std::string& id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT r.kind = $2, count(*) FROM person_keys k JOIN records r ON r.row = k.row "
      "WHERE k.key_id = $1 GROUP BY r.kind = $2");
  if (!query.ok()) return query.status();
  query->Bind(1, id).Bind(2, static_cast<int64_t>(RecordKind::kEmployer));
  MasterKeyUse use;
  use.id = id;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return use;
    (query->Int(0) != 0 ? use.employers : use.persons) = query->Int(1);
  }
}

}  // namespace

absl::StatusOr<KeyStatus> ReadKeyStatus(const std::string& directory, const std::string& key_file) {
  absl::StatusOr<Offline> data = OpenOffline(directory, key_file);
  if (!data.ok()) return data.status();
  KeyStatus status;
  status.path = data->key_path;
  status.lookup = data->vault->current_lookup();
  status.rotation_under_way = data->file.masters.size() > 1 || data->file.lookups.size() > 1;
  for (const NamedSecret& key : data->file.masters) {
    absl::StatusOr<MasterKeyUse> use = UseOf(data->db, key.id);
    if (!use.ok()) return use.status();
    use->current = key.id == data->file.current;
    status.masters.push_back(*std::move(use));
  }
  return status;
}

}  // namespace setara
