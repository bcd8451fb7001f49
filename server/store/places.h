// What scopes are held against, read for access control and nothing else. Call inside Store::Read
// or Store::Write; errors are those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace setara {

// Code of the branch that keeps a person's record ("" none); nullopt: no such person.
absl::StatusOr<std::optional<std::string>> FindSeekerBranch(Connection& db, std::string_view id);

// Codes of the branches that keep a case of the person, each once.
absl::StatusOr<std::vector<std::string>> FindCaseBranches(Connection& db,
                                                          std::string_view seeker_id);

// What a case's scopes are held against.
struct CasePlace {
  std::string branch;     // that keeps it; "" none
  std::string seeker_id;  // the worker
};
// Nullopt: no such case, or its worker was erased.
absl::StatusOr<std::optional<CasePlace>> FindCasePlace(Connection& db, std::string_view id);

// Employer of an opening ("" of nobody); nullopt: no such opening.
absl::StatusOr<std::optional<std::string>> FindOpeningEmployer(Connection& db, std::string_view id);

// Every region where an employer has had its seat, so that an officer still sees the past of one
// that moved away; empty: no such employer.
absl::StatusOr<std::vector<std::string>> FindEmployerSeats(Connection& db, std::string_view id);

// What a placement's scopes are held against.
struct PlacementPlace {
  std::string seeker_id;                   // "" the person was erased
  std::string branch;                      // that keeps the person's record; "" none
  std::vector<std::string> case_branches;  // that keep a case of the person
  std::string employer_id;                 // "" as long as the employer was told nothing
  std::string opening_id;
};
// Nullopt: no such placement.
absl::StatusOr<std::optional<PlacementPlace>> FindPlacementPlace(Connection& db,
                                                                 std::string_view id);

}  // namespace setara
