// A hire through matching, brought into the return-to-work case of the person hired.
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

}  // namespace setara
