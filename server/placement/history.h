// A placement as the sum of its steps. Corrections are applied before the steps are read, so that
// what stands is what would stand had the right ones been recorded; what was recorded stays. Pure;
// thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <span>
#include <vector>

#include "matcher/domain/placement.h"

namespace setara::placement {

// A step as it stands after all corrections.
struct StandingStep {
  PlacementEvent event;    // with its right day, reason, first day of work and relation
  bool retracted = false;  // taken back: it does not count
};

// The steps but the corrections, in the order recorded.
std::vector<StandingStep> Corrected(std::span<const PlacementEvent> events);

// Where the steps lead, in the order recorded. Errors, besides those of After: INVALID_ARGUMENT
// naming the field (occurred_on, starts_on, reason, months) of the first step that does not fit:
// before the step it follows, an end on or before the first day of work that is not NEVER_STARTED
// or the other way round; FAILED_PRECONDITION (CHECK_TOO_EARLY, NOTHING_TO_DECIDE).
absl::StatusOr<PlacementStanding> Fold(std::span<const PlacementEvent> events);

// What was known at `known_at` (inclusive) of what had happened by `on` (inclusive). Nothing of it:
// a standing in state kUnknown.
absl::StatusOr<PlacementStanding> FoldAsOf(std::span<const PlacementEvent> events, Date on,
                                           Instant known_at);

// The standing once `correction` (step kCorrect) is added. Errors: FAILED_PRECONDITION
// (CORRECTION_NOT_POSSIBLE) when the steps would not follow from one another any more, saying which
// number breaks; INVALID_ARGUMENT naming the field (number, retract, starts_on, relation, reason)
// of a correction that says nothing, says it of a step that has no such thing, or speaks of the
// shortlist, a question or another correction.
absl::StatusOr<PlacementStanding> FoldCorrected(std::span<const PlacementEvent> events,
                                                const PlacementEvent& correction);

}  // namespace setara::placement
