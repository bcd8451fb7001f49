// The scan against a program that evaluates every pair: first results, counts and pages, in both
// directions, also after changes.
#include "index/match_searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "matcher/match.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using testing::GeneratedDay;
using testing::SomeOpenings;
using testing::SomeSeekers;
using testing::TestIndex;

struct Naive {
  std::vector<RankedRow> rows;
  MatchCounts counts;
};

void AddPair(Naive& naive, const SeekerFacts& seeker, const OpeningFacts& opening, int64_t row,
             const MatchRequest& request) {
  int failed = FirstFailedCondition(seeker, opening, request.options);
  if (failed != kConditions) {
    ++naive.counts.excluded[static_cast<size_t>(failed)];
    return;
  }
  Tier tier = TierOf(seeker, opening, request.options.what_if);
  ++naive.counts.by_tier[static_cast<size_t>(tier)];
  if ((request.tiers >> static_cast<int>(tier) & 1) == 0) return;
  naive.rows.push_back({row, Score(seeker, opening, tier, request.options).points, tier});
}

void Sort(Naive& naive) {
  std::sort(naive.rows.begin(), naive.rows.end(), [](const RankedRow& a, const RankedRow& b) {
    return a.points != b.points ? a.points > b.points : a.row < b.row;
  });
}

Naive NaiveOpenings(const SeekerFacts& seeker, const std::map<int64_t, OpeningFacts>& openings,
                    const MatchRequest& request) {
  Naive naive;
  for (const auto& [row, opening] : openings) AddPair(naive, seeker, opening, row, request);
  Sort(naive);
  return naive;
}

Naive NaiveSeekers(const OpeningFacts& opening, const std::map<int64_t, SeekerFacts>& seekers,
                   const MatchRequest& request) {
  Naive naive;
  for (const auto& [row, seeker] : seekers) AddPair(naive, seeker, opening, row, request);
  Sort(naive);
  return naive;
}

MatchRequest RequestFor(Direction direction) {
  MatchRequest request;
  request.options.direction = direction;
  request.options.on = GeneratedDay();
  request.options.weights = DefaultWeights(direction);
  return request;
}

// The records of a test and what the index should answer about them.
struct World {
  World(int openings_count, int seekers_count)
      : openings(SomeOpenings(11, openings_count)),
        seekers(SomeSeekers(12, seekers_count)),
        index(openings, seekers) {
    for (const Opening& o : openings) opening_facts[o.row] = MakeOpeningFacts(o);
    for (const Seeker& s : seekers) seeker_facts[s.row] = MakeSeekerFacts(s);
  }

  std::vector<Opening> openings;
  std::vector<Seeker> seekers;
  TestIndex index;
  std::map<int64_t, OpeningFacts> opening_facts;
  std::map<int64_t, SeekerFacts> seeker_facts;
};

void ExpectSame(const absl::StatusOr<MatchPage>& page, const Naive& naive,
                const MatchRequest& request) {
  ASSERT_TRUE(page.ok()) << page.status();
  auto limit = static_cast<size_t>(request.limit);
  std::vector<RankedRow> first = naive.rows;
  if (first.size() > limit) first.resize(limit);
  EXPECT_EQ(page->rows, first);
  EXPECT_EQ(page->more, naive.rows.size() > limit);
  ASSERT_EQ(page->counts.has_value(), request.want_counts);
  if (page->counts) {
    EXPECT_EQ(*page->counts, naive.counts);
  }
}

// Everyone against everything, with and without counts, and with the tier that people discuss.
void ExpectExact(const World& world) {
  MatchSearcher searcher(*world.index.index);
  for (bool counts : {false, true}) {
    for (uint8_t tiers : {kFittingTiers, uint8_t{0b11110}}) {
      MatchRequest request = RequestFor(Direction::kOpeningsForSeeker);
      request.want_counts = counts;
      request.tiers = tiers;
      for (const auto& [row, seeker] : world.seeker_facts) {
        ExpectSame(searcher.MatchOpenings(seeker, request),
                   NaiveOpenings(seeker, world.opening_facts, request), request);
      }
      request.options.direction = Direction::kSeekersForOpening;
      request.options.weights = DefaultWeights(Direction::kSeekersForOpening);
      for (const auto& [row, opening] : world.opening_facts) {
        if (row % 7 != 0) continue;
        ExpectSame(searcher.MatchSeekers(opening, request),
                   NaiveSeekers(opening, world.seeker_facts, request), request);
      }
    }
  }
}

TEST(MatchSearcherTest, FirstResultsAndCountsEqualThoseOfEveryPair) { ExpectExact({3000, 150}); }

TEST(MatchSearcherTest, StaysExactAfterUpdatesAndDeletes) {
  World world(1200, 60);
  std::vector<Opening> newer = SomeOpenings(77, 1500);
  std::vector<Seeker> newer_people = SomeSeekers(78, 80);
  testing::Random random(5);
  for (int round = 0; round < 8; ++round) {
    IndexBatch batch;
    for (const Opening& opening : newer) {
      if (!random.Percent(10)) continue;
      batch.openings.push_back(opening);
      world.opening_facts[opening.row] = MakeOpeningFacts(opening);
    }
    for (const Seeker& seeker : newer_people) {
      if (!random.Percent(10)) continue;
      batch.seekers.push_back(seeker);
      world.seeker_facts[seeker.row] = MakeSeekerFacts(seeker);
    }
    for (int64_t row = 1; row < 2400; ++row) {
      bool touched = std::any_of(batch.openings.begin(), batch.openings.end(),
                                 [&](const Opening& o) { return o.row == row; }) ||
                     std::any_of(batch.seekers.begin(), batch.seekers.end(),
                                 [&](const Seeker& s) { return s.row == row; });
      if (touched || !random.Percent(3)) continue;
      batch.deleted.push_back(row);
      world.opening_facts.erase(row);
      world.seeker_facts.erase(row);
    }
    ASSERT_TRUE(world.index.Apply(batch).ok());
  }
  ExpectExact(world);
}

