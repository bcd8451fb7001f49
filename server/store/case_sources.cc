#include "server/store/case_sources.h"

#include "matcher/domain/errors.h"

namespace setara {

absl::StatusOr<std::optional<TakenOverCase>> FindTakenOverCase(Connection& db,
                                                               std::string_view source,
                                                               std::string_view source_id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT c.id, c.row FROM case_sources s JOIN cases c ON c.row = s.case_row "
      "WHERE s.source = $1 AND s.source_id = $2");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, source).Bind(2, source_id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<TakenOverCase>();
  TakenOverCase taken{query->Text(0), {}};
  absl::StatusOr<Statement> rows =
      db.Prepare("SELECT sequence FROM case_source_rows WHERE case_row = $1 ORDER BY number");
  if (!rows.ok()) return rows.status();
  rows->Bind(1, query->Int(1));
  while (true) {
    absl::StatusOr<bool> row = rows->Step();
    if (!row.ok()) return row.status();
    if (!*row) return std::optional<TakenOverCase>(std::move(taken));
    taken.sequences.push_back(rows->Int(0));
  }
}

absl::Status AddCaseSource(Connection& db, std::string_view source, std::string_view source_id,
                           int64_t case_row) {
  absl::StatusOr<Statement> write =
      db.Prepare("INSERT INTO case_sources (source, source_id, case_row) VALUES ($1, $2, $3)");
  if (!write.ok()) return write.status();
  return write->Bind(1, source).Bind(2, source_id).Bind(3, case_row).Run();
}

absl::Status AddCaseSourceRow(Connection& db, int64_t case_row, int64_t number, int64_t sequence) {
  absl::StatusOr<Statement> write =
      db.Prepare("INSERT INTO case_source_rows (case_row, number, sequence) VALUES ($1, $2, $3)");
  if (!write.ok()) return write.status();
  return write->Bind(1, case_row).Bind(2, number).Bind(3, sequence).Run();
}

absl::StatusOr<std::string> FindSeekerId(Connection& db, std::string_view source,
                                         std::string_view source_id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT r.id FROM seekers s JOIN records r ON r.row = s.row "
      "WHERE s.source = $1 AND s.source_id = $2 AND s.source <> ''");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, source).Bind(2, source_id).Step();
  if (!found.ok()) return found.status();
  return *found ? query->Text(0) : std::string();
}

}  // namespace setara
