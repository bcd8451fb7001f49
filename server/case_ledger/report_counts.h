// What the reports about cases count, read from rows alone: no log is opened. Call inside
// Store::Read. Errors are those of the store.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "server/casework/caseload.h"
#include "server/casework/caseload_history.h"
#include "server/casework/outcomes.h"
#include "server/casework/rules.h"
#include "server/store/case_lists.h"
#include "server/store/sqlite.h"

namespace setara {

// filter: branch and region; its other fields are left alone.
absl::StatusOr<casework::CaseloadCounts> CountCaseload(Connection& db, const CaseFilter& filter,
                                                       Instant now,
                                                       const casework::CaseRules& rules);

// The figures of every case of the filter that happened in [from, until); absent: without end.
absl::StatusOr<std::vector<casework::CaseFigures>> FiguresOfPeriod(Connection& db,
                                                                   const CaseFilter& filter,
                                                                   std::optional<Date> from,
                                                                   std::optional<Date> until);

// Open cases by state at the end of each of `days`, ascending.
absl::StatusOr<std::vector<casework::Caseload>> CountHistory(Connection& db,
                                                             const CaseFilter& filter,
                                                             const std::vector<Date>& days);

}  // namespace setara
