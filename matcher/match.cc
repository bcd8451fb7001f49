#include "matcher/match.h"

#include "matcher/prepared.h"

namespace setara {

Tier TierOf(const SeekerFacts& seeker, const OpeningFacts& opening, AccommodationSet what_if) {
  return PreparedOpening(opening, what_if).TierOf(seeker);
}

}  // namespace setara
