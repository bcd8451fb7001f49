#include "server/store/opening_positions.h"

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"

namespace setara {
namespace {

// $1 the day. States 5 to 8 are those of a placement at work, state 1 that of an open opening.
constexpr char kSelect[] =
    "SELECT o.row, r.id, o.title, o.positions, (SELECT count(*) FROM placements p "
    "WHERE p.opening_id = r.id AND p.state BETWEEN 5 AND 8) AS filled, "
    "CASE WHEN o.state = 1 AND o.open_from <= $1 AND (o.open_until IS NULL OR o.open_until > $1) "
    "THEN 1 ELSE 0 END AS is_open "
    "FROM openings o JOIN records r ON r.row = o.row ";

OpeningPositions ReadRow(const Statement& row) {
  return {row.Int(0), row.Text(1), row.Text(2), row.Int(3), row.Int(4), row.Int(5) != 0};
}

}  // namespace

absl::StatusOr<OpeningPositions> PositionsOfOpening(Connection& db, std::string_view opening_id,
                                                    Date on) {
  absl::StatusOr<Statement> query = db.Prepare(std::string(kSelect) + "WHERE r.id = $2");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, StoredDate(on)).Bind(2, opening_id).Step();
  if (!found.ok()) return found.status();
  if (!*found) return NotFound("openings/" + std::string(opening_id));
  return ReadRow(*query);
}

absl::StatusOr<std::vector<OpeningPositions>> ListOpeningPositions(Connection& db,
                                                                   const PositionsFilter& filter,
                                                                   Date on, int64_t after_row,
                                                                   int limit) {
  // Starts from the placements: most openings have none.
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT * FROM (" + std::string(kSelect) +
      "WHERE o.row > $2 AND ($3 = '' OR o.employer_id = $3) AND r.id IN (SELECT p.opening_id "
      "FROM placements p WHERE p.state BETWEEN 5 AND 8)) AS t "
      "WHERE $4 = 0 OR (t.is_open = 1 AND t.filled >= t.positions) ORDER BY t.row LIMIT $5");
  if (!query.ok()) return query.status();
  query->Bind(1, StoredDate(on)).Bind(2, after_row).Bind(3, filter.employer_id);
  query->Bind(4, int64_t{filter.full_only}).Bind(5, int64_t{limit});
  std::vector<OpeningPositions> openings;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return openings;
    openings.push_back(ReadRow(*query));
  }
}

}  // namespace setara
