#include "server/casework/suppress.h"

#include <numeric>

namespace setara::casework {
namespace {

// The counts with their totals in a last row and column, and what is hidden of them.
class Grid {
 public:
  explicit Grid(const std::vector<std::vector<int64_t>>& counts)
      : rows_(counts.size() + 1), columns_(counts.empty() ? 1 : counts[0].size() + 1) {
    values_.assign(rows_ * columns_, 0);
    hidden_.assign(rows_ * columns_, false);
    for (size_t r = 0; r + 1 < rows_; ++r) {
      for (size_t c = 0; c + 1 < columns_; ++c) {
        for (size_t at :
             {At(r, c), At(r, columns_ - 1), At(rows_ - 1, c), At(rows_ - 1, columns_ - 1)}) {
          values_[at] += counts[r][c];
        }
      }
    }
    for (size_t i = 0; i < values_.size(); ++i) {
      hidden_[i] = values_[i] > 0 && values_[i] < kSmallestShown;
    }
  }

  void Protect() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (size_t r = 0; r < rows_; ++r) changed = ProtectLine(At(r, 0), 1, columns_) || changed;
      for (size_t c = 0; c < columns_; ++c) {
        changed = ProtectLine(At(0, c), columns_, rows_) || changed;
      }
    }
  }

  ShownCount Shown(size_t row, size_t column) const {
    const size_t at = At(row, column);
    return hidden_[at] ? std::nullopt : ShownCount(values_[at]);
  }
  size_t rows() const { return rows_; }
  size_t columns() const { return columns_; }

 private:
  size_t At(size_t row, size_t column) const { return row * columns_ + column; }

  // The line of `length` entries from `first` by `step`; its last is its total. Whether it had to
  // hide another one.
  bool ProtectLine(size_t first, size_t step, size_t length) {
    size_t hidden = 0;
    int64_t hidden_people = 0;
    std::optional<size_t> smallest;
    for (size_t i = 0; i < length; ++i) {
      const size_t at = first + i * step;
      if (hidden_[at]) {
        ++hidden;
        if (i + 1 < length) hidden_people += values_[at];
      } else if (values_[at] > 0 && (!smallest || values_[at] < values_[*smallest])) {
        smallest = at;
      }
    }
    const bool total_shown = !hidden_[first + (length - 1) * step];
    const bool safe =
        hidden == 0 || (hidden > 1 && (!total_shown || hidden_people >= kSmallestShown));
    if (safe || !smallest) return false;
    hidden_[*smallest] = true;
    return true;
  }

  size_t rows_, columns_;
  std::vector<int64_t> values_;
  std::vector<bool> hidden_;
};

}  // namespace

ShownTable SuppressTable(const std::vector<std::vector<int64_t>>& counts) {
  Grid grid(counts);
  grid.Protect();
  ShownTable table;
  for (size_t r = 0; r + 1 < grid.rows(); ++r) {
    std::vector<ShownCount>& row = table.cells.emplace_back();
    for (size_t c = 0; c + 1 < grid.columns(); ++c) row.push_back(grid.Shown(r, c));
    table.row_totals.push_back(grid.Shown(r, grid.columns() - 1));
  }
  for (size_t c = 0; c + 1 < grid.columns(); ++c) {
    table.column_totals.push_back(grid.Shown(grid.rows() - 1, c));
  }
  table.total = grid.Shown(grid.rows() - 1, grid.columns() - 1);
  return table;
}

std::vector<ShownCount> SuppressLine(const std::vector<int64_t>& counts) {
  // A table of one column: each row's total is its cell, and the column's is the line's.
  std::vector<std::vector<int64_t>> line;
  for (int64_t count : counts) line.push_back({count});
  ShownTable table = SuppressTable(line);
  std::vector<ShownCount> shown;
  for (const auto& row : table.cells) shown.push_back(row[0]);
  shown.push_back(table.total);
  return shown;
}

}  // namespace setara::casework
