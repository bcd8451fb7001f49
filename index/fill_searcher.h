// Everybody who could take a position of some openings, from one pass over the columns: what the
// assignment of people to openings is computed from (matcher/fill_figures.h).
//
// Thread-safe; each call reads one snapshot and names its sequence.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "index/index.h"
#include "index/match_searcher.h"
#include "matcher/candidate_keeper.h"
#include "matcher/facts.h"
#include "matcher/match.h"

namespace setara {

struct FillRequest {
  std::vector<OpeningFacts> openings;
  int64_t positions = 0;  // the sum over all openings, >= 0
  // Direction kSeekersForOpening; `branch` narrows whose people count.
  MatchOptions options;
  // 1-3: keep the people who are best by points among those of tiers up to this one, so that they
  // can be proposed; 0: only their number matters.
  int ranked_tier = 0;
  Interrupt interrupted;
};

struct FillCandidates {
  KeptCandidates kept;
  std::string epoch;
  int64_t sequence = 0;
};

// Pairs held at once at most: 16 bytes each, 384 MB. Our default.
inline constexpr size_t kMaxHeldPairs = 24'000'000;

class FillSearcher {
 public:
  // `index` must outlive the searcher.
  explicit FillSearcher(const Index& index) : index_(index) {}

  // Pairs that no hard condition excludes, of tiers 1 to 3, with the accommodations that would
  // bring them to tier 1 or 2; and pairs that only the reach excludes, with those accommodations
  // that close it and bring them there at once. UNAVAILABLE: no index. DEADLINE_EXCEEDED:
  // interrupted. RESOURCE_EXHAUSTED: more pairs than kMaxHeldPairs.
  absl::StatusOr<FillCandidates> Find(const FillRequest& request) const;

 private:
  const Index& index_;
};

}  // namespace setara
