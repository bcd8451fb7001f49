#include "tests/matcher/slow_assignment.h"

#include <algorithm>

namespace setara::testing {
namespace {

int64_t Best(size_t person, size_t people, SlowSeats& seats,
             const std::function<bool(size_t, size_t)>& fits) {
  if (person == people) return 0;
  int64_t best = Best(person + 1, people, seats, fits);
  for (size_t opening = 0; opening < seats.positions.size(); ++opening) {
    if (!fits(person, opening) || seats.positions[opening] == 0) continue;
    int64_t* group = seats.group.empty() ? nullptr : &seats.group_seats[seats.group[opening]];
    if (group != nullptr && *group == 0) continue;
    --seats.positions[opening];
    if (group != nullptr) --*group;
    best = std::max(best, 1 + Best(person + 1, people, seats, fits));
    ++seats.positions[opening];
    if (group != nullptr) ++*group;
  }
  return best;
}

// Kuhn's algorithm over single places.
struct Places {
  std::vector<size_t> opening_of;  // by place
  std::vector<int> person_at;      // by place; -1: free
  const std::function<bool(size_t, size_t)>& fits;

  bool Seat(size_t person, std::vector<bool>& tried) {
    for (size_t place = 0; place < opening_of.size(); ++place) {
      if (tried[place] || !fits(person, opening_of[place])) continue;
      tried[place] = true;
      if (person_at[place] >= 0 && !Seat(static_cast<size_t>(person_at[place]), tried)) continue;
      person_at[place] = static_cast<int>(person);
      return true;
    }
    return false;
  }
};

}  // namespace

int64_t BruteForceAssignment(size_t people, const SlowSeats& seats,
                             const std::function<bool(size_t, size_t)>& fits) {
  SlowSeats left = seats;
  return Best(0, people, left, fits);
}

int64_t SlowAssignment(size_t people, const std::vector<int64_t>& positions,
                       const std::function<bool(size_t, size_t)>& fits) {
  Places places{{}, {}, fits};
  for (size_t opening = 0; opening < positions.size(); ++opening) {
    places.opening_of.insert(places.opening_of.end(), static_cast<size_t>(positions[opening]),
                             opening);
  }
  places.person_at.assign(places.opening_of.size(), -1);
  int64_t seated = 0;
  for (size_t person = 0; person < people; ++person) {
    std::vector<bool> tried(places.opening_of.size(), false);
    seated += places.Seat(person, tried);
  }
  return seated;
}

}  // namespace setara::testing
