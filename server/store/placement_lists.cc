#include "server/store/placement_lists.h"

#include <algorithm>

#include "server/store/filters.h"
#include "server/store/placement_rows.h"
#include "server/store/placements.h"

namespace setara {
namespace {

std::string SelectText() {
  return std::string("SELECT ") + kPlacementColumns +
         " FROM placements p LEFT JOIN seekers s ON s.row = p.seeker_row";
}

// Days on which the step stands, as known then: the one recorded and those it was corrected to.
bool TouchesPeriod(const std::vector<PlacementEvent>& events, Date from, Date until) {
  const auto inside = [&](Date day) { return from <= day && day < until; };
  return std::any_of(events.begin(), events.end(), [&](const PlacementEvent& event) {
    if (event.step == PlacementStep::kCorrect) {
      return event.corrected_on && inside(*event.corrected_on);
    }
    return inside(event.occurred_on);
  });
}

bool WasReferred(const std::vector<PlacementEvent>& events) {
  return std::any_of(events.begin(), events.end(), [](const PlacementEvent& event) {
    return event.step == PlacementStep::kRefer;
  });
}

}  // namespace

absl::StatusOr<std::vector<Placement>> ListPlacements(Connection& db, const PlacementFilter& filter,
                                                      int64_t before_entry, int limit) {
  Conditions conditions("($1 = 0 OR p.entry < $1)");
  conditions.Add(before_entry);
  if (filter.branch) conditions.ExactText("s.branch", *filter.branch);
  if (filter.seeker_row) conditions.Number("p.seeker_row", *filter.seeker_row);
  conditions.Text("p.employer_id", filter.employer_id);
  conditions.Text("p.opening_id", filter.opening_id);
  if (filter.referred) conditions.Number("p.referred", 1);
  if (filter.needs_decision) conditions.Number("p.needs_decision", 1);
  if (!filter.states.empty()) {
    int64_t bits = 0;
    for (const PlacementState state : filter.states) bits |= int64_t{1} << static_cast<int>(state);
    conditions.Bits("p.state", bits);
  }
  absl::StatusOr<Statement> query = db.Prepare(
      SelectText() + conditions.Where() + " ORDER BY p.entry DESC LIMIT " + conditions.Next(limit));
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  return ReadPlacements(*query);
}

absl::StatusOr<std::vector<DuePlacement>> ListDuePlacements(
    Connection& db, const std::optional<std::string>& branch, Date due_by,
    const std::optional<DueKey>& after, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(
      std::string("SELECT ") + kPlacementColumns +
      ", p.due_on, p.due_months FROM placements p JOIN seekers s ON s.row = p.seeker_row "
      "WHERE p.due_on IS NOT NULL AND p.due_on <= $1 AND (p.due_on, p.entry) > ($2, $3) "
      "AND ($4 = 0 OR s.branch = $5) ORDER BY p.due_on, p.entry LIMIT $6");
  if (!query.ok()) return query.status();
  query->Bind(1, StoredDate(due_by))
      .Bind(2, after ? after->due_on : INT64_MIN)
      .Bind(3, after ? after->entry : INT64_MIN)
      .Bind(4, branch.has_value() ? 1 : 0)
      .Bind(5, branch.value_or(""))
      .Bind(6, int64_t{limit});
  std::vector<DuePlacement> due;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return due;
    due.push_back({ReadPlacement(*query),
                   {DateFromStored(query->Int(kPlacementColumnCount)),
                    static_cast<int>(query->Int(kPlacementColumnCount + 1))}});
  }
}

absl::Status ScanHiredPlacements(
    Connection& db, const std::optional<std::string>& branch, const std::string& region_code,
    const std::function<absl::Status(const PlacementHistory&)>& visit) {
  Conditions conditions(
      "EXISTS (SELECT 1 FROM placement_events e WHERE e.placement_entry = p.entry AND e.step = 5)");
  if (branch) conditions.ExactText("s.branch", *branch);
  conditions.Region("p.region_code", region_code);
  absl::StatusOr<Statement> query =
      db.Prepare(SelectText() + conditions.Where() + " ORDER BY p.entry");
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok() || !*row) return row.status();
    PlacementHistory history{ReadPlacement(*query), {}};
    absl::StatusOr<std::vector<PlacementEvent>> events =
        PlacementEventsOf(db, history.placement.entry);
    if (!events.ok()) return events.status();
    history.events = *std::move(events);
    if (absl::Status visited = visit(history); !visited.ok()) return visited;
  }
}

absl::StatusOr<std::vector<PlacementHistory>> PlacementsOfEmployerBetween(
    Connection& db, std::string_view employer_id, Date from, Date until, Instant known_at) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string("SELECT ") + kPlacementColumns +
                 " FROM placements p WHERE p.employer_id = $1 AND p.created_at <= $2 "
                 "ORDER BY p.entry");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<Placement>> placements =
      ReadPlacements(query->Bind(1, employer_id).Bind(2, StoredInstant(known_at)));
  if (!placements.ok()) return placements.status();
  std::vector<PlacementHistory> found;
  for (Placement& placement : *placements) {
    absl::StatusOr<std::vector<PlacementEvent>> events = PlacementEventsOf(db, placement.entry);
    if (!events.ok()) return events.status();
    std::erase_if(*events, [&](const PlacementEvent& event) { return event.known_at > known_at; });
    if (!WasReferred(*events) || !TouchesPeriod(*events, from, until)) continue;
    placement.seeker_row.reset();
    found.push_back({std::move(placement), *std::move(events)});
  }
  return found;
}

}  // namespace setara
