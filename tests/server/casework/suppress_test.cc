#include "server/casework/suppress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace setara::casework {
namespace {

using Counts = std::vector<std::vector<int64_t>>;
constexpr std::nullopt_t kHidden = std::nullopt;

TEST(Suppress, HidesASmallCellAndOneMore) {
  EXPECT_THAT(SuppressLine({3, 7, 20}), testing::ElementsAre(kHidden, kHidden, 20, 30));
  EXPECT_THAT(SuppressLine({0, 7, 20}), testing::ElementsAre(0, 7, 20, 27));
  EXPECT_THAT(SuppressLine({2, 3, 20}), testing::ElementsAre(kHidden, kHidden, 20, 25));
  // Two ones would be read off their sum of two: a third goes.
  EXPECT_THAT(SuppressLine({1, 1, 20}), testing::ElementsAre(kHidden, kHidden, kHidden, 22));
  // Nothing else to hide behind: the total goes.
  EXPECT_THAT(SuppressLine({4, 0, 0}), testing::ElementsAre(kHidden, 0, 0, kHidden));
  EXPECT_THAT(SuppressLine({0, 0}), testing::ElementsAre(0, 0, 0));
  EXPECT_THAT(SuppressLine({5}), testing::ElementsAre(5, 5));
}

TEST(Suppress, ATableProtectsRowsAndColumns) {
  const ShownTable table = SuppressTable({{2, 10, 30}, {8, 20, 40}, {50, 60, 70}});
  EXPECT_EQ(table.cells[0][0], kHidden);
  EXPECT_EQ(table.cells[0][1], kHidden);  // the smallest other of the row
  EXPECT_EQ(table.cells[1][0], kHidden);  // the smallest other of the column
  EXPECT_EQ(table.cells[1][1], kHidden);  // else row 2 and column 2 would tell
  EXPECT_EQ(table.cells[2][2], 70);
  EXPECT_EQ(table.total, 290);
}

// Of random tables, what is shown keeps the promise of the header in every line.
TEST(Suppress, KeepsItsPromiseOnRandomTables) {
  std::mt19937 random(41);
  for (int round = 0; round < 3000; ++round) {
    const size_t rows = 1 + random() % 5, columns = 1 + random() % 5;
    Counts counts(rows, std::vector<int64_t>(columns));
    for (auto& row : counts) {
      for (int64_t& count : row)
        count = static_cast<int64_t>(random() % 3 == 0 ? 0 : random() % 12);
    }
    const ShownTable table = SuppressTable(counts);
    auto line = [&](const std::vector<int64_t>& real, std::vector<ShownCount> shown,
                    ShownCount total) {
      int64_t sum = 0, hidden_sum = 0;
      int hidden = total ? 0 : 1;
      for (size_t i = 0; i < real.size(); ++i) {
        sum += real[i];
        if (shown[i]) {
          ASSERT_EQ(*shown[i], real[i]);
          ASSERT_TRUE(real[i] == 0 || real[i] >= kSmallestShown);
        } else {
          ++hidden;
          hidden_sum += real[i];
        }
      }
      if (total) {
        ASSERT_EQ(*total, sum);
      }
      ASSERT_NE(hidden, 1);
      if (total && hidden > 0) {
        ASSERT_GE(hidden_sum, kSmallestShown);
      }
    };
    std::vector<int64_t> row_sums, column_sums(columns, 0);
    for (size_t r = 0; r < rows; ++r) {
      line(counts[r], table.cells[r], table.row_totals[r]);
      row_sums.push_back(0);
      for (size_t c = 0; c < columns; ++c) {
        row_sums.back() += counts[r][c];
        column_sums[c] += counts[r][c];
      }
    }
    for (size_t c = 0; c < columns; ++c) {
      std::vector<int64_t> real;
      std::vector<ShownCount> shown;
      for (size_t r = 0; r < rows; ++r) {
        real.push_back(counts[r][c]);
        shown.push_back(table.cells[r][c]);
      }
      line(real, shown, table.column_totals[c]);
    }
    line(row_sums, table.row_totals, table.total);
    line(column_sums, table.column_totals, table.total);
  }
}

}  // namespace
}  // namespace setara::casework
