// What may follow what: the states of a placement and the steps between them, as one table.
//
// Steps may be left out forwards (an employer hires without an interview; a check at six months
// makes the one at three needless), never backwards but by a correction. Our reading of practice;
// no law orders them. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "matcher/domain/placement.h"

namespace setara::placement {

// The state after `step` from `state` (kUnknown: nothing was recorded yet). months: of
// kConfirmAtWork 3, 6 or 12, else not read. FAILED_PRECONDITION with reason STEP_NOT_POSSIBLE, the
// metadata `state` and a sentence that says why not.
absl::StatusOr<PlacementState> After(PlacementState state, PlacementStep step, int months = 0);

// Whether the step can move a placement; the others only add to what is known of it.
bool Moves(PlacementStep step);

// "SHORTLISTED", as the contract names it without its prefix.
std::string_view NameOf(PlacementState state);

}  // namespace setara::placement
