// The maximum assignment in the most obvious way: people try openings one by one and push each
// other on. Slow on purpose; knows nothing of phases, of truncation or of groups as capacities.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace setara::testing {

struct SlowSeats {
  std::vector<int64_t> positions;    // by opening
  std::vector<uint32_t> group;       // by opening; empty: no groups
  std::vector<int64_t> group_seats;  // by group
};

// By trying everything: for a handful of people and openings. fits(person, opening).
int64_t BruteForceAssignment(size_t people, const SlowSeats& seats,
                             const std::function<bool(size_t, size_t)>& fits);

// By augmenting one person at a time, each position a place of its own; without groups.
int64_t SlowAssignment(size_t people, const std::vector<int64_t>& positions,
                       const std::function<bool(size_t, size_t)>& fits);

}  // namespace setara::testing
