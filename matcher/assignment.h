// How many distinct people could take the positions of several openings at once: the maximum
// assignment, where each person takes at most one position and each opening has so many of them.
//
// Exact. It augments along shortest paths in phases (Hopcroft and Karp 1973, Dinic 1970), with
// openings as nodes of a capacity, so that what it keeps grows with people and candidates and not
// with positions. A general flow library would hold four numbers for every candidate and could not
// go on from the assignment of a smaller graph, which is what makes fifty what-ifs cheap.
//
// Pure; one thread at a time for a state, any number for a graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "matcher/domain/codes.h"

namespace setara {

// One person for one opening.
struct Candidate {
  AccommodationSet unlockers{};  // each alone would bring the pair to tier 1 or 2
  uint32_t person = 0;           // number in the graph
  uint32_t points : 24 = 0;      // of the pair's score, where it was asked for
  uint32_t tier : 8 = 0;         // 1 to 3; 0: only an unlocker makes the pair possible
};

// Which candidates count: those of a tier up to `most_tier` (0-3), and those whom an accommodation
// of `with` would bring to tier 1 or 2.
struct CandidateFilter {
  int most_tier = 3;
  AccommodationSet with{};

  bool Admits(const Candidate& candidate) const {
    return (candidate.tier != 0 && static_cast<int>(candidate.tier) <= most_tier) ||
           !(candidate.unlockers & with).empty();
  }
};

// By opening; an opening may name a person twice.
struct CandidateGraph {
  std::vector<std::vector<Candidate>> by_opening;
  size_t people = 0;  // persons are numbered below
};

// How many people may be taken.
struct Seats {
  std::vector<int64_t> of_opening;  // >= 0, one for each opening
  // The group (employer) of each opening and how many people it may take at most over all its
  // openings. Both empty: no such limit.
  std::vector<uint32_t> group;
  std::vector<int64_t> of_group;
};

// True once nobody waits for the answer any more.
using Stop = std::function<bool()>;

class Assignment {
 public:
  static constexpr uint32_t kNone = 0xffffffff;

  // Nobody is assigned. Both arguments must outlive the assignment.
  Assignment(const CandidateGraph& graph, const Seats& seats);

  // Assigns pairs best first (ProposePeople), while nobody is assigned yet.
  void TakeBest(const CandidateFilter& filter);

  // Makes the assignment a maximum one among the candidates that `filter` admits. Whoever is
  // assigned stays so, perhaps at another opening; so a filter that admits less than one used
  // before makes no sense. False: stopped, and the assignment, though valid, may not be maximum.
  bool Maximize(const CandidateFilter& filter, const Stop& stop = {});

  int64_t size() const { return size_; }
  // Where each person is assigned, or kNone.
  const std::vector<uint32_t>& opening_of() const { return opening_of_; }
  // How many people each opening has.
  const std::vector<int64_t>& taken() const { return taken_; }

  // After Maximize: how many of the assigned people are all the candidates there are for the
  // openings that lack people. The others (size() less this) are as many as they are because the
  // positions are. By Koenig's theorem no assignment can be larger.
  int64_t bottleneck() const;

  // After Maximize: whether one candidate more for the opening could raise the size.
  bool IsShort(uint32_t opening) const { return layer_[opening] >= 0; }

 private:
  // Nodes of the search: openings, then groups.
  bool Layer(const CandidateFilter& filter);
  void LayerOpening(uint32_t opening, const CandidateFilter& filter, bool& reached);
  void LayerGroup(uint32_t group);
  bool FindForGroup(uint32_t group, const CandidateFilter& filter);
  bool FindForOpening(uint32_t opening, const CandidateFilter& filter);
  bool Place(uint32_t node, int32_t layer);

  const CandidateGraph& graph_;
  const Seats& seats_;
  std::vector<uint32_t> group_of_;              // one group for all where the seats name none
  std::vector<std::vector<uint32_t>> members_;  // by group
  std::vector<int64_t> group_seats_;

  int64_t size_ = 0;
  std::vector<uint32_t> opening_of_;
  std::vector<int64_t> taken_;
  std::vector<int64_t> group_taken_;

  // Of the current phase.
  std::vector<int32_t> layer_;  // by node; -1: not reached
  std::vector<uint32_t> queue_;
  std::vector<size_t> next_;  // by node: what was tried already
};

// Who to propose for what.
struct Proposal {
  uint32_t person = 0;
  uint32_t opening = 0;
  int32_t points = 0;  // of the pair
};

// As many people as a maximum assignment has, in pairs that are taken best first: by points, then
// by person, then by opening, each whose person is free and whose opening has a position left.
// After that people are moved only where that places one more. So the pairs are good ones and the
// number is the largest; that no other choice had a larger sum of points is not promised, since it
// would cost a hundred times as much and be harder to explain. In the order of points, then of
// persons. The group limits of `seats` do not count here. Empty once `stop` says so.
std::vector<Proposal> ProposePeople(const CandidateGraph& graph, const Seats& seats,
                                    const CandidateFilter& filter, const Stop& stop = {});

}  // namespace setara
