#include "matcher/facts.h"

#include <algorithm>

#include "matcher/fit_rules.h"
#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

constexpr uint16_t kNoRegion = 0xffff;

int32_t DayOf(Date date) { return static_cast<int32_t>(date.time_since_epoch().count()); }
int32_t DayOf(const std::optional<Date>& date) { return date ? DayOf(*date) : kNoDate; }

int32_t ThousandsOf(const std::optional<int64_t>& wage) {
  if (!wage) return kNoWage;
  return static_cast<int32_t>(std::min<int64_t>(*wage / 1000, INT32_MAX));
}

const Region* FindRegion(std::string_view code) {
  if (code.empty()) return nullptr;
  auto region = Regions::Get().Find(code);
  return region.ok() ? *region : nullptr;
}

// Sets point and region of either kind of facts.
template <typename Facts>
void SetPlace(std::string_view region_code, const std::optional<GeoPoint>& point, Facts& facts) {
  const Region* region = FindRegion(region_code);
  facts.region = region == nullptr ? kNoRegion : region->index;
  if (point) {
    facts.latitude_e6 = point->latitude_e6;
    facts.longitude_e6 = point->longitude_e6;
  } else if (region != nullptr &&
             (region->kind == RegionKind::kKabupaten || region->kind == RegionKind::kKota)) {
    facts.latitude_e6 = region->lat;
    facts.longitude_e6 = region->lng;
  }
}

template <size_t N>
uint8_t CopySkills(const std::vector<uint16_t>& skills, uint16_t (&out)[N]) {
  const size_t count = std::min(skills.size(), N);
  std::copy_n(skills.begin(), count, out);
  return static_cast<uint8_t>(count);
}

uint32_t Bits(const std::vector<int>& indexes) {
  uint32_t bits = 0;
  for (int index : indexes) bits |= uint32_t{1} << index;
  return bits;
}

void SetDemands(const Opening& opening, OpeningFacts& facts) {
  FunctionSet known, confirmed;
  for (const Demand& demand : KnownDemands(opening)) {
    known.insert(demand.function);
    if (!demand.essential) continue;
    facts.demand.Set(demand.function, demand.level);
    if (demand.origin == DemandOrigin::kConfirmed) confirmed.insert(demand.function);
  }
  facts.known = static_cast<uint32_t>(known.bits());
  facts.confirmed = static_cast<uint32_t>(confirmed.bits());
  ContextSet contexts, contexts_confirmed;
  for (const ContextPresence& presence : PresentContexts(opening)) {
    contexts.insert(presence.context);
    if (presence.origin == DemandOrigin::kConfirmed) contexts_confirmed.insert(presence.context);
  }
  facts.contexts = static_cast<uint16_t>(contexts.bits());
  facts.contexts_confirmed = static_cast<uint16_t>(contexts_confirmed.bits());
}

void SetOffer(const Opening& opening, OpeningFacts& facts) {
  AccommodationSet offered = opening.offered;
  if (opening.arrangement == Arrangement::kRemote) offered.insert(kRemoteWork);
  const FitRules& rules = DefaultFitRules();
  facts.offered = (offered & rules.work_phase()).bits();
  facts.reach_help = opening.transport_offered || opening.housing_offered ||
                     !(offered & rules.reach_closers()).empty();
}

void SetCapacities(const Seeker& seeker, SeekerFacts& facts) {
  FunctionSet asked;
  for (const Capacity& capacity : seeker.capacities) {
    asked.insert(capacity.function);
    facts.capacity.Set(capacity.function, capacity.usual);
    facts.low.Set(capacity.function, capacity.low.value_or(capacity.usual));
  }
  facts.asked = static_cast<uint32_t>(asked.bits());
}

void SetTolerances(const Seeker& seeker, SeekerFacts& facts) {
  for (const ContextTolerance& tolerance : seeker.tolerances) {
    if (tolerance.level == ToleranceLevel::kUnknown) continue;
    const auto bit = static_cast<uint16_t>(1 << tolerance.context.index());
    facts.tolerance_asked |= bit;
    if (tolerance.level == ToleranceLevel::kNo) facts.tolerance_no |= bit;
    if (tolerance.level == ToleranceLevel::kLimited && tolerance.with) {
      facts.tolerance_limited |= bit;
      facts.tolerance_with[tolerance.context.index()] =
          static_cast<uint8_t>(tolerance.with->index());
    }
  }
}

