// Which single accommodation would open most: for a person over openings, for an opening or an
// employer over people.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/facts.h"
#include "matcher/fit_rules.h"

namespace setara {

// Offering `accommodation` would move `gained` more pairs to tier 1 or 2.
struct Unlock {
  AccommodationId accommodation;
  int64_t gained = 0;  // >= 1

  bool operator==(const Unlock&) const = default;
};

// The accommodations of the work phase, not offered yet, each of which alone would move the pair
// from tier 3 to tier 1 or 2; empty for a pair of any other tier. what_if counts as offered. Same
// as PreparedSeeker::UnlockersOf and PreparedOpening::UnlockersOf. Pure; thread-safe.
AccommodationSet UnlockersOf(const FitRules& rules, const SeekerFacts& seeker,
                             const OpeningFacts& opening, AccommodationSet what_if);

// Counts pairs as a scan meets them. Use one per thread and merge.
class UnlockCounter {
 public:
  // unlockers: UnlockersOf of a pair that no hard condition excludes.
  void Add(AccommodationSet unlockers);
  void Merge(const UnlockCounter& other);
  // Most gained first, ties by id; without those that gain nothing.
  std::vector<Unlock> Ranked() const;

 private:
  std::array<int64_t, AccommodationId::kCount> gained_{};
};

}  // namespace setara
