// How far the people who look for work could fill the open positions of employers that are short of
// their quota (design section 5): at once, by tier, with one accommodation more, and for the gap.
//
// Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/assignment.h"
#include "matcher/candidate_keeper.h"
#include "matcher/domain/codes.h"
#include "matcher/shown_count.h"

namespace setara {

// What is to be filled, in the order of the kept candidates' openings.
struct FillDemand {
  std::vector<int64_t> positions;   // of each opening, >= 0
  std::vector<uint32_t> employers;  // whose opening it is: index in `shortfalls`
  std::vector<int64_t> shortfalls;  // by employer; 0: no gap that is known
};

struct TierFigures {
  PeopleFigure fitting;  // distinct people who fit one opening at least
  PeopleFigure at_once;  // the maximum assignment
  // The most that could count for the gaps: people assigned, of each employer no more than it is
  // short of.
  PeopleFigure closing;
};

// Offered besides at all these openings, the accommodation would bring so many more people to tiers
// 1 and 2 of the maximum assignment. Reach counts as in a what-if: remote work or transport brings
// in people from farther away.
struct Rise {
  AccommodationId accommodation;
  PeopleFigure more;  // at_least: the difference of the two figures shown
};

struct FillFigures {
  std::array<TierFigures, 3> up_to;    // cumulative: tier 1; 1 and 2; 1 to 3
  std::vector<Rise> rises;             // most first by the exact figure, then by id; none of 0
  std::vector<TierFigures> employers;  // each alone, up to the tier asked for
};

// tier: 1-3, for the figures of single employers. accommodations: those to try, of the work phase.
// nullopt: stopped.
std::optional<FillFigures> ComputeFill(const KeptCandidates& kept, const FillDemand& demand,
                                       int tier, AccommodationSet accommodations,
                                       const Stop& stop = {});

}  // namespace setara
