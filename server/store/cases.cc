#include "server/store/cases.h"

#include "matcher/domain/errors.h"
#include "server/keys/sodium.h"
#include "server/store/bitemporal.h"
#include "server/store/case_codec.h"
#include "server/store/case_columns.h"
#include "server/store/person_keys.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

constexpr char kSealed[] = "case_events.sealed";

absl::StatusOr<PersonKey> KeyOf(Connection& db, const CaseRow& of) {
  if (!of.seeker_row) return NotFound("cases/" + of.id);
  return PersonKeyOf(db, *of.seeker_row);
}

struct Place {
  int64_t row = 1;
  std::string last_id;
};

absl::StatusOr<Place> NextPlace(Connection& db) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT row, id FROM cases ORDER BY row DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  if (!*found) return Place{};
  return Place{query->Int(0) + 1, query->Text(1)};
}

absl::StatusOr<CaseEvent> ReadEvent(const Statement& row, const CaseRow& of, const PersonKey& key) {
  CaseEvent event;
  event.sequence = row.Int(0);
  event.at = InstantFromStored(row.Int(2));
  event.recorded_at = InstantFromStored(row.Int(3));
  event.actor = row.Text(4);
  absl::StatusOr<std::string> text = key.Open(row.TextView(5), {kSealed, of.row});
  if (!text.ok()) return text.status();
  const absl::Status read = ReadCaseFact(static_cast<int>(row.Int(1)), *text, event);
  Wipe(*text);
  if (!read.ok()) return read;
  return event;
}

absl::Status RunFor(Connection& db, const char* sql, int64_t row) {
  absl::StatusOr<Statement> statement = db.Prepare(sql);
  return statement.ok() ? statement->Bind(1, row).Run() : statement.status();
}

}  // namespace

const std::string& SelectCases() {
  static const std::string& text =
      *new std::string("SELECT c.row, " + SelectList<CaseRow>("c") + " FROM cases c ");
  return text;
}

absl::StatusOr<std::vector<CaseRow>> ReadCases(Statement& query) {
  std::vector<CaseRow> rows;
  while (true) {
    absl::StatusOr<bool> found = query.Step();
    if (!found.ok()) return found.status();
    if (!*found) return rows;
    absl::Status read = ReadColumns(query, 1, rows.emplace_back());
    if (!read.ok()) return read;
    rows.back().row = query.Int(0);
  }
}

absl::StatusOr<CaseRow> InsertCase(Connection& db, CaseRow made, Instant now) {
  absl::StatusOr<Place> place = NextPlace(db);
  if (!place.ok()) return place.status();
  made.row = place->row;
  made.id = NextUlid(place->last_id, now);
  absl::Status stored = InsertColumns(db, made.row, made);
  if (!stored.ok()) return stored;
  return made;
}

absl::Status AddCaseEvent(Connection& db, const CaseRow& of, const CaseEvent& event) {
  absl::StatusOr<PersonKey> key = KeyOf(db, of);
  if (!key.ok()) return key.status();
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO case_events (case_row, sequence, kind, at, recorded_at, actor, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)");
  if (!insert.ok()) return insert.status();
  std::string text = WriteCaseFact(event);
  insert->Bind(1, of.row)
      .Bind(2, event.sequence)
      .Bind(3, int64_t{KindOf(event.payload)})
      .Bind(4, StoredInstant(event.at))
      .Bind(5, StoredInstant(event.recorded_at))
      .Bind(6, event.actor)
      .BindBlob(7, key->Seal(text, {kSealed, of.row}));
  Wipe(text);
  return insert->Run();
}

absl::StatusOr<std::vector<CaseEvent>> CaseEventsOf(Connection& db, const CaseRow& of) {
  absl::StatusOr<PersonKey> key = KeyOf(db, of);
  if (!key.ok()) return key.status();
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT sequence, kind, at, recorded_at, actor, sealed FROM case_events "
      "WHERE case_row = $1 ORDER BY sequence");
  if (!query.ok()) return query.status();
  query->Bind(1, of.row);
  std::vector<CaseEvent> events;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return events;
    absl::StatusOr<CaseEvent> event = ReadEvent(*query, of, *key);
    if (!event.ok()) return event.status();
    events.push_back(*std::move(event));
  }
}

