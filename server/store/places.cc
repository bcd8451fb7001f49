#include "server/store/places.h"

namespace setara {
namespace {

// The first column of every row, with the id as $1.
absl::StatusOr<std::vector<std::string>> Texts(Connection& db, std::string_view sql,
                                               std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  query->Bind(1, id);
  std::vector<std::string> texts;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return texts;
    texts.push_back(query->Text(0));
  }
}

absl::StatusOr<std::optional<std::string>> First(absl::StatusOr<std::vector<std::string>> texts) {
  if (!texts.ok()) return texts.status();
  if (texts->empty()) return std::nullopt;
  return std::move(texts->front());
}

}  // namespace

absl::StatusOr<std::optional<std::string>> FindSeekerBranch(Connection& db, std::string_view id) {
  return First(Texts(
      db, "SELECT s.branch FROM records r JOIN seekers s ON s.row = r.row WHERE r.id = $1", id));
}

absl::StatusOr<std::vector<std::string>> FindCaseBranches(Connection& db,
                                                          std::string_view seeker_id) {
  return Texts(db,
               "SELECT DISTINCT c.branch FROM records r JOIN cases c ON c.seeker_row = r.row "
               "WHERE r.id = $1 AND c.branch <> ''",
               seeker_id);
}

absl::StatusOr<std::optional<CasePlace>> FindCasePlace(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT c.branch, r.id FROM cases c JOIN records r ON r.row = c.seeker_row WHERE c.id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  return CasePlace{query->Text(0), query->Text(1)};
}

absl::StatusOr<std::optional<std::string>> FindOpeningEmployer(Connection& db,
                                                               std::string_view id) {
  return First(Texts(
      db, "SELECT o.employer_id FROM records r JOIN openings o ON o.row = r.row WHERE r.id = $1",
      id));
}

absl::StatusOr<std::vector<std::string>> FindEmployerSeats(Connection& db, std::string_view id) {
  return Texts(db,
               "SELECT DISTINCT t.seat_region_code FROM records r"
               " JOIN employer_terms t ON t.employer_row = r.row WHERE r.id = $1",
               id);
}

absl::StatusOr<std::optional<PlacementPlace>> FindPlacementPlace(Connection& db,
                                                                 std::string_view id) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT coalesce(r.id, ''), coalesce(s.branch, ''), "
      "CASE WHEN p.referred = 1 THEN p.employer_id ELSE '' END, p.opening_id FROM placements p "
      "LEFT JOIN seekers s ON s.row = p.seeker_row LEFT JOIN records r ON r.row = s.row "
      "WHERE p.id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  PlacementPlace place{query->Text(0), query->Text(1), {}, query->Text(2), query->Text(3)};
  absl::StatusOr<std::vector<std::string>> cases = FindCaseBranches(db, place.seeker_id);
  if (!cases.ok()) return cases.status();
  place.case_branches = *std::move(cases);
  return place;
}

}  // namespace setara
