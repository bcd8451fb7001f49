// The most points that any pair of a block could have, so that a scan visits the best blocks first
// and stops when the rest cannot reach the page. Bounds are never too small; they take every value
// from the matcher's own functions. Internal to index/; pure; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "index/fact_table.h"
#include "matcher/match.h"

namespace setara {

struct BlockRank {
  int32_t most_points = 0;
  uint32_t block = 0;

  // Best first in a heap; the block number makes the order definite.
  bool operator<(const BlockRank& other) const {
    return most_points != other.most_points ? most_points < other.most_points : block > other.block;
  }
};

// The blocks of openings worth a visit for the person; with `all`, every block that has records.
// Without `all`, blocks are left out whose every pair lies beyond the person's hard reach.
std::vector<BlockRank> RankBlocks(const FactTable<OpeningFacts>& table, const SeekerFacts& seeker,
                                  const MatchOptions& options, bool all);

// The same for people and an opening.
std::vector<BlockRank> RankBlocks(const FactTable<SeekerFacts>& table, const OpeningFacts& opening,
                                  const MatchOptions& options, bool all);

}  // namespace setara
