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

// The entries that take the work of a placement out of a case again; none: it never was in it.
std::vector<NewFact> TakenBack(const LoadedCase& loaded, const std::string& placement_id,
                               Instant now) {
  const std::string name = "placements/" + placement_id;
  std::vector<NewFact> facts;
  for (const auto& work : loaded.record.Of<WorkStarted>()) {
    if (work.fact.placement_id != placement_id) continue;
    facts.push_back({EventCorrected{work.sequence, name}, now, ""});
  }
  if (facts.empty()) return facts;
  if (!loaded.record.IsOpen()) {
    const std::string text =
        "Penerimaan kerja " + name + " dibatalkan; hasil kasus perlu ditinjau.";
    return {{NoteWritten{text}, now, ""}};
  }
  const auto* move = loaded.record.Latest<CaseMoved>();
  if (move != nullptr && move->fact.trigger == CaseTrigger::kHiredElsewhere &&
      loaded.events[static_cast<size_t>(move->sequence) - 1].reason == name) {
    facts.insert(facts.begin(), {EventCorrected{move->sequence, name}, now, ""});
  }
  return facts;
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

absl::Status TakeHireOutOfCases(Connection& db, const Seeker& person, const Placement& placement,
                                const Entering& by, const casework::CaseRules& rules) {
  absl::StatusOr<std::vector<CaseRow>> cases = CasesOfSeeker(db, person.row);
  if (!cases.ok()) return cases.status();
  for (CaseRow& row : *cases) {
    absl::StatusOr<LoadedCase> loaded = LoadCase(db, std::move(row));
    if (!loaded.ok()) return loaded.status();
    const std::vector<NewFact> facts = TakenBack(*loaded, placement.id, by.now);
    if (facts.empty()) continue;
    if (absl::Status added = AddFacts(db, *loaded, facts, by, rules); !added.ok()) return added;
  }
  return absl::OkStatus();
}

}  // namespace setara
