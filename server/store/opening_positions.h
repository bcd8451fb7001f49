// How many positions of openings placements have filled. Derived: nothing is kept, and nothing
// closes an opening. Call inside Store::Read or Store::Write; errors are those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

struct OpeningPositions {
  int64_t row = 0;
  std::string opening_id;
  std::string title;
  int64_t positions = 0;  // people wanted
  int64_t filled = 0;     // placements hired and not ended; may exceed `positions`
  bool open = false;      // on the day asked about, by state and dates

  int64_t left() const { return std::max<int64_t>(positions - filled, 0); }
};

// Of one opening on `on`. NotFound: no such opening.
absl::StatusOr<OpeningPositions> PositionsOfOpening(Connection& db, std::string_view opening_id,
                                                    Date on);

struct PositionsFilter {
  std::string employer_id;  // "" any
  bool full_only = false;   // open on the day, and none left
};
// Openings that a placement at work fills, in the order stored, above `after_row`, at most `limit`
// (>= 1).
absl::StatusOr<std::vector<OpeningPositions>> ListOpeningPositions(Connection& db,
                                                                   const PositionsFilter& filter,
                                                                   Date on, int64_t after_row,
                                                                   int limit);

}  // namespace setara
