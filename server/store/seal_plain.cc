#include "server/store/seal_plain.h"

#include <optional>
#include <vector>

#include "matcher/domain/seeker.h"
#include "server/store/person_keys.h"
#include "server/store/seeker_columns.h"
#include "server/store/seeker_secrets.h"

namespace setara {

// The rows as they were; nothing writes them any more.
struct PlainIdentity : PersonIdentity {
  std::optional<GeoPoint> home;
};

template <>
struct ColumnsOf<PlainIdentity> {
  static constexpr const char* kTable = "plain_identities";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    visit("full_name", &PlainIdentity::full_name);
    visit("nik", &PlainIdentity::nik);
    visit("kpj", &PlainIdentity::kpj);
    visit("phone", &PlainIdentity::phone);
    visit("email", &PlainIdentity::email);
    visit("birth_date", &PlainIdentity::birth_date);
    visit("sex", &PlainIdentity::sex);
    visit("address", &PlainIdentity::address);
    visit("point", &PlainIdentity::home);
  }
};

namespace {

constexpr int kBatch = 1000;

absl::Status Run(Connection& db, const char* sql, int64_t row) {
  absl::StatusOr<Statement> statement = db.Prepare(sql);
  return statement.ok() ? statement->Bind(1, row).Run() : statement.status();
}

absl::StatusOr<bool> Exists(Connection& db, const char* sql) {
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  return query->Step();
}

absl::StatusOr<std::vector<Seeker>> NextBatch(Connection& db) {
  static const std::string& sql =
      *new std::string("SELECT row, " + SelectList<PlainIdentity>("p") +
                       " FROM (SELECT i.*, s.latitude_e6, s.longitude_e6 FROM plain_identities i"
                       " JOIN seekers s ON s.row = i.row) p ORDER BY row LIMIT $1");
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  query->Bind(1, int64_t{kBatch});
  std::vector<Seeker> batch;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return batch;
    PlainIdentity plain;
    absl::Status status = ReadColumns(*query, 1, plain);
    if (!status.ok()) return status;
    Seeker& seeker = batch.emplace_back();
    seeker.row = query->Int(0);
    seeker.point = plain.home;
    seeker.identity = std::move(static_cast<PersonIdentity&>(plain));
  }
}

absl::Status Coarsen(Connection& db, const Seeker& seeker) {
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE seekers SET latitude_e6 = $2, longitude_e6 = $3, birth_date = $4 WHERE row = $1");
  if (!update.ok()) return update.status();
  update->Bind(1, seeker.row).BindNull(2).BindNull(3).BindNull(4);
  if (seeker.point) {
    const GeoPoint known = Neighbourhood(*seeker.point);
    update->Bind(2, int64_t{known.latitude_e6}).Bind(3, int64_t{known.longitude_e6});
  }
  if (seeker.identity.birth_date) {
    const Date known = AgeReference(*seeker.identity.birth_date);
    update->Bind(4, int64_t{known.time_since_epoch().count()});
  }
  return update->Run();
}

absl::Status SealOne(Connection& db, const Seeker& seeker) {
  absl::StatusOr<PersonKey> key = MakePersonKey(db, seeker.row);
  if (!key.ok()) return key.status();
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO seeker_identities (row, sealed) VALUES ($1, $2)");
  if (!insert.ok()) return insert.status();
  absl::Status status = insert->Bind(1, seeker.row).BindBlob(2, SealIdentity(*key, seeker)).Run();
  if (status.ok()) status = InsertLookups(db, seeker);
  if (status.ok()) status = Coarsen(db, seeker);
  return status.ok() ? Run(db, "DELETE FROM plain_identities WHERE row = $1", seeker.row) : status;
}

// One batch in a transaction; false when nothing is left.
absl::StatusOr<bool> SealBatch(Connection& db) {
  absl::Status status = db.Execute("BEGIN IMMEDIATE");
  if (!status.ok()) return status;
  absl::StatusOr<std::vector<Seeker>> batch = NextBatch(db);
  status = batch.status();
  for (size_t i = 0; status.ok() && i < batch->size(); ++i) status = SealOne(db, (*batch)[i]);
  if (status.ok()) status = db.Execute("COMMIT");
  if (!status.ok()) {
    (void)db.Execute("ROLLBACK");
    return status;
  }
  return !batch->empty();
}

// VACUUM copies what lives into a new file image; the checkpoint puts it in place of the old pages
// and cuts the log to nothing.
absl::Status WriteFileAnew(Connection& db) {
  absl::Status status = db.Execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  if (status.ok()) status = db.Execute("DELETE FROM meta WHERE key = 'plain_identities'");
  return status.ok() ? db.Execute("PRAGMA wal_checkpoint(TRUNCATE)") : status;
}

}  // namespace

absl::Status SealPlainIdentities(Connection& db) {
  absl::StatusOr<bool> table =
      Exists(db, "SELECT 1 FROM sqlite_schema WHERE name = 'plain_identities'");
  if (!table.ok()) return table.status();
  if (*table) {
    absl::StatusOr<bool> more = true;
    while (more.ok() && *more) more = SealBatch(db);
    if (!more.ok()) return more.status();
    absl::Status dropped = db.Execute("DROP TABLE plain_identities");
    if (!dropped.ok()) return dropped;
  }
  absl::StatusOr<bool> unsealed = Exists(db, "SELECT 1 FROM meta WHERE key = 'plain_identities'");
  if (!unsealed.ok()) return unsealed.status();
  return *unsealed ? WriteFileAnew(db) : absl::OkStatus();
}

}  // namespace setara
