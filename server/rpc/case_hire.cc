#include "server/rpc/case_hire.h"

#include "server/casework/moves.h"
#include "server/store/cases.h"
#include "server/store/openings.h"

namespace setara {
namespace {

// The least that the opening offers; absent: it says nothing, or is gone.
absl::StatusOr<std::optional<int64_t>> OfferedWage(Connection& db, const std::string& opening_id) {
  absl::StatusOr<Opening> opening = GetOpening(db, opening_id);
  if (absl::IsNotFound(opening.status())) return std::optional<int64_t>();
  if (!opening.ok()) return opening.status();
  return opening->wage_min_idr_per_month;
}

absl::Status BringInto(Connection& db, LoadedCase& loaded, const WorkStarted& work,
                       const Entering& by, const casework::CaseRules& rules) {
  const NewFact fact{work, by.now, ""};
  absl::Status added = AddFacts(db, loaded, {&fact, 1}, by, rules);
  if (!added.ok() || work.rung != Rung::kOtherEmployer) return added;
  const casework::Move move{.trigger = CaseTrigger::kHiredElsewhere,
                            .outcome = CaseOutcome::kNone,
                            .at = by.now,
                            .reason = "placements/" + work.placement_id};
  if (!casework::CheckMove(loaded.record, move, rules).Allowed()) return absl::OkStatus();
  return MoveCase(db, loaded, move, by, rules);
}

}  // namespace

absl::Status BringHireIntoCases(Connection& db, const Seeker& person, const Placement& placement,
                                Date starts_on, const Entering& by,
                                const casework::CaseRules& rules) {
  absl::StatusOr<std::vector<CaseRow>> cases = CasesOfSeeker(db, person.row);
  if (!cases.ok()) return cases.status();
  for (CaseRow& row : *cases) {
    if (!row.search_at) continue;
    absl::StatusOr<LoadedCase> loaded = LoadCase(db, std::move(row));
    if (!loaded.ok()) return loaded.status();
    absl::StatusOr<std::optional<int64_t>> wage = OfferedWage(db, placement.opening_id);
    if (!wage.ok()) return wage.status();
    WorkStarted work;
    work.employer_id = placement.employer_id;
    work.placement_id = placement.id;
    work.rung = placement.employer_id == loaded->record.Report().employer_id ? Rung::kOtherJob
                                                                             : Rung::kOtherEmployer;
    work.from = starts_on;
    // What an opening offers is offered to whoever is hired for it: the least of it is the wage,
    // and that of equal work. Where it names none, somebody has to ask.
    work.wage_idr_per_month = *wage;
    work.equal_work_wage_idr_per_month = *wage;
    absl::Status brought = BringInto(db, *loaded, work, by, rules);
    if (!brought.ok()) return brought;
  }
  return absl::OkStatus();
}

}  // namespace setara