absl::Status SaveCase(Connection& db, const CaseRow& row, std::span<const CaseSpan> spans) {
  absl::Status saved = UpdateColumns(db, row.row, row);
  if (saved.ok()) saved = RunFor(db, "DELETE FROM case_spans WHERE case_row = $1", row.row);
  if (!saved.ok()) return saved;
  int64_t number = 0;
  for (const CaseSpan& span : spans) {
    absl::StatusOr<Statement> insert = db.Prepare(
        "INSERT INTO case_spans (case_row, number, state, since) VALUES ($1, $2, $3, $4)");
    if (!insert.ok()) return insert.status();
    absl::Status added = insert->Bind(1, row.row)
                             .Bind(2, ++number)
                             .Bind(3, static_cast<int64_t>(span.state))
                             .Bind(4, StoredDate(span.since))
                             .Run();
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

absl::StatusOr<CaseRow> GetCase(Connection& db, std::string_view id) {
  static const std::string& text =
      *new std::string(SelectCases() + "WHERE c.id = $1 AND c.seeker_row IS NOT NULL");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<CaseRow>> found = ReadCases(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("cases/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<std::vector<CaseRow>> CasesOfSeeker(Connection& db, int64_t seeker_row) {
  static const std::string& text =
      *new std::string(SelectCases() + "WHERE c.seeker_row = $1 ORDER BY c.row");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  return ReadCases(query->Bind(1, seeker_row));
}

absl::Status AddCaseDocumentPlace(Connection& db, std::string_view document_id, int64_t case_row,
                                  int64_t sequence) {
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO case_documents (id, case_row, sequence) VALUES ($1, $2, $3)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, document_id).Bind(2, case_row).Bind(3, sequence).Run();
}

absl::StatusOr<std::string> CaseOfDocument(Connection& db, std::string_view document_id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT c.id FROM case_documents d JOIN cases c ON c.row = d.case_row WHERE d.id = $1 "
      "AND c.seeker_row IS NOT NULL");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, document_id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return NotFound("caseDocuments/" + std::string(document_id));
  return query->Text(0);
}

absl::Status StripCases(Connection& db, int64_t seeker_row) {
  for (const char* sql :
       {"DELETE FROM case_due WHERE case_row IN (SELECT row FROM cases WHERE seeker_row = $1)",
        "DELETE FROM case_offers WHERE case_row IN (SELECT row FROM cases WHERE seeker_row = $1)",
        "DELETE FROM case_events WHERE case_row IN (SELECT row FROM cases WHERE seeker_row = $1)",
        "DELETE FROM case_documents WHERE case_row IN "
        "(SELECT row FROM cases WHERE seeker_row = $1)",
        "DELETE FROM case_source_rows WHERE case_row IN "
        "(SELECT row FROM cases WHERE seeker_row = $1)",
        "DELETE FROM case_sources WHERE case_row IN (SELECT row FROM cases WHERE seeker_row = $1)",
        "UPDATE cases SET seeker_row = NULL, search_at = NULL WHERE seeker_row = $1"}) {
    if (absl::Status done = RunFor(db, sql, seeker_row); !done.ok()) return done;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> DerivedByRules(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT value FROM meta WHERE key = 'case_rules'");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  return *found ? query->Text(0) : std::string();
}

absl::Status NoteDerivedByRules(Connection& db, std::string_view fingerprint) {
  absl::StatusOr<Statement> write = db.Prepare(
      "INSERT INTO meta (key, value) VALUES ('case_rules', $1) "
      "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  return write.ok() ? write->Bind(1, fingerprint).Run() : write.status();
}

}  // namespace setara
