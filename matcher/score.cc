#include "matcher/score.h"

#include <algorithm>

#include "matcher/conditions.h"
#include "matcher/domain/work.h"
#include "matcher/prepared.h"

namespace setara {
namespace {

// In the order of Component: occupation, skills, commute, wage, arrangement, freshness, readiness.
// Our default.
constexpr Weights kOpeningsForSeekerWeights = {300, 200, 150, 100, 100, 80, 70};
constexpr Weights kSeekersForOpeningWeights = {320, 240, 200, 100, 140, 0, 0};

constexpr int kFull = 1000;
constexpr int kDigitValues[] = {0, 200, 500, 800, 1000};
constexpr int kTierValues[] = {kUnknownComponent, 1000, 900, 500, 0};

ComponentValue Known(int64_t value) { return {static_cast<int>(value), true}; }

ComponentValue& At(MatchScore& score, Component component) {
  return score.components[static_cast<int>(component)];
}
int WeightOf(const MatchOptions& options, Component component) {
  return options.weights[static_cast<int>(component)];
}

ComponentValue OccupationValue(OccupationKey wish, OccupationKey opening) {
  if (wish.digits == 0 || opening.digits == 0) return {};
  const int common = CommonDigits(wish, opening);
  return Known(common == wish.digits ? kFull : kDigitValues[common]);
}

ComponentValue WageValue(const WishFacts& wish, const OpeningFacts& opening) {
  const int64_t wage = WageOf(opening);
  if (wish.wage == kNoWage || wage == kNoWage) return {};
  return Known(wage >= wish.wage ? kFull : kFull * wage / wish.wage);
}

ComponentValue ArrangementValue(const WishFacts& wish, const OpeningFacts& opening) {
  int sum = 0, count = 0;
  const auto add = [&](bool known, bool as_wished) {
    sum += !known ? kUnknownComponent : as_wished ? kFull : 0;
    ++count;
  };
  if (wish.kinds != 0) add(opening.kind != 0, (wish.kinds >> opening.kind) & 1);
  if (wish.hours != 0) add(opening.hours != 0, wish.hours == opening.hours);
  if (wish.arrangements != 0) {
    add(opening.arrangement != 0, (wish.arrangements >> opening.arrangement) & 1);
  }
  // Divisors that the compiler knows: this runs for every row of a scan.
  switch (count) {
    case 0:
      return {};
    case 1:
      return Known(sum);
    case 2:
      return Known(sum / 2);
    default:
      return Known(sum / 3);
  }
}

ComponentValue SkillsValue(const SeekerFacts& seeker, const OpeningFacts& opening) {
  if (seeker.skill_count == 0 || opening.skill_count == 0) return {};
  int shared = 0;
  for (int s = 0, o = 0; s < seeker.skill_count && o < opening.skill_count;) {
    const uint16_t a = seeker.skills[s], b = opening.skills[o];
    shared += a == b;
    s += a <= b;
    o += b <= a;
  }
  return Known(kFull * shared / opening.skill_count);
}

ComponentValue CommuteOf(const SeekerFacts& seeker, const OpeningFacts& opening, int64_t distance) {
  if (IsRemote(opening)) return Known(kFull);
  if (distance == kNoDistance) return {};
  return Known(CommuteValue(distance, seeker.reach_metres));
}

ComponentValue FreshnessValue(const OpeningFacts& opening, Date on) {
  if (opening.posted_on == kNoDate) return {};
  const int64_t age = on.time_since_epoch().count() - opening.posted_on;
  return Known(kFull * (kFreshDays - std::clamp<int64_t>(age, 0, kFreshDays)) / kFreshDays);
}

// What the wish brings in: the weighted sum of the components that depend on it.
int32_t WishPoints(const WishFacts& wish, const OpeningFacts& opening,
                   const MatchOptions& options) {
  return WeightOf(options, Component::kOccupation) *
             OccupationValue(wish.occupation, opening.occupation).value +
         WeightOf(options, Component::kWage) * WageValue(wish, opening).value +
         WeightOf(options, Component::kArrangement) * ArrangementValue(wish, opening).value;
}

struct BestWish {
  int wish = -1;
  int32_t points = 0;
};

// The first of the wishes that bring in most; without wishes nothing of theirs is known.
BestWish FindBestWish(const SeekerFacts& seeker, const OpeningFacts& opening,
                      const MatchOptions& options) {
  BestWish best;
  for (int i = 0; i < seeker.wish_count; ++i) {
    const int32_t points = WishPoints(seeker.wishes[i], opening, options);
    if (best.wish < 0 || points > best.points) best = {i, points};
  }
  if (best.wish < 0) best.points = WishPoints(WishFacts(), OpeningFacts(), options);
  return best;
}

// The largest value of a component: full when it can be known at all.
int Most(bool can_be_known) { return can_be_known ? kFull : kUnknownComponent; }

// The most that any wish can bring in.
int32_t MostWishPoints(const SeekerFacts& seeker, const MatchOptions& options) {
  int32_t most = 0;
  for (int i = 0; i < std::max<int>(seeker.wish_count, 1); ++i) {
    const WishFacts wish = i < seeker.wish_count ? seeker.wishes[i] : WishFacts();
    const bool states = wish.kinds != 0 || wish.hours != 0 || wish.arrangements != 0;
    const int32_t points =
        WeightOf(options, Component::kOccupation) * Most(wish.occupation.digits != 0) +
        WeightOf(options, Component::kWage) * Most(wish.wage != kNoWage) +
        WeightOf(options, Component::kArrangement) * Most(states);
    most = std::max(most, points);
  }
  return most;
}

}  // namespace

const Weights& DefaultWeights(Direction direction) {
  return direction == Direction::kOpeningsForSeeker ? kOpeningsForSeekerWeights
                                                    : kSeekersForOpeningWeights;
}

int CommuteValue(int64_t distance, int64_t reach_metres) {
  const int64_t horizon = reach_metres < 0 ? kDefaultHorizon : reach_metres;
  if (distance >= horizon) return distance == 0 ? kFull : 0;
  return static_cast<int>(kFull * (horizon - distance) / horizon);
}

void ScoreWish(const WishFacts& wish, const OpeningFacts& opening, MatchScore& score) {
  At(score, Component::kOccupation) = OccupationValue(wish.occupation, opening.occupation);
  At(score, Component::kWage) = WageValue(wish, opening);
  At(score, Component::kArrangement) = ArrangementValue(wish, opening);
}

MatchScore Score(const SeekerFacts& seeker, const OpeningFacts& opening, Tier tier,
                 const MatchOptions& options, int64_t distance) {
  MatchScore score;
  score.wish = FindBestWish(seeker, opening, options).wish;
  if (score.wish >= 0) ScoreWish(seeker.wishes[score.wish], opening, score);
  At(score, Component::kSkills) = SkillsValue(seeker, opening);
  At(score, Component::kCommute) = CommuteOf(seeker, opening, distance);
  At(score, Component::kFreshness) = FreshnessValue(opening, options.on);
  if (tier != Tier::kUnknown) {
    At(score, Component::kReadiness) = Known(kTierValues[static_cast<int>(tier)]);
  }
  for (int i = 0; i < kComponents; ++i) {
    score.points += options.weights[i] * score.components[i].value;
  }
  return score;
}

int32_t ReadinessPoints(Tier tier, const MatchOptions& options) {
  return WeightOf(options, Component::kReadiness) * kTierValues[static_cast<int>(tier)];
}

int32_t PointsBesideReadiness(const SeekerFacts& seeker, const OpeningFacts& opening,
                              const MatchOptions& options, int64_t distance) {
  return FindBestWish(seeker, opening, options).points +
         WeightOf(options, Component::kSkills) * SkillsValue(seeker, opening).value +
         WeightOf(options, Component::kCommute) * CommuteOf(seeker, opening, distance).value +
         WeightOf(options, Component::kFreshness) * FreshnessValue(opening, options.on).value;
}

MatchScore Score(const SeekerFacts& seeker, const OpeningFacts& opening, Tier tier,
                 const MatchOptions& options) {
  return Score(seeker, opening, tier, options, DistanceOf(seeker, opening));
}

int32_t MaxPointsBeyond(int64_t distance_metres, const SeekerFacts& seeker,
                        const MatchOptions& options) {
  const int commute = seeker.latitude_e6 == kNoPoint
                          ? kUnknownComponent
                          : CommuteValue(distance_metres, seeker.reach_metres);
  return MostWishPoints(seeker, options) +
         WeightOf(options, Component::kSkills) * Most(seeker.skill_count != 0) +
         WeightOf(options, Component::kCommute) * commute +
         WeightOf(options, Component::kFreshness) * kFull +
         WeightOf(options, Component::kReadiness) * kFull;
}

int32_t MaxPointsBeyond(int64_t distance_metres, const OpeningFacts& opening,
                        int64_t max_reach_metres, const MatchOptions& options) {
  const int commute =
      opening.latitude_e6 == kNoPoint
          ? kUnknownComponent
          : CommuteValue(distance_metres, std::max(max_reach_metres, kDefaultHorizon));
  const bool has_facets = opening.kind != 0 || opening.hours != 0 || opening.arrangement != 0;
  const ComponentValue fresh = FreshnessValue(opening, options.on);
  return WeightOf(options, Component::kOccupation) * Most(opening.occupation.digits != 0) +
         WeightOf(options, Component::kSkills) * Most(opening.skill_count != 0) +
         WeightOf(options, Component::kCommute) * commute +
         WeightOf(options, Component::kWage) * Most(WageOf(opening) != kNoWage) +
         WeightOf(options, Component::kArrangement) * Most(has_facets) +
         WeightOf(options, Component::kFreshness) * fresh.value +
         WeightOf(options, Component::kReadiness) * kFull;
}

}  // namespace setara
