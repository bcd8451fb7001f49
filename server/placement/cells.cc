#include "server/placement/cells.h"

#include <optional>

namespace setara::placement {
namespace {

bool IsSmall(int64_t count) { return count > 0 && count < kSmallest; }

// A table as a graph: rows and columns are its points, each hidden cell joins its row and column.
// What is shown leaves a cell one value exactly when its line is a bridge.
class Graph {
 public:
  Graph(const Cells& cells, const Hidden& hidden)
      : cells_(cells), hidden_(hidden), rows_(cells.size()), columns_(cells.front().size()) {}

  // Points that a path of hidden cells reaches from row `row` without the cell (row, column).
  std::vector<bool> Reach(size_t row, size_t column) const {
    std::vector<bool> seen(rows_ + columns_, false);
    std::vector<size_t> open = {row};
    seen[row] = true;
    while (!open.empty()) {
      const size_t point = open.back();
      open.pop_back();
      const bool is_row = point < rows_;
      for (size_t i = 0; i < (is_row ? columns_ : rows_); ++i) {
        const size_t r = is_row ? point : i;
        const size_t c = is_row ? i : point - rows_;
        const size_t next = is_row ? rows_ + i : i;
        if (!hidden_[r][c] || seen[next] || (r == row && c == column)) continue;
        seen[next] = true;
        open.push_back(next);
      }
    }
    return seen;
  }
  bool IsBridge(size_t row, size_t column) const { return !Reach(row, column)[rows_ + column]; }

  struct At {
    size_t row = 0;
    size_t column = 0;
  };
  // The cell to hide with the bridge (row, column): shown, at least 1, not of the last row, from
  // the one side to the other; the smallest that is no small one itself. A sum is hidden only for
  // want of another.
  std::optional<At> Complement(size_t row, size_t column) const {
    const std::vector<bool> side = Reach(row, column);
    std::optional<At> best;
    for (size_t r = 0; r + 1 < rows_; ++r) {
      for (size_t c = 0; c < columns_; ++c) {
        if (hidden_[r][c] || cells_[r][c] == 0 || side[r] == side[rows_ + c]) continue;
        if (IsRestOfColumn(r, c)) continue;
        if (!best || Better({r, c}, *best)) best = At{r, c};
      }
    }
    return best;
  }

 private:
  // Whether the cell is all of a sum that is shown, so that hiding it hides nothing.
  bool IsRestOfColumn(size_t row, size_t column) const {
    if (hidden_.back()[column]) return false;
    for (size_t r = 0; r + 1 < rows_; ++r) {
      if (r != row && cells_[r][column] != 0) return false;
    }
    return true;
  }
  bool Better(At a, At b) const {
    const bool sum_a = a.column + 1 == columns_, sum_b = b.column + 1 == columns_;
    if (sum_a != sum_b) return sum_b;
    return cells_[a.row][a.column] < cells_[b.row][b.column];
  }

  const Cells& cells_;
  const Hidden& hidden_;
  size_t rows_, columns_;
};

// The least count that is shown, not 0 and before `end`.
std::optional<size_t> LeastShown(const std::vector<int64_t>& counts,
                                 const std::vector<bool>& hidden, size_t end) {
  std::optional<size_t> least;
  for (size_t i = 0; i < end; ++i) {
    if (hidden[i] || counts[i] == 0) continue;
    if (!least || counts[i] < counts[*least]) least = i;
  }
  return least;
}

// What the hidden parts of a line add up to; the last one is their sum. 0: none is hidden.
int64_t HiddenSum(const std::vector<int64_t>& counts, const std::vector<bool>& hidden) {
  int64_t sum = 0;
  for (size_t i = 0; i + 1 < counts.size(); ++i) sum += hidden[i] ? counts[i] : 0;
  return sum;
}

// One more of a line whose sum is shown while what is hidden adds up to a few people only: the
// least part, or else the sum. nullopt: the line gives nothing away.
std::optional<size_t> NextOfLine(const std::vector<int64_t>& counts,
                                 const std::vector<bool>& hidden) {
  if (hidden.back() || !IsSmall(HiddenSum(counts, hidden))) return std::nullopt;
  const std::optional<size_t> part = LeastShown(counts, hidden, counts.size() - 1);
  return part ? part : std::optional<size_t>(counts.size() - 1);
}

// Hides one more cell of a line that gives away a few people; false: there is no such line.
bool HideOneOfALine(const Cells& cells, Hidden& hidden) {
  for (size_t r = 0; r + 1 < cells.size(); ++r) {
    const std::optional<size_t> next = NextOfLine(cells[r], hidden[r]);
    if (next) hidden[r][*next] = true;
    if (next) return true;
  }
  for (size_t c = 0; c < cells.front().size(); ++c) {
    std::vector<int64_t> counts;
    std::vector<bool> of_column;
    for (size_t r = 0; r < cells.size(); ++r) {
      counts.push_back(cells[r][c]);
      of_column.push_back(hidden[r][c]);
    }
    const std::optional<size_t> next = NextOfLine(counts, of_column);
    // A sum of the last row is at least 5 here, so that there is always a part to hide.
    if (!next || *next + 1 == counts.size()) continue;
    hidden[*next][c] = true;
    return true;
  }
  return false;
}

// Hides one more cell for the first small one that could be computed; false: there is none.
bool HideOneMore(const Cells& cells, Hidden& hidden) {
  const Graph graph(cells, hidden);
  for (size_t r = 0; r < cells.size(); ++r) {
    for (size_t c = 0; c < cells[r].size(); ++c) {
      if (!IsSmall(cells[r][c]) || !graph.IsBridge(r, c)) continue;
      const std::optional<Graph::At> more = graph.Complement(r, c);
      if (!more) continue;
      hidden[more->row][more->column] = true;
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<bool> HiddenTotals(const std::vector<int64_t>& totals) {
  std::vector<bool> hidden;
  for (const int64_t count : totals) hidden.push_back(IsSmall(count));
  while (const std::optional<size_t> next = NextOfLine(totals, hidden)) hidden[*next] = true;
  return hidden;
}

Hidden HiddenCells(const Cells& cells) {
  Hidden hidden;
  for (const std::vector<int64_t>& row : cells) {
    hidden.emplace_back();
    for (const int64_t count : row) hidden.back().push_back(IsSmall(count));
  }
  hidden.back() = HiddenTotals(cells.back());
  while (HideOneOfALine(cells, hidden) || HideOneMore(cells, hidden)) {
  }
  return hidden;
}

}  // namespace setara::placement
