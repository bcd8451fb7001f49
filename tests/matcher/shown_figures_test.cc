// What those see who may not see people: multiples of five, and nothing that tells a smaller count,
// however positions, tiers, accommodations and employers are put together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/candidate_keeper.h"
#include "matcher/fill_figures.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using testing::Random;

// How many people fit which openings: bit o of the key stands for opening o.
using Groups = std::vector<std::pair<uint32_t, int>>;

FillFigures Ask(const Groups& groups, const std::vector<int64_t>& positions,
                std::vector<int64_t> shortfalls = {}, std::vector<uint32_t> employers = {}) {
  int64_t sum = 0;
  for (int64_t some : positions) sum += some;
  CandidateKeeper keeper(positions.size(), sum, false);
  int64_t row = 0;
  for (const auto& [openings, people] : groups) {
    for (int i = 0; i < people; ++i) {
      std::vector<FittingPair> pairs;
      for (uint32_t o = 0; o < positions.size(); ++o) {
        if (openings >> o & 1) pairs.push_back({o, 1, {}, 0});
      }
      keeper.Add(++row, pairs);
    }
  }
  if (employers.empty()) employers.assign(positions.size(), 0);
  if (shortfalls.empty()) shortfalls = {1'000'000};
  return *ComputeFill(keeper.Take(), {positions, employers, shortfalls}, 1, {});
}

int64_t Shown(const Groups& groups, const std::vector<int64_t>& positions) {
  return Ask(groups, positions).up_to[0].at_once.at_least;
}

TEST(ShownFigures, AreMultiplesOfFiveAndNeverTooMany) {
  Random random(51);
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE(round);
    Groups groups;
    for (int i = random.Below(6); i > 0; --i) {
      groups.emplace_back(random.Between(1, 15), random.Below(14));
    }
    std::vector<int64_t> positions;
    for (int i = 0; i < 4; ++i) positions.push_back(random.Below(12));
    const FillFigures figures =
        Ask(groups, positions, {random.Below(20), random.Below(20)}, {0, 0, 1, 1});
    std::vector<TierFigures> all(figures.up_to.begin(), figures.up_to.end());
    all.insert(all.end(), figures.employers.begin(), figures.employers.end());
    for (const TierFigures& tier : all) {
      for (const PeopleFigure& figure : {tier.fitting, tier.at_once, tier.closing}) {
        ASSERT_EQ(figure.at_least % 5, 0);
        ASSERT_LE(figure.at_least, figure.exact);
        ASSERT_GE(figure.at_least, 0);
      }
      ASSERT_LE(tier.closing.at_least, tier.at_once.at_least);
    }
  }
}

// The attack: an opening that few fit, beside one of the attacker's own that anybody can take,
// whose positions are turned up one by one until the sum jumps.
TEST(ShownFigures, PositionsCannotBeSetSoThatTheSumTellsASmallCount) {
  for (int few = 0; few <= 4; ++few) {
    SCOPED_TRACE(few);
    for (int64_t own = 0; own <= 60; ++own) {
      EXPECT_EQ(Shown({{1, few}, {2, 500}}, {50, own}), Shown({{1, 0}, {2, 500}}, {50, own}));
      EXPECT_EQ(Shown({{1, few}, {2, 23}}, {50, own}), Shown({{1, 0}, {2, 23}}, {50, own}));
    }
  }
}

TEST(ShownFigures, TurningUpThePositionsOfOneOpeningTellsItsCandidatesByFivesOnly) {
  for (int people = 0; people <= 30; ++people) {
    for (int64_t positions = 0; positions <= 40; ++positions) {
      EXPECT_EQ(Shown({{1, people}}, {positions}), Shown({{1, people - people % 5}}, {positions}))
          << people << " people, " << positions << " positions";
    }
  }
}

// One person more who fits both of two openings' demands or only the looser: the difference of two
// answers is that person, unless it does not show.
TEST(ShownFigures, OnePersonMoreShowsOnlyWhenFiveAreFull) {
  for (int64_t own = 0; own <= 40; ++own) {
    EXPECT_EQ(Shown({{3, 10}, {2, 1}, {4, 500}}, {50, 50, own}),
              Shown({{3, 10}, {4, 500}}, {50, 50, own}));
  }
}

TEST(ShownFigures, ATotalLessItsPartsTellsNoSmallCount) {
  Random random(52);
  for (int round = 0; round < 1000; ++round) {
    SCOPED_TRACE(round);
    const Groups groups = {{1, random.Below(12)}, {2, random.Below(12)}, {3, random.Below(5)}};
    const std::vector<int64_t> positions = {random.Between(1, 12), random.Between(1, 12)};
    const FillFigures figures = Ask(groups, positions, {100, 100}, {0, 1});
    const int64_t rest = figures.up_to[0].at_once.at_least - figures.employers[0].at_once.at_least -
                         figures.employers[1].at_once.at_least;
    ASSERT_EQ(rest % 5, 0);
  }
}

TEST(ShownFigures, MorePeopleAndHigherTiersNeverShowLess) {
  Random random(53);
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE(round);
    CandidateKeeper keeper(3, 60, false);
    const int people = random.Below(60);
    for (int64_t row = 1; row <= people; ++row) {
      std::vector<FittingPair> pairs;
      for (uint32_t o = 0; o < 3; ++o) {
        if (random.Percent(40)) pairs.push_back({o, random.Between(1, 3), {}, 0});
      }
      keeper.Add(row, pairs);
    }
    const FillFigures figures = *ComputeFill(
        keeper.Take(), {{random.Below(20), random.Below(20), random.Below(20)}, {0, 0, 0}, {15}}, 3,
        {});
    for (size_t tier = 1; tier < 3; ++tier) {
      ASSERT_GE(figures.up_to[tier].at_once.at_least, figures.up_to[tier - 1].at_once.at_least);
      ASSERT_GE(figures.up_to[tier].closing.at_least, figures.up_to[tier - 1].closing.at_least);
    }
  }
}

}  // namespace
}  // namespace setara
