// Repeatable chance: the same seed gives the same data on every machine, which the standard
// distributions do not promise.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace setara::demo {

// SplitMix64. Not thread-safe.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  // [low, high].
  int Between(int low, int high) {
    return low + static_cast<int>(Next() % static_cast<uint64_t>(high - low + 1));
  }

  bool Percent(int chance) { return Between(1, 100) <= chance; }

  template <typename T>
  const T& Pick(std::span<const T> values) {
    return values[Next() % values.size()];
  }

 private:
  uint64_t state_;
};

}  // namespace setara::demo
