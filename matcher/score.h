// How the components of a score are computed. Integers 0-1000; what is not known counts as 500 and
// is marked. Pure, no allocation, thread-safe.
//
// occupation   leading digits that wish and opening share: 4 -> 1000, 3 -> 800, 2 -> 500, 1 -> 200,
//              0 -> 0. A wish that is wholly the beginning of the opening's code has all it asks
//              for: 1000. Unknown when either has no code.
// skills       1000 x shared coded skills / coded skills of the opening; unknown when either has
//              none.
// commute      remote 1000; else 1000 x (h - d) / h, at least 0, of the distance d and the horizon
//              h: the person's reach, or 50 km when they set none. A reach of 0 gives 1000 at
//              distance 0, else 0. Unknown without both points.
// wage         the opening's highest wage (else its lowest) at or above the wish 1000, else
//              1000 x wage / wish; unknown without both. Minimum wages play no part.
// arrangement  mean over what the wish states of kind, hours and arrangement: as wished 1000,
//              otherwise 0, not known of the opening 500; unknown when it states none.
// freshness    1000 on the day posted (or before), falling evenly to 0 at 60 days; unknown without
//              a date.
// readiness    FITS 1000, FITS_WITH_OFFERED 900, FITS_IF_PROVIDED 500, TO_DISCUSS 0.
//
// Several wishes: the one with the largest weighted sum of occupation, wage and arrangement counts,
// the first of several. Without wishes these three are unknown.
#pragma once

#include <cstdint>

#include "matcher/facts.h"
#include "matcher/match.h"

namespace setara {

// The horizon of people who set no reach, metres. Our default.
inline constexpr int64_t kDefaultHorizon = 50'000;
// Age in days at which a posting is no longer fresh. Our default.
inline constexpr int kFreshDays = 60;

// The commute of an opening that is not remote, `distance` >= 0 metres away, for a person with this
// reach (-1: none set).
int CommuteValue(int64_t distance, int64_t reach_metres);

// The three components that depend on a wish; others are left at their defaults.
void ScoreWish(const WishFacts& wish, const OpeningFacts& opening, MatchScore& score);

}  // namespace setara