void SetStances(const Seeker& seeker, SeekerFacts& facts) {
  for (const AccommodationChoice& choice : seeker.accommodations) {
    const uint64_t bit = uint64_t{1} << choice.accommodation.index();
    if (choice.stance == AccommodationStance::kNeeds) facts.needs |= bit;
    if (choice.stance == AccommodationStance::kUses) facts.uses |= bit;
    if (choice.stance == AccommodationStance::kAccepts) facts.accepts |= bit;
    if (choice.stance == AccommodationStance::kRefuses) facts.refuses |= bit;
  }
  facts.modes_asked = seeker.modes.has_value();
  facts.modes = static_cast<uint16_t>(seeker.modes.value_or(ModeSet()).bits());
  facts.preferred_modes = static_cast<uint16_t>(seeker.preferred_modes.bits());
}

template <typename Enum>
uint8_t MaskOf(const std::vector<Enum>& values) {
  uint8_t mask = 0;
  for (Enum value : values) {
    if (value != Enum::kUnknown) mask |= static_cast<uint8_t>(1 << static_cast<int>(value));
  }
  return mask;
}

WishFacts MakeWish(const Wish& wish) {
  WishFacts facts;
  facts.occupation = MakeOccupationKey(wish.occupation_code);
  facts.kinds = MaskOf(wish.kinds);
  facts.arrangements = MaskOf(wish.arrangements);
  facts.hours = static_cast<uint8_t>(wish.hours);
  facts.wage = ThousandsOf(wish.wage_idr_per_month);
  facts.hard = static_cast<uint8_t>(
      (wish.occupation_is_hard ? kHardOccupation : 0) | (wish.kind_is_hard ? kHardKind : 0) |
      (wish.hours_is_hard ? kHardHours : 0) | (wish.arrangement_is_hard ? kHardArrangement : 0) |
      (wish.wage_is_hard ? kHardWage : 0));
  return facts;
}

}  // namespace

OccupationKey MakeOccupationKey(std::string_view code) {
  OccupationKey key;
  for (char c : code.substr(0, 4)) {
    if (c < '0' || c > '9') return {};
    key.padded = static_cast<uint16_t>(key.padded * 10 + (c - '0'));
    ++key.digits;
  }
  if (key.digits == 0) return {};
  for (int i = key.digits; i < 4; ++i) key.padded = static_cast<uint16_t>(key.padded * 10);
  return key;
}

int CommonDigits(OccupationKey a, OccupationKey b) {
  int common = 0;  // of the filled codes, by divisors that the compiler knows
  if (a.padded == b.padded) {
    common = 4;
  } else if (a.padded / 10 == b.padded / 10) {
    common = 3;
  } else if (a.padded / 100 == b.padded / 100) {
    common = 2;
  } else if (a.padded / 1000 == b.padded / 1000) {
    common = 1;
  }
  return std::min<int>(common, std::min(a.digits, b.digits));
}

std::vector<Demand> KnownDemands(const Opening& opening) {
  std::vector<Demand> known;
  FunctionSet stated;
  for (const Demand& demand : opening.demands) {
    if (demand.origin == DemandOrigin::kUnknown) continue;
    stated.insert(demand.function);
    known.push_back(demand);
  }
  for (const DefaultDemand& assumed : Vocabulary::Get().DefaultDemands(opening.occupation_code)) {
    if (stated.contains(assumed.function)) continue;
    known.push_back({.function = assumed.function,
                     .level = assumed.level,
                     .essential = assumed.essential,
                     .origin = DemandOrigin::kAssumed,
                     .task = ""});
  }
  std::sort(known.begin(), known.end(),
            [](const Demand& a, const Demand& b) { return a.function < b.function; });
  return known;
}

