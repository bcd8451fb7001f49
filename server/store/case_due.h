// Open deadlines of cases, as rows that lists read by manager, branch and time. Call inside
// Store::Read or Store::Write; writes need the latter. Errors are those of sqlite.h and
// person_keys.h, and DATA_LOSS.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "matcher/domain/case_rows.h"
#include "server/store/sqlite.h"

namespace setara {

// Makes these the open deadlines of the case. What they are about is sealed with the worker's key.
absl::Status ReplaceCaseDue(Connection& db, const CaseRow& of, std::span<const CaseDue> due);

// Place of a row in its list: by due time, then case, then number within it.
struct CaseDueKey {
  int64_t due = INT64_MIN;  // microseconds since 1970
  int64_t case_row = 0;
  int64_t number = 0;
};

// A deadline with the case that it is of.
struct OpenCaseDue {
  CaseDueKey key{};
  std::string case_id{};
  CaseDue due{};
};

// Empty or absent fields do not filter.
struct CaseDueFilter {
  std::optional<std::string> branch{};
  std::string manager{};
  std::string case_id{};
  bool suspended = false;  // those that stand still, or those that run
  std::optional<Instant> due_before{};
};

// At most `limit` (>= 1) after `after`, by due time.
absl::StatusOr<std::vector<OpenCaseDue>> ListCaseDue(Connection& db, const CaseDueFilter& filter,
                                                     const CaseDueKey& after, int limit);

// Visits every row of the branch (nullopt: all) that runs, with who keeps the case, in no order.
// What a row is about is left out. An error of `visit` ends the scan and comes back.
struct KeptCaseDue {
  int64_t case_row = 0;
  std::string manager{};
  CaseDue due{};
};
absl::Status ScanCaseDue(Connection& db, const std::optional<std::string>& branch,
                         const std::function<absl::Status(const KeptCaseDue&)>& visit);

}  // namespace setara
