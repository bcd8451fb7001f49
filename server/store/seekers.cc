#include "server/store/seekers.h"

#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/store/filters.h"
#include "server/store/person_keys.h"
#include "server/store/seeker_columns.h"
#include "server/store/seeker_secrets.h"

namespace setara {
namespace {

// Everything, or only what matching may see.
enum class View { kFull, kMatching };

const std::string& SelectText(View view) {
  static const std::string& matching =
      *new std::string("SELECT r.row, r.id, " + SelectList<StoredSeeker>("s") +
                       " FROM seekers s JOIN records r ON r.row = s.row");
  static const std::string& full = *new std::string(
      "SELECT r.row, r.id, " + SelectList<StoredSeeker>("s") + ", " + SelectList<Ragam>("g") +
      ", k.key_id, k.wrapped, i.sealed FROM seekers s JOIN records r ON r.row = s.row"
      " JOIN seeker_ragam g ON g.row = s.row JOIN seeker_identities i ON i.row = s.row"
      " JOIN person_keys k ON k.row = s.row");
  return view == View::kFull ? full : matching;
}

// Who may be in the index at all: people with a consent to be matched that has not run out, without
// a restriction or an objection to ranking in effect. Of the others the index keeps nothing.
constexpr char kIndexed[] =
    " AND s.matching_consent_from IS NOT NULL AND (s.matching_consent_until IS NULL OR "
    "(s.matching_consent_until, s.row) > (SELECT until, row FROM consent_boundary)) AND NOT EXISTS "
    "(SELECT 1 FROM rights_requests q "
    "WHERE q.seeker_row = s.row AND q.kind IN (3, 4) AND q.state <> 3 AND q.lifted_at IS NULL)";

// What a full row has beyond a matching one.
absl::Status ReadRest(Connection& db, const Statement& row, Seeker& seeker) {
  static const int ragam_at = 2 + static_cast<int>(ColumnNames<StoredSeeker>().size());
  static const int key_at = ragam_at + static_cast<int>(ColumnNames<Ragam>().size());
  absl::Status status = ReadColumns(row, ragam_at, seeker.ragam);
  if (!status.ok()) return status;
  absl::StatusOr<PersonKey> key =
      db.vault().Unwrap({row.Text(key_at), row.Text(key_at + 1)}, seeker.row);
  if (!key.ok()) return key.status();
  return OpenIdentity(*key, row.TextView(key_at + 2), seeker);
}

absl::StatusOr<Seeker> ReadRow(Connection& db, const Statement& row, View view) {
  StoredSeeker seeker;
  seeker.row = row.Int(0);
  seeker.id = row.Text(1);
  absl::Status status = ReadColumns(row, 2, seeker);
  seeker.identity.birth_date = seeker.age_reference;
  if (status.ok() && view == View::kFull) status = ReadRest(db, row, seeker);
  if (!status.ok()) return status;
  return Seeker(std::move(seeker));
}

// Up to the end of the query.
absl::StatusOr<std::vector<Seeker>> ReadRows(Connection& db, Statement& query, View view) {
  std::vector<Seeker> seekers;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return seekers;
    absl::StatusOr<Seeker> seeker = ReadRow(db, query, view);
    if (!seeker.ok()) return seeker.status();
    seekers.push_back(*std::move(seeker));
  }
}

absl::StatusOr<std::vector<Seeker>> ReadByRows(Connection& db, std::span<const int64_t> rows,
                                               View view) {
  const std::string sql =
      SelectText(view) + " WHERE s.row = $1" + (view == View::kMatching ? kIndexed : "");
  std::vector<Seeker> seekers;
  seekers.reserve(rows.size());
  for (int64_t row : rows) {
    absl::StatusOr<Statement> query = db.Prepare(sql);
    if (!query.ok()) return query.status();
    absl::StatusOr<std::vector<Seeker>> found = ReadRows(db, query->Bind(1, row), view);
    if (!found.ok()) return found.status();
    if (!found->empty()) seekers.push_back(std::move(found->front()));
  }
  return seekers;
}

absl::StatusOr<std::vector<Seeker>> FindBySource(Connection& db, const Seeker& key) {
  absl::StatusOr<Statement> query = db.Prepare(
      SelectText(View::kFull) + " WHERE s.source = $1 AND s.source_id = $2 AND s.source <> ''");
  if (!query.ok()) return query.status();
  return ReadRows(db, query->Bind(1, key.source).Bind(2, key.source_id), View::kFull);
}

absl::Status Prepare(Seeker& seeker) {
  absl::Status valid = ValidateSeeker(seeker);
  if (!valid.ok()) return valid;
  std::sort(seeker.capacities.begin(), seeker.capacities.end(),
            [](const Capacity& a, const Capacity& b) { return a.function < b.function; });
  std::sort(
      seeker.tolerances.begin(), seeker.tolerances.end(),
      [](const ContextTolerance& a, const ContextTolerance& b) { return a.context < b.context; });
  std::sort(seeker.accommodations.begin(), seeker.accommodations.end(),
            [](const AccommodationChoice& a, const AccommodationChoice& b) {
              return a.accommodation < b.accommodation;
            });
  return absl::OkStatus();
}

StoredSeeker Plain(const Seeker& seeker) {
  StoredSeeker plain;
  static_cast<Seeker&>(plain) = seeker;
  if (seeker.point) plain.point = Neighbourhood(*seeker.point);
  if (seeker.identity.birth_date) plain.age_reference = AgeReference(*seeker.identity.birth_date);
  return plain;
}

absl::Status WriteIdentity(Connection& db, const char* sql, const PersonKey& key,
                           const Seeker& seeker) {
  absl::StatusOr<Statement> write = db.Prepare(sql);
  if (!write.ok()) return write.status();
  return write->Bind(1, seeker.row).BindBlob(2, SealIdentity(key, seeker)).Run();
}

// Seals the identity of the person at `seeker.row` over the one that is there.
absl::Status ReplaceIdentity(Connection& db, const Seeker& stored, const Seeker& seeker) {
  if (stored.identity == seeker.identity && stored.point == seeker.point) return absl::OkStatus();
  absl::StatusOr<PersonKey> key = PersonKeyOf(db, seeker.row);
  if (!key.ok()) return key.status();
  absl::Status status =
      WriteIdentity(db, "UPDATE seeker_identities SET sealed = $2 WHERE row = $1", *key, seeker);
  return status.ok() ? ReplaceLookups(db, seeker) : status;
}

absl::Status InsertIdentity(Connection& db, const Seeker& seeker) {
  absl::StatusOr<PersonKey> key = MakePersonKey(db, seeker.row);
  if (!key.ok()) return key.status();
  absl::Status status = WriteIdentity(
      db, "INSERT INTO seeker_identities (row, sealed) VALUES ($1, $2)", *key, seeker);
  return status.ok() ? InsertLookups(db, seeker) : status;
}

// Writes a prepared seeker over `stored`, which it takes row, id and birth from.
absl::Status Replace(Connection& db, const Seeker& stored, Seeker& seeker, Instant now, Lane lane) {
  seeker.row = stored.row;
  seeker.id = stored.id;
  seeker.created_at = stored.created_at;
  seeker.version = stored.version + 1;
  seeker.updated_at = now;
  absl::Status status = UpdateColumns(db, seeker.row, Plain(seeker));
  if (status.ok()) status = ReplaceIdentity(db, stored, seeker);
  if (status.ok()) status = UpdateColumns(db, seeker.row, seeker.ragam);
  return status.ok() ? LogChange(db, seeker.row, RecordKind::kSeeker, lane) : status;
}

// Writes a prepared seeker as a new record.
absl::Status Add(Connection& db, Seeker& seeker, Instant now, Lane lane) {
  absl::StatusOr<RecordKey> key = NewRecord(db, RecordKind::kSeeker, now);
  if (!key.ok()) return key.status();
  seeker.row = key->row;
  seeker.id = key->id;
  seeker.version = 1;
  seeker.created_at = seeker.updated_at = now;
  absl::Status status = InsertColumns(db, seeker.row, Plain(seeker));
  if (status.ok()) status = InsertIdentity(db, seeker);
  if (status.ok()) status = InsertColumns(db, seeker.row, seeker.ragam);
  return status.ok() ? LogChange(db, seeker.row, RecordKind::kSeeker, lane) : status;
}

bool Same(const Seeker& a, const Seeker& b) {
  return SameColumns(a, b) && a.identity == b.identity && a.ragam == b.ragam;
}

}  // namespace

