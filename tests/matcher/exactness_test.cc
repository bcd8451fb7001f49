// The matcher against the slow evaluator, on every pair of generated people and openings.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "matcher/match.h"
#include "matcher/prepared.h"
#include "matcher/smallest_set.h"
#include "matcher/unlocks.h"
#include "tests/matcher/generate.h"
#include "tests/matcher/slow_match.h"

namespace setara::testing {
namespace {

constexpr uint64_t kSeed = 20260615;
constexpr int kSeekers = 300;
constexpr int kOpenings = 3000;

class Exactness : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    seekers_ = GenerateSeekers(kSeed, kSeekers);
    openings_ = GenerateOpenings(kSeed, kOpenings);
    for (const Opening& opening : openings_) slow_openings_.emplace_back(opening);
    for (const Seeker& seeker : seekers_) seeker_facts_.push_back(MakeSeekerFacts(seeker));
    for (const Opening& opening : openings_) opening_facts_.push_back(MakeOpeningFacts(opening));
  }

  static MatchOptions Options(Direction direction, AccommodationSet what_if) {
    return {.direction = direction,
            .on = GeneratedDay(),
            .what_if = what_if,
            .weights = DefaultWeights(direction)};
  }

  // A different hypothetical offer for each asker; often none.
  static AccommodationSet WhatIf(int index) {
    Random random(static_cast<uint64_t>(index));
    AccommodationSet what_if;
    for (int i = 0; i < index % 4; ++i) {
      what_if.insert(AccommodationId(random.Below(AccommodationId::kCount)));
    }
    return what_if;
  }

  static inline std::vector<Seeker> seekers_;
  static inline std::vector<Opening> openings_;
  static inline std::vector<SlowOpening> slow_openings_;
  static inline std::vector<SeekerFacts> seeker_facts_;
  static inline std::vector<OpeningFacts> opening_facts_;
};

// The answer as a scan with the prepared forms gives it.
class Collector {
 public:
  void Add(int64_t row, int failed, Tier tier, int32_t points) {
    if (failed != kConditions) {
      ++answer_.excluded[failed];
      return;
    }
    ++answer_.by_tier[static_cast<int>(tier)];
    if (tier != Tier::kToDiscuss) answer_.results.push_back({row, tier, points});
  }
  SlowAnswer Finish() {
    std::stable_sort(answer_.results.begin(), answer_.results.end(),
                     [](const SlowResult& a, const SlowResult& b) { return a.points > b.points; });
    return answer_;
  }

 private:
  SlowAnswer answer_;
};

void ExpectEqual(const SlowAnswer& fast, const SlowAnswer& slow) {
  EXPECT_EQ(fast.by_tier, slow.by_tier);
  EXPECT_EQ(fast.excluded, slow.excluded);
  ASSERT_EQ(fast.results.size(), slow.results.size());
  for (size_t i = 0; i < fast.results.size(); ++i) {
    ASSERT_TRUE(fast.results[i] == slow.results[i])
        << "place " << i << ": row " << fast.results[i].row << " with " << fast.results[i].points
        << " points, expected row " << slow.results[i].row << " with " << slow.results[i].points;
  }
}

TEST_F(Exactness, GeneratedRecordsAreValid) {
  for (const Seeker& seeker : seekers_) ASSERT_TRUE(ValidateSeeker(seeker).ok());
  for (const Opening& opening : openings_) {
    ASSERT_TRUE(ValidateOpening(opening).ok()) << ValidateOpening(opening);
  }
}

TEST_F(Exactness, OpeningsForEverySeekerEqualTheSlowAnswer) {
  SlowAnswer all;
  for (int s = 0; s < kSeekers; ++s) {
    SCOPED_TRACE("seeker " + std::to_string(s));
    const MatchOptions options = Options(Direction::kOpeningsForSeeker, WhatIf(s));
    const PreparedSeeker prepared(seeker_facts_[s], options.what_if);
    Collector collector;
    for (const OpeningFacts& opening : opening_facts_) {
      const int64_t distance = DistanceOf(seeker_facts_[s], opening);
      const int failed = FirstFailedCondition(seeker_facts_[s], opening, options, distance);
      const Tier tier = prepared.TierOf(opening);
      ASSERT_EQ(tier, TierOf(seeker_facts_[s], opening, options.what_if)) << opening.row;
      collector.Add(opening.row, failed, tier,
                    Score(seeker_facts_[s], opening, tier, options, distance).points);
    }
    const SlowAnswer slow = SlowOpeningsForSeeker(seekers_[s], slow_openings_, options, false);
    ExpectEqual(collector.Finish(), slow);
    if (HasFatalFailure()) return;
    for (size_t i = 0; i < all.by_tier.size(); ++i) all.by_tier[i] += slow.by_tier[i];
    for (size_t i = 0; i < all.excluded.size(); ++i) all.excluded[i] += slow.excluded[i];
  }
  // A test that never meets a case says nothing about it.
  for (int tier = 1; tier <= 4; ++tier) EXPECT_GT(all.by_tier[tier], 1000) << "tier " << tier;
  for (int i = 0; i < kConditions; ++i) EXPECT_GT(all.excluded[i], 100) << "condition " << i;
}

