#include "server/quota/suppress.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace setara::quota {
namespace {

// "x" hidden, "." told, and "T" when the total is hidden.
std::string Hidden(std::vector<PeopleCell> cells, bool total_hidden = false) {
  bool total = Suppress(cells, total_hidden);
  std::string shown;
  for (const PeopleCell& cell : cells) shown += cell.hidden ? "x" : ".";
  return shown + (total ? "T" : "");
}

TEST(Suppress, SmallCellsGoWithAComplement) {
  EXPECT_EQ(Hidden({{20, 5}, {30, 6}, {40, 7}}), "...");
  EXPECT_EQ(Hidden({{3, 2}, {30, 6}, {40, 7}}), "xx.") << "the smallest other one";
  EXPECT_EQ(Hidden({{0, 0}, {30, 6}, {40, 7}}), "...") << "nobody is nobody";
  EXPECT_EQ(Hidden({{1, 1}, {1, 1}, {40, 7}, {50, 9}}), "xxx.") << "two people are a small sum";
  EXPECT_EQ(Hidden({{4, 2}, {3, 2}, {40, 7}}), "xx.") << "seven people are not";
}

TEST(Suppress, ARowOfOneEmployerIsItsPeople) {
  EXPECT_EQ(Hidden({{200, 1}, {30, 6}, {40, 7}}), "xx.");
  EXPECT_EQ(Hidden({{200, 1}}), "xT");
}

TEST(Suppress, ASmallTotalIsHiddenItself) {
  EXPECT_EQ(Hidden({{2, 2}, {0, 0}}), "x.T");
  EXPECT_EQ(Hidden({}), "");
}

TEST(Suppress, AHiddenTotalDoesNotFollowByAddingUp) {
  EXPECT_EQ(Hidden({{20, 5}, {30, 6}}, true), "x.T");
  EXPECT_EQ(Hidden({{3, 2}, {30, 6}}, true), "x.T");
}

TEST(Suppress, NothingSmallFollowsBySubtraction) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<PeopleCell> cells(1 + random() % 6);
    for (PeopleCell& cell : cells) {
      cell.people = random() % 3 == 0 ? 0 : static_cast<int64_t>(random() % 12);
      cell.holders = cell.people == 0 ? 0 : 1 + static_cast<int64_t>(random() % 3) % cell.people;
    }
    bool total_hidden = Suppress(cells, false);
    PeopleCell missing;
    int count = 0;
    for (const PeopleCell& cell : cells) {
      ASSERT_TRUE(cell.hidden || !IsSmall(cell));
      if (!cell.hidden) continue;
      ++count;
      missing.people += cell.people;
      missing.holders += cell.holders;
    }
    if (count == 0 || total_hidden) continue;
    ASSERT_GE(count, 2);
    ASSERT_FALSE(IsSmall(missing));
  }
}

}  // namespace
}  // namespace setara::quota
