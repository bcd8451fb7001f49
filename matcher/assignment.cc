#include "matcher/assignment.h"

#include <algorithm>
#include <limits>

namespace setara {

Assignment::Assignment(const CandidateGraph& graph, const Seats& seats)
    : graph_(graph),
      seats_(seats),
      group_of_(seats.group),
      group_seats_(seats.of_group),
      opening_of_(graph.people, kNone),
      taken_(seats.of_opening.size(), 0) {
  if (group_of_.empty()) {
    group_of_.assign(seats.of_opening.size(), 0);
    group_seats_ = {std::numeric_limits<int64_t>::max()};
  }
  members_.resize(group_seats_.size());
  for (uint32_t i = 0; i < group_of_.size(); ++i) members_[group_of_[i]].push_back(i);
  group_taken_.assign(group_seats_.size(), 0);
  layer_.assign(taken_.size() + group_seats_.size(), -1);
  next_.resize(layer_.size());
}

bool Assignment::Place(uint32_t node, int32_t layer) {
  if (layer_[node] >= 0) return false;
  layer_[node] = layer;
  queue_.push_back(node);
  return true;
}

void Assignment::LayerGroup(uint32_t group) {
  const int32_t next = layer_[taken_.size() + group] + 1;
  for (uint32_t opening : members_[group]) {
    if (taken_[opening] < seats_.of_opening[opening]) Place(opening, next);
  }
}

// An opening that needs one more person asks its candidates: a free one ends the search, any other
// would leave their own opening, which then needs one more. Or it gives up a seat of its group.
void Assignment::LayerOpening(uint32_t opening, const CandidateFilter& filter, bool& reached) {
  const int32_t next = layer_[opening] + 1;
  for (const Candidate& candidate : graph_.by_opening[opening]) {
    if (!filter.Admits(candidate)) continue;
    const uint32_t at = opening_of_[candidate.person];
    if (at == kNone) {
      reached = true;
    } else {
      Place(at, next);
    }
  }
  if (taken_[opening] > 0) Place(static_cast<uint32_t>(taken_.size()) + group_of_[opening], next);
}

bool Assignment::Layer(const CandidateFilter& filter) {
  std::fill(layer_.begin(), layer_.end(), -1);
  std::fill(next_.begin(), next_.end(), 0);
  queue_.clear();
  for (uint32_t group = 0; group < group_seats_.size(); ++group) {
    if (group_taken_[group] < group_seats_[group]) {
      Place(static_cast<uint32_t>(taken_.size()) + group, 0);
    }
  }
  bool reached = false;
  for (size_t at = 0; at < queue_.size(); ++at) {
    const uint32_t node = queue_[at];
    if (node < taken_.size()) {
      LayerOpening(node, filter, reached);
    } else {
      LayerGroup(node - static_cast<uint32_t>(taken_.size()));
    }
  }
  return reached;
}

bool Assignment::FindForGroup(uint32_t group, const CandidateFilter& filter) {
  const size_t node = taken_.size() + group;
  for (size_t& next = next_[node]; next < members_[group].size(); ++next) {
    const uint32_t opening = members_[group][next];
    if (layer_[opening] != layer_[node] + 1 || taken_[opening] >= seats_.of_opening[opening]) {
      continue;
    }
    if (!FindForOpening(opening, filter)) continue;
    ++taken_[opening];
    return true;
  }
  return false;
}

// The depth of the recursion is the number of layers, at most one for each node.
bool Assignment::FindForOpening(uint32_t opening, const CandidateFilter& filter) {
  const std::vector<Candidate>& candidates = graph_.by_opening[opening];
  size_t& next = next_[opening];
  for (; next < candidates.size(); ++next) {
    if (!filter.Admits(candidates[next])) continue;
    uint32_t& at = opening_of_[candidates[next].person];
    if (at != kNone && (layer_[at] != layer_[opening] + 1 || !FindForOpening(at, filter))) continue;
    at = opening;
    return true;
  }
  if (next > candidates.size()) return false;
  ++next;  // the group is asked once
  const uint32_t group = group_of_[opening];
  if (taken_[opening] == 0 || layer_[taken_.size() + group] != layer_[opening] + 1) return false;
  // `taken` still counts the person who left; another opening of the group takes one instead. The
  // group is asked again as long as it finds one.
  if (!FindForGroup(group, filter)) return false;
  --next;
  --taken_[opening];
  return true;
}

bool Assignment::Maximize(const CandidateFilter& filter, const Stop& stop) {
  while (Layer(filter)) {
    if (stop && stop()) return false;
    for (uint32_t group = 0; group < group_seats_.size(); ++group) {
      if (layer_[taken_.size() + group] != 0) continue;
      while (group_taken_[group] < group_seats_[group] && FindForGroup(group, filter)) {
        ++group_taken_[group];
        ++size_;
      }
    }
  }
  return true;
}

// What the last, fruitless search reached are the openings that lack people: all candidates of
// theirs are assigned, and to openings among them.
int64_t Assignment::bottleneck() const {
  int64_t people = 0;
  for (size_t opening = 0; opening < taken_.size(); ++opening) {
    if (layer_[opening] >= 0) people += taken_[opening];
  }
  return people;
}

namespace {

// One opening of one person, best first in a person's list.
struct Way {
  uint32_t opening = 0;
  uint32_t points = 0;
};

std::vector<std::vector<Way>> WaysOfPeople(const CandidateGraph& graph,
                                           const CandidateFilter& filter) {
  std::vector<std::vector<Way>> ways(graph.people);
  for (uint32_t opening = 0; opening < graph.by_opening.size(); ++opening) {
    for (const Candidate& candidate : graph.by_opening[opening]) {
      if (filter.Admits(candidate)) ways[candidate.person].push_back({opening, candidate.points});
    }
  }
  for (std::vector<Way>& of_person : ways) {
    std::stable_sort(of_person.begin(), of_person.end(),
                     [](const Way& a, const Way& b) { return a.points > b.points; });
  }
  return ways;
}

// Takes people one by one, moving those taken before where that makes room.
class Taker {
 public:
  Taker(const CandidateGraph& graph, const Seats& seats, const CandidateFilter& filter)
      : seats_(seats.of_opening),
        ways_(WaysOfPeople(graph, filter)),
        people_(seats_.size()),
        at_(graph.people, kNone),
        full_(seats_.size(), false),
        came_by_(seats_.size(), kUnvisited) {}