TEST(MatchSearcherTest, AReopenedIndexAnswersTheSame) {
  World world(600, 40);
  IndexBatch batch;
  batch.deleted = {1, 3, 2};
  ASSERT_TRUE(world.index.Apply(batch).ok());
  for (int64_t row : batch.deleted) {
    world.opening_facts.erase(row);
    world.seeker_facts.erase(row);
  }
  world.index.writer = nullptr;
  auto reopened = Index::Open(world.index.directory.path());
  ASSERT_TRUE(reopened.ok());
  ASSERT_TRUE((*reopened)->Ready().ok()) << (*reopened)->Ready();
  EXPECT_EQ((*reopened)->Current()->sequence, world.index.sequence);
  world.index.index = *std::move(reopened);
  ExpectExact(world);
}

TEST(MatchSearcherTest, PagesByKeyCoverEveryResultOnceInOrder) {
  World world(900, 20);
  MatchSearcher searcher(*world.index.index);
  MatchRequest request = RequestFor(Direction::kOpeningsForSeeker);
  request.limit = 17;
  for (const auto& [row, seeker] : world.seeker_facts) {
    std::vector<RankedRow> all;
    request.after = std::nullopt;
    while (true) {
      auto page = searcher.MatchOpenings(seeker, request);
      ASSERT_TRUE(page.ok());
      all.insert(all.end(), page->rows.begin(), page->rows.end());
      if (!page->more) break;
      request.after = MatchKey{page->rows.back().points, page->rows.back().row};
    }
    EXPECT_EQ(all, NaiveOpenings(seeker, world.opening_facts, request).rows);
  }
}

TEST(MatchSearcherTest, UnlocksCountThePairsThatEachAccommodationWouldOpen) {
  World world(500, 15);
  MatchSearcher searcher(*world.index.index);
  MatchOptions options = RequestFor(Direction::kOpeningsForSeeker).options;
  for (const auto& [row, seeker] : world.seeker_facts) {
    UnlockCounter expected;
    for (const auto& [opening_row, opening] : world.opening_facts) {
      if (FirstFailedCondition(seeker, opening, options) != kConditions) continue;
      expected.Add(UnlockersOf(DefaultFitRules(), seeker, opening, {}));
    }
    auto counted = searcher.CountUnlocks(seeker, options, {});
    ASSERT_TRUE(counted.ok());
    EXPECT_EQ(counted->unlocks, expected.Ranked());
  }
}

// Two branches keep every third person each.
std::vector<Seeker> SeekersOfBranches(int count) {
  std::vector<Seeker> seekers = SomeSeekers(12, count);
  for (Seeker& seeker : seekers) {
    if (seeker.row % 3 != 0) seeker.branch = seeker.row % 3 == 1 ? "SOLO" : "BONE";
  }
  return seekers;
}

TEST(MatchSearcherTest, PeopleOfOtherBranchesAreNeitherRankedNorCountedNorUnlocked) {
  std::vector<Opening> openings = SomeOpenings(11, 40);
  std::vector<Seeker> seekers = SeekersOfBranches(600);
  TestIndex index(openings, seekers);
  std::map<int64_t, SeekerFacts> own;
  for (const Seeker& s : seekers) {
    if (s.branch == "SOLO") own[s.row] = MakeSeekerFacts(s);
  }
  MatchSearcher searcher(*index.index);
  MatchRequest request = RequestFor(Direction::kSeekersForOpening);
  request.options.branch = BranchHash("SOLO");
  for (const Opening& record : openings) {
    OpeningFacts opening = MakeOpeningFacts(record);
    UnlockCounter expected;
    for (const auto& [row, seeker] : own) {
      if (FirstFailedCondition(seeker, opening, request.options) != kConditions) continue;
      expected.Add(UnlockersOf(DefaultFitRules(), seeker, opening, {}));
    }
    auto counted = searcher.CountUnlocks(opening, request.options, {});
    ASSERT_TRUE(counted.ok());
    EXPECT_EQ(counted->unlocks, expected.Ranked());
    for (bool counts : {false, true}) {
      request.want_counts = counts;
      ExpectSame(searcher.MatchSeekers(opening, request), NaiveSeekers(opening, own, request),
                 request);
    }
  }
}

TEST(MatchSearcherTest, StopsWhenTheCallerNoLongerWaits) {
  World world(9000, 1);
  MatchRequest request = RequestFor(Direction::kOpeningsForSeeker);
  request.want_counts = true;
  request.interrupted = [] { return true; };
  auto page =
      MatchSearcher(*world.index.index).MatchOpenings(world.seeker_facts.begin()->second, request);
  EXPECT_EQ(page.status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(MatchSearcherTest, RefusesRequestsOutOfRange) {
  World world(1, 1);
  MatchSearcher searcher(*world.index.index);
  const SeekerFacts& seeker = world.seeker_facts.begin()->second;
  MatchRequest request = RequestFor(Direction::kOpeningsForSeeker);
  request.limit = 0;
  EXPECT_EQ(searcher.MatchOpenings(seeker, request).status().code(),
            absl::StatusCode::kInvalidArgument);
  request = RequestFor(Direction::kSeekersForOpening);
  EXPECT_EQ(searcher.MatchOpenings(seeker, request).status().code(),
            absl::StatusCode::kInvalidArgument);
  request = RequestFor(Direction::kOpeningsForSeeker);
  request.tiers = 1;
  EXPECT_EQ(searcher.MatchOpenings(seeker, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace setara
