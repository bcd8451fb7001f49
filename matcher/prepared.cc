#include "matcher/prepared.h"

#include "matcher/domain/geo.h"
#include "matcher/gaps.h"

namespace setara {
namespace {

Levels Above(const Levels& demand, const Levels& capacity) {
  Levels above;
  above.words[0] = demand.words[0] & ~capacity.words[0];
  above.words[1] = demand.words[1] & ~capacity.words[1];
  return above;
}

bool Any(const Levels& levels) { return (levels.words[0] | levels.words[1]) != 0; }

// The tier of a pair without gaps.
Tier TierByNeeds(AccommodationSet needs, AccommodationSet offered) {
  if (needs.empty()) return Tier::kFits;
  return (needs - offered).empty() ? Tier::kFitsWithOffered : Tier::kFitsIfProvided;
}

}  // namespace

PreparedSeeker::PreparedSeeker(const SeekerFacts& seeker, AccommodationSet what_if,
                               const FitRules& rules)
    : facts_(&seeker),
      rules_(&rules),
      what_if_(what_if & rules.work_phase()),
      needs_(WorkNeeds(rules, seeker)),
      hard_contexts_(seeker.tolerance_no | seeker.tolerance_limited) {
  const FunctionSet asked(seeker.asked);
  for (int i = 0; i < FunctionId::kCount; ++i) {
    const FunctionId f(i);
    int reachable = asked.contains(f) ? seeker.capacity.Get(f) : 4;
    enough_.Set(f, reachable);
    for (int level = 1; level <= 4; ++level) {
      closers_[i][level - 1] = ClosersOf(rules, seeker, f, level);
      if (!closers_[i][level - 1].empty() && level > reachable) reachable = level;
    }
    reachable_.Set(f, reachable);
  }
  for (int i = 0; i < ContextId::kCount; ++i) {
    const ContextId c(i);
    context_closers_[i] = ClosersOf(rules, seeker, c);
    if (hard_contexts_.contains(c) && context_closers_[i].empty()) hopeless_contexts_.insert(c);
  }
}

Tier PreparedSeeker::TierOf(const OpeningFacts& opening) const {
  const Levels above = Above(opening.demand, enough_);
  const ContextSet contexts = ContextSet(opening.contexts) & hard_contexts_;
  const AccommodationSet offered = AccommodationSet(opening.offered) | what_if_;
  if (!Any(above) && contexts.empty()) return TierByNeeds(needs_, offered);
  return TierWithGaps(opening, above, contexts, offered);
}

Tier PreparedSeeker::TierWithGaps(const OpeningFacts& opening, const Levels& above,
                                  ContextSet contexts, AccommodationSet offered) const {
  const Levels hopeless = Above(opening.demand, reachable_);
  const ContextSet hopeless_contexts = contexts & hopeless_contexts_;
  if (Any(hopeless) || !hopeless_contexts.empty()) {
    const FunctionSet decides =
        FunctionsOf(hopeless) & (FunctionSet(opening.confirmed) - rules_->question_only());
    const bool to_discuss =
        !decides.empty() || (opening.contexts_confirmed & hopeless_contexts.bits()) != 0;
    return to_discuss ? Tier::kToDiscuss : Tier::kFitsIfProvided;
  }
  bool closed = (needs_ - offered).empty();
  FunctionsOf(above).ForEach([&](FunctionId f) {
    const int level = opening.demand.Get(f);
    closed = closed && !(closers_[f.index()][level - 1] & offered).empty();
  });
  contexts.ForEach(
      [&](ContextId c) { closed = closed && !(context_closers_[c.index()] & offered).empty(); });
  return closed ? Tier::kFitsWithOffered : Tier::kFitsIfProvided;
}

PreparedOpening::PreparedOpening(const OpeningFacts& opening, AccommodationSet what_if,
                                 const FitRules& rules)
    : facts_(&opening), rules_(&rules), offered_(OfferedSet(rules, opening, what_if)) {}

Tier PreparedOpening::TierOf(const SeekerFacts& seeker) const {
  const AccommodationSet needs = WorkNeeds(*rules_, seeker);
  const uint16_t hard = seeker.tolerance_no | seeker.tolerance_limited;
  const Levels above = Above(facts_->demand, seeker.capacity);
  if ((facts_->contexts & hard) == 0 &&
      (!Any(above) || (FunctionsOf(above) & FunctionSet(seeker.asked)).empty())) {
    return TierByNeeds(needs, offered_);
  }
  bool closed = (needs - offered_).empty();
  bool to_discuss = false;
  for (const Gap& gap : FindGaps(*rules_, seeker, *facts_)) {
    if (gap.closers.empty() && gap.decides) to_discuss = true;
    closed = closed && !(gap.closers & offered_).empty();
  }
  if (to_discuss) return Tier::kToDiscuss;
  return closed ? Tier::kFitsWithOffered : Tier::kFitsIfProvided;
}

int64_t DistanceOf(const SeekerFacts& seeker, const OpeningFacts& opening) {
  if (seeker.latitude_e6 == kNoPoint || opening.latitude_e6 == kNoPoint) return kNoDistance;
  return DistanceMetres(seeker.latitude_e6, seeker.longitude_e6, opening.latitude_e6,
                        opening.longitude_e6);
}

}  // namespace setara
