// The maximum assignment against programs that try everything, and what is kept of the candidates
// against the whole of them.
#include "matcher/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "matcher/candidate_keeper.h"
#include "matcher/fill_figures.h"
#include "tests/matcher/generate.h"
#include "tests/matcher/slow_assignment.h"

namespace setara {
namespace {

using testing::BruteForceAssignment;
using testing::Random;
using testing::SlowAssignment;
using testing::SlowSeats;

// A random graph and the candidates of each pair of it.
struct World {
  std::vector<std::vector<FittingPair>> by_person;
  SlowSeats seats;

  World(Random& random, int openings, int people, int most_positions) {
    const int percent = random.Pick(std::vector<int>{10, 30, 60, 90});
    for (int o = 0; o < openings; ++o) {
      seats.positions.push_back(random.Between(0, most_positions));
      seats.group.push_back(static_cast<uint32_t>(random.Below(3)));
    }
    for (int g = 0; g < 3; ++g) seats.group_seats.push_back(random.Between(0, most_positions + 1));
    for (int p = 0; p < people; ++p) {
      by_person.emplace_back();
      for (int o = 0; o < openings; ++o) {
        if (!random.Percent(percent)) continue;
        FittingPair pair;
        pair.opening = static_cast<uint32_t>(o);
        pair.tier = random.Below(4);
        pair.points = pair.tier == 0 ? 0 : random.Below(50);
        if (pair.tier == 0 || (pair.tier == 3 && random.Percent(60))) {
          pair.unlockers.insert(AccommodationId(random.Below(3)));
          pair.unlockers.insert(AccommodationId(random.Below(3)));
        }
        by_person.back().push_back(pair);
      }
    }
  }

  int64_t positions() const {
    return std::accumulate(seats.positions.begin(), seats.positions.end(), int64_t{0});
  }
  bool Fits(size_t person, size_t opening, const CandidateFilter& filter) const {
    return std::any_of(
        by_person[person].begin(), by_person[person].end(), [&](const FittingPair& pair) {
          return pair.opening == opening && ((pair.tier > 0 && pair.tier <= filter.most_tier) ||
                                             !(pair.unlockers & filter.with).empty());
        });
  }
  std::function<bool(size_t, size_t)> With(const CandidateFilter& filter) const {
    return [this, filter](size_t p, size_t o) { return Fits(p, o, filter); };
  }
  // Rows are numbers, turned round so that row and number differ.
  int64_t RowOf(size_t person) const { return static_cast<int64_t>(by_person.size() - person); }
  size_t PersonOf(int64_t row) const { return by_person.size() - static_cast<size_t>(row); }