std::vector<ContextPresence> PresentContexts(const Opening& opening) {
  std::vector<ContextPresence> present;
  ContextSet stated;
  for (const ContextPresence& presence : opening.contexts) {
    if (presence.origin == DemandOrigin::kUnknown) continue;
    stated.insert(presence.context);
    present.push_back(presence);
  }
  const ContextSet defaults = Vocabulary::Get().DefaultContexts(opening.occupation_code);
  (defaults - stated).ForEach([&](ContextId context) {
    present.push_back({.context = context, .origin = DemandOrigin::kAssumed});
  });
  std::sort(present.begin(), present.end(), [](const ContextPresence& a, const ContextPresence& b) {
    return a.context < b.context;
  });
  return present;
}

OpeningFacts MakeOpeningFacts(const Opening& opening) {
  OpeningFacts facts;
  facts.row = opening.row;
  SetDemands(opening, facts);
  SetOffer(opening, facts);
  SetPlace(opening.region_code, opening.point, facts);
  if (!opening.licence_basis.empty()) facts.licences = Bits(opening.licences);
  facts.wage_min = ThousandsOf(opening.wage_min_idr_per_month);
  facts.wage_max = ThousandsOf(opening.wage_max_idr_per_month);
  facts.open_from = DayOf(opening.open_from);
  facts.open_until = DayOf(opening.open_until);
  facts.posted_on = DayOf(opening.posted_on);
  facts.occupation = MakeOccupationKey(opening.occupation_code);
  if (opening.age_min && !opening.age_basis.empty()) {
    facts.age_min = static_cast<int16_t>(*opening.age_min);
  }
  facts.skill_count = CopySkills(opening.skills, facts.skills);
  facts.education = static_cast<uint8_t>(opening.education);
  if (!opening.education_basis.empty()) facts.education_required = facts.education;
  facts.kind = static_cast<uint8_t>(opening.kind);
  facts.contract = static_cast<uint8_t>(opening.contract);
  facts.hours = static_cast<uint8_t>(opening.hours);
  facts.arrangement = static_cast<uint8_t>(opening.arrangement);
  facts.shift = static_cast<uint8_t>(opening.shift);
  facts.hours_per_week = static_cast<uint8_t>(opening.hours_per_week.value_or(0));
  facts.state = static_cast<uint8_t>(opening.state);
  return facts;
}

uint32_t BranchHash(std::string_view code) {
  if (code.empty()) return 0;
  uint32_t hash = 2166136261u;  // FNV-1a
  for (char c : code) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash == 0 ? 1 : hash;
}

SeekerFacts MakeSeekerFacts(const Seeker& seeker) {
  SeekerFacts facts;
  facts.row = seeker.row;
  facts.branch = BranchHash(seeker.branch);
  SetCapacities(seeker, facts);
  SetTolerances(seeker, facts);
  SetStances(seeker, facts);
  SetPlace(seeker.region_code,
           seeker.point ? std::optional(Neighbourhood(*seeker.point)) : std::nullopt, facts);
  facts.licences_asked = seeker.licences.has_value();
  if (seeker.licences) facts.licences = Bits(*seeker.licences);
  if (seeker.reach_km) facts.reach_metres = *seeker.reach_km * 1000;
  facts.reach_is_hard = seeker.reach_is_hard;
  facts.education = static_cast<uint8_t>(seeker.education);
  facts.hours_per_week_max = static_cast<uint8_t>(seeker.hours_per_week_max.value_or(0));
  if (seeker.accepts_night_shift) facts.night_shift = *seeker.accepts_night_shift ? 1 : 2;
  if (seeker.identity.birth_date) {
    facts.birth_date = DayOf(AgeReference(*seeker.identity.birth_date));
  }
  facts.available_from = DayOf(seeker.available_from);
  facts.consent_from = DayOf(seeker.matching_consent_from);
  facts.consent_until = DayOf(seeker.matching_consent_until);
  facts.seeking = seeker.seeking;
  facts.skill_count = CopySkills(seeker.skills, facts.skills);
  facts.wish_count = static_cast<uint8_t>(std::min<size_t>(seeker.wishes.size(), kMaxWishes));
  for (int i = 0; i < facts.wish_count; ++i) facts.wishes[i] = MakeWish(seeker.wishes[i]);
  return facts;
}

}  // namespace setara
