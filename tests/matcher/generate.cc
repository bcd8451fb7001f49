#include "tests/matcher/generate.h"

#include <algorithm>
#include <string>

#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara::testing {
namespace {

const std::vector<std::string>& OccupationCodes() {
  static const std::vector<std::string> codes = {
      "2512", "2513", "2519", "251",  "25",   "2",    "2166", "2341", "2411", "3312",
      "3512", "4110", "4132", "4222", "4321", "41",   "4",    "5120", "5131", "5132",
      "5223", "5414", "522",  "7212", "7223", "7231", "7531", "7533", "75",   "8153",
      "8322", "8321", "8219", "9112", "9121", "9329", "9333", "933",  "9",    "6111"};
  return codes;
}

// A few places close to each other and a few far away, so that reach decides often.
const std::vector<std::string>& RegionCodes() {
  static const std::vector<std::string> codes = {"33.72", "33.11", "33.13", "33.09", "34.71",
                                                 "33.74", "31.71", "32.73", "35.78", "33",
                                                 "73",    "73.71", "51.71", ""};
  return codes;
}

std::string Numbered(const std::string& prefix, int index) {
  const std::string digits = std::to_string(index + 1);
  return prefix + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits;
}

template <typename Id>
Id AnyOf(Random& random) {
  return Id(random.Below(Id::kCount));
}

std::optional<GeoPoint> Near(Random& random, const std::string& region_code) {
  if (region_code.empty() || random.Percent(50)) return std::nullopt;
  const auto region = Regions::Get().Find(region_code);
  if (!region.ok()) return std::nullopt;
  return GeoPoint{(*region)->lat + random.Between(-200'000, 200'000),
                  (*region)->lng + random.Between(-200'000, 200'000)};
}

std::vector<uint16_t> SomeSkills(Random& random, int most) {
  std::vector<uint16_t> skills;
  const int count = random.Percent(30) ? 0 : random.Between(1, most);
  for (int i = 0; i < count; ++i) skills.push_back(static_cast<uint16_t>(random.Between(1, 40)));
  std::sort(skills.begin(), skills.end());
  skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
  return skills;
}

// People mostly have most of a function; few lack it.
int SomeCapacity(Random& random, bool limited) {
  if (!limited) return random.Percent(80) ? 4 : 3;
  return random.Below(4);
}

void AddCapacities(Random& random, Seeker& seeker) {
  const int asked_percent = random.Pick(std::vector<int>{0, 40, 80, 95, 100});
  const int limited_percent = random.Pick(std::vector<int>{5, 10, 20, 60});
  for (int i = 0; i < FunctionId::kCount; ++i) {
    if (!random.Percent(asked_percent)) continue;
    Capacity capacity;
    capacity.function = FunctionId(i);
    capacity.usual = SomeCapacity(random, random.Percent(limited_percent));
    if (random.Percent(10)) {
      capacity.low = random.Between(0, capacity.usual);
      capacity.how_often = "dua hari seminggu";
    }
    seeker.capacities.push_back(capacity);
  }
}

void AddTolerances(Random& random, Seeker& seeker) {
  for (int i = 0; i < ContextId::kCount; ++i) {
    if (!random.Percent(60)) continue;
    ContextTolerance tolerance;
    tolerance.context = ContextId(i);
    const int dice = random.Below(100);
    if (dice >= 85) tolerance.level = ToleranceLevel::kNo;
    if (dice >= 70 && dice < 85) {
      tolerance.level = ToleranceLevel::kLimited;
      tolerance.with = AnyOf<AccommodationId>(random);
    }
    seeker.tolerances.push_back(tolerance);
  }
}

void AddStances(Random& random, Seeker& seeker) {
  const int percent = random.Pick(std::vector<int>{0, 5, 20, 60});
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    if (!random.Percent(percent)) continue;
    static const std::vector<AccommodationStance> stances = {
        AccommodationStance::kNeeds,   AccommodationStance::kUses,    AccommodationStance::kUses,
        AccommodationStance::kAccepts, AccommodationStance::kAccepts, AccommodationStance::kAccepts,
        AccommodationStance::kRefuses, AccommodationStance::kRefuses};
    AccommodationStance stance = random.Pick(stances);
    if (stance == AccommodationStance::kNeeds && percent > 5 && random.Percent(80)) {
      stance = AccommodationStance::kUses;
    }
    seeker.accommodations.push_back({AccommodationId(i), stance});
  }
}