absl::StatusOr<Seeker> InsertSeeker(Connection& db, Seeker seeker, Instant now, Lane lane) {
  absl::Status status = Prepare(seeker);
  if (status.ok()) status = Add(db, seeker, now, lane);
  if (!status.ok()) return status;
  return seeker;
}

absl::StatusOr<Seeker> GetSeeker(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(SelectText(View::kFull) + " WHERE r.id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<Seeker>> found = ReadRows(db, query->Bind(1, id), View::kFull);
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("seekers/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<std::vector<Seeker>> GetSeekersByRows(Connection& db,
                                                     std::span<const int64_t> rows) {
  return ReadByRows(db, rows, View::kFull);
}

absl::StatusOr<std::vector<Seeker>> LoadSeekersForIndex(Connection& db,
                                                        std::span<const int64_t> rows) {
  return ReadByRows(db, rows, View::kMatching);
}

absl::StatusOr<std::vector<Seeker>> ScanSeekersForIndex(Connection& db, int64_t after_row,
                                                        int limit) {
  absl::StatusOr<Statement> query = db.Prepare(SelectText(View::kMatching) + " WHERE s.row > $1" +
                                               kIndexed + " ORDER BY s.row LIMIT $2");
  if (!query.ok()) return query.status();
  return ReadRows(db, query->Bind(1, after_row).Bind(2, limit), View::kMatching);
}

absl::StatusOr<Seeker> UpdateSeeker(Connection& db, Seeker seeker,
                                    std::optional<int64_t> expected_version, Instant now,
                                    Lane lane) {
  absl::StatusOr<Seeker> stored = GetSeeker(db, seeker.id);
  if (!stored.ok()) return stored.status();
  absl::Status status = CheckVersion(expected_version, stored->version);
  if (status.ok()) status = Prepare(seeker);
  if (status.ok()) status = Replace(db, *stored, seeker, now, lane);
  if (!status.ok()) return status;
  return seeker;
}

absl::StatusOr<Upserted> UpsertSeeker(Connection& db, Seeker seeker, Instant now, Lane lane) {
  if (seeker.source.empty()) return InvalidField("source", "required for an upsert");
  absl::Status status = Prepare(seeker);
  if (!status.ok()) return status;
  absl::StatusOr<std::vector<Seeker>> found = FindBySource(db, seeker);
  if (!found.ok()) return found.status();
  Upserted result;
  if (found->empty()) {
    status = Add(db, seeker, now, lane);
    result.outcome = UpsertOutcome::kInserted;
  } else {
    const Seeker& stored = found->front();
    seeker.version = stored.version;
    seeker.created_at = stored.created_at;
    seeker.updated_at = stored.updated_at;
    seeker.row = stored.row;
    seeker.id = stored.id;
    // A source does not know of a withdrawal that was made here.
    seeker.matching_consent_from = stored.matching_consent_from;
    seeker.matching_consent_until = stored.matching_consent_until;
    bool same = Same(seeker, stored);
    if (!same) status = Replace(db, stored, seeker, now, lane);
    result.outcome = same ? UpsertOutcome::kUnchanged : UpsertOutcome::kUpdated;
  }
  if (!status.ok()) return status;
  result.key = {seeker.row, seeker.id};
  return result;
}

absl::Status DeleteSeeker(Connection& db, std::string_view id,
                          std::optional<int64_t> expected_version, Lane lane) {
  absl::StatusOr<Seeker> stored = GetSeeker(db, id);
  if (!stored.ok()) return stored.status();
  absl::Status status = CheckVersion(expected_version, stored->version);
  if (!status.ok()) return status;
  status = DestroyPersonKey(db, stored->row);
  if (!status.ok()) return status;
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM seekers WHERE row = $1");
  if (!remove.ok()) return remove.status();
  status = remove->Bind(1, stored->row).Run();  // ragam goes with it
  return status.ok() ? LogChange(db, stored->row, RecordKind::kSeeker, lane) : status;
}

absl::StatusOr<std::vector<Seeker>> ListSeekers(Connection& db, const SeekerFilter& filter,
                                                int64_t after_row, int limit) {
  Conditions conditions(
      "s.row > $1 AND NOT EXISTS (SELECT 1 FROM rights_requests q WHERE q.seeker_row = s.row AND "
      "q.kind IN (3, 4) AND q.kind = 3 AND q.state <> 3 AND q.lifted_at IS NULL)");
  conditions.Add(after_row);
  if (filter.branch.has_value()) conditions.ExactText("s.branch", *filter.branch);
  conditions.Text("s.source", filter.source);
  conditions.Region("s.region_code", filter.region_code);
  if (filter.seeking.has_value()) conditions.Number("s.seeking", *filter.seeking ? 1 : 0);
  absl::StatusOr<Statement> query = db.Prepare(SelectText(View::kFull) + conditions.Where() +
                                               " ORDER BY s.row LIMIT " + conditions.Next(limit));
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  return ReadRows(db, *query, View::kFull);
}

}  // namespace setara
