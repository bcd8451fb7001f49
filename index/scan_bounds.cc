#include "index/scan_bounds.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <unordered_map>

#include "matcher/conditions.h"
#include "matcher/domain/geo.h"
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

// How much less than the most the age of the block's openings costs.
class FreshnessLoss {
 public:
  FreshnessLoss(const SeekerFacts& seeker, const MatchOptions& options)
      : seeker_(seeker), options_(options) {}

  int32_t Of(const BlockBounds& bounds) {
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

// The most that the person's wishes bring, by the bit of the opening's occupation.
std::array<int32_t, 64> WishPoints(const SeekerFacts& seeker, const MatchOptions& options,
                                   int32_t nearest) {
  std::array<int32_t, 64> points;
  points.fill(seeker.wish_count == 0 ? nearest : 0);
  for (const WishBound& wish : WishBounds(Placed(seeker), options)) {
    for (size_t bit = 0; bit < points.size(); ++bit) {
      int32_t brought = wish.rest + Weight(options, Component::kOccupation) * wish.occupation[bit];
      points[bit] = std::max(points[bit], brought);
    }
  }
  return points;
}

// The same for people, by the bits of their wishes.
std::array<int32_t, 64> WishPoints(const OpeningFacts& opening, const MatchOptions& options,
                                   int32_t nearest) {
  const ValueByBit values = ValuesByBit(opening.occupation, [&](OccupationKey key) {
    return OccupationValue(key, opening.occupation);
  });
  const int most = opening.occupation.digits == 0 ? kUnknownComponent : kFull;
  std::array<int32_t, 64> points;
  for (size_t bit = 0; bit < points.size(); ++bit) {
    points[bit] =
        nearest - Weight(options, Component::kOccupation) * std::max(0, most - values[bit]);
  }
  return points;
}

bool AllUnplaced(const BlockBounds& bounds) { return bounds.south > bounds.north; }

// How much less than the most a commute brings that nobody knows.
int32_t UnknownCommuteLoss(const MatchOptions& options) {
  return Weight(options, Component::kCommute) * (kFull - kUnknownComponent);
}

// The same for a known pair of places; on site.
int32_t RecordCommuteLoss(const MatchOptions& options, const RecordPlace& a, const RecordPlace& b,
                          int64_t reach) {
  if (a.latitude_e6 == kNoPoint || b.latitude_e6 == kNoPoint) return UnknownCommuteLoss(options);
  const int64_t distance =
      DistanceMetres(a.latitude_e6, a.longitude_e6, b.latitude_e6, b.longitude_e6);
  return Weight(options, Component::kCommute) * (kFull - CommuteValue(distance, reach));
}

// The same for skills when `shared` of `count` are shared, or as many as can be.
int32_t SharedLoss(const MatchOptions& options, int shared, int count) {
  return Weight(options, Component::kSkills) * (kFull - kFull * std::min(shared, count) / count);
}

// For a block, of which only the union of the skills is known; own: bits of the other side.
int32_t BlockSkillsLoss(const MatchOptions& options, const BlockBounds& bounds, uint64_t own) {
  if ((bounds.skills & own) != 0) return 0;
  const int most = bounds.unskilled ? kUnknownComponent : 0;
  return Weight(options, Component::kSkills) * (kFull - most);
}

}  // namespace

OccupationPoints::OccupationPoints(const std::array<int32_t, 64>& points) {
  std::map<int32_t, OccupationMask, std::greater<>> masks;
  for (size_t bit = 0; bit < points.size(); ++bit) masks[points[bit]] |= OccupationMask{1} << bit;
  for (const auto& [value, mask] : masks) steps_.push_back({value, mask});
}

OpeningBounds::OpeningBounds(const SeekerFacts& seeker, const MatchOptions& options)
    : seeker_(seeker),
      options_(options),
      skills_(SkillBits(seeker.skills, seeker.skill_count)),
      nearest_(MaxPointsBeyond(0, Placed(seeker), options)),
      occupations_(WishPoints(seeker, options, nearest_)) {}

bool OpeningBounds::BeyondReach(const BlockBounds& bounds, int64_t distance) const {
  if (bounds.distance_free) return false;
  if (AllUnplaced(bounds)) return ProvinceIsBeyond(seeker_, bounds.region);
  return distance > seeker_.reach_metres;
}

int32_t OpeningBounds::SkillsLoss(uint64_t skills) const {
  if (seeker_.skill_count == 0 || skills == kManySkills) return 0;
  if (skills == 0) return SharedLoss(options_, 1, 2);  // unknown
  if ((skills & skills_) == 0) return SharedLoss(options_, 0, 1);
  return SharedLoss(options_, std::popcount(skills & skills_), std::popcount(skills));
}

int32_t OpeningBounds::SkillsLoss(const BlockBounds& bounds) const {
  return seeker_.skill_count == 0 ? 0 : BlockSkillsLoss(options_, bounds, skills_);
}

int32_t OpeningBounds::CommuteLoss(const BlockBounds& bounds, int64_t distance) const {
  if (bounds.remote) return 0;
  if (AllUnplaced(bounds) && seeker_.latitude_e6 != kNoPoint) return UnknownCommuteLoss(options_);
  return nearest_ - MaxPointsBeyond(distance, seeker_, options_);
}

int32_t OpeningBounds::CommuteLoss(const RecordPlace& place) const {
  return RecordCommuteLoss(options_, place, PlaceOf(seeker_), seeker_.reach_metres);
}

std::vector<BlockRank> OpeningBounds::Rank(const FactTable<OpeningFacts>& table, bool all) const {
  const bool hard_reach = !all && seeker_.reach_metres >= 0 && seeker_.reach_is_hard != 0 &&
                          !ReachIsNoBar(OpeningFacts(), options_.what_if);
  FreshnessLoss freshness(seeker_, options_);
  std::vector<BlockRank> ranks;
  ranks.reserve(table.blocks().size());
  for (uint32_t i = 0; i < table.blocks().size(); ++i) {
    const auto& block = *table.blocks()[i];
    if (block.facts.empty()) continue;
    const BlockBounds& bounds = block.bounds;
    int64_t distance =
        bounds.unplaced ? 0 : LeastDistance(bounds, seeker_.latitude_e6, seeker_.longitude_e6);
    if (hard_reach && BeyondReach(bounds, distance)) continue;
    const int32_t age_loss = freshness.Of(bounds), commute_loss = CommuteLoss(bounds, distance);
    const int32_t most = occupations_.Most(bounds.occupations) - SkillsLoss(bounds);
    ranks.push_back({most - age_loss - commute_loss, i, bounds.first_row, age_loss, commute_loss});
  }
  return ranks;
}

SeekerBounds::SeekerBounds(const OpeningFacts& opening, const MatchOptions& options)
    : opening_(opening),
      options_(options),
      remote_(IsRemote(opening)),
      bounded_(remote_ ? Placed(opening) : opening),
      skills_(SkillBits(opening.skills, opening.skill_count)),
      unknown_skills_loss_(SharedLoss(options, 1, 2)),
      nearest_(MaxPointsBeyond(0, bounded_, kDefaultHorizon, options)),
      occupations_(WishPoints(opening, options, nearest_)) {
  const int count = opening.skill_count;
  if (count == 0) return;
  // Skills of the opening that share a bit may both be shared.
  const int hidden = count - std::popcount(skills_);
  for (int shared = 0; shared <= count; ++shared) {
    skills_loss_[static_cast<size_t>(shared)] =
        SharedLoss(options, shared == 0 ? 0 : shared + hidden, count);
  }
}

int32_t SeekerBounds::SkillsLoss(const BlockBounds& bounds) const {
  return opening_.skill_count == 0 ? 0 : BlockSkillsLoss(options_, bounds, skills_);
}

int32_t SeekerBounds::CommuteLoss(const BlockBounds& bounds, int64_t distance) const {
  const bool placed = opening_.latitude_e6 != kNoPoint;
  if (!remote_ && placed && AllUnplaced(bounds)) return UnknownCommuteLoss(options_);
  return nearest_ - MaxPointsBeyond(distance, bounded_, bounds.max_reach, options_);
}

int32_t SeekerBounds::CommuteLoss(const RecordPlace& place) const {
  // Where the opening has no place, the most already counts an unknown commute.
  if (remote_ || opening_.latitude_e6 == kNoPoint) return 0;
  return RecordCommuteLoss(options_, place, PlaceOf(opening_), place.reach_metres);
}

std::vector<BlockRank> SeekerBounds::Rank(const FactTable<SeekerFacts>& table, bool all) const {
  const bool hard_reach = !all && !ReachIsNoBar(opening_, options_.what_if);
  std::vector<BlockRank> ranks;
  ranks.reserve(table.blocks().size());
  for (uint32_t i = 0; i < table.blocks().size(); ++i) {
    const auto& block = *table.blocks()[i];
    if (block.facts.empty()) continue;
    const BlockBounds& bounds = block.bounds;
    int64_t distance = bounds.unplaced || remote_
                           ? 0
                           : LeastDistance(bounds, opening_.latitude_e6, opening_.longitude_e6);
    if (hard_reach && !bounds.distance_free && distance > bounds.max_reach) continue;
    const int32_t commute_loss = CommuteLoss(bounds, distance);
    const int32_t most = occupations_.Most(bounds.occupations) - SkillsLoss(bounds);
    ranks.push_back({most - commute_loss, i, bounds.first_row, 0, commute_loss});
  }
  return ranks;
}

}  // namespace setara
