#include "index/scan_bounds.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

#include "index/block.h"
#include "matcher/conditions.h"
#include "matcher/prepared.h"
#include "matcher/score.h"

namespace setara {
namespace {

constexpr int kFull = 1000;

int Weight(const MatchOptions& options, Component component) {
  return options.weights[static_cast<size_t>(component)];
}

// The best occupation value of a pair by OccupationBit of one side, the other side fixed.
using ValueByBit = std::array<int, 64>;

int OccupationValue(OccupationKey wished, OccupationKey offered) {
  WishFacts wish;
  wish.occupation = wished;
  OpeningFacts opening;
  opening.occupation = offered;
  MatchScore score;
  ScoreWish(wish, opening, score);
  return score.components[static_cast<size_t>(Component::kOccupation)].value;
}

OccupationKey KeyOf(int padded, int digits) {
  OccupationKey key;
  key.padded = static_cast<uint16_t>(padded);
  key.digits = static_cast<uint8_t>(digits);
  return key;
}

// `value(key)` is the value for a record of that code; `fixed` the code of the other side.
template <typename Value>
ValueByBit ValuesByBit(OccupationKey fixed, const Value& value) {
  ValueByBit best{};
  auto widen = [&](OccupationKey key, int points) {
    int& slot = best[static_cast<size_t>(std::countr_zero(OccupationBit(key)))];
    slot = std::max(slot, points);
  };
  widen(KeyOf(0, 0), value(KeyOf(0, 0)));
  for (int digit = 0; digit < 10; ++digit) {
    widen(KeyOf(digit * 1000, 1), value(KeyOf(digit * 1000, 1)));
  }
  for (int group = 0; group < 100; ++group) {
    // In the same group a longer code may agree in full; in another one length changes nothing.
    bool same = fixed.digits >= 2 && fixed.padded / 100 == group;
    OccupationKey key = KeyOf(group * 100, 4);
    widen(key, same ? kFull : value(key));
    widen(KeyOf(group * 100, 2), value(KeyOf(group * 100, 2)));
  }
  return best;
}

int BestOf(const ValueByBit& values, OccupationMask mask) {
  int best = 0;
  for (; mask != 0; mask &= mask - 1) {
    best = std::max(best, values[static_cast<size_t>(std::countr_zero(mask))]);
  }
  return best;
}

// How much less than the most the skills of the block can bring.
int SkillsLoss(const MatchOptions& options, const BlockBounds& bounds, uint64_t skills, int count) {
  if (count == 0 || (bounds.skills & skills) != 0) return 0;
  int most = bounds.unskilled ? kUnknownComponent : 0;
  return Weight(options, Component::kSkills) * (kFull - most);
}

// How much less than the most the age of the block's openings costs.
class FreshnessLoss {
 public:
  FreshnessLoss(const SeekerFacts& seeker, const MatchOptions& options)
      : seeker_(seeker), options_(options) {}

  int Of(const BlockBounds& bounds) {
    int value = bounds.newest == kNoDate ? 0 : ValueOf(bounds.newest);
    if (bounds.undated) value = std::max(value, kUnknownComponent);
    return Weight(options_, Component::kFreshness) * (kFull - value);
  }

 private:
  int ValueOf(int32_t day) {
    auto [entry, added] = known_.try_emplace(day, 0);
    if (added) {
      OpeningFacts opening;
      opening.posted_on = day;
      MatchScore score = Score(seeker_, opening, Tier::kFits, options_, kNoDistance);
      entry->second = score.components[static_cast<size_t>(Component::kFreshness)].value;
    }
    return entry->second;
  }

