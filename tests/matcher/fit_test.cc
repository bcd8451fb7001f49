// The rules of fit, one case a line, on a small catalogue of our own.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "matcher/fit_rules.h"
#include "matcher/gaps.h"
#include "matcher/prepared.h"
#include "matcher/smallest_set.h"
#include "matcher/unlocks.h"

namespace setara {
namespace {

FunctionId F(int number) { return FunctionId(number - 1); }
AccommodationId A(int number) { return AccommodationId(number - 1); }
ContextId E(int number) { return ContextId(number - 1); }
uint64_t Bit(AccommodationId a) { return uint64_t{1} << a.index(); }
uint16_t Bit(ContextId c) { return static_cast<uint16_t>(1 << c.index()); }
ModeSet M(std::initializer_list<int> numbers) {
  ModeSet set;
  for (int number : numbers) set.insert(ModeId(number - 1));
  return set;
}
AccommodationSet As(std::initializer_list<int> numbers) {
  AccommodationSet set;
  for (int number : numbers) set.insert(A(number));
  return set;
}

FitBridge To(int accommodation, int level, ModeSet modes = {}) {
  FitBridge bridge;
  bridge.accommodation = A(accommodation);
  bridge.raises_to = level;
  bridge.modes = modes;
  return bridge;
}

// A01 interpreter (BISINDO or SIBI), A02 captions and A03 chat (writing) raise F04; A08 magnifier
// raises F01 to 3 from at least 1; A16 lift and A15 ramp raise F12; A25 swaps; A26 raises F20;
// A37 belongs to recruitment and A40 to return. A30 and A52 close noise.
const FitRules& Rules() {
  static const FitRules& rules = *[] {
    AccommodationSet work(~uint64_t{0} >> 4);
    for (int other : {37, 38, 39, 40}) work.erase(A(other));
    FunctionSet question_only;
    for (int f : {21, 22, 23, 24, 25, 30, 31, 32}) question_only.insert(F(f));
    auto* made = new FitRules(work, question_only);
    made->AddBridge(F(4), To(1, 4, M({1, 2})));
    made->AddBridge(F(4), To(2, 3, M({5})));
    made->AddBridge(F(4), To(3, 2, M({5})));
    made->AddBridge(F(12), To(15, 2));
    made->AddBridge(F(12), To(16, 3));
    made->AddBridge(F(14), To(16, 2));
    made->AddBridge(F(20), To(26, 3));
    made->AddBridge(F(15), To(25, 4));
    made->AddBridge(F(8), To(37, 4));
    FitBridge magnifier = To(8, 3);
    magnifier.least.Set(F(1), 1);
    magnifier.least_of.insert(F(1));
    made->AddBridge(F(1), magnifier);
    FitBridge braille = To(9, 3);
    braille.least.Set(F(18), 2);
    braille.least_of.insert(F(18));
    made->AddBridge(F(7), braille);
    made->SetClosers(E(1), As({30, 52, 40}));
    return made;
  }();
  return rules;
}

struct Pair {
  SeekerFacts person;
  OpeningFacts opening;
  AccommodationSet what_if;

