// Gathers the people who could take the positions of some openings, person by person, and keeps of
// them only what a maximum assignment can need, so that memory grows with the positions and not
// with the people.
//
// Enough are P candidates of each opening, P being the sum of all positions. Proof: take a maximum
// assignment that uses as few pairs left out as can be, and say it uses one, of opening o and
// person p. Then o had more than P candidates, so P were kept, and p is not among them. At most P
// people are assigned, p is one of them, so at most P - 1 of those kept are, and one who was kept
// is free. Put that one in the place of p: as many are assigned, with one pair left out fewer,
// which was said to be impossible. The pairs that ProposePeople takes best first are the same too,
// if the best P of each opening are kept: when a pair is taken, every better one of its opening has
// a person who is taken, and these are fewer than P.
//
// What is asked of the candidates (tiers, accommodations) leaves out some of them, so the rule is
// kept for every set that is asked for: the candidates of each tier, and those whom each
// accommodation would bring in.
//
// Pure; one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/assignment.h"
#include "matcher/domain/codes.h"

namespace setara {

// One opening that a person could take.
struct FittingPair {
  uint32_t opening = 0;
  int tier = 0;                  // 1 to 3; 0: only an unlocker makes it possible
  AccommodationSet unlockers{};  // each alone would bring the pair to tier 1 or 2
  int32_t points = 0;            // 0 where the order of people does not matter
};

struct KeptCandidates {
  struct Counts {
    std::array<int64_t, 4> by_tier{};                         // index 1 to 3
    std::array<int64_t, AccommodationId::kCount> unlocked{};  // exact up to `enough`
  };

  CandidateGraph graph;
  std::vector<int64_t> rows;         // of people, by number; ascending
  std::vector<Counts> counts;        // by opening: all people, kept or not
  std::array<int64_t, 4> fitting{};  // people with an opening of tier up to 1, 2, 3
};

class CandidateKeeper {
 public:
  // positions: the sum over all openings, >= 0. ranked: keep the best by points (then by
  // row), not just any.
  CandidateKeeper(size_t openings, int64_t positions, bool ranked);

  // Takes one person into account; pairs: one for each opening they could take. Each row once.
  void Add(int64_t row, std::span<const FittingPair> pairs);

  // Whether more people whom one of `accommodations` brings to the opening could still matter.
  bool WantsMore(uint32_t opening, AccommodationSet accommodations) const;

  // Pairs held now; what memory grows with.
  size_t held() const { return held_; }

  // Leaves the keeper empty.
  KeptCandidates Take();

 private:
  bool Better(const Candidate& a, const Candidate& b) const;
  void Keep(std::vector<Candidate>& list, const Candidate& candidate);
  void KeepUnlocked(uint32_t opening, const Candidate& candidate);

  const size_t enough_;
  const bool ranked_;
  size_t held_ = 0;
  KeptCandidates kept_;
  std::vector<std::array<std::vector<Candidate>, 3>> by_tier_;  // by opening
  std::vector<std::vector<Candidate>> unlocked_;                // by opening
};

}  // namespace setara
