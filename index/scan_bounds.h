// The most points that any pair of a block, or any pair of a record, could have, so that a scan
// visits the best blocks first, stops when the rest cannot reach the page, and reads only the facts
// of records that could. Bounds are never too small; they take every value from the matcher's own
// functions. Internal to index/; pure; thread-safe.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "index/block.h"
#include "index/fact_table.h"
#include "matcher/match.h"

namespace setara {

struct BlockRank {
  int32_t most_points = 0;
  uint32_t block = 0;
  int64_t first_row = 0;
  int32_t age_loss = 0;      // what the age costs every pair of the block
  int32_t commute_loss = 0;  // what the commute costs every pair of it

  // Best first in a heap. Rows decide between equal points, so the block with the first row comes
  // first; the block number makes the order definite.
  bool operator<(const BlockRank& other) const {
    if (most_points != other.most_points) return most_points < other.most_points;
    return first_row != other.first_row ? first_row > other.first_row : block > other.block;
  }
};

// Points by occupation: the other side of the pair is fixed.
class OccupationPoints {
 public:
  // points: by the bit of OccupationMask.
  explicit OccupationPoints(const std::array<int32_t, 64>& points);
  // The most that any bit of `mask` brings; 0 without bits.
  int32_t Most(OccupationMask mask) const {
    for (const Step& step : steps_) {
      if ((step.mask & mask) != 0) return step.points;
    }
    return 0;
  }

 private:
  struct Step {
    int32_t points = 0;
    OccupationMask mask = 0;
  };
  std::vector<Step> steps_;  // most points first
};

// Bounds of one person with openings. The arguments must outlive it.
class OpeningBounds {
 public:
  OpeningBounds(const SeekerFacts& seeker, const MatchOptions& options);

  // The blocks worth a visit; with `all`, every block that has records. Without `all`, blocks are
  // left out whose every pair lies beyond the person's hard reach.
  std::vector<BlockRank> Rank(const FactTable<OpeningFacts>& table, bool all) const;

  // What a pair could have at most is MostPoints less the losses of the block, where the
  // commute's may be the record's own instead.

  int32_t MostPoints(const RecordHint& hint) const {
    return occupations_.Most(hint.occupations) - SkillsLoss(hint.skills);
  }
  // How much less than the most the commute to there brings; for work on site.
  int32_t CommuteLoss(const RecordPlace& place) const;

 private:
  bool BeyondReach(const BlockBounds& bounds, int64_t distance) const;
  int32_t SkillsLoss(uint64_t skills) const;
  int32_t SkillsLoss(const BlockBounds& bounds) const;
  int32_t CommuteLoss(const BlockBounds& bounds, int64_t distance) const;

  const SeekerFacts& seeker_;
  const MatchOptions& options_;
  uint64_t skills_;
  int32_t nearest_;  // at no distance, with every wish
  OccupationPoints occupations_;
};

// Bounds of one opening with people. The arguments must outlive it.
class SeekerBounds {
 public:
  SeekerBounds(const OpeningFacts& opening, const MatchOptions& options);

  std::vector<BlockRank> Rank(const FactTable<SeekerFacts>& table, bool all) const;

  int32_t MostPoints(const RecordHint& hint) const {
    return occupations_.Most(hint.occupations) - SkillsLoss(hint.skills);
  }
  int32_t CommuteLoss(const RecordPlace& place) const;

 private:
  int32_t SkillsLoss(uint64_t skills) const {
    if (skills == kManySkills || opening_.skill_count == 0) return 0;
    if (skills == 0) return unknown_skills_loss_;
    return skills_loss_[static_cast<size_t>(std::popcount(skills & skills_))];
  }
  int32_t SkillsLoss(const BlockBounds& bounds) const;
  int32_t CommuteLoss(const BlockBounds& bounds, int64_t distance) const;

  const OpeningFacts& opening_;
  const MatchOptions& options_;
  bool remote_;
  OpeningFacts bounded_;  // with a place, where that could only raise the bound
  uint64_t skills_;
  int32_t unknown_skills_loss_;
  std::array<int32_t, kMaxOpeningSkills + 1>
      skills_loss_{};  // by the bits of skills that are shared
  int32_t nearest_;    // at no distance
  OccupationPoints occupations_;
};

}  // namespace setara