  bool Take(uint32_t person) {
    visited_.clear();
    uint32_t room = kNone;
    Visit(person, room);
    for (size_t at = 0; at < visited_.size() && room == kNone; ++at) {
      for (size_t i = 0; i < people_[visited_[at]].size() && room == kNone; ++i) {
        Visit(people_[visited_[at]][i], room);
      }
    }
    Shift(room);
    for (uint32_t opening : visited_) {
      came_by_[opening] = kUnvisited;
      // Nothing reached from here has room, nor ever will: those people could only change among
      // openings that are full.
      if (room == kNone) full_[opening] = true;
    }
    return room != kNone;
  }

  uint32_t opening_of(uint32_t person) const { return at_[person]; }

 private:
  static constexpr uint32_t kNone = Assignment::kNone;
  static constexpr uint32_t kUnvisited = Assignment::kNone;

  // Follows the ways of one person to openings not seen yet.
  void Visit(uint32_t person, uint32_t& room) {
    for (const Way& way : ways_[person]) {
      if (full_[way.opening] || came_by_[way.opening] != kUnvisited) continue;
      came_by_[way.opening] = person;
      visited_.push_back(way.opening);
      if (static_cast<int64_t>(people_[way.opening].size()) < seats_[way.opening]) {
        room = way.opening;
        return;
      }
    }
  }

  // Moves everyone on the way to `room` one opening on.
  void Shift(uint32_t room) {
    while (room != kNone) {
      const uint32_t mover = came_by_[room];
      const uint32_t from = at_[mover];
      if (from != kNone) std::erase(people_[from], mover);
      people_[room].push_back(mover);
      at_[mover] = room;
      room = from;
    }
  }

  const std::vector<int64_t>& seats_;
  std::vector<std::vector<Way>> ways_;         // by person
  std::vector<std::vector<uint32_t>> people_;  // by opening
  std::vector<uint32_t> at_;                   // by person
  std::vector<bool> full_;                     // for good
  std::vector<uint32_t> came_by_;              // by opening: through whom it was reached
  std::vector<uint32_t> visited_;
};

}  // namespace

std::vector<Proposal> ProposePeople(const CandidateGraph& graph, const Seats& seats,
                                    const CandidateFilter& filter, std::span<const uint32_t> order,
                                    int64_t most, const Stop& stop) {
  Taker taker(graph, seats, filter);
  std::vector<uint32_t> taken;
  for (size_t i = 0; i < order.size() && static_cast<int64_t>(taken.size()) < most; ++i) {
    if (i % 1024 == 0 && stop && stop()) return {};
    if (taker.Take(order[i])) taken.push_back(order[i]);
  }
  std::vector<Proposal> proposals;
  proposals.reserve(taken.size());
  for (uint32_t person : taken) proposals.push_back({person, taker.opening_of(person)});
  return proposals;
}

}  // namespace setara
