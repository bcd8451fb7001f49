#include "server/store/openings.h"

#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/store/columns.h"
#include "server/store/filters.h"

namespace setara {

template <>
struct ColumnsOf<Opening> {
  static constexpr const char* kTable = "openings";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    visit("source", &Opening::source);
    visit("source_id", &Opening::source_id);
    visit("employer_id", &Opening::employer_id);
    visit("employer_name", &Opening::employer_name);
    visit("title", &Opening::title);
    visit("description", &Opening::description);
    visit("kind", &Opening::kind);
    visit("contract", &Opening::contract);
    visit("hours", &Opening::hours);
    visit("arrangement", &Opening::arrangement);
    visit("shift", &Opening::shift);
    visit("hours_per_week", &Opening::hours_per_week);
    visit("region_code", &Opening::region_code);
    visit("point", &Opening::point);
    visit("wage_min_idr_per_month", &Opening::wage_min_idr_per_month);
    visit("wage_max_idr_per_month", &Opening::wage_max_idr_per_month);
    visit("occupation_code", &Opening::occupation_code);
    visit("occupation_origin", &Opening::occupation_origin);
    visit("occupation_confidence", &Opening::occupation_confidence);
    visit("education", &Opening::education);
    visit("education_basis", &Opening::education_basis);
    visit("licences", &Opening::licences);
    visit("licence_basis", &Opening::licence_basis);
    visit("age_min", &Opening::age_min);
    visit("age_basis", &Opening::age_basis);
    visit("fields_of_study", &Opening::fields_of_study);
    visit("skills", &Opening::skills);
    visit("skill_words", &Opening::skill_words);
    visit("demands", &Opening::demands);
    visit("contexts", &Opening::contexts);
    visit("offered", &Opening::offered);
    visit("transport_offered", &Opening::transport_offered);
    visit("housing_offered", &Opening::housing_offered);
    visit("open_from", &Opening::open_from);
    visit("open_until", &Opening::open_until);
    visit("posted_on", &Opening::posted_on);
    visit("positions", &Opening::positions);
    visit("state", &Opening::state);
    visit("source_url", &Opening::source_url);
    visit("version", &Opening::version);
    visit("created_at", &Opening::created_at);
    visit("updated_at", &Opening::updated_at);
  }
};

namespace {

const std::string& SelectText() {
  static const std::string& text =
      *new std::string("SELECT r.row, r.id, " + SelectList<Opening>("o") +
                       " FROM openings o JOIN records r ON r.row = o.row");
  return text;
}

absl::StatusOr<Opening> ReadRow(const Statement& row) {
  Opening opening;
  opening.row = row.Int(0);
  opening.id = row.Text(1);
  absl::Status status = ReadColumns(row, 2, opening);
  if (!status.ok()) return status;
  return opening;
}

// The first row of a query, nullopt when it has none.
absl::StatusOr<std::optional<Opening>> ReadOne(Statement& query) {
  absl::StatusOr<bool> row = query.Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::optional<Opening>();
  absl::StatusOr<Opening> opening = ReadRow(query);
  if (!opening.ok()) return opening.status();
  return std::optional<Opening>(*std::move(opening));
}

absl::StatusOr<std::optional<Opening>> FindBySource(Connection& db, const Opening& key) {
  static const std::string& sql = *new std::string(
      SelectText() + " WHERE o.source = $1 AND o.source_id = $2 AND o.source <> ''");
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  return ReadOne(query->Bind(1, key.source).Bind(2, key.source_id));
}

absl::Status Prepare(Opening& opening) {
  absl::Status valid = ValidateOpening(opening);
  if (!valid.ok()) return valid;
  std::sort(opening.demands.begin(), opening.demands.end(),
            [](const Demand& a, const Demand& b) { return a.function < b.function; });
  std::sort(
      opening.contexts.begin(), opening.contexts.end(),
      [](const ContextPresence& a, const ContextPresence& b) { return a.context < b.context; });
  return absl::OkStatus();
}

// Writes a prepared opening over `stored`, which it takes identity and birth from.
absl::Status Replace(Connection& db, const Opening& stored, Opening& opening, Instant now,
                     Lane lane) {
  opening.row = stored.row;
  opening.id = stored.id;
  opening.created_at = stored.created_at;
  opening.version = stored.version + 1;
  opening.updated_at = now;
  absl::Status status = UpdateColumns(db, opening.row, opening);
  return status.ok() ? LogChange(db, opening.row, RecordKind::kOpening, lane) : status;
}

// Writes a prepared opening as a new record.
absl::Status Add(Connection& db, Opening& opening, Instant now, Lane lane) {
  absl::StatusOr<RecordKey> key = NewRecord(db, RecordKind::kOpening, now);
  if (!key.ok()) return key.status();
  opening.row = key->row;
  opening.id = key->id;
  opening.version = 1;
  opening.created_at = opening.updated_at = now;
  absl::Status status = InsertColumns(db, opening.row, opening);
  return status.ok() ? LogChange(db, opening.row, RecordKind::kOpening, lane) : status;
}

}  // namespace

absl::StatusOr<Opening> InsertOpening(Connection& db, Opening opening, Instant now, Lane lane) {
  absl::Status status = Prepare(opening);
  if (status.ok()) status = Add(db, opening, now, lane);
  if (!status.ok()) return status;
  return opening;
}

