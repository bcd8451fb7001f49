#include "matcher/conditions.h"

#include <algorithm>

#include "matcher/domain/date.h"
#include "matcher/domain/geo.h"
#include "matcher/domain/work.h"
#include "matcher/fit_rules.h"
#include "matcher/prepared.h"
#include "matcher/reference/regions.h"

namespace setara {
namespace {

constexpr Condition kFacets[] = {Condition::kKind, Condition::kHours, Condition::kOccupation,
                                 Condition::kArrangement, Condition::kWage};

ConditionResult MetIf(bool met) { return met ? ConditionResult::kMet : ConditionResult::kFailed; }

int32_t DayOf(Date date) { return static_cast<int32_t>(date.time_since_epoch().count()); }

// on in [from, until); a missing end is no bound.
bool Within(int32_t on, int32_t from, int32_t until) {
  return (from == kNoDate || from <= on) && (until == kNoDate || on < until);
}

ConditionResult CheckOpen(const OpeningFacts& opening, int32_t on) {
  const auto state = static_cast<OpeningState>(opening.state);
  if (!Within(on, opening.open_from, opening.open_until)) return ConditionResult::kFailed;
  if (state == OpeningState::kUnknown) return ConditionResult::kUnknown;
  return MetIf(state == OpeningState::kOpen);
}

ConditionResult CheckAvailable(const SeekerFacts& seeker, int32_t on) {
  const bool consents =
      seeker.consent_from != kNoDate && Within(on, seeker.consent_from, seeker.consent_until);
  return MetIf(seeker.seeking != 0 && consents && Within(on, seeker.available_from, kNoDate));
}

ConditionResult CheckEducation(const SeekerFacts& seeker, const OpeningFacts& opening) {
  if (opening.education_required == 0) return ConditionResult::kMet;
  if (seeker.education == 0) return ConditionResult::kUnknown;
  return MetIf(seeker.education >= opening.education_required);
}

ConditionResult CheckLicence(const SeekerFacts& seeker, const OpeningFacts& opening) {
  if (opening.licences == 0) return ConditionResult::kMet;
  if (!seeker.licences_asked) return ConditionResult::kUnknown;
  return MetIf((opening.licences & ~seeker.licences) == 0);
}

ConditionResult CheckAge(const SeekerFacts& seeker, const OpeningFacts& opening, Date on) {
  if (opening.age_min == kNoAge) return ConditionResult::kMet;
  if (seeker.birth_date == kNoDate) return ConditionResult::kUnknown;
  const Date birth{std::chrono::days(seeker.birth_date)};
  return MetIf(AgeOn(birth, on) >= opening.age_min);
}

ConditionResult CheckReach(const SeekerFacts& seeker, const OpeningFacts& opening,
                           AccommodationSet what_if, int64_t distance) {
  if (seeker.reach_metres < 0 || !seeker.reach_is_hard) return ConditionResult::kMet;
  if (ReachIsNoBar(opening, what_if)) return ConditionResult::kMet;
  if (distance == kNoDistance) {
    const bool beyond = opening.latitude_e6 == kNoPoint && ProvinceIsBeyond(seeker, opening.region);
    return beyond ? ConditionResult::kFailed : ConditionResult::kUnknown;
  }
  return MetIf(distance <= seeker.reach_metres);
}

ConditionResult CheckWeek(const SeekerFacts& seeker, const OpeningFacts& opening) {
  if (seeker.hours_per_week_max == 0) return ConditionResult::kMet;
  if (opening.hours_per_week == 0) return ConditionResult::kUnknown;
  return MetIf(opening.hours_per_week <= seeker.hours_per_week_max);
}

ConditionResult CheckShift(const SeekerFacts& seeker, const OpeningFacts& opening) {
  const auto shift = static_cast<ShiftPattern>(opening.shift);
  const bool night = shift == ShiftPattern::kNight || shift == ShiftPattern::kRotating;
  if (seeker.night_shift == 1 || shift == ShiftPattern::kDay) return ConditionResult::kMet;
  if (shift == ShiftPattern::kUnknown) {
    return seeker.night_shift == 2 ? ConditionResult::kUnknown : ConditionResult::kMet;
  }
  return seeker.night_shift == 2 ? MetIf(!night) : ConditionResult::kUnknown;
}

uint8_t HardBit(Condition facet) {
  switch (facet) {
    case Condition::kKind:
      return kHardKind;
    case Condition::kHours:
      return kHardHours;
    case Condition::kOccupation:
      return kHardOccupation;
    case Condition::kArrangement:
      return kHardArrangement;
    case Condition::kWage:
      return kHardWage;
    default:
      return 0;
  }
}

// The first failing hard facet of the wish, or kConditions.
int FirstFailedFacet(const WishFacts& wish, const OpeningFacts& opening) {
  if (wish.hard == 0) return kConditions;
  for (Condition facet : kFacets) {
    if ((wish.hard & HardBit(facet)) == 0) continue;
    if (CheckFacet(facet, wish, opening) == ConditionResult::kFailed) {
      return static_cast<int>(facet);
    }
  }
  return kConditions;
}

// The condition under which the wishes fail, or kConditions; and which wish decides it.
struct WishVerdict {
  int failed = kConditions;
  int wish = -1;
};
WishVerdict JudgeWishes(const SeekerFacts& seeker, const OpeningFacts& opening) {
  WishVerdict verdict;
  int furthest = -1;
  for (int i = 0; i < seeker.wish_count; ++i) {
    const int failed = FirstFailedFacet(seeker.wishes[i], opening);
    if (failed <= furthest) continue;
    furthest = failed;
    verdict = {failed, i};
    if (failed == kConditions) break;
  }
  return verdict;
}

ConditionResult CheckHardFacet(Condition facet, const SeekerFacts& seeker,
                               const OpeningFacts& opening) {
  const int wish = WishInQuestion(seeker, opening);
  if (wish < 0 || (seeker.wishes[wish].hard & HardBit(facet)) == 0) return ConditionResult::kMet;
  return CheckFacet(facet, seeker.wishes[wish], opening);
}

ConditionResult MatchCode(bool stated, bool known, bool match) {
  if (!stated) return ConditionResult::kMet;
  if (!known) return ConditionResult::kUnknown;
  return MetIf(match);
}

ConditionResult CheckOccupation(OccupationKey wish, OccupationKey opening) {
  if (wish.digits == 0) return ConditionResult::kMet;
  const int common = CommonDigits(wish, opening);
  if (common == wish.digits) return ConditionResult::kMet;
  return common == opening.digits ? ConditionResult::kUnknown : ConditionResult::kFailed;
}

ConditionResult Worse(ConditionResult a, ConditionResult b) {
  if (a == ConditionResult::kFailed || b == ConditionResult::kFailed) {
    return ConditionResult::kFailed;
  }
  return a == ConditionResult::kUnknown ? a : b;
}

}  // namespace

int32_t WageOf(const OpeningFacts& opening) {
  return opening.wage_max != kNoWage ? opening.wage_max : opening.wage_min;
}

bool ReachIsNoBar(const OpeningFacts& opening, AccommodationSet what_if) {
  return IsRemote(opening) || opening.reach_help != 0 ||
         !(what_if & DefaultFitRules().reach_closers()).empty();
}

bool ProvinceIsBeyond(const SeekerFacts& seeker, uint16_t region) {
  const Regions& regions = Regions::Get();
  if (seeker.latitude_e6 == kNoPoint || region >= regions.all().size()) return false;
  const Region& province = regions.at(region);
  if (province.kind != RegionKind::kProvince || province.child_count == 0) return false;
  const bool lives_there =
      seeker.region < regions.all().size() && regions.Contains(region, seeker.region);
  if (lives_there) return false;
  const auto within = [&](const Region& regency) {
    return DistanceMetres(seeker.latitude_e6, seeker.longitude_e6, regency.lat, regency.lng) <=
           seeker.reach_metres;
  };
  const auto regencies = regions.Children(province);
  return std::none_of(regencies.begin(), regencies.end(), within);
}

ConditionResult CheckFacet(Condition facet, const WishFacts& wish, const OpeningFacts& opening) {
  switch (facet) {
    case Condition::kKind:
      return MatchCode(wish.kinds != 0, opening.kind != 0, (wish.kinds >> opening.kind) & 1);
    case Condition::kHours:
      return MatchCode(wish.hours != 0, opening.hours != 0, wish.hours == opening.hours);
    case Condition::kOccupation:
      return CheckOccupation(wish.occupation, opening.occupation);
    case Condition::kArrangement:
      return MatchCode(wish.arrangements != 0, opening.arrangement != 0,
                       (wish.arrangements >> opening.arrangement) & 1);
    case Condition::kWage:
      return MatchCode(wish.wage != kNoWage, WageOf(opening) != kNoWage,
                       WageOf(opening) >= wish.wage);
    default:
      return ConditionResult::kMet;
  }
}

int WishInQuestion(const SeekerFacts& seeker, const OpeningFacts& opening) {
  return JudgeWishes(seeker, opening).wish;
}

ConditionResult CheckCondition(Condition condition, const SeekerFacts& seeker,
                               const OpeningFacts& opening, const MatchOptions& options,
                               int64_t distance) {
  switch (condition) {
    case Condition::kOpeningOpen:
      return CheckOpen(opening, DayOf(options.on));
    case Condition::kSeekerAvailable:
      return CheckAvailable(seeker, DayOf(options.on));
    case Condition::kEducation:
      return CheckEducation(seeker, opening);
    case Condition::kLicence:
      return CheckLicence(seeker, opening);
    case Condition::kAge:
      return CheckAge(seeker, opening, options.on);
    case Condition::kReach:
      return CheckReach(seeker, opening, options.what_if, distance);
    case Condition::kHours:
      return Worse(CheckWeek(seeker, opening), CheckHardFacet(condition, seeker, opening));
    case Condition::kShift:
      return CheckShift(seeker, opening);
    default:
      return CheckHardFacet(condition, seeker, opening);
  }
}

bool IsOpenAndAvailable(const SeekerFacts& seeker, const OpeningFacts& opening,
                        const MatchOptions& options) {
  const int32_t on = DayOf(options.on);
  return CheckAvailable(seeker, on) != ConditionResult::kFailed &&
         CheckOpen(opening, on) != ConditionResult::kFailed;
}

int FirstFailedCondition(const SeekerFacts& seeker, const OpeningFacts& opening,
                         const MatchOptions& options, int64_t distance) {
  const auto failed = [](ConditionResult result) { return result == ConditionResult::kFailed; };
  const int32_t on = DayOf(options.on);
  if (failed(CheckOpen(opening, on))) return static_cast<int>(Condition::kOpeningOpen);
  if (failed(CheckAvailable(seeker, on))) return static_cast<int>(Condition::kSeekerAvailable);
  int first = JudgeWishes(seeker, opening).failed;
  const auto fails = [&](Condition condition, ConditionResult result) {
    if (failed(result)) first = std::min(first, static_cast<int>(condition));
  };
  fails(Condition::kEducation, CheckEducation(seeker, opening));
  fails(Condition::kLicence, CheckLicence(seeker, opening));
  fails(Condition::kAge, CheckAge(seeker, opening, options.on));
  fails(Condition::kReach, CheckReach(seeker, opening, options.what_if, distance));
  fails(Condition::kHours, CheckWeek(seeker, opening));
  fails(Condition::kShift, CheckShift(seeker, opening));
  return first;
}

int FirstFailedCondition(const SeekerFacts& seeker, const OpeningFacts& opening,
                         const MatchOptions& options) {
  return FirstFailedCondition(seeker, opening, options, DistanceOf(seeker, opening));
}

}  // namespace setara
