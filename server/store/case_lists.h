// Lists of cases, read from their rows alone. Call inside Store::Read or Store::Write. Errors are
// those of sqlite.h, and DATA_LOSS.
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

// Empty or absent fields do not filter.
struct CaseFilter {
  std::optional<std::string> branch{};
  std::string manager{};
  uint32_t states = 0;        // bits by CaseState
  std::string region_code{};  // happened there or below
};

// At most `limit` (>= 1) cases after `after_row`, in the order reported. Those of erased people are
// left out.
absl::StatusOr<std::vector<CaseRow>> ListCases(Connection& db, const CaseFilter& filter,
                                               int64_t after_row, int limit);

// Visits the cases of the filter, those of erased people too, in the order reported. An error of
// `visit` ends the scan and comes back.
absl::Status ScanCases(Connection& db, const CaseFilter& filter,
                       const std::function<absl::Status(const CaseRow&)>& visit);

// The same with the spans of each: what state it stood in when.
absl::Status ScanCaseSpans(
    Connection& db, const CaseFilter& filter,
    const std::function<absl::Status(const CaseRow&, std::span<const CaseSpan>)>& visit);

}  // namespace setara
