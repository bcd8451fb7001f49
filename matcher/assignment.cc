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
  size_t at = 0;
  while (at < queue_.size()) {  // it grows below
    const uint32_t node = queue_[at++];
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
  while (true) {
    if (stop && stop()) return false;
    if (!Layer(filter)) return true;
    for (uint32_t group = 0; group < group_seats_.size(); ++group) {
      if (layer_[taken_.size() + group] != 0) continue;
      while (group_taken_[group] < group_seats_[group] && FindForGroup(group, filter)) {
        ++group_taken_[group];
        ++size_;
      }
    }
  }
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

// One pair as it is weighed against others.
struct Pair {
  int32_t points = 0;
  uint32_t person = 0;
  uint32_t opening = 0;

  bool operator<(const Pair& other) const {
    if (points != other.points) return points > other.points;
    return person != other.person ? person < other.person : opening < other.opening;
  }
};

}  // namespace

void Assignment::TakeBest(const CandidateFilter& filter) {
  std::vector<Pair> pairs;
  for (uint32_t opening = 0; opening < taken_.size(); ++opening) {
    for (const Candidate& candidate : graph_.by_opening[opening]) {
      if (!filter.Admits(candidate)) continue;
      pairs.push_back({static_cast<int32_t>(candidate.points), candidate.person, opening});
    }
  }
  std::sort(pairs.begin(), pairs.end());
  for (const Pair& pair : pairs) {
    int64_t& group = group_taken_[group_of_[pair.opening]];
    if (opening_of_[pair.person] != kNone ||
        taken_[pair.opening] == seats_.of_opening[pair.opening] ||
        group == group_seats_[group_of_[pair.opening]]) {
      continue;
    }
    opening_of_[pair.person] = pair.opening;
    ++taken_[pair.opening];
    ++group;
    ++size_;
  }
}

std::vector<Proposal> ProposePeople(const CandidateGraph& graph, const Seats& seats,
                                    const CandidateFilter& filter, const Stop& stop) {
  const Seats ungrouped{seats.of_opening, {}, {}};
  Assignment assignment(graph, ungrouped);
  assignment.TakeBest(filter);
  if (!assignment.Maximize(filter, stop)) return {};
  std::vector<Proposal> proposals;
  proposals.reserve(static_cast<size_t>(assignment.size()));
  for (uint32_t opening = 0; opening < graph.by_opening.size(); ++opening) {
    for (const Candidate& candidate : graph.by_opening[opening]) {
      if (assignment.opening_of()[candidate.person] != opening || !filter.Admits(candidate)) {
        continue;
      }
      proposals.push_back({candidate.person, opening, static_cast<int32_t>(candidate.points)});
    }
  }
  std::sort(proposals.begin(), proposals.end(), [](const Proposal& a, const Proposal& b) {
    return a.points != b.points ? a.points > b.points : a.person < b.person;
  });
  return proposals;
}

}  // namespace setara
