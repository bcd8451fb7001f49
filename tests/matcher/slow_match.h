// The matching rules of design.md section 4 written down once more, straight from the records: no
// facts, no masks, no pruning. Slow and obvious on purpose: what the product answers must equal
// what this says of every pair.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "matcher/match.h"

namespace setara::testing {

// What one pair comes to; excluded pairs have a tier and a score, too.
struct SlowPair {
  int failed = kConditions;  // first failed hard condition
  Tier tier = Tier::kUnknown;
  MatchScore score;
};

// One row of an answer.
struct SlowResult {
  int64_t row = 0;
  Tier tier = Tier::kUnknown;
  int32_t points = 0;

  bool operator==(const SlowResult&) const = default;
};

// A whole answer: rows in order (points, then row), pairs by tier, pairs by first failed condition.
struct SlowAnswer {
  std::vector<SlowResult> results;   // tiers 1 to 3, and 4 when asked for
  std::array<int64_t, 5> by_tier{};  // index: Tier; only pairs that no condition excludes
  std::array<int64_t, kConditions> excluded{};
};

// An opening with what the rules derive from it alone, so that it is derived once, not per pair.
class SlowOpening {
 public:
  explicit SlowOpening(const Opening& opening);
  const Opening& record() const { return *record_; }
  // Known demands: stated ones and the occupation group's defaults.
  const std::vector<Demand>& demands() const { return demands_; }
  const std::vector<ContextPresence>& contexts() const { return contexts_; }
  const std::optional<GeoPoint>& point() const { return point_; }

 private:
  const Opening* record_;
  std::vector<Demand> demands_;
  std::vector<ContextPresence> contexts_;
  std::optional<GeoPoint> point_;
};

Tier SlowTier(const Seeker& seeker, const SlowOpening& opening, AccommodationSet what_if);
int SlowFirstFailed(const Seeker& seeker, const SlowOpening& opening, const MatchOptions& options);
MatchScore SlowScore(const Seeker& seeker, const SlowOpening& opening, Tier tier,
                     const MatchOptions& options);
SlowPair SlowMatch(const Seeker& seeker, const SlowOpening& opening, const MatchOptions& options);

// By trying every subset of what is not offered, smaller ones first. nullopt: the answer is larger
// than `largest` (trying further would take too long).
std::optional<AccommodationSet> SlowSmallestSet(const Seeker& seeker, const SlowOpening& opening,
                                                AccommodationSet what_if, int largest);

// What the service must answer, whichever side asks. with_to_discuss: tier 4 is listed, too.
SlowAnswer SlowOpeningsForSeeker(const Seeker& seeker, const std::vector<SlowOpening>& openings,
                                 const MatchOptions& options, bool with_to_discuss);
SlowAnswer SlowSeekersForOpening(const SlowOpening& opening, const std::vector<Seeker>& seekers,
                                 const MatchOptions& options, bool with_to_discuss);

}  // namespace setara::testing