  KeptCandidates Keep(int64_t enough, bool ranked) const {
    CandidateKeeper keeper(seats.positions.size(), enough, ranked);
    for (size_t p = 0; p < by_person.size(); ++p) keeper.Add(RowOf(p), by_person[p]);
    return keeper.Take();
  }
  KeptCandidates All() const { return Keep(1'000'000, true); }
};

CandidateFilter WithOnly(int accommodation) {
  CandidateFilter filter{2, {}};
  filter.with.insert(AccommodationId(accommodation));
  return filter;
}

TEST(Assignment, EqualsBruteForceOnThousandsOfSmallGraphs) {
  Random random(41);
  for (int round = 0; round < 3000; ++round) {
    SCOPED_TRACE(round);
    const World world(random, random.Between(1, 4), random.Between(0, 6), 3);
    const KeptCandidates all = world.All();
    const Seats seats{world.seats.positions, {}, {}};
    const Seats grouped{world.seats.positions, world.seats.group, world.seats.group_seats};
    SlowSeats ungrouped = world.seats;
    ungrouped.group.clear();
    Assignment growing(all.graph, seats), growing_grouped(all.graph, grouped);
    for (int tier = 1; tier <= 3; ++tier) {
      const CandidateFilter filter{tier, {}};
      ASSERT_TRUE(growing.Maximize(filter));
      ASSERT_TRUE(growing_grouped.Maximize(filter));
      const size_t people = world.by_person.size();
      ASSERT_EQ(growing.size(), BruteForceAssignment(people, ungrouped, world.With(filter)));
      ASSERT_EQ(growing.size(), SlowAssignment(people, ungrouped.positions, world.With(filter)));
      ASSERT_EQ(growing_grouped.size(),
                BruteForceAssignment(people, world.seats, world.With(filter)));
      if (tier != 2) continue;
      for (int a = 0; a < 3; ++a) {
        Assignment more = growing;
        ASSERT_TRUE(more.Maximize(WithOnly(a)));
        ASSERT_EQ(more.size(), BruteForceAssignment(people, ungrouped, world.With(WithOnly(a))));
      }
    }
  }
}

TEST(Assignment, IsOneAndItsBottleneckProvesIt) {
  Random random(42);
  for (int round = 0; round < 1000; ++round) {
    SCOPED_TRACE(round);
    const World world(random, random.Between(1, 6), random.Between(0, 30), 6);
    const KeptCandidates all = world.All();
    const Seats seats{world.seats.positions, {}, {}};
    const CandidateFilter filter{3, {}};
    Assignment assignment(all.graph, seats);
    ASSERT_TRUE(assignment.Maximize(filter));
    std::vector<int64_t> taken(seats.of_opening.size(), 0);
    for (uint32_t p = 0; p < assignment.opening_of().size(); ++p) {
      const uint32_t opening = assignment.opening_of()[p];
      if (opening == Assignment::kNone) continue;
      ++taken[opening];
      ASSERT_TRUE(world.Fits(world.PersonOf(all.rows[p]), opening, filter));
    }
    ASSERT_EQ(taken, assignment.taken());
    // Hall and Koenig: the least, over sets of openings, of the positions outside and the people
    // who fit inside.
    int64_t least = world.positions(), people_of_least = 0;
    for (uint32_t set = 1; set < 1u << taken.size(); ++set) {
      int64_t outside = 0, inside = 0;
      for (size_t o = 0; o < taken.size(); ++o) {
        if ((set >> o & 1) == 0) outside += seats.of_opening[o];
      }
      for (size_t p = 0; p < world.by_person.size(); ++p) {
        bool fits = false;
        for (size_t o = 0; o < taken.size(); ++o) {
          fits = fits || ((set >> o & 1) != 0 && world.Fits(p, o, filter));
        }
        inside += fits;
      }
      if (outside + inside > least) continue;
      if (outside + inside < least || inside < people_of_least) people_of_least = inside;
      least = outside + inside;
    }
    ASSERT_EQ(assignment.size(), least);
    ASSERT_EQ(assignment.bottleneck(), people_of_least) << "the smallest such set of people";
  }
}

TEST(Assignment, StopsWhenNobodyWaits) {
  Random random(43);
  const World world(random, 4, 40, 5);
  const KeptCandidates all = world.All();
  const Seats seats{world.seats.positions, {}, {}};
  Assignment assignment(all.graph, seats);
  EXPECT_FALSE(assignment.Maximize({3, {}}, [] { return true; }));
  EXPECT_TRUE(ProposePeople(all.graph, seats, {3, {}}, [] { return true; }).empty());
}

// The pairs taken best first, of all there are; `rows` of their people.
std::vector<FittingPair> SlowBestPairs(const World& world, int tier, std::vector<int64_t>& rows) {
  struct Weighed {
    FittingPair pair;
    int64_t row;
  };
  std::vector<Weighed> pairs;
  for (size_t p = 0; p < world.by_person.size(); ++p) {
    for (const FittingPair& pair : world.by_person[p]) {
      if (pair.tier > 0 && pair.tier <= tier) pairs.push_back({pair, world.RowOf(p)});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Weighed& a, const Weighed& b) {
    if (a.pair.points != b.pair.points) return a.pair.points > b.pair.points;
    return a.row != b.row ? a.row < b.row : a.pair.opening < b.pair.opening;
  });
  std::vector<int64_t> left = world.seats.positions;
  std::vector<FittingPair> taken;
  for (const Weighed& one : pairs) {
    if (left[one.pair.opening] == 0 || std::count(rows.begin(), rows.end(), one.row) > 0) continue;
    --left[one.pair.opening];
    rows.push_back(one.row);
    taken.push_back(one.pair);
  }
  return taken;
}

TEST(Proposals, AreTheBestPairsAndAsManyAsCanBeAlsoWhenMostAreNotKept) {
  Random random(44);
  int moved = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(round);
    const World world(random, random.Between(1, 5), random.Between(0, 120), 4);
    const KeptCandidates all = world.All(), kept = world.Keep(world.positions(), true);
    const Seats seats{world.seats.positions, {}, {}};
    for (int tier = 1; tier <= 3; ++tier) {
      const CandidateFilter filter{tier, {}};
      std::vector<int64_t> rows;
      const std::vector<FittingPair> best = SlowBestPairs(world, tier, rows);
      for (const KeptCandidates* from : {&all, &kept}) {
        Assignment greedy(from->graph, seats);
        greedy.TakeBest(filter);
        ASSERT_EQ(greedy.size(), static_cast<int64_t>(best.size()));
        for (uint32_t p = 0; p < from->rows.size(); ++p) {
          const auto at = std::find(rows.begin(), rows.end(), from->rows[p]);
          const uint32_t opening = at == rows.end()
                                       ? Assignment::kNone
                                       : best[static_cast<size_t>(at - rows.begin())].opening;
          ASSERT_EQ(greedy.opening_of()[p], opening);
        }
        const std::vector<Proposal> proposals = ProposePeople(from->graph, seats, filter);
        std::vector<int64_t> taken(seats.of_opening.size(), 0);
        std::vector<int64_t> proposed;
        for (const Proposal& proposal : proposals) {
          proposed.push_back(from->rows[proposal.person]);
          ASSERT_LE(++taken[proposal.opening], seats.of_opening[proposal.opening]);
          ASSERT_TRUE(world.Fits(world.PersonOf(proposed.back()), proposal.opening, filter));
        }
        // Nobody who was taken is given up for another.
        for (int64_t row : rows) ASSERT_EQ(std::count(proposed.begin(), proposed.end(), row), 1);
        Assignment maximum(all.graph, seats);
        ASSERT_TRUE(maximum.Maximize(filter));
        ASSERT_EQ(static_cast<int64_t>(proposals.size()), maximum.size());
        moved += proposals.size() > best.size();
      }
    }
  }
  EXPECT_GT(moved, 10) << "or the test tests nothing";
}

FillDemand DemandOf(const World& world) {
  return {world.seats.positions, world.seats.group, world.seats.group_seats};
}

AccommodationSet FirstThree() { return AccommodationSet(7); }

TEST(CandidateKeeper, GivesTheFiguresOfTheWholeGraph) {
  Random random(45);
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE(round);
    const World world(random, random.Between(1, 6), random.Between(0, 300), 4);
    const KeptCandidates all = world.All();
    for (bool ranked : {false, true}) {
      const KeptCandidates kept = world.Keep(world.positions(), ranked);
      const auto of_all = ComputeFill(all, DemandOf(world), 3, FirstThree());
      const auto of_kept = ComputeFill(kept, DemandOf(world), 3, FirstThree());
      ASSERT_TRUE(of_all && of_kept);
      for (size_t tier = 0; tier < 3; ++tier) {
        ASSERT_EQ(of_kept->up_to[tier].fitting, of_all->up_to[tier].fitting);
        ASSERT_EQ(of_kept->up_to[tier].at_once.exact, of_all->up_to[tier].at_once.exact);
        ASSERT_EQ(of_kept->up_to[tier].closing.exact, of_all->up_to[tier].closing.exact);
      }
      ASSERT_EQ(of_kept->rises.size(), of_all->rises.size());
      for (size_t i = 0; i < of_all->rises.size(); ++i) {
        ASSERT_EQ(of_kept->rises[i].accommodation, of_all->rises[i].accommodation);
        ASSERT_EQ(of_kept->rises[i].more.exact, of_all->rises[i].more.exact);
      }
      for (size_t i = 0; i < 3; ++i) {
        ASSERT_EQ(of_kept->employers[i].at_once.exact, of_all->employers[i].at_once.exact);
      }
    }
  }
}

TEST(CandidateKeeper, HoldsNoMoreThanThePositionsCanNeed) {
  CandidateKeeper keeper(2, 7, true);
  for (int64_t row = 1; row <= 10'000; ++row) {
    std::vector<FittingPair> pairs(2);
    for (uint32_t o : {0u, 1u}) pairs[o] = {o, 1 + static_cast<int>(row % 3), {}, 1};
    keeper.Add(row, pairs);
    ASSERT_LE(keeper.held(), 2u * 3 * 2 * 10) << "two lists of each tier, at most twice the need";
  }
  const KeptCandidates kept = keeper.Take();
  EXPECT_LE(kept.rows.size(), 120u);
  EXPECT_EQ(kept.fitting[3], 10'000);
  EXPECT_EQ(kept.counts[0].by_tier[2], 3334);
}

}  // namespace
}  // namespace setara