  void Can(int f, int level) {
    person.capacity.Set(F(f), level);
    person.low.Set(F(f), level);
    person.asked |= uint32_t{1} << (f - 1);
  }
  void Confirmed(int f, int level) {
    Assumed(f, level);
    opening.confirmed |= uint32_t{1} << (f - 1);
  }
  void Assumed(int f, int level) {
    opening.demand.Set(F(f), level);
    opening.known |= uint32_t{1} << (f - 1);
  }
  void Offers(int a) { opening.offered |= Bit(A(a)); }
  void Present(int e, bool confirmed = true) {
    opening.contexts |= Bit(E(e));
    if (confirmed) opening.contexts_confirmed |= Bit(E(e));
  }
  void Limited(int e, int with) {
    person.tolerance_limited |= Bit(E(e));
    person.tolerance_with[e - 1] = static_cast<uint8_t>(with - 1);
  }
  void Modes(ModeSet modes, ModeSet preferred = {}) {
    person.modes_asked = 1;
    person.modes = static_cast<uint16_t>(modes.bits());
    person.preferred_modes = static_cast<uint16_t>(preferred.bits());
  }
};

struct Case {
  std::string name;
  Tier tier;
  std::function<void(Pair&)> make;
  AccommodationSet provide = {};
};

const std::vector<Case>& Cases() {
  constexpr Tier kFits = Tier::kFits, kOffered = Tier::kFitsWithOffered,
                 kProvided = Tier::kFitsIfProvided, kDiscuss = Tier::kToDiscuss;
  static const std::vector<Case> cases = {
      {"nothing known fits", kFits, [](Pair&) {}},
      {"capacity at the demand fits", kFits, [](Pair& p) { p.Can(4, 3), p.Confirmed(4, 3); }},
      {"capacity not asked is no gap", kFits, [](Pair& p) { p.Confirmed(15, 4); }},
      {"unknown demand is no gap", kFits, [](Pair& p) { p.Can(15, 0); }},
      {"low level below the demand is no gap", kFits,
       [](Pair& p) { p.Can(4, 3), p.person.low.Set(F(4), 0), p.Confirmed(4, 3); }},
      {"offered captions close", kOffered,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 3), p.Offers(2); }},
      {"offered captions do not reach level 4", kProvided,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 4), p.Offers(2); }, As({1})},
      {"what-if counts as offered", kOffered,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 3), p.what_if = As({2}); }},
      {"nothing offered: provide the smallest id", kProvided,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 2); }, As({1})},
      {"a used one comes before one not asked", kProvided,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 2), p.person.uses = Bit(A(3)); }, As({3})},
      {"an accepted one comes after a used one", kProvided,
       [](Pair& p) {
         p.Can(4, 1), p.Confirmed(4, 2), p.person.accepts = Bit(A(1)), p.person.uses = Bit(A(3));
       },
       As({3})},
      {"one that closes two gaps beats two used ones", kProvided,
       [](Pair& p) {
         p.Can(12, 0), p.Can(14, 0), p.Confirmed(12, 2), p.Confirmed(14, 2);
         p.person.uses = Bit(A(15));
       },
       As({16})},
      {"a refused offer does not close", kProvided,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 3), p.Offers(2), p.person.refuses = Bit(A(2)); },
       As({1})},
      {"all closers refused, confirmed: discuss", kDiscuss,
       [](Pair& p) { p.Can(4, 1), p.Confirmed(4, 3), p.person.refuses = Bit(A(1)) | Bit(A(2)); }},
      {"all closers refused, assumed: a question", kProvided,
       [](Pair& p) { p.Can(4, 1), p.Assumed(4, 3), p.person.refuses = Bit(A(1)) | Bit(A(2)); }},
      {"nothing catalogued, confirmed: discuss", kDiscuss,
       [](Pair& p) { p.Can(16, 0), p.Confirmed(16, 1); }},
      {"nothing catalogued, assumed: a question", kProvided,
       [](Pair& p) { p.Can(16, 0), p.Assumed(16, 1); }},
      {"question-only function never bars", kProvided,
       [](Pair& p) { p.Can(21, 0), p.Confirmed(21, 4); }},
      {"F32 never bars", kProvided, [](Pair& p) { p.Can(32, 0), p.Confirmed(32, 4); }},
      {"F20 is not question-only", kDiscuss, [](Pair& p) { p.Can(20, 0), p.Confirmed(20, 4); }},
      {"swapping tasks closes no gap", kDiscuss,
       [](Pair& p) { p.Can(15, 0), p.Confirmed(15, 4), p.Offers(25); }},
      {"recruitment closes no gap of the job", kDiscuss,
       [](Pair& p) { p.Can(8, 0), p.Confirmed(8, 1), p.Offers(37); }},
      {"magnifier needs some sight", kDiscuss,
       [](Pair& p) { p.Can(1, 0), p.Confirmed(1, 2), p.Offers(8); }},
      {"magnifier with some sight", kOffered,
       [](Pair& p) { p.Can(1, 1), p.Confirmed(1, 2), p.Offers(8); }},
      {"least capacity not asked counts", kOffered,
       [](Pair& p) { p.Can(7, 0), p.Confirmed(7, 3), p.Offers(9); }},
      {"least capacity of another function not reached", kDiscuss,
       [](Pair& p) { p.Can(7, 0), p.Can(18, 1), p.Confirmed(7, 3), p.Offers(9); }},
      {"modes not asked count", kOffered,
       [](Pair& p) { p.Can(4, 0), p.Confirmed(4, 4), p.Offers(1); }},
      {"mode missing does not count", kProvided,
       [](Pair& p) { p.Can(4, 0), p.Confirmed(4, 3), p.Offers(1), p.Modes(M({5})); }, As({2})},
      {"one of the needed modes is enough", kOffered,
       [](Pair& p) { p.Can(4, 0), p.Confirmed(4, 3), p.Offers(1), p.Modes(M({2})); }},
      {"chat does not replace preferred BISINDO", kProvided,
       [](Pair& p) { p.Can(4, 0), p.Confirmed(4, 2), p.Offers(3), p.Modes(M({1, 5}), M({1})); },
       As({1})},
      {"not even for someone who uses chat", kProvided,
       [](Pair& p) {
         p.Can(4, 0), p.Confirmed(4, 2), p.Offers(3), p.Modes(M({1, 5}), M({1}));
         p.person.uses = Bit(A(3));
       },
       As({1})},
      {"chat closes without a preference", kOffered,
       [](Pair& p) { p.Can(4, 0), p.Confirmed(4, 2), p.Offers(3), p.Modes(M({1, 5})); }},
      {"a preference that no bridge of the function serves changes nothing", kOffered,
       [](Pair& p) { p.Can(4, 0), p.Confirmed(4, 2), p.Offers(3), p.Modes(M({5, 6}), M({6})); }},
      {"a preference leaves bridges without modes", kOffered,
       [](Pair& p) { p.Can(12, 0), p.Confirmed(12, 2), p.Offers(15), p.Modes(M({1}), M({1})); }},
      {"NEEDS offered", kOffered, [](Pair& p) { p.person.needs = Bit(A(17)), p.Offers(17); }},
      {"NEEDS not offered", kProvided, [](Pair& p) { p.person.needs = Bit(A(17)); }, As({17})},
      {"NEEDS of recruitment does not count", kFits,
       [](Pair& p) { p.person.needs = Bit(A(37)) | Bit(A(40)); }},
      {"NEEDS closes the gap, too", kProvided,
       [](Pair& p) { p.Can(12, 0), p.Confirmed(12, 2), p.person.needs = Bit(A(16)); }, As({16})},
      {"context not asked", kFits, [](Pair& p) { p.Present(1); }},
      {"context not tolerated, closed", kOffered,
       [](Pair& p) { p.Present(1), p.person.tolerance_no = Bit(E(1)), p.Offers(52); }},
      {"context not tolerated, closable", kProvided,
       [](Pair& p) { p.Present(1), p.person.tolerance_no = Bit(E(1)); }, As({30})},
      {"context not tolerated, nothing closes", kDiscuss,
       [](Pair& p) { p.Present(2), p.person.tolerance_no = Bit(E(2)); }},
      {"assumed context never bars", kProvided,
       [](Pair& p) { p.Present(2, false), p.person.tolerance_no = Bit(E(2)); }},
      {"limited: only the named one closes", kProvided,
       [](Pair& p) { p.Present(1), p.Limited(1, 14), p.Offers(30); }, As({14})},
      {"limited with the named one offered", kOffered,
       [](Pair& p) { p.Present(1), p.Limited(1, 14), p.Offers(14); }},
      {"limited with one that is refused", kDiscuss,
       [](Pair& p) { p.Present(1), p.Limited(1, 14), p.person.refuses = Bit(A(14)); }},
      {"limited with a return-phase one", kDiscuss,
       [](Pair& p) { p.Present(1), p.Limited(1, 40); }},
      {"absent context is no gap", kFits, [](Pair& p) { p.person.tolerance_no = Bit(E(1)); }},
      {"discuss wins over what can be provided", kDiscuss,
       [](Pair& p) { p.Can(16, 0), p.Confirmed(16, 1), p.Can(4, 0), p.Confirmed(4, 2); }, As({1})},
  };
  return cases;
}

