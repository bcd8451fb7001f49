#include "server/rpc/placement_ledger.h"

#include <algorithm>

#include "server/placement/follow_up.h"
#include "server/placement/history.h"
#include "server/placement/reasons.h"
#include "server/rpc/live_consents.h"
#include "server/store/changes.h"
#include "server/store/employment.h"
#include "server/store/placements.h"

namespace setara {
namespace {

// Stands in employment.exclude_reason, which officers read.
constexpr char kNoLonger[] = "placement corrected: does not count";

absl::StatusOr<PlacementStanding> StandingWith(const LoadedPlacement& placement,
                                               const PlacementEvent& step) {
  if (step.step == PlacementStep::kCorrect) {
    return placement::FoldCorrected(placement.events, step);
  }
  std::vector<PlacementEvent> all = placement.events;
  all.push_back(step);
  return placement::Fold(all);
}

// The records in the store that came from the placement.
absl::StatusOr<std::vector<EmploymentRecord>> StoredRecords(Connection& db,
                                                            const Placement& placement,
                                                            const std::string& seeker_id) {
  absl::StatusOr<std::vector<KnownEmployment>> all = EmploymentOfPerson(db, seeker_id);
  if (!all.ok()) return all.status();
  std::vector<EmploymentRecord> stored;
  for (KnownEmployment& known : *all) {
    const bool ours = known.record.source == placement::kRecordSource &&
                      known.record.source_id.starts_with(placement.id + ".");
    if (ours) stored.push_back(std::move(known.record));
  }
  return stored;
}

}  // namespace

absl::StatusOr<LoadedPlacement> LoadPlacement(Connection& db, Placement record) {
  absl::StatusOr<std::vector<PlacementEvent>> events = PlacementEventsOf(db, record.entry);
  if (!events.ok()) return events.status();
  absl::StatusOr<PlacementStanding> standing = placement::Fold(*events);
  if (!standing.ok()) {
    return absl::DataLossError("placements/" + record.id +
                               ": its steps do not follow from one another");
  }
  return LoadedPlacement{std::move(record), *std::move(events), *std::move(standing)};
}

absl::StatusOr<LoadedPlacement> LoadPlacement(Connection& db, const std::string& id) {
  absl::StatusOr<Placement> record = GetPlacement(db, id);
  if (!record.ok()) return record.status();
  return LoadPlacement(db, *std::move(record));
}

absl::Status TakeStep(Connection& db, LoadedPlacement& placement, PlacementEvent step,
                      Instant now) {
  absl::StatusOr<PlacementStanding> standing = StandingWith(placement, step);
  if (!standing.ok()) return standing.status();
  absl::StatusOr<PlacementEvent> added =
      AddPlacementEvent(db, placement.record.entry, std::move(step), now);
  if (!added.ok()) return added.status();
  placement.events.push_back(*std::move(added));
  // Once more, with the number that the step got: evidence is known by it.
  standing = placement::Fold(placement.events);
  if (!standing.ok()) return standing.status();
  placement.standing = *std::move(standing);
  return SavePlacement(db, placement.record, placement.standing,
                       placement::NextCheck(placement.standing), now);
}

absl::StatusOr<std::vector<placement::AgreedDays>> AgreedDaysOf(
    Connection& db, const Placement& placement, const std::optional<Date>& birth_date) {
  std::vector<placement::AgreedDays> agreed;
  if (!placement.seeker_row) return agreed;
  absl::StatusOr<PersonConsents> person = LoadConsents(db, *placement.seeker_row, birth_date);
  if (!person.ok()) return person.status();
  const ConsentMatter matter{ConsentPurpose::kQuotaCount, placement.employer_id,
                             placement.opening_id};
  for (const rights::StandingConsent& days :
       rights::DaysGranted(person->events, matter, person->facts())) {
    // Words are only ever added, so that the place of one among them never changes; unlike its id
    // it leads nowhere once the person is erased.
    const auto number = static_cast<int>(days.grant - person->events.data()) + 1;
    agreed.push_back({number, days.from, days.until});
  }
  return agreed;
}

absl::Status RefreshEmployment(Connection& db, const LoadedPlacement& placement,
                               const std::string& seeker_id, const std::optional<Date>& birth_date,
                               Instant now) {
  absl::StatusOr<std::vector<placement::AgreedDays>> agreed =
      AgreedDaysOf(db, placement.record, birth_date);
  if (!agreed.ok()) return agreed.status();
  const std::vector<EmploymentRecord> wanted =
      placement::EmploymentRecordsOf(placement.record, placement.standing, *agreed, seeker_id);
  for (const EmploymentRecord& record : wanted) {
    absl::StatusOr<RecordedFact> fact = UpsertEmployment(db, record, now);
    if (!fact.ok()) return fact.status();
  }
  absl::StatusOr<std::vector<EmploymentRecord>> stored =
      StoredRecords(db, placement.record, seeker_id);
  if (!stored.ok()) return stored.status();
  for (EmploymentRecord& record : *stored) {
    const bool stays = std::any_of(wanted.begin(), wanted.end(), [&](const EmploymentRecord& one) {
      return one.source_id == record.source_id;
    });
    if (stays || record.exclude_reason == kNoLonger) continue;
    record.exclude_reason = kNoLonger;
    absl::StatusOr<RecordedFact> fact = UpsertEmployment(db, record, now);
    if (!fact.ok()) return fact.status();
  }
  return absl::OkStatus();
}

absl::Status RefreshQuotaRecords(Connection& db, int64_t seeker_row,
                                 const std::optional<Date>& birth_date, Instant now) {
  absl::StatusOr<std::vector<Placement>> placements = PlacementsOfSeeker(db, seeker_row);
  if (!placements.ok() || placements->empty()) return placements.status();
  absl::StatusOr<std::string> id = IdOfRow(db, seeker_row);
  if (!id.ok()) return id.status();
  for (Placement& record : *placements) {
    absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, std::move(record));
    if (!placement.ok()) return placement.status();
    absl::Status done = RefreshEmployment(db, *placement, *id, birth_date, now);
    if (!done.ok()) return done;
  }
  return absl::OkStatus();
}

absl::Status ReleasePlacements(Connection& db, int64_t seeker_row, Instant now) {
  absl::StatusOr<std::vector<Placement>> placements = PlacementsOfSeeker(db, seeker_row);
  if (!placements.ok()) return placements.status();
  for (Placement& record : *placements) {
    absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, std::move(record));
    if (!placement.ok()) return placement.status();
    if (!IsUnderWay(placement->standing.state)) continue;
    PlacementEvent step;
    step.step = PlacementStep::kWithdraw;
    step.occurred_on = std::max(JakartaDate(now), placement->standing.since);
    step.reason = placement::kDataErased;
    if (absl::Status taken = TakeStep(db, *placement, step, now); !taken.ok()) return taken;
  }
  return StripPlacements(db, seeker_row);
}

}  // namespace setara
