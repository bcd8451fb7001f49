// Tiers and smallest sets of the slow evaluator.
#include <algorithm>

#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"
#include "tests/matcher/slow_match.h"

namespace setara::testing {
namespace {

const Vocabulary& Words() { return Vocabulary::Get(); }

AccommodationStance StanceOf(const Seeker& seeker, AccommodationId a) {
  for (const AccommodationChoice& choice : seeker.accommodations) {
    if (choice.accommodation == a) return choice.stance;
  }
  return AccommodationStance::kUnknown;
}

const Capacity* CapacityOf(const Seeker& seeker, FunctionId f) {
  for (const Capacity& capacity : seeker.capacities) {
    if (capacity.function == f) return &capacity;
  }
  return nullptr;
}

const ContextTolerance* ToleranceOf(const Seeker& seeker, ContextId c) {
  for (const ContextTolerance& tolerance : seeker.tolerances) {
    if (tolerance.context == c) return &tolerance;
  }
  return nullptr;
}

bool IsForWork(AccommodationId a) { return Words().accommodation(a).phase == Phase::kWork; }
bool Shares(ModeSet a, ModeSet b) { return !(a & b).empty(); }

// "Chat never replaces BISINDO for someone who asked for BISINDO."
bool StandsBehindThePreferredMode(const Seeker& seeker, const Bridge& bridge) {
  if (bridge.needs_modes.empty() || Shares(bridge.needs_modes, seeker.preferred_modes)) {
    return false;
  }
  for (const Bridge& other : Words().BridgesTo(bridge.function)) {
    if (IsForWork(other.accommodation) && Shares(other.needs_modes, seeker.preferred_modes)) {
      return true;
    }
  }
  return false;
}

bool Helps(const Seeker& seeker, const Bridge& bridge) {
  if (!IsForWork(bridge.accommodation)) return false;
  if (Words().accommodation(bridge.accommodation).marginal_only) return false;
  if (StanceOf(seeker, bridge.accommodation) == AccommodationStance::kRefuses) return false;
  if (StandsBehindThePreferredMode(seeker, bridge)) return false;
  if (!bridge.needs_modes.empty() && seeker.modes && !Shares(bridge.needs_modes, *seeker.modes)) {
    return false;
  }
  for (const CapacityCondition& condition : bridge.needs_capacity) {
    const Capacity* capacity = CapacityOf(seeker, condition.function);
    if (capacity != nullptr && capacity->usual < condition.level) return false;
  }
  return true;
}

int EffectiveCapacity(const Seeker& seeker, const Capacity& own, AccommodationSet set) {
  int level = own.usual;
  for (const Bridge& bridge : Words().BridgesTo(own.function)) {
    if (set.contains(bridge.accommodation) && bridge.raises_to > level && Helps(seeker, bridge)) {
      level = bridge.raises_to;
    }
  }
  return level;
}

bool DemandIsGap(const Seeker& seeker, const Demand& demand, AccommodationSet set) {
  if (!demand.essential) return false;
  const Capacity* own = CapacityOf(seeker, demand.function);
  if (own == nullptr || demand.level <= own->usual) return false;
  return demand.level > EffectiveCapacity(seeker, *own, set);
}

bool ContextIsGap(const Seeker& seeker, ContextId context, AccommodationSet set) {
  const ContextTolerance* tolerance = ToleranceOf(seeker, context);
  if (tolerance == nullptr || tolerance->level == ToleranceLevel::kYes ||
      tolerance->level == ToleranceLevel::kUnknown) {
    return false;
  }
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    const AccommodationId a(i);
    if (!set.contains(a) || !IsForWork(a)) continue;
    if (StanceOf(seeker, a) == AccommodationStance::kRefuses) continue;
    const bool helps = tolerance->level == ToleranceLevel::kLimited
                           ? tolerance->with == a
                           : Words().accommodation(a).closes.contains(context);
    if (helps) return false;
  }
  return true;
}

bool AnyGap(const Seeker& seeker, const SlowOpening& opening, AccommodationSet set) {
  for (const Demand& demand : opening.demands()) {
    if (DemandIsGap(seeker, demand, set)) return true;
  }
  for (const ContextPresence& presence : opening.contexts()) {
    if (ContextIsGap(seeker, presence.context, set)) return true;
  }
  return false;
}

AccommodationSet WorkPhaseNeeds(const Seeker& seeker) {
  AccommodationSet needs;
  for (const AccommodationChoice& choice : seeker.accommodations) {
    if (choice.stance == AccommodationStance::kNeeds && IsForWork(choice.accommodation)) {
      needs.insert(choice.accommodation);
    }
  }
  return needs;
}

AccommodationSet Catalogue() {
  AccommodationSet all;
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    if (IsForWork(AccommodationId(i))) all.insert(AccommodationId(i));
  }
  return all;
}

AccommodationSet Offered(const SlowOpening& opening, AccommodationSet what_if) {
  AccommodationSet offered = opening.record().offered | what_if;
  if (opening.record().arrangement == Arrangement::kRemote)
    offered.insert(*ParseAccommodation("A28"));
  return offered & Catalogue();
}

