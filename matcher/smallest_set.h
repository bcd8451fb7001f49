// What a workplace would have to provide besides, at the least, so that a person can do the work.
#pragma once

#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/facts.h"
#include "matcher/fit_rules.h"

namespace setara {

struct SmallestSet {
  AccommodationSet provide;  // of the work phase, not offered, not refused
  bool complete = true;      // false: some open gap has nothing catalogued that closes it
};

// The fewest accommodations not offered yet that contain every unmet work-phase NEEDS and close
// every open gap that anything catalogued closes. Ties: the smallest sum of stances (NEEDS 0,
// USES 1, ACCEPTS 2, not asked 3), then the smallest ascending list of ids. Empty for tiers 1 and
// 2. what_if counts as offered. Exact; pure; thread-safe.
SmallestSet FindSmallestSet(const FitRules& rules, const SeekerFacts& seeker,
                            const OpeningFacts& opening, AccommodationSet what_if);

// 0 NEEDS, 1 USES, 2 ACCEPTS, 3 not asked.
int StanceRank(const SeekerFacts& seeker, AccommodationId accommodation);

}  // namespace setara
