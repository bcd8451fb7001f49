#include "matcher/gaps.h"

namespace setara {
namespace {

constexpr uint64_t kLowBits = 0x1111111111111111;

// Bit i of `half` becomes all four bits of nibble i.
uint64_t Spread(uint64_t half) {
  half = (half | (half << 24)) & 0x000000FF000000FF;
  half = (half | (half << 12)) & 0x000F000F000F000F;
  half = (half | (half << 6)) & 0x0303030303030303;
  half = (half | (half << 3)) & kLowBits;
  return half * 15;
}

// The reverse: bit i of the answer is set when nibble i has any bit.
uint32_t Gather(uint64_t word) {
  word |= word >> 2;
  word |= word >> 1;
  word &= kLowBits;
  word = (word | (word >> 3)) & 0x0303030303030303;
  word = (word | (word >> 6)) & 0x000F000F000F000F;
  word = (word | (word >> 12)) & 0x000000FF000000FF;
  return static_cast<uint32_t>((word | (word >> 24)) & 0xFFFF);
}

}  // namespace

Levels FullLevels(FunctionSet set) {
  Levels full;
  full.words[0] = Spread(set.bits() & 0xFFFF);
  full.words[1] = Spread((set.bits() >> 16) & 0xFFFF);
  return full;
}

FunctionSet FunctionsOf(const Levels& levels) {
  return FunctionSet(Gather(levels.words[0]) | uint64_t{Gather(levels.words[1])} << 16);
}

AccommodationSet OfferedSet(const FitRules& rules, const OpeningFacts& opening,
                            AccommodationSet what_if) {
  return (AccommodationSet(opening.offered) | what_if) & rules.work_phase();
}

AccommodationSet WorkNeeds(const FitRules& rules, const SeekerFacts& seeker) {
  return AccommodationSet(seeker.needs) & rules.work_phase();
}

GapList FindGaps(const FitRules& rules, const SeekerFacts& seeker, const OpeningFacts& opening) {
  GapList gaps;
  Levels above;
  above.words[0] = opening.demand.words[0] & ~seeker.capacity.words[0];
  above.words[1] = opening.demand.words[1] & ~seeker.capacity.words[1];
  const FunctionSet decisive = FunctionSet(opening.confirmed) - rules.question_only();
  (FunctionsOf(above) & FunctionSet(seeker.asked)).ForEach([&](FunctionId f) {
    const int level = opening.demand.Get(f);
    gaps.Add({.is_context = false,
              .index = static_cast<uint8_t>(f.index()),
              .level = static_cast<uint8_t>(level),
              .decides = decisive.contains(f),
              .closers = ClosersOf(rules, seeker, f, level)});
  });
  const ContextSet hard(opening.contexts & (seeker.tolerance_no | seeker.tolerance_limited));
  hard.ForEach([&](ContextId c) {
    gaps.Add({.is_context = true,
              .index = static_cast<uint8_t>(c.index()),
              .level = 0,
              .decides = ContextSet(opening.contexts_confirmed).contains(c),
              .closers = ClosersOf(rules, seeker, c)});
  });
  return gaps;
}

}  // namespace setara
