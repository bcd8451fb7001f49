// The rules that officers recorded, in the store: dated, bitemporal, never overwritten.
//
// Call inside Store::Read or Store::Write. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "server/quota/rule_book.h"
#include "server/store/sqlite.h"

namespace setara {

// The versions in the order learned.
absl::StatusOr<std::vector<quota::RuleVersion>> LoadRuleVersions(Connection& db);

// The shipped rules and what was recorded since. DATA_LOSS: a row that was never written here.
absl::StatusOr<quota::RuleBook> LoadRuleBook(Connection& db);

// Records the versions, all learned at one instant: `now`, or just after the last version where a
// clock went back. Returns the instant. INVALID_ARGUMENT: see ValidateRule; FAILED_PRECONDITION
// (RULES_OVERLAP): together with the others two statutes would bind one kind on one day.
//
// What it changes is derived in the same transaction where few employers may be concerned, else
// left to the background (quota_marks.h): until that is done, answers that need it are refused.
absl::StatusOr<Instant> RecordRules(Connection& db, const std::vector<quota::RuleVersion>& versions,
                                    Instant now);

}  // namespace setara