  const SeekerFacts& seeker_;
  const MatchOptions& options_;
  std::unordered_map<int32_t, int> known_;
};

// What each wish could bring at no distance, but for its occupation.
struct WishBound {
  int32_t rest = 0;
  ValueByBit occupation{};
};

// MaxPointsBeyond speaks of work on site; remote work has no commute, wherever either side is.
template <typename Facts>
Facts Placed(Facts facts) {
  if (facts.latitude_e6 == kNoPoint || facts.longitude_e6 == kNoPoint) {
    facts.latitude_e6 = facts.longitude_e6 = 0;
  }
  return facts;
}

// seeker: Placed.
std::vector<WishBound> WishBounds(const SeekerFacts& seeker, const MatchOptions& options) {
  std::vector<WishBound> bounds;
  for (int i = 0; i < seeker.wish_count; ++i) {
    SeekerFacts one = seeker;
    one.wish_count = 1;
    one.wishes[0] = seeker.wishes[i];
    OccupationKey wished = seeker.wishes[i].occupation;
    int most = wished.digits == 0 ? kUnknownComponent : kFull;
    WishBound bound;
    bound.rest = MaxPointsBeyond(0, one, options) - Weight(options, Component::kOccupation) * most;
    bound.occupation =
        ValuesByBit(wished, [&](OccupationKey key) { return OccupationValue(wished, key); });
    bounds.push_back(bound);
  }
  return bounds;
}

int32_t BestWish(const std::vector<WishBound>& wishes, OccupationMask mask, int weight) {
  int32_t best = 0;
  for (const WishBound& wish : wishes) {
    best = std::max(best, wish.rest + weight * BestOf(wish.occupation, mask));
  }
  return best;
}

}  // namespace

std::vector<BlockRank> RankBlocks(const FactTable<OpeningFacts>& table, const SeekerFacts& seeker,
                                  const MatchOptions& options, bool all) {
  const int32_t nearest = MaxPointsBeyond(0, Placed(seeker), options);
  const std::vector<WishBound> wishes = WishBounds(Placed(seeker), options);
  const uint64_t skills = SkillBits(seeker.skills, seeker.skill_count);
  const bool hard_reach = !all && seeker.reach_metres >= 0 && seeker.reach_is_hard != 0 &&
                          !ReachIsNoBar(OpeningFacts(), options.what_if);
  FreshnessLoss freshness(seeker, options);
  std::vector<BlockRank> ranks;
  ranks.reserve(table.blocks().size());
  for (uint32_t i = 0; i < table.blocks().size(); ++i) {
    const auto& block = *table.blocks()[i];
    if (block.facts.empty()) continue;
    const BlockBounds& bounds = block.bounds;
    int64_t distance =
        bounds.unplaced ? 0 : LeastDistance(bounds, seeker.latitude_e6, seeker.longitude_e6);
    if (hard_reach && !bounds.distance_free && distance > seeker.reach_metres) continue;
    int32_t most = wishes.empty() ? nearest
                                  : BestWish(wishes, bounds.occupations,
                                             Weight(options, Component::kOccupation));
    if (!bounds.remote) most -= nearest - MaxPointsBeyond(distance, seeker, options);
    most -= SkillsLoss(options, bounds, skills, seeker.skill_count);
    ranks.push_back({most - freshness.Of(bounds), i});
  }
  return ranks;
}

std::vector<BlockRank> RankBlocks(const FactTable<SeekerFacts>& table, const OpeningFacts& opening,
                                  const MatchOptions& options, bool all) {
  const uint64_t skills = SkillBits(opening.skills, opening.skill_count);
  const ValueByBit values = ValuesByBit(opening.occupation, [&](OccupationKey key) {
    return OccupationValue(key, opening.occupation);
  });
  const int most_occupation = opening.occupation.digits == 0 ? kUnknownComponent : kFull;
  const bool remote = opening.arrangement == static_cast<uint8_t>(Arrangement::kRemote);
  const OpeningFacts bounded = remote ? Placed(opening) : opening;
  const bool hard_reach = !all && !ReachIsNoBar(opening, options.what_if);
  std::vector<BlockRank> ranks;
  ranks.reserve(table.blocks().size());
  for (uint32_t i = 0; i < table.blocks().size(); ++i) {
    const auto& block = *table.blocks()[i];
    if (block.facts.empty()) continue;
    const BlockBounds& bounds = block.bounds;
    int64_t distance = bounds.unplaced || remote
                           ? 0
                           : LeastDistance(bounds, opening.latitude_e6, opening.longitude_e6);
    if (hard_reach && !bounds.distance_free && distance > bounds.max_reach) continue;
    int32_t most = MaxPointsBeyond(distance, bounded, bounds.max_reach, options);
    int occupation = BestOf(values, bounds.occupations);
    most -= Weight(options, Component::kOccupation) * std::max(0, most_occupation - occupation);
    most -= SkillsLoss(options, bounds, skills, opening.skill_count);
    ranks.push_back({most, i});
  }
  return ranks;
}

}  // namespace setara
