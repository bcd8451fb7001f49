// Who could fill openings, from the columns, against the rules written down once more and an
// assignment that tries people one by one.
#include "index/fill_searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "matcher/fill_figures.h"
#include "matcher/fit_rules.h"
#include "matcher/vocabulary/vocabulary.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"
#include "tests/matcher/slow_assignment.h"
#include "tests/matcher/slow_match.h"

namespace setara {
namespace {

using testing::GeneratedDay;
using testing::Random;
using testing::SlowAssignment;
using testing::SlowOpening;
using testing::SlowPair;
using testing::SomeOpenings;
using testing::SomeSeekers;
using testing::TestIndex;

constexpr int kPeople = 500;

class FillSearcherTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    openings_ = new std::vector<Opening>(SomeOpenings(31, 60));
    people_ = new std::vector<Seeker>(SomeSeekers(32, kPeople));
    for (size_t i = 0; i < people_->size(); ++i) (*people_)[i].branch = i % 3 == 0 ? "B-1" : "B-2";
    index_ = new TestIndex(*openings_, *people_);
  }
  static void TearDownTestSuite() {
    delete index_;
    delete people_;
    delete openings_;
  }

  static MatchOptions Options(AccommodationSet what_if) {
    return {.direction = Direction::kSeekersForOpening,
            .on = GeneratedDay(),
            .what_if = what_if,
            .weights = DefaultWeights(Direction::kSeekersForOpening)};
  }

  // Some openings that are open, and how many positions each has.
  struct Chosen {
    std::vector<const Opening*> openings;
    FillDemand demand;
  };
  static Chosen Choose(Random& random, int count) {
    Chosen chosen;
    chosen.demand.shortfalls = {random.Below(6), random.Below(6), 0};
    while (static_cast<int>(chosen.openings.size()) < count) {
      const Opening& opening = random.Pick(*openings_);
      if (std::count(chosen.openings.begin(), chosen.openings.end(), &opening) > 0) continue;
      chosen.openings.push_back(&opening);
      chosen.demand.positions.push_back(random.Pick(std::vector<int>{1, 1, 2, 3, 10, 200}));
      chosen.demand.employers.push_back(static_cast<uint32_t>(random.Below(3)));
    }
    return chosen;
  }
  static FillRequest RequestFor(const Chosen& chosen, AccommodationSet what_if) {
    FillRequest request;
    for (size_t i = 0; i < chosen.openings.size(); ++i) {
      request.openings.push_back(MakeOpeningFacts(*chosen.openings[i]));
      request.positions += chosen.demand.positions[i];
    }
    request.options = Options(what_if);
    return request;
  }

  // The tier of every pair that no condition excludes, 0 for the others: by person and opening.
  using Tiers = std::vector<std::vector<int>>;
  static Tiers SlowTiers(const Chosen& chosen, const MatchOptions& options) {
    std::vector<SlowOpening> openings;
    for (const Opening* opening : chosen.openings) openings.emplace_back(*opening);
    Tiers tiers;
    for (const Seeker& person : *people_) {
      tiers.emplace_back();
      const bool in_sight = !options.branch || BranchHash(person.branch) == *options.branch;
      for (const SlowOpening& opening : openings) {
        const SlowPair pair = SlowMatch(person, opening, options);
        const bool fits = in_sight && pair.failed == kConditions && pair.tier != Tier::kToDiscuss;
        tiers.back().push_back(fits ? static_cast<int>(pair.tier) : 0);
      }
    }
    return tiers;
  }
  static int64_t SlowAtOnce(const Tiers& tiers, const std::vector<int64_t>& positions, int most) {
    return SlowAssignment(tiers.size(), positions, [&](size_t p, size_t o) {
      return tiers[p][o] > 0 && tiers[p][o] <= most;
    });
  }
  static int64_t SlowFitting(const Tiers& tiers, int most) {
    return std::count_if(tiers.begin(), tiers.end(), [&](const std::vector<int>& of_person) {
      return std::any_of(of_person.begin(), of_person.end(),
                         [&](int tier) { return tier > 0 && tier <= most; });
    });
  }

  static inline std::vector<Opening>* openings_ = nullptr;
  static inline std::vector<Seeker>* people_ = nullptr;
  static inline TestIndex* index_ = nullptr;
};

TEST_F(FillSearcherTest, FiguresEqualThoseOfEveryPair) {
  Random random(33);
  const AccommodationSet work = Vocabulary::Get().WorkPhase();
  int64_t raised = 0, by_reach = 0;
  for (int round = 0; round < 30; ++round) {
    SCOPED_TRACE(round);
    const Chosen chosen = Choose(random, random.Between(1, 6));
    AccommodationSet what_if;
    for (int i = round % 3; i > 0; --i) what_if.insert(AccommodationId(random.Below(60)));
    what_if = what_if & work;
    FillRequest request = RequestFor(chosen, what_if);
    if (round % 4 == 0) request.options.branch = BranchHash("B-1");
    request.ranked_tier = round % 2 == 0 ? 3 : 0;
    auto found = FillSearcher(*index_->index).Find(request);
    ASSERT_TRUE(found.ok()) << found.status();
    const auto figures = ComputeFill(found->kept, chosen.demand, 3, work - what_if);
    ASSERT_TRUE(figures);
    const Tiers tiers = SlowTiers(chosen, request.options);
    for (int most = 1; most <= 3; ++most) {
      const TierFigures& up_to = figures->up_to[static_cast<size_t>(most) - 1];
      ASSERT_EQ(up_to.at_once.exact, SlowAtOnce(tiers, chosen.demand.positions, most));
      ASSERT_EQ(up_to.fitting.exact, SlowFitting(tiers, most));
    }
    const int64_t offered = SlowAtOnce(tiers, chosen.demand.positions, 2);
    std::map<int, int64_t> rises;
    for (const Rise& rise : figures->rises) rises[rise.accommodation.index()] = rise.more.exact;
    (work - what_if).ForEach([&](AccommodationId id) {
      // Trying all sixty of them takes the slow program long.
      if ((id.index() + round) % 6 != 0 && id != kRemoteWork) return;
      MatchOptions with = request.options;
      with.what_if.insert(id);
      const int64_t slow =
          SlowAtOnce(SlowTiers(chosen, with), chosen.demand.positions, 2) - offered;
      ASSERT_EQ(rises[id.index()], slow) << ToString(id);
      raised += slow > 0;
      by_reach += slow > 0 && id == kRemoteWork;
    });
  }
  EXPECT_GT(raised, 10) << "or the test tests nothing";
  EXPECT_GT(by_reach, 2);
}

TEST_F(FillSearcherTest, SaysWhenNobodyWaitsAndWhatItCannotRead) {
  Random random(34);
  const Chosen chosen = Choose(random, 60);
  FillRequest request = RequestFor(chosen, {});
  request.interrupted = [] { return true; };
  EXPECT_EQ(FillSearcher(*index_->index).Find(request).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  request.ranked_tier = 4;
  EXPECT_EQ(FillSearcher(*index_->index).Find(request).status().code(),
            absl::StatusCode::kInvalidArgument);
  testing::TempDir empty;
  auto index = Index::Open(empty.path());
  ASSERT_TRUE(index.ok());
  EXPECT_EQ(FillSearcher(**index).Find(RequestFor(chosen, {})).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace setara
