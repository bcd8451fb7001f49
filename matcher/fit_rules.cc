#include "matcher/fit_rules.h"

#include <algorithm>

#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

FitBridge MakeFitBridge(const Bridge& bridge) {
  FitBridge made{.accommodation = bridge.accommodation,
                 .raises_to = bridge.raises_to,
                 .modes = bridge.needs_modes,
                 .least = {},
                 .least_of = {}};
  for (const CapacityCondition& condition : bridge.needs_capacity) {
    made.least.Set(condition.function, condition.level);
    made.least_of.insert(condition.function);
  }
  return made;
}

FitRules MakeDefaultFitRules() {
  const Vocabulary& vocabulary = Vocabulary::Get();
  FitRules rules(vocabulary.WorkPhase(), vocabulary.QuestionOnly());
  for (const Bridge& bridge : vocabulary.bridges()) {
    rules.AddBridge(bridge.function, MakeFitBridge(bridge));
  }
  for (int i = 0; i < ContextId::kCount; ++i) {
    rules.SetClosers(ContextId(i), vocabulary.ClosersOf(ContextId(i)));
  }
  AccommodationSet reach;
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    if (vocabulary.accommodation(AccommodationId(i)).closes_reach) reach.insert(AccommodationId(i));
  }
  rules.SetReachClosers(reach);
  return rules;
}

}  // namespace

const FitRules& DefaultFitRules() {
  static const FitRules& rules = *new FitRules(MakeDefaultFitRules());
  return rules;
}

void FitRules::AddBridge(FunctionId function, const FitBridge& bridge) {
  if (!work_phase_.contains(bridge.accommodation)) return;
  if (bridge.accommodation == kSwapMarginalTasks) return;
  auto& list = bridges_[function.index()];
  auto lower = std::find_if(list.begin(), list.end(), [&](const FitBridge& other) {
    return other.raises_to < bridge.raises_to;
  });
  list.insert(lower, bridge);
  modes_[function.index()] = modes_[function.index()] | bridge.modes;
}

void FitRules::SetClosers(ContextId context, AccommodationSet closers) {
  AccommodationSet kept = closers & work_phase_;
  kept.erase(kSwapMarginalTasks);
  closers_[context.index()] = kept;
}

bool Counts(const FitRules& rules, const SeekerFacts& seeker, FunctionId f,
            const FitBridge& bridge) {
  if (AccommodationSet(seeker.refuses).contains(bridge.accommodation)) return false;
  if (!bridge.modes.empty()) {
    const ModeSet preferred(seeker.preferred_modes);
    const bool preferred_comes_first = !(rules.modes(f) & preferred).empty();
    if (preferred_comes_first && (bridge.modes & preferred).empty()) return false;
    if (seeker.modes_asked && (bridge.modes & ModeSet(seeker.modes)).empty()) return false;
  }
  bool reached = true;
  (bridge.least_of & FunctionSet(seeker.asked)).ForEach([&](FunctionId on) {
    reached = reached && bridge.least.Get(on) <= seeker.capacity.Get(on);
  });
  return reached;
}

AccommodationSet ClosersOf(const FitRules& rules, const SeekerFacts& seeker, FunctionId f,
                           int level) {
  AccommodationSet closers;
  for (const FitBridge& bridge : rules.bridges(f)) {
    if (bridge.raises_to < level) break;
    if (Counts(rules, seeker, f, bridge)) closers.insert(bridge.accommodation);
  }
  return closers;
}

AccommodationSet ClosersOf(const FitRules& rules, const SeekerFacts& seeker, ContextId context) {
  const ContextSet no(seeker.tolerance_no), limited(seeker.tolerance_limited);
  AccommodationSet closers;
  if (no.contains(context)) closers = rules.closers(context);
  if (limited.contains(context)) {
    closers.insert(AccommodationId(seeker.tolerance_with[context.index()]));
    closers = closers & rules.work_phase();
  }
  return closers - AccommodationSet(seeker.refuses);
}

}  // namespace setara
