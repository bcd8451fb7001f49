// Small cells of a table of counts: which ones not to show, so that none of 1 to 4 people can be
// read off or computed from the rest. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

namespace setara::placement {

inline constexpr int64_t kSmallest = 5;  // the least count that is shown, beside 0; our default

// Counts by row and column. The last column holds the sum of each row, the last row that of each
// column.
using Cells = std::vector<std::vector<int64_t>>;
// Of the same shape; true: not to be shown.
using Hidden = std::vector<std::vector<bool>>;

// What to hide of the last row. It depends on that row alone, so that tables which share their
// totals, broken down by different things, hide the same of them.
std::vector<bool> HiddenTotals(const std::vector<int64_t>& totals);

// What to hide of the whole table, its last row as HiddenTotals says. Every cell of 1-4 is hidden,
// and as many others as it takes that no hidden cell has only one possible value: each lies on a
// cycle of hidden cells of at least 1, along which counts could be shifted either way without
// changing what is shown. Zeros are shown.
Hidden HiddenCells(const Cells& cells);

}  // namespace setara::placement