absl::StatusOr<Opening> GetOpening(Connection& db, std::string_view id) {
  static const std::string& sql = *new std::string(SelectText() + " WHERE r.id = $1");
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  absl::StatusOr<std::optional<Opening>> found = ReadOne(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (!found->has_value()) return NotFound("openings/" + std::string(id));
  return **std::move(found);
}

absl::StatusOr<std::vector<Opening>> GetOpeningsByRows(Connection& db,
                                                       std::span<const int64_t> rows) {
  static const std::string& sql = *new std::string(SelectText() + " WHERE o.row = $1");
  std::vector<Opening> openings;
  openings.reserve(rows.size());
  for (int64_t row : rows) {
    absl::StatusOr<Statement> query = db.Prepare(sql);
    if (!query.ok()) return query.status();
    absl::StatusOr<std::optional<Opening>> found = ReadOne(query->Bind(1, row));
    if (!found.ok()) return found.status();
    if (found->has_value()) openings.push_back(**std::move(found));
  }
  return openings;
}

absl::StatusOr<Opening> UpdateOpening(Connection& db, Opening opening,
                                      std::optional<int64_t> expected_version, Instant now,
                                      Lane lane) {
  absl::StatusOr<Opening> stored = GetOpening(db, opening.id);
  if (!stored.ok()) return stored.status();
  absl::Status status = CheckVersion(expected_version, stored->version);
  if (status.ok()) status = Prepare(opening);
  if (status.ok()) status = Replace(db, *stored, opening, now, lane);
  if (!status.ok()) return status;
  return opening;
}

absl::StatusOr<Upserted> UpsertOpening(Connection& db, Opening opening, Instant now, Lane lane) {
  if (opening.source.empty()) return InvalidField("source", "required for an upsert");
  absl::Status status = Prepare(opening);
  if (!status.ok()) return status;
  absl::StatusOr<std::optional<Opening>> found = FindBySource(db, opening);
  if (!found.ok()) return found.status();
  Upserted result;
  if (!found->has_value()) {
    status = Add(db, opening, now, lane);
    result.outcome = UpsertOutcome::kInserted;
  } else {
    const Opening& stored = **found;
    opening.version = stored.version;
    opening.created_at = stored.created_at;
    opening.updated_at = stored.updated_at;
    opening.row = stored.row;
    opening.id = stored.id;
    bool same = SameColumns(opening, stored);
    if (!same) status = Replace(db, stored, opening, now, lane);
    result.outcome = same ? UpsertOutcome::kUnchanged : UpsertOutcome::kUpdated;
  }
  if (!status.ok()) return status;
  result.key = {opening.row, opening.id};
  return result;
}

absl::StatusOr<std::optional<Opening>> FindOpening(Connection& db, std::string_view source,
                                                   std::string_view source_id) {
  Opening key;
  key.source = source;
  key.source_id = source_id;
  return FindBySource(db, key);
}

absl::StatusOr<std::vector<Opening>> OpeningsOfOtherSources(Connection& db,
                                                            const Opening& opening) {
  static const std::string& sql =
      *new std::string(SelectText() +
                       " WHERE lower(o.title) = lower($1) AND o.region_code = $2 AND o.source <> "
                       "$3 ORDER BY o.row LIMIT 50");
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  query->Bind(1, opening.title).Bind(2, opening.region_code).Bind(3, opening.source);
  std::vector<Opening> openings;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return openings;
    absl::StatusOr<Opening> found = ReadRow(*query);
    if (!found.ok()) return found.status();
    openings.push_back(*std::move(found));
  }
}

absl::Status DeleteOpening(Connection& db, std::string_view id,
                           std::optional<int64_t> expected_version, Lane lane) {
  absl::StatusOr<Opening> stored = GetOpening(db, id);
  if (!stored.ok()) return stored.status();
  absl::Status status = CheckVersion(expected_version, stored->version);
  if (!status.ok()) return status;
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM openings WHERE row = $1");
  if (!remove.ok()) return remove.status();
  status = remove->Bind(1, stored->row).Run();
  return status.ok() ? LogChange(db, stored->row, RecordKind::kOpening, lane) : status;
}

absl::StatusOr<std::vector<Opening>> ListOpenings(Connection& db, const OpeningFilter& filter,
                                                  int64_t after_row, int limit) {
  Conditions conditions("o.row > $1");
  conditions.Add(after_row);
  conditions.Text("o.employer_id", filter.employer_id);
  conditions.Text("o.source", filter.source);
  conditions.Region("o.region_code", filter.region_code);
  if (filter.state != OpeningState::kUnknown) {
    conditions.Number("o.state", static_cast<int64_t>(filter.state));
  }
  absl::StatusOr<Statement> query = db.Prepare(SelectText() + conditions.Where() +
                                               " ORDER BY o.row LIMIT " + conditions.Next(limit));
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  std::vector<Opening> openings;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return openings;
    absl::StatusOr<Opening> opening = ReadRow(*query);
    if (!opening.ok()) return opening.status();
    openings.push_back(*std::move(opening));
  }
}

}  // namespace setara
