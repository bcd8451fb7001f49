// Hides counts of people that would give somebody away: those of 1 to 4, and others with them, so
// that nothing can be taken off a total (domain.md section 6, our default). Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace setara::casework {

inline constexpr int64_t kSmallestShown = 5;

// A count as it may be shown; nullopt: hidden ("<5", or hidden with one). 0 is always shown.
using ShownCount = std::optional<int64_t>;

// A table with its totals, as it may be shown. Of each row and column, its total counted in:
// - no count of 1 to 4 is shown, a total neither;
// - where anything is hidden at least two are, and if the total is shown the hidden ones are
//   together at least 5 people. The smallest count above 0 goes first.
struct ShownTable {
  std::vector<std::vector<ShownCount>> cells;
  std::vector<ShownCount> row_totals;
  std::vector<ShownCount> column_totals;
  ShownCount total;
};

// counts: rows of equal length, >= 0.
ShownTable SuppressTable(const std::vector<std::vector<int64_t>>& counts);

// One line with its total last.
std::vector<ShownCount> SuppressLine(const std::vector<int64_t>& counts);

}  // namespace setara::casework