bool MustBeDiscussed(const Seeker& seeker, const SlowOpening& opening) {
  const AccommodationSet everything = Catalogue();
  for (const Demand& demand : opening.demands()) {
    if (demand.origin == DemandOrigin::kConfirmed &&
        !Words().function(demand.function).question_only &&
        DemandIsGap(seeker, demand, everything)) {
      return true;
    }
  }
  for (const ContextPresence& presence : opening.contexts()) {
    if (presence.origin == DemandOrigin::kConfirmed &&
        ContextIsGap(seeker, presence.context, everything)) {
      return true;
    }
  }
  return false;
}

// Whether `set`, offered besides, leaves open only what nothing in the catalogue closes.
bool Suffices(const Seeker& seeker, const SlowOpening& opening, AccommodationSet offered,
              AccommodationSet set) {
  const AccommodationSet all = offered | set, everything = Catalogue();
  if (!(WorkPhaseNeeds(seeker) - all).empty()) return false;
  for (const Demand& demand : opening.demands()) {
    if (DemandIsGap(seeker, demand, all) && !DemandIsGap(seeker, demand, everything)) return false;
  }
  for (const ContextPresence& presence : opening.contexts()) {
    if (ContextIsGap(seeker, presence.context, all) &&
        !ContextIsGap(seeker, presence.context, everything)) {
      return false;
    }
  }
  return true;
}

int StanceOrder(const Seeker& seeker, AccommodationSet set) {
  int sum = 0;
  set.ForEach([&](AccommodationId a) {
    const AccommodationStance stance = StanceOf(seeker, a);
    sum += stance == AccommodationStance::kUnknown ? 3 : static_cast<int>(stance) - 1;
  });
  return sum;
}

// Calls `visit` for every subset of `size` of `from`, in the order of their ascending ids.
template <typename Visit>
void ForEachSubset(const std::vector<AccommodationId>& from, size_t start, int size,
                   AccommodationSet chosen, const Visit& visit) {
  if (size == 0) return visit(chosen);
  for (size_t i = start; i + static_cast<size_t>(size) <= from.size(); ++i) {
    AccommodationSet next = chosen;
    next.insert(from[i]);
    ForEachSubset(from, i + 1, size - 1, next, visit);
  }
}

// Accommodations that are needed or change some gap when offered alone: no other can be in the
// smallest set.
std::vector<AccommodationId> Useful(const Seeker& seeker, const SlowOpening& opening,
                                    AccommodationSet offered) {
  std::vector<AccommodationId> useful;
  (Catalogue() - offered).ForEach([&](AccommodationId a) {
    AccommodationSet with = offered;
    with.insert(a);
    bool helps = WorkPhaseNeeds(seeker).contains(a);
    for (const Demand& demand : opening.demands()) {
      helps = helps || (DemandIsGap(seeker, demand, offered) && !DemandIsGap(seeker, demand, with));
    }
    for (const ContextPresence& presence : opening.contexts()) {
      helps = helps || (ContextIsGap(seeker, presence.context, offered) &&
                        !ContextIsGap(seeker, presence.context, with));
    }
    if (helps) useful.push_back(a);
  });
  return useful;
}

}  // namespace

SlowOpening::SlowOpening(const Opening& opening) : record_(&opening), point_(opening.point) {
  FunctionSet stated;
  for (const Demand& demand : opening.demands) {
    if (demand.origin == DemandOrigin::kUnknown) continue;
    stated.insert(demand.function);
    demands_.push_back(demand);
  }
  for (const DefaultDemand& assumed : Words().DefaultDemands(opening.occupation_code)) {
    if (stated.contains(assumed.function)) continue;
    demands_.push_back(
        {assumed.function, assumed.level, assumed.essential, DemandOrigin::kAssumed, ""});
  }
  ContextSet present;
  for (const ContextPresence& presence : opening.contexts) {
    if (presence.origin == DemandOrigin::kUnknown) continue;
    present.insert(presence.context);
    contexts_.push_back(presence);
  }
  (Words().DefaultContexts(opening.occupation_code) - present).ForEach([&](ContextId c) {
    contexts_.push_back({c, DemandOrigin::kAssumed});
  });
  const auto region = Regions::Get().Find(opening.region_code);
  if (!point_ && region.ok() && opening.region_code.size() == 5) {
    point_ = GeoPoint{(*region)->lat, (*region)->lng};
  }
}

Tier SlowTier(const Seeker& seeker, const SlowOpening& opening, AccommodationSet what_if) {
  const AccommodationSet needs = WorkPhaseNeeds(seeker);
  if (needs.empty() && !AnyGap(seeker, opening, {})) return Tier::kFits;
  const AccommodationSet offered = Offered(opening, what_if);
  if ((needs - offered).empty() && !AnyGap(seeker, opening, offered)) {
    return Tier::kFitsWithOffered;
  }
  return MustBeDiscussed(seeker, opening) ? Tier::kToDiscuss : Tier::kFitsIfProvided;
}

std::optional<AccommodationSet> SlowSmallestSet(const Seeker& seeker, const SlowOpening& opening,
                                                AccommodationSet what_if, int largest) {
  const AccommodationSet offered = Offered(opening, what_if);
  const std::vector<AccommodationId> useful = Useful(seeker, opening, offered);
  for (int size = 0; size <= largest; ++size) {
    std::optional<AccommodationSet> best;
    ForEachSubset(useful, 0, size, {}, [&](AccommodationSet set) {
      if (!Suffices(seeker, opening, offered, set)) return;
      if (!best || StanceOrder(seeker, set) < StanceOrder(seeker, *best)) best = set;
    });
    if (best) return best;
  }
  return std::nullopt;
}

}  // namespace setara::testing
