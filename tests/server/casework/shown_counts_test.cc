#include "server/casework/shown_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace setara::casework {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

constexpr std::nullopt_t kHidden = std::nullopt;

TEST(ShownCounts, AreMultiplesOfFiveAndNobodyShowsAsAFew) {
  EXPECT_EQ(Rounded(0), kHidden);
  EXPECT_EQ(Rounded(4), kHidden);
  EXPECT_THAT(Rounded(5), Optional(5));
  EXPECT_THAT(Rounded(9), Optional(5));
  EXPECT_THAT(Rounded(937), Optional(935));
}

// Two answers that differ by one person differ by nothing or by five.
TEST(ShownCounts, DifferencesOfTwoAnswersAreMultiplesOfFive) {
  for (int64_t count = 0; count < 200; ++count) {
    const int64_t now = Rounded(count).value_or(0), then = Rounded(count + 1).value_or(0);
    EXPECT_EQ((then - now) % 5, 0);
  }
}

TEST(ShownCounts, ALineKeepsItsTotalWhereItTellsNothing) {
  const ShownLine line = RoundedLine(std::vector<int64_t>{12, 3, 0, 8});
  EXPECT_THAT(line.cells, ElementsAre(Optional(10), Eq(kHidden), Eq(kHidden), Optional(5)));
  EXPECT_THAT(line.total, Optional(20));
}

// Five cells of four under a total of twenty would each be four.
TEST(ShownCounts, ATotalThatPinsEveryCellGoes) {
  const ShownLine all = RoundedLine(std::vector<int64_t>{4, 4, 4, 4, 4});
  EXPECT_EQ(all.total, kHidden);
  const ShownLine mixed = RoundedLine(std::vector<int64_t>{9, 4, 4, 4, 4});
  EXPECT_THAT(mixed.cells,
              ElementsAre(Eq(kHidden), Eq(kHidden), Eq(kHidden), Eq(kHidden), Eq(kHidden)));
  EXPECT_THAT(mixed.total, Optional(25));
}

// Whoever reads one line as "a count shown is that to four more, one not shown is below five" finds
// more than one value for every count of 1 to 4, or a contradiction.
TEST(ShownCounts, NoSmallCountFollowsFromItsLine) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<int64_t> counts(1 + random() % 12);
    for (int64_t& count : counts) count = static_cast<int64_t>(random() % (random() % 2 ? 5 : 14));
    const ShownLine line = RoundedLine(counts);
    if (!line.total) continue;
    int64_t least = 0, most = 0;
    for (const ShownCount& cell : line.cells) {
      least += cell.value_or(0);
      most += cell.value_or(0) + 4;
    }
    const int64_t total_least = *line.total, total_most = *line.total + 4;
    if (most < total_least) continue;  // contradiction: some cell hides more
    for (size_t i = 0; i < counts.size(); ++i) {
      if (line.cells[i]) continue;
      const int64_t low = std::max<int64_t>(0, total_least - (most - 4));
      const int64_t high = std::min<int64_t>(4, total_most - least);
      ASSERT_LT(low, high) << "count " << counts[i];
    }
  }
}

TEST(ShownCounts, SharesAreThoseOfTheCountsShown) {
  EXPECT_THAT(ShownShare(785, 935), Optional(8396));
  EXPECT_EQ(ShownShare(45, 45), kHidden) << "fewer than fifty";
  EXPECT_EQ(ShownShare(kHidden, 100), kHidden);
  EXPECT_EQ(ShownShare(5, kHidden), kHidden);
}

TEST(ShownCounts, DaysTakeTwentyPeople) {
  EXPECT_EQ(ShownDays(93, 19), kHidden);
  EXPECT_THAT(ShownDays(93, 20), Optional(90));
}

CaseFigures Of(const char* region, const char* employer) {
  CaseFigures figures;
  figures.region_code = region;
  figures.employer_id = employer;
  return figures;
}

TEST(ShownCounts, KeysAreProvincesAndSmallOnesAreOthers) {
  std::vector<CaseFigures> cases(5, Of("33.72", "a"));
  cases.push_back(Of("33.74", "b"));
  cases.push_back(Of("51.71", ""));
  std::vector<CaseFigures> all = cases;
  MakeKeys(all, RateKey::kRegion, false);
  EXPECT_EQ(all[5].region_code, "33");
  EXPECT_EQ(all[6].region_code, "51");
  MakeKeys(cases, RateKey::kRegion, true);
  EXPECT_EQ(cases[5].region_code, "33");
  EXPECT_EQ(cases[6].region_code, "other");
  MakeKeys(cases, RateKey::kEmployer, true);
  EXPECT_EQ(cases[0].employer_id, "a");
  EXPECT_EQ(cases[5].employer_id, "other");
  EXPECT_EQ(cases[6].employer_id, "other") << "also those of none, where they are few";
}

}  // namespace
}  // namespace setara::casework