TEST_F(Exactness, SeekersForEveryOpeningEqualTheSlowAnswer) {
  for (int o = 0; o < kOpenings; ++o) {
    SCOPED_TRACE("opening " + std::to_string(o));
    const MatchOptions options = Options(Direction::kSeekersForOpening, WhatIf(o));
    const PreparedOpening prepared(opening_facts_[o], options.what_if);
    Collector collector;
    for (const SeekerFacts& seeker : seeker_facts_) {
      const Tier tier = prepared.TierOf(seeker);
      collector.Add(seeker.row, FirstFailedCondition(seeker, opening_facts_[o], options), tier,
                    Score(seeker, opening_facts_[o], tier, options).points);
    }
    ExpectEqual(collector.Finish(),
                SlowSeekersForOpening(slow_openings_[o], seekers_, options, false));
    if (HasFatalFailure()) return;
  }
}

TEST_F(Exactness, SmallestSetsEqualThoseOfAllSubsets) {
  constexpr int kLargest = 4;
  Random random(kSeed);
  int checked = 0, by_size[kLargest + 1] = {};
  for (int i = 0; i < 60'000 && checked < 3000; ++i) {
    const int s = random.Below(kSeekers), o = random.Below(kOpenings);
    const auto slow = SlowSmallestSet(seekers_[s], slow_openings_[o], {}, 0);
    if (slow.has_value() && i % 20 != 0) continue;
    const auto expected = SlowSmallestSet(seekers_[s], slow_openings_[o], {}, kLargest);
    const SmallestSet found =
        FindSmallestSet(DefaultFitRules(), seeker_facts_[s], opening_facts_[o], {});
    if (!expected) {
      EXPECT_GT(found.provide.size(), kLargest);
      continue;
    }
    ++by_size[expected->size()];
    ++checked;
    ASSERT_EQ(found.provide, *expected) << "seeker " << s << ", opening " << o;
  }
  for (int size = 0; size <= kLargest; ++size) EXPECT_GT(by_size[size], 20) << "size " << size;
}

TEST_F(Exactness, EveryTierThreeSetMakesThePairFit) {
  for (int s = 0; s < kSeekers; ++s) {
    for (int o = s % 7; o < kOpenings; o += 7) {
      const Tier tier = TierOf(seeker_facts_[s], opening_facts_[o], {});
      const SmallestSet set =
          FindSmallestSet(DefaultFitRules(), seeker_facts_[s], opening_facts_[o], {});
      if (tier == Tier::kFits || tier == Tier::kFitsWithOffered) {
        ASSERT_TRUE(set.provide.empty());
      }
      if (tier != Tier::kFitsIfProvided || !set.complete) continue;
      const Tier provided = TierOf(seeker_facts_[s], opening_facts_[o], set.provide);
      ASSERT_EQ(provided, Tier::kFitsWithOffered) << "seeker " << s << ", opening " << o;
    }
  }
}

TEST_F(Exactness, UnlocksEqualTryingEachAccommodation) {
  for (int s = 0; s < kSeekers; s += 10) {
    const AccommodationSet what_if = WhatIf(s);
    const PreparedSeeker prepared(seeker_facts_[s], what_if);
    for (int o = 0; o < kOpenings; o += 10) {
      AccommodationSet expected;
      const Tier tier = SlowTier(seekers_[s], slow_openings_[o], what_if);
      for (int a = 0; a < AccommodationId::kCount && tier == Tier::kFitsIfProvided; ++a) {
        AccommodationSet with = what_if;
        with.insert(AccommodationId(a));
        const Tier then = SlowTier(seekers_[s], slow_openings_[o], with);
        if (then <= Tier::kFitsWithOffered) expected.insert(AccommodationId(a));
      }
      ASSERT_EQ(prepared.UnlockersOf(opening_facts_[o]), expected) << s << ", " << o;
      ASSERT_EQ(PreparedOpening(opening_facts_[o], what_if).UnlockersOf(seeker_facts_[s]),
                expected);
    }
  }
}

TEST_F(Exactness, NoPairBeatsTheBoundOfItsDistance) {
  for (Direction direction : {Direction::kOpeningsForSeeker, Direction::kSeekersForOpening}) {
    const MatchOptions options = Options(direction, {});
    for (const SeekerFacts& seeker : seeker_facts_) {
      for (const OpeningFacts& opening : opening_facts_) {
        const int64_t distance = DistanceOf(seeker, opening);
        if (distance == kNoDistance) continue;
        if (opening.arrangement == static_cast<uint8_t>(Arrangement::kRemote)) continue;
        const int32_t points = Score(seeker, opening, Tier::kFits, options, distance).points;
        ASSERT_LE(points, MaxPointsBeyond(distance, seeker, options));
        ASSERT_LE(points, MaxPointsBeyond(distance, opening, 2'000'000, options));
      }
    }
  }
}

}  // namespace
}  // namespace setara::testing
