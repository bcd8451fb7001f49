// Wording of openings that shuts people out, as the screening found it: kept with the opening in
// the same write, counted by rule and employer. Nothing here reads a text.
//
// Call inside Store::Read or Store::Write; writes need the latter and log no change, since searches
// know nothing of findings. Errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/opening.h"
#include "matcher/domain/screening_finding.h"
#include "server/store/sqlite.h"

namespace setara {

// Replaces what is kept of the stored opening (its row and employer are read).
absl::Status ReplaceFindings(Connection& db, const Opening& opening,
                             const std::vector<ScreeningFinding>& findings);

// Of the opening at `row`, in the order they were given.
absl::StatusOr<std::vector<ScreeningFinding>> GetFindings(Connection& db, int64_t row);

// Rows above `after_row` of openings with findings, ascending, at most `limit` (>= 1). "" does not
// filter.
absl::StatusOr<std::vector<int64_t>> RowsWithFindings(Connection& db,
                                                      const std::string& employer_id,
                                                      const std::string& rule, int64_t after_row,
                                                      int limit);

// Whose openings are counted; "" does not filter. A region holds registered employers alone, by
// their seat as of the last write.
struct FindingScope {
  std::string employer_id{};
  std::string region_code{};
};

struct RuleFindings {
  std::string rule;
  int64_t findings = 0;
  int64_t openings = 0;  // with at least one
};

struct FindingTotals {
  int64_t openings = 0;  // in scope, with findings or not
  int64_t openings_with_findings = 0;
  int64_t findings = 0;
  std::vector<RuleFindings> rules;  // that have any, by id
};
absl::StatusOr<FindingTotals> CountFindings(Connection& db, const FindingScope& scope);

// What a list of employers is ordered by: most openings first, then the row of the first opening.
struct EmployerFindingKey {
  int64_t openings_with_findings = 0;
  int64_t row = 0;
};

struct EmployerFindings {
  EmployerFindingKey key;
  std::string employer_id;    // "" not registered
  std::string employer_name;  // as in the register, else as in the advertisements
  int64_t findings = 0;
  std::vector<RuleFindings> rules;
};

// At most `limit` (>= 1) employers behind `after`.
absl::StatusOr<std::vector<EmployerFindings>> CountFindingsByEmployer(
    Connection& db, const FindingScope& scope, const std::optional<EmployerFindingKey>& after,
    int limit);

// The row up to which all openings were screened with this version of the rules, nullopt when that
// is all of them.
absl::StatusOr<std::optional<int64_t>> ScreenedThrough(Connection& db, std::string_view version);
// Notes progress; nullopt: all are.
absl::Status SetScreenedThrough(Connection& db, std::string_view version,
                                std::optional<int64_t> row);

// The version counter of the opening at `row`; 0: there is none any more.
absl::StatusOr<int64_t> OpeningVersion(Connection& db, int64_t row);

}  // namespace setara
