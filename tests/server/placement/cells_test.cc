// What is hidden against linear algebra: a small cell must not follow from what is shown.
#include "server/placement/cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace setara::placement {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kPrime = 1'000'000'007;

int64_t Power(int64_t base, int64_t exponent) {
  int64_t result = 1;
  for (base %= kPrime; exponent > 0; exponent /= 2, base = base * base % kPrime) {
    if (exponent % 2 == 1) result = result * base % kPrime;
  }
  return result;
}

using Matrix = std::vector<std::vector<int64_t>>;

// Rank modulo a large prime; entries 0, 1 and kPrime - 1.
size_t Rank(Matrix m) {
  size_t rank = 0;
  const size_t columns = m.empty() ? 0 : m.front().size();
  for (size_t c = 0; c < columns && rank < m.size(); ++c) {
    size_t pivot = rank;
    while (pivot < m.size() && m[pivot][c] == 0) ++pivot;
    if (pivot == m.size()) continue;
    std::swap(m[pivot], m[rank]);
    const int64_t inverse = Power(m[rank][c], kPrime - 2);
    for (size_t r = 0; r < m.size(); ++r) {
      if (r == rank || m[r][c] == 0) continue;
      const int64_t factor = m[r][c] * inverse % kPrime;
      for (size_t i = c; i < columns; ++i) {
        m[r][i] = (m[r][i] + (kPrime - factor) * m[rank][i]) % kPrime;
      }
    }
    ++rank;
  }
  return rank;
}

// Whether the hidden cell (row, column) has one value only, by the sums of rows and columns.
bool IsDetermined(const Cells& cells, const Hidden& hidden, size_t row, size_t column) {
  const size_t rows = cells.size(), columns = cells.front().size();
  Matrix equations(rows + columns, std::vector<int64_t>(rows * columns, 0));
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) {
      if (!hidden[r][c]) continue;
      equations[r][r * columns + c] = c + 1 == columns ? kPrime - 1 : 1;
      equations[rows + c][r * columns + c] = r + 1 == rows ? kPrime - 1 : 1;
    }
  }
  const size_t rank = Rank(equations);
  equations.emplace_back(rows * columns, 0);
  equations.back()[row * columns + column] = 1;
  return Rank(equations) == rank;
}

Cells WithSums(const std::vector<std::vector<int64_t>>& inner) {
  Cells cells = inner;
  std::vector<int64_t> totals(inner.front().size() + 1, 0);
  for (std::vector<int64_t>& row : cells) {
    int64_t sum = 0;
    for (const int64_t count : row) sum += count;
    row.push_back(sum);
    for (size_t i = 0; i < row.size(); ++i) totals[i] += row[i];
  }
  cells.push_back(totals);
  return cells;
}

void ExpectNothingFollows(const Cells& cells) {
  const Hidden hidden = HiddenCells(cells);
  for (size_t r = 0; r < cells.size(); ++r) {
    for (size_t c = 0; c < cells[r].size(); ++c) {
      if (cells[r][c] > 0 && cells[r][c] < kSmallest) {
        EXPECT_TRUE(hidden[r][c]) << "a small cell is shown";
      }
      if (cells[r][c] == 0) {
        EXPECT_FALSE(hidden[r][c]) << "a zero tells of nobody";
      }
      if (cells[r][c] == 0 || cells[r][c] >= kSmallest) continue;
      EXPECT_FALSE(IsDetermined(cells, hidden, r, c)) << "row " << r << ", column " << c;
    }
  }
  EXPECT_EQ(hidden.back(), HiddenTotals(cells.back()));
  for (size_t r = 0; r < cells.size(); ++r) {
    if (hidden[r].back()) continue;
    int64_t few = 0;
    for (size_t c = 0; c + 1 < cells[r].size(); ++c) few += hidden[r][c] ? cells[r][c] : 0;
    EXPECT_TRUE(few == 0 || few >= kSmallest) << "the rest of row " << r << " is a few people";
  }
}

TEST(CellsTest, LargeCountsAreAllShown) {
  for (const std::vector<bool>& row : HiddenCells(WithSums({{10, 20, 0}, {5, 7, 9}}))) {
    EXPECT_THAT(row, ElementsAre(false, false, false, false));
  }
}

TEST(CellsTest, OneSmallCellTakesOthersWithIt) {
  const Cells cells = WithSums({{3, 20, 0}, {50, 70, 90}, {60, 8, 90}});
  const Hidden hidden = HiddenCells(cells);
  EXPECT_TRUE(hidden[0][0]);
  EXPECT_TRUE(hidden[0][1]) << "else it is the row's rest";
  EXPECT_TRUE(hidden[1][0] || hidden[2][0]) << "else it is the column's rest";
  EXPECT_THAT(hidden.back(), ElementsAre(false, false, false, false));
  ExpectNothingFollows(cells);
}

TEST(CellsTest, ASmallTotalIsHiddenWithAnother) {
  EXPECT_THAT(HiddenTotals({3, 20, 0, 23}), ElementsAre(true, true, false, false));
  EXPECT_THAT(HiddenTotals({3, 0, 0, 3}), ElementsAre(true, false, false, true));
  EXPECT_THAT(HiddenTotals({3, 4, 30, 37}), ElementsAre(true, true, false, false));
  EXPECT_THAT(HiddenTotals({1, 1, 5, 7}), ElementsAre(true, true, true, false));
  EXPECT_THAT(HiddenTotals({4, 1, 0, 5}), ElementsAre(true, true, false, false));
  EXPECT_THAT(HiddenTotals({0, 0, 0, 0}), ElementsAre(false, false, false, false));
  EXPECT_THAT(HiddenTotals({5, 6, 7, 18}), ElementsAre(false, false, false, false));
}

TEST(CellsTest, TheOnlyPersonOfAnEmptyTableIsNotShown) {
  ExpectNothingFollows(WithSums({{1, 0, 0}}));
  ExpectNothingFollows(WithSums({{0, 0, 0}, {0, 1, 0}}));
  ExpectNothingFollows(WithSums({{4, 0, 0}, {0, 1, 0}}));
}

TEST(CellsTest, NothingFollowsInRandomTables) {
  std::mt19937 random(53);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::vector<int64_t>> inner(1 + random() % 7, std::vector<int64_t>(3, 0));
    const int most = round % 3 == 0 ? 6 : 60;
    for (std::vector<int64_t>& row : inner) {
      for (int64_t& count : row) count = random() % 3 == 0 ? 0 : static_cast<int>(random() % most);
    }
    SCOPED_TRACE(round);
    ExpectNothingFollows(WithSums(inner));
  }
}

}  // namespace
}  // namespace setara::placement