void AddModes(Random& random, Seeker& seeker) {
  if (random.Percent(50)) return;
  ModeSet modes, preferred;
  for (int i = 0; i < ModeId::kCount; ++i) {
    if (!random.Percent(25)) continue;
    modes.insert(ModeId(i));
    if (random.Percent(35)) preferred.insert(ModeId(i));
  }
  seeker.modes = modes;
  seeker.preferred_modes = preferred;
}

Wish SomeWish(Random& random) {
  Wish wish;
  if (random.Percent(75)) wish.occupation_code = random.Pick(OccupationCodes());
  if (random.Percent(40)) wish.kinds.push_back(static_cast<WorkKind>(random.Between(1, 4)));
  if (random.Percent(10)) wish.kinds.push_back(WorkKind::kEmployment);
  if (random.Percent(30)) wish.hours = static_cast<WorkHours>(random.Between(1, 2));
  if (random.Percent(30))
    wish.arrangements.push_back(static_cast<Arrangement>(random.Between(1, 3)));
  if (random.Percent(50))
    wish.wage_idr_per_month = random.Between(1500, 9000) * int64_t{1000} + random.Below(1000);
  if (random.Percent(20)) wish.note = "dekat rumah orang tua";
  const int hard_percent = random.Pick(std::vector<int>{0, 0, 10, 60});
  wish.occupation_is_hard = random.Percent(hard_percent);
  wish.kind_is_hard = random.Percent(hard_percent);
  wish.hours_is_hard = random.Percent(hard_percent);
  wish.arrangement_is_hard = random.Percent(hard_percent);
  wish.wage_is_hard = random.Percent(hard_percent);
  return wish;
}

void AddIdentity(Random& random, int index, Seeker& seeker) {
  seeker.identity.full_name = Numbered("Orang ", index);
  if (random.Percent(90)) {
    seeker.identity.birth_date =
        *MakeDate(random.Between(1965, 2009), random.Between(1, 12), random.Between(1, 28));
  }
  seeker.identity.sex = static_cast<Sex>(random.Below(3));
  seeker.ragam.physical = random.Percent(40);
  seeker.ragam.sensory = random.Percent(40);
  seeker.ragam.mental = random.Percent(20);
  seeker.ragam.intellectual = random.Percent(20);
}

void AddTimes(Random& random, Seeker& seeker) {
  const Date day = GeneratedDay();
  if (random.Percent(40)) seeker.hours_per_week_max = random.Between(10, 60);
  if (random.Percent(60)) seeker.accepts_night_shift = random.Percent(60);
  if (random.Percent(30)) seeker.available_from = day + std::chrono::days(random.Between(-90, 10));
  seeker.seeking = random.Percent(97);
  if (random.Percent(97)) {
    seeker.matching_consent_from = day - std::chrono::days(random.Between(0, 400));
    if (random.Percent(20)) {
      seeker.matching_consent_until = day + std::chrono::days(random.Between(0, 300));
    }
  }
}

void AddDemands(Random& random, Opening& opening) {
  const int percent = random.Pick(std::vector<int>{0, 5, 15, 30, 80});
  for (int i = 0; i < FunctionId::kCount; ++i) {
    if (!random.Percent(percent)) continue;
    Demand demand;
    demand.function = FunctionId(i);
    demand.level = random.Below(5);
    demand.essential = random.Percent(80);
    demand.origin = random.Percent(60) ? DemandOrigin::kConfirmed : DemandOrigin::kAssumed;
    if (demand.origin == DemandOrigin::kConfirmed) demand.task = "menerima pesanan tamu";
    opening.demands.push_back(demand);
  }
  for (int i = 0; i < ContextId::kCount; ++i) {
    if (!random.Percent(12)) continue;
    opening.contexts.push_back(
        {ContextId(i), random.Percent(60) ? DemandOrigin::kConfirmed : DemandOrigin::kAssumed});
  }
  const int offered_percent = random.Pick(std::vector<int>{0, 3, 15, 50});
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    if (random.Percent(offered_percent)) opening.offered.insert(AccommodationId(i));
  }
  opening.transport_offered = random.Percent(5);
  opening.housing_offered = random.Percent(5);
}

void AddRequirements(Random& random, Opening& opening) {
  if (random.Percent(60)) {
    opening.education = static_cast<EducationLevel>(random.Between(1, 10));
    if (random.Percent(25)) opening.education_basis = "UU 36/2014 art. 9";
  }
  if (random.Percent(15)) {
    opening.licences.push_back(random.Below(8));
    if (random.Percent(60)) opening.licence_basis = "UU 22/2009 art. 77";
  }
  if (random.Percent(20)) {
    opening.age_min = random.Between(17, 25);
    if (random.Percent(50)) opening.age_basis = "UU 22/2009 art. 81";
  }
}

