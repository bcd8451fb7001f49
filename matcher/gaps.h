// The gaps of one pair: where the work asks for more than the person brings without any
// accommodation, and what would close each. Pure; thread-safe; no allocation.
//
// - A function is a gap when an essential known demand (assumed ones included) lies above a
// capacity
//   that was asked. An unknown demand or a capacity not asked is no gap but a question. The usual
//   level counts; a low level below the demand only raises a question.
// - A work context is a gap when it is present and the person's tolerance is "no" or "limited".
// - An accommodation closes a gap alone or not at all: effective capacity is the best of the
//   person's own level and what each accommodation raises it to (they do not add up).
// - A gap decides when a person must talk about it if nothing closes it: the demand or context is
//   confirmed and the function is not question-only.
#pragma once

#include <array>
#include <cstdint>

#include "matcher/domain/codes.h"
#include "matcher/facts.h"
#include "matcher/fit_rules.h"

namespace setara {

struct Gap {
  bool is_context = false;
  uint8_t index = 0;  // of the FunctionId, or of the ContextId when is_context
  uint8_t level = 0;  // demand 1-4; 0 for a context
  bool decides = false;
  AccommodationSet closers;  // of the work phase, for this person, offered or not; may be empty
};

// Functions in order, then contexts in order.
class GapList {
 public:
  const Gap* begin() const { return items_.data(); }
  const Gap* end() const { return items_.data() + count_; }
  int size() const { return count_; }
  void Add(const Gap& gap) { items_[count_++] = gap; }

 private:
  std::array<Gap, FunctionId::kCount + ContextId::kCount> items_;
  int count_ = 0;
};

GapList FindGaps(const FitRules& rules, const SeekerFacts& seeker, const OpeningFacts& opening);

// The functions whose nibble in `words` has any bit.
FunctionSet FunctionsOf(const Levels& levels);

// Full nibbles (level 4) for the functions of `set`.
Levels FullLevels(FunctionSet set);

// What the workplace offers for the job, with what is assumed to be offered besides.
AccommodationSet OfferedSet(const FitRules& rules, const OpeningFacts& opening,
                            AccommodationSet what_if);

// The work-phase accommodations without which the person cannot work.
AccommodationSet WorkNeeds(const FitRules& rules, const SeekerFacts& seeker);

}  // namespace setara
