// What who operates a server sets in place of Setara's own defaults for cases: a table of ids and
// values, tab-separated, with comments as in the tables that ship. Law and practice are not theirs
// to set. Pure; thread-safe.
//
//   id                       value
//   FIRST_CONTACT            5      a default of data/durations.tsv, 1-3650 in the unit it has
//   there LOST_CONTACT_ATTEMPTS    4      1-100 SATURDAY_WORKS           yes    yes or no; so are
//   the others of CalendarOptions, JOINT_LEAVE_WORKS        no     by their names
//   CLOCK_RESTS_ON_DAYS_OFF  no
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "server/casework/rules.h"

namespace setara::casework {

// `name` appears in errors. InvalidArgument with name and line: no such id, an id twice, one that
// is not to be set, or a value that cannot be read.
absl::StatusOr<CaseRules> ParseSettings(std::string_view name, std::string_view tsv);

}  // namespace setara::casework
