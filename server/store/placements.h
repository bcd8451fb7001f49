// Placements and their steps. Steps are only ever added to; where a placement stands follows from
// them (server/placement/history.h), and the caller, who computes it, keeps the row that lists read
// in step with SavePlacement in the same Store::Write.
//
// Call inside Store::Read or Store::Write. Errors are those of sqlite.h besides the ones named;
// none says anything about a person.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/placement.h"
#include "server/store/sqlite.h"

namespace setara {

// Stores a placement without a step and returns it with entry, id and version 1.
absl::StatusOr<Placement> InsertPlacement(Connection& db, Placement placement, Instant now);

// Adds a step and returns it with its number and time; `known_at` never goes back, even when the
// clock does.
absl::StatusOr<PlacementEvent> AddPlacementEvent(Connection& db, int64_t placement_entry,
                                                 PlacementEvent event, Instant now);

// Makes the row say what the steps now say; a new version. due: the next check, if there is one.
absl::Status SavePlacement(Connection& db, Placement& placement, const PlacementStanding& standing,
                           const std::optional<FollowUpCheck>& due, Instant now);

// NotFound: no such placement.
absl::StatusOr<Placement> GetPlacement(Connection& db, std::string_view id);

// The steps in the order recorded.
absl::StatusOr<std::vector<PlacementEvent>> PlacementEventsOf(Connection& db,
                                                              int64_t placement_entry);

// Every placement of a person, oldest first.
absl::StatusOr<std::vector<Placement>> PlacementsOfSeeker(Connection& db, int64_t seeker_row);

// The one of a person for an opening that has neither ended nor been rejected or withdrawn, if any.
absl::StatusOr<std::optional<Placement>> FindLivePlacement(Connection& db, int64_t seeker_row,
                                                           std::string_view opening_id);

// Cuts the placements of a person loose from them, for erasure: who they are, the consents they
// rest on, and their account where they took a step themselves. What was decided and when stays, as
// someone's, so that figures of the past stay what they were.
absl::Status StripPlacements(Connection& db, int64_t seeker_row);

}  // namespace setara
