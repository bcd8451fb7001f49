// One side of many pairs, made ready for a scan over a million rows of the other side: same answers
// as match.h, without repeating per row what depends on one side only. None of the functions here
// allocates. Prepared values are immutable and may be shared by threads; they point to the facts
// and rules they were made of, which must outlive them.
#pragma once

#include <cstdint>

#include "matcher/domain/codes.h"
#include "matcher/facts.h"
#include "matcher/fit_rules.h"
#include "matcher/match.h"

namespace setara {

class PreparedSeeker {
 public:
  PreparedSeeker(const SeekerFacts& seeker, AccommodationSet what_if,
                 const FitRules& rules = DefaultFitRules());

  const SeekerFacts& facts() const { return *facts_; }
  Tier TierOf(const OpeningFacts& opening) const;
  // The accommodations each of which, offered alone besides, would move the pair from tier 3 to
  // tier 1 or 2. Empty for pairs of other tiers.
  AccommodationSet UnlockersOf(const OpeningFacts& opening) const;

 private:
  Tier TierWithGaps(const OpeningFacts& opening, const Levels& above, ContextSet contexts,
                    AccommodationSet offered) const;

  const SeekerFacts* facts_;
  const FitRules* rules_;
  AccommodationSet what_if_;  // work phase only
  AccommodationSet needs_;    // work phase only
  Levels enough_;             // demands up to here are no gap: the capacity, or 4 where not asked
  Levels reachable_;          // the same with every accommodation of the catalogue
  ContextSet hard_contexts_;  // gaps when present
  ContextSet hopeless_contexts_;                     // those that nothing catalogued closes
  AccommodationSet closers_[FunctionId::kCount][4];  // by function and level - 1
  AccommodationSet context_closers_[ContextId::kCount];
};

class PreparedOpening {
 public:
  PreparedOpening(const OpeningFacts& opening, AccommodationSet what_if,
                  const FitRules& rules = DefaultFitRules());

  const OpeningFacts& facts() const { return *facts_; }
  Tier TierOf(const SeekerFacts& seeker) const;
  // As PreparedSeeker::UnlockersOf.
  AccommodationSet UnlockersOf(const SeekerFacts& seeker) const;

 private:
  const OpeningFacts* facts_;
  const FitRules* rules_;
  AccommodationSet offered_;  // with what_if
};

// Metres between the two points, or kNoDistance when either is unknown.
inline constexpr int64_t kNoDistance = -1;
int64_t DistanceOf(const SeekerFacts& seeker, const OpeningFacts& opening);

// As in match.h, with `distance` = DistanceOf(seeker, opening), so that a scan computes it once.
int FirstFailedCondition(const SeekerFacts& seeker, const OpeningFacts& opening,
                         const MatchOptions& options, int64_t distance);
// Whether the pair passes kOpeningOpen and kSeekerAvailable, which fail often and need few bytes: a
// scan asks this before anything else.
bool IsOpenAndAvailable(const SeekerFacts& seeker, const OpeningFacts& opening,
                        const MatchOptions& options);
MatchScore Score(const SeekerFacts& seeker, const OpeningFacts& opening, Tier tier,
                 const MatchOptions& options, int64_t distance);

// The points of Score in two parts, whose sum it is: a scan asks for the tier of a pair only when
// the other part leaves it a chance.
int32_t PointsBesideReadiness(const SeekerFacts& seeker, const OpeningFacts& opening,
                              const MatchOptions& options, int64_t distance);
int32_t ReadinessPoints(Tier tier, const MatchOptions& options);

}  // namespace setara
