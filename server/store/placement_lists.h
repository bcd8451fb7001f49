// Lists and scans of placements. Call inside Store::Read or Store::Write; errors are those of
// sqlite.h besides the ones named.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/placement.h"
#include "server/store/sqlite.h"

namespace setara {

struct PlacementFilter {
  std::optional<std::string> branch;   // that keeps the person's record; nullopt: any
  std::optional<int64_t> seeker_row;   // nullopt: any
  std::string employer_id;             // "" any
  std::string opening_id;              // "" any
  std::vector<PlacementState> states;  // empty: any
  bool referred = false;               // only what the employer was told
  bool needs_decision = false;         // only what waits for one
};

// At most `limit` (>= 1) placements below `before_entry` (0: all), newest first.
absl::StatusOr<std::vector<Placement>> ListPlacements(Connection& db, const PlacementFilter& filter,
                                                      int64_t before_entry, int limit);

struct DueKey {
  int64_t due_on = 0;  // days since 1970-01-01
  int64_t entry = 0;
};
struct DuePlacement {
  Placement placement;
  FollowUpCheck check;
};
// Checks due on or before `due_by` of people whose record `branch` keeps (nullopt: any), the
// longest due first, after `after`, at most `limit` (>= 1).
absl::StatusOr<std::vector<DuePlacement>> ListDuePlacements(
    Connection& db, const std::optional<std::string>& branch, Date due_by,
    const std::optional<DueKey>& after, int limit);

// One placement with all its steps.
struct PlacementHistory {
  Placement placement;
  std::vector<PlacementEvent> events;  // in the order recorded
};

// Visits the placements that were ever hired, in the order stored: of people whose record `branch`
// keeps (nullopt: any, and those of erased people), at work in `region_code` or below it ("" any).
// An error of `visit` ends the scan and comes back; nothing is kept.
absl::Status ScanHiredPlacements(Connection& db, const std::optional<std::string>& branch,
                                 const std::string& region_code,
                                 const std::function<absl::Status(const PlacementHistory&)>& visit);

// What an employer's evidence of a period rests on: the placements at the employer that were known
// at `known_at` to have a step in [from, until), each with every step known by then (a later
// correction among them only if it was known), in the order stored. Whose they are is not told:
// seeker_row is left out. Only those that were referred: the employer knows no others. The fold at
// any day and `known_at` is server/placement/history.h, FoldAsOf.
absl::StatusOr<std::vector<PlacementHistory>> PlacementsOfEmployerBetween(
    Connection& db, std::string_view employer_id, Date from, Date until, Instant known_at);

}  // namespace setara