TEST(Fit, TierOfEachRule) {
  for (const Case& c : Cases()) {
    Pair pair;
    c.make(pair);
    EXPECT_EQ(PreparedOpening(pair.opening, pair.what_if, Rules()).TierOf(pair.person), c.tier)
        << c.name;
    EXPECT_EQ(PreparedSeeker(pair.person, pair.what_if, Rules()).TierOf(pair.opening), c.tier)
        << c.name;
    EXPECT_EQ(FindSmallestSet(Rules(), pair.person, pair.opening, pair.what_if).provide, c.provide)
        << c.name;
  }
}

TEST(Fit, UnlockersCloseEverythingAlone) {
  Pair pair;
  pair.Can(12, 0), pair.Can(14, 0), pair.Confirmed(12, 2), pair.Confirmed(14, 2);
  EXPECT_EQ(UnlockersOf(Rules(), pair.person, pair.opening, {}), As({16}));
  pair.person.needs = Bit(A(17));
  EXPECT_EQ(UnlockersOf(Rules(), pair.person, pair.opening, {}), As({}));
  EXPECT_EQ(UnlockersOf(Rules(), pair.person, pair.opening, As({17})), As({16}));
  EXPECT_EQ(UnlockersOf(Rules(), pair.person, pair.opening, As({16, 17})), As({}));
}

TEST(Fit, UnlocksRankByGainThenId) {
  UnlockCounter counter, other;
  counter.Add(As({5, 9}));
  counter.Add(As({9, 3}));
  other.Add(As({5}));
  counter.Merge(other);
  const std::vector<Unlock> expected = {{A(5), 2}, {A(9), 2}, {A(3), 1}};
  EXPECT_EQ(counter.Ranked(), expected);
}

TEST(Fit, SmallestSetOfManyGapsIsFoundSoon) {
  // Every function demanded at 4 of a person who has none, each closed by several accommodations.
  FitRules rules(AccommodationSet(~uint64_t{0} >> 4), FunctionSet());
  Pair pair;
  for (int f = 1; f <= 32; ++f) {
    pair.Can(f, 0), pair.Confirmed(f, 4);
    for (int i = 0; i < 7; ++i) rules.AddBridge(F(f), To((f * 7 + i * i * 5 + i) % 60 + 1, 4));
  }
  const SmallestSet set = FindSmallestSet(rules, pair.person, pair.opening, {});
  EXPECT_TRUE(set.complete);
  EXPECT_EQ(PreparedOpening(pair.opening, set.provide, rules).TierOf(pair.person),
            Tier::kFitsWithOffered);
  set.provide.ForEach([&](AccommodationId a) {
    AccommodationSet fewer = set.provide;
    fewer.erase(a);
    EXPECT_EQ(PreparedOpening(pair.opening, fewer, rules).TierOf(pair.person),
              Tier::kFitsIfProvided);
  });
}

}  // namespace
}  // namespace setara