void AddTerms(Random& random, Opening& opening) {
  const Date day = GeneratedDay();
  opening.kind = static_cast<WorkKind>(random.Percent(70) ? 1 : random.Below(5));
  opening.contract = static_cast<ContractKind>(random.Below(5));
  opening.hours = static_cast<WorkHours>(random.Below(3));
  opening.arrangement = static_cast<Arrangement>(random.Percent(60) ? 1 : random.Below(4));
  opening.shift = static_cast<ShiftPattern>(random.Percent(60) ? 1 : random.Below(4));
  if (random.Percent(60)) opening.hours_per_week = random.Between(8, 56);
  if (random.Percent(60)) {
    opening.wage_min_idr_per_month =
        random.Between(1200, 8000) * int64_t{1000} + random.Below(1000);
    if (random.Percent(60)) {
      opening.wage_max_idr_per_month =
          *opening.wage_min_idr_per_month + random.Between(0, 4000) * int64_t{1000};
    }
  }
  opening.open_from = day - std::chrono::days(random.Between(-3, 90));
  if (random.Percent(70)) {
    opening.open_until = std::max(opening.open_from, day) +
                         std::chrono::days(random.Percent(8) ? 0 : random.Between(1, 60));
    if (*opening.open_until <= opening.open_from) *opening.open_until += std::chrono::days(1);
  }
  if (random.Percent(80)) opening.posted_on = day - std::chrono::days(random.Between(-2, 90));
  opening.state =
      random.Percent(95) ? OpeningState::kOpen : static_cast<OpeningState>(random.Between(2, 3));
}

}  // namespace

uint64_t Random::Next() {
  // SplitMix64.
  state_ += 0x9E3779B97F4A7C15;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

Date GeneratedDay() { return *MakeDate(2026, 6, 15); }

Seeker GenerateSeeker(uint64_t seed, int index) {
  Random random(seed * 2'000'003 + static_cast<uint64_t>(index));
  Seeker seeker;
  seeker.row = index + 1;
  seeker.id = Numbered("s", index);
  seeker.source = "generated";
  seeker.source_id = seeker.id;
  AddIdentity(random, index, seeker);
  seeker.segment = static_cast<BpjsSegment>(random.Below(6));
  seeker.region_code = random.Pick(RegionCodes());
  seeker.point = Near(random, seeker.region_code);
  if (random.Percent(60))
    seeker.reach_km = random.Pick(std::vector<int>{0, 5, 10, 25, 60, 200, 2000});
  seeker.reach_is_hard = random.Percent(70);
  seeker.education = static_cast<EducationLevel>(random.Below(kEducationLevels));
  if (random.Percent(60)) {
    seeker.licences.emplace();
    for (int i = 0; i < 8; ++i) {
      if (random.Percent(40)) seeker.licences->push_back(i);
    }
  }
  seeker.skills = SomeSkills(random, 12);
  AddCapacities(random, seeker);
  AddTolerances(random, seeker);
  AddStances(random, seeker);
  AddModes(random, seeker);
  const int wishes = random.Pick(std::vector<int>{0, 1, 1, 1, 2, 3, 5});
  for (int i = 0; i < wishes; ++i) seeker.wishes.push_back(SomeWish(random));
  AddTimes(random, seeker);
  return seeker;
}

Opening GenerateOpening(uint64_t seed, int index) {
  Random random(seed * 3'000'017 + static_cast<uint64_t>(index));
  Opening opening;
  opening.row = index + 1;
  opening.id = Numbered("o", index);
  opening.source = "generated";
  opening.source_id = opening.id;
  opening.employer_name = "PT Contoh";
  opening.title = Numbered("Lowongan ", index);
  opening.description = "Pekerjaan contoh.";
  if (random.Percent(80)) {
    opening.occupation_code = random.Pick(OccupationCodes());
    opening.occupation_origin = OccupationOrigin::kStated;
  }
  opening.region_code = random.Pick(RegionCodes());
  opening.point = Near(random, opening.region_code);
  opening.skills = SomeSkills(random, 8);
  AddTerms(random, opening);
  AddRequirements(random, opening);
  AddDemands(random, opening);
  return opening;
}

std::vector<Seeker> GenerateSeekers(uint64_t seed, int count) {
  std::vector<Seeker> seekers;
  for (int i = 0; i < count; ++i) seekers.push_back(GenerateSeeker(seed, i));
  return seekers;
}

std::vector<Opening> GenerateOpenings(uint64_t seed, int count) {
  std::vector<Opening> openings;
  for (int i = 0; i < count; ++i) openings.push_back(GenerateOpening(seed, i));
  return openings;
}

}  // namespace setara::testing
