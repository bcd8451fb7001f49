// Placements as the store has them at this moment, and how a step becomes part of one together with
// what follows from it: the row that lists read, and the employment records that the quota counts.
// All within the caller's transaction, so that none of it is ever there without the rest.
//
// Call inside Store::Read or Store::Write. Errors besides the ones named are those of the store.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/placement.h"
#include "matcher/domain/seeker.h"
#include "server/placement/employment.h"
#include "server/store/sqlite.h"

namespace setara {

// A placement with its steps and where they lead.
struct LoadedPlacement {
  Placement record;
  std::vector<PlacementEvent> events;
  PlacementStanding standing;
};

// NotFound: no such placement. DataLoss: its steps do not follow from one another.
absl::StatusOr<LoadedPlacement> LoadPlacement(Connection& db, const std::string& id);
absl::StatusOr<LoadedPlacement> LoadPlacement(Connection& db, Placement record);

// Adds a step (a correction too) and brings the row in step. Errors: those of placement::Fold and
// FoldCorrected; nothing is written then. The employment records are left to RefreshEmployment.
absl::Status TakeStep(Connection& db, LoadedPlacement& placement, PlacementEvent step, Instant now);

// The days on which the person agreed to be counted at the employer; none for an erased person.
absl::StatusOr<std::vector<placement::AgreedDays>> AgreedDaysOf(
    Connection& db, const Placement& placement, const std::optional<Date>& birth_date);

// Makes the employment records of the placement those that follow from it: adds, corrects, and
// takes out of the count (with the reason to exclude) what no longer follows. Writes nothing when
// they are right already. seeker: the person.
absl::Status RefreshEmployment(Connection& db, const LoadedPlacement& placement,
                               const std::string& seeker_id, const std::optional<Date>& birth_date,
                               Instant now);

// The same for every placement of a person, after a word of theirs about being counted.
absl::Status RefreshQuotaRecords(Connection& db, int64_t seeker_row,
                                 const std::optional<Date>& birth_date, Instant now);

// For erasure, before the person goes: withdraws what is under way, and cuts all of it loose.
absl::Status ReleasePlacements(Connection& db, int64_t seeker_row, Instant now);

}  // namespace setara
