// Seeded people and openings that reach every branch of the matching rules: levels, stances, modes,
// contexts and wishes as they occur, and beside them the odd ones (nothing asked, everything asked,
// a refused accommodation that the opening offers). All records are valid. The same seed and index
// give the same record on every machine.
#pragma once

#include <cstdint>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara::testing {

// Integers from a seed, the same everywhere (the standard distributions are not).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next();
  // Uniform in [0, n), n >= 1.
  int Below(int n) { return static_cast<int>(Next() % static_cast<uint64_t>(n)); }
  // Uniform in [low, high].
  int Between(int low, int high) { return low + Below(high - low + 1); }
  bool Percent(int percent) { return Below(100) < percent; }
  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[static_cast<size_t>(Below(static_cast<int>(from.size())))];
  }

 private:
  uint64_t state_;
};

// The day that generated records are meant to be matched on; some are not open or available then.
Date GeneratedDay();

// index: also the row (index + 1), the id and the source id of the record.
Seeker GenerateSeeker(uint64_t seed, int index);
Opening GenerateOpening(uint64_t seed, int index);

std::vector<Seeker> GenerateSeekers(uint64_t seed, int count);
std::vector<Opening> GenerateOpenings(uint64_t seed, int count);

}  // namespace setara::testing
