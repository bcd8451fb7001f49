// A hire through matching, brought into the return-to-work case of the person hired, and out of it
// when it is taken back.
#pragma once

#include <absl/status/status.h>

#include "matcher/domain/placement.h"
#include "matcher/domain/seeker.h"
#include "server/case_ledger/ledger.h"
#include "server/casework/rules.h"
#include "server/store/sqlite.h"

namespace setara {

// For every open case of the person that searches: records the work with its placement (L4; at the
// employer of the accident L3), and where the rules of HIRED_ELSEWHERE are met, moves the case to
// monitoring at L4. Where they are not, the case keeps a deadline (HIRE_CONFIRM) until somebody has
// brought it there. Call in the Store::Write that records the hire; errors are those of the store,
// and of casework::CheckEvent for the work.
absl::Status BringHireIntoCases(Connection& db, const Seeker& person, const Placement& placement,
                                Date starts_on, const Entering& by,
                                const casework::CaseRules& rules);

// For every case that a hire now taken back was brought into: voids the work of that placement, and
// the move HIRED_ELSEWHERE that it made while that is still the latest. A case that has closed
// since keeps its end, which is a supervisor's to take back, and gets a note. Call in the
// Store::Write that takes the hire back; errors are those of the store.
absl::Status TakeHireOutOfCases(Connection& db, const Seeker& person, const Placement& placement,
                                const Entering& by, const casework::CaseRules& rules);

}  // namespace setara
