// Hard conditions, scores and answers of the slow evaluator.
#include "tests/matcher/slow_match.h"

#include <algorithm>

#include "matcher/domain/geo.h"
#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara::testing {
namespace {

std::optional<GeoPoint> PlaceOf(const Seeker& seeker) {
  if (seeker.point) return Neighbourhood(*seeker.point);
  const auto region = Regions::Get().Find(seeker.region_code);
  if (!region.ok() || seeker.region_code.size() != 5) return std::nullopt;
  return GeoPoint{(*region)->lat, (*region)->lng};
}

std::optional<int64_t> Distance(const Seeker& seeker, const SlowOpening& opening) {
  const std::optional<GeoPoint> home = PlaceOf(seeker), work = opening.point();
  if (!home || !work) return std::nullopt;
  return DistanceMetres(home->latitude_e6, home->longitude_e6, work->latitude_e6,
                        work->longitude_e6);
}

// Wages compare in whole thousands of rupiah.
std::optional<int64_t> Wage(const Opening& opening) {
  const auto wage = opening.wage_max_idr_per_month ? opening.wage_max_idr_per_month
                                                   : opening.wage_min_idr_per_month;
  if (!wage) return std::nullopt;
  return *wage / 1000;
}
std::optional<int64_t> Wage(const Wish& wish) {
  if (!wish.wage_idr_per_month) return std::nullopt;
  return *wish.wage_idr_per_month / 1000;
}

template <typename T>
bool Contains(const std::vector<T>& values, T value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

int Common(const std::string& a, const std::string& b) {
  int common = 0;
  while (common < static_cast<int>(std::min(a.size(), b.size())) && a[common] == b[common]) {
    ++common;
  }
  return common;
}

bool MissesKind(const Wish& wish, const Opening& opening) {
  return !wish.kinds.empty() && opening.kind != WorkKind::kUnknown &&
         !Contains(wish.kinds, opening.kind);
}
bool MissesHours(const Wish& wish, const Opening& opening) {
  return wish.hours != WorkHours::kUnknown && opening.hours != WorkHours::kUnknown &&
         wish.hours != opening.hours;
}
bool MissesArrangement(const Wish& wish, const Opening& opening) {
  return !wish.arrangements.empty() && opening.arrangement != Arrangement::kUnknown &&
         !Contains(wish.arrangements, opening.arrangement);
}
bool MissesOccupation(const Wish& wish, const Opening& opening) {
  const int common = Common(wish.occupation_code, opening.occupation_code);
  return common < static_cast<int>(wish.occupation_code.size()) &&
         common < static_cast<int>(opening.occupation_code.size());
}
bool MissesWage(const Wish& wish, const Opening& opening) {
  return Wage(wish) && Wage(opening) && *Wage(opening) < *Wage(wish);
}

int FirstMissedHardFacet(const Wish& wish, const Opening& opening) {
  if (wish.kind_is_hard && MissesKind(wish, opening)) return static_cast<int>(Condition::kKind);
  if (wish.hours_is_hard && MissesHours(wish, opening)) return static_cast<int>(Condition::kHours);
  if (wish.occupation_is_hard && MissesOccupation(wish, opening)) {
    return static_cast<int>(Condition::kOccupation);
  }
  if (wish.arrangement_is_hard && MissesArrangement(wish, opening)) {
    return static_cast<int>(Condition::kArrangement);
  }
  if (wish.wage_is_hard && MissesWage(wish, opening)) return static_cast<int>(Condition::kWage);
  return kConditions;
}

// The condition that all wishes fail, or kConditions when some wish is all right.
int FailedByAllWishes(const Seeker& seeker, const Opening& opening) {
  int furthest = -1;
  for (const Wish& wish : seeker.wishes) {
    furthest = std::max(furthest, FirstMissedHardFacet(wish, opening));
  }
  return seeker.wishes.empty() ? kConditions : furthest;
}

bool IsOpen(const Opening& opening, Date on) {
  return (opening.state == OpeningState::kOpen || opening.state == OpeningState::kUnknown) &&
         opening.open_from <= on && (!opening.open_until || on < *opening.open_until);
}

bool IsAvailable(const Seeker& seeker, Date on) {
  return seeker.seeking && (!seeker.available_from || *seeker.available_from <= on) &&
         seeker.matching_consent_from && *seeker.matching_consent_from <= on &&
         (!seeker.matching_consent_until || on < *seeker.matching_consent_until);
}

bool LacksEducation(const Seeker& seeker, const Opening& opening) {
  return !opening.education_basis.empty() && seeker.education != EducationLevel::kUnknown &&
         seeker.education < opening.education;
}

bool LacksLicence(const Seeker& seeker, const Opening& opening) {
  if (opening.licence_basis.empty() || !seeker.licences) return false;
  return !std::all_of(opening.licences.begin(), opening.licences.end(),
                      [&](int licence) { return Contains(*seeker.licences, licence); });
}

bool IsTooYoung(const Seeker& seeker, const Opening& opening, Date on) {
  return opening.age_min && !opening.age_basis.empty() && seeker.identity.birth_date &&
         AgeOn(AgeReference(*seeker.identity.birth_date), on) < *opening.age_min;
}

// Only the province is known, and even its nearest regency is further than the reach.
bool ProvinceIsOutOfReach(const Seeker& seeker, const Opening& opening) {
  const std::optional<GeoPoint> home = PlaceOf(seeker);
  if (!home || opening.region_code.size() != 2 || opening.region_code == "ID") return false;
  if (seeker.region_code.starts_with(opening.region_code)) return false;  // their own province
  std::optional<int64_t> nearest;
  for (const Region& region : Regions::Get().all()) {
    if (region.code.size() != 5 || !region.code.starts_with(opening.region_code)) continue;
    const int64_t distance =
        DistanceMetres(home->latitude_e6, home->longitude_e6, region.lat, region.lng);
    nearest = std::min(nearest.value_or(distance), distance);
  }
  return nearest && *nearest > *seeker.reach_km * 1000;
}

bool IsOutOfReach(const Seeker& seeker, const SlowOpening& opening, AccommodationSet what_if) {
  const Opening& record = opening.record();
  if (!seeker.reach_km || !seeker.reach_is_hard) return false;
  if (record.arrangement == Arrangement::kRemote) return false;
  if (record.transport_offered || record.housing_offered) return false;
  bool brought_near = false;
  (record.offered | what_if).ForEach([&](AccommodationId a) {
    brought_near = brought_near || Vocabulary::Get().accommodation(a).closes_reach;
  });
  const std::optional<int64_t> distance = Distance(seeker, opening);
  if (brought_near) return false;
  return distance ? *distance > *seeker.reach_km * 1000 : ProvinceIsOutOfReach(seeker, record);
}

bool WeekIsTooLong(const Seeker& seeker, const Opening& opening) {
  return seeker.hours_per_week_max && opening.hours_per_week &&
         *opening.hours_per_week > *seeker.hours_per_week_max;
}

bool IsRefusedNightWork(const Seeker& seeker, const Opening& opening) {
  return seeker.accepts_night_shift == false &&
         (opening.shift == ShiftPattern::kNight || opening.shift == ShiftPattern::kRotating);
}

ComponentValue Known(int64_t value) { return {static_cast<int>(value), true}; }

ComponentValue SlowOccupation(const Wish& wish, const Opening& opening) {
  if (wish.occupation_code.empty() || opening.occupation_code.empty()) return {};
  const int common = Common(wish.occupation_code, opening.occupation_code);
  if (common == static_cast<int>(wish.occupation_code.size())) return Known(1000);
  return Known(common == 3 ? 800 : common == 2 ? 500 : common == 1 ? 200 : 0);
}

ComponentValue SlowWage(const Wish& wish, const Opening& opening) {
  if (!Wage(wish) || !Wage(opening)) return {};
  if (*Wage(opening) >= *Wage(wish)) return Known(1000);
  return Known(1000 * *Wage(opening) / *Wage(wish));
}

ComponentValue SlowArrangement(const Wish& wish, const Opening& opening) {
  std::vector<int> values;
  const auto add = [&](bool stated, bool known, bool misses) {
    if (stated) values.push_back(!known ? 500 : misses ? 0 : 1000);
  };
  add(!wish.kinds.empty(), opening.kind != WorkKind::kUnknown, MissesKind(wish, opening));
  add(wish.hours != WorkHours::kUnknown, opening.hours != WorkHours::kUnknown,
      MissesHours(wish, opening));
  add(!wish.arrangements.empty(), opening.arrangement != Arrangement::kUnknown,
      MissesArrangement(wish, opening));
  if (values.empty()) return {};
  int sum = 0;
  for (int value : values) sum += value;
  return Known(sum / static_cast<int>(values.size()));
}

ComponentValue SlowSkills(const Seeker& seeker, const Opening& opening) {
  if (seeker.skills.empty() || opening.skills.empty()) return {};
  int64_t shared = 0;
  for (uint16_t skill : opening.skills) shared += Contains(seeker.skills, skill);
  return Known(1000 * shared / static_cast<int64_t>(opening.skills.size()));
}

ComponentValue SlowCommute(const Seeker& seeker, const SlowOpening& opening) {
  if (opening.record().arrangement == Arrangement::kRemote) return Known(1000);
  const std::optional<int64_t> distance = Distance(seeker, opening);
  if (!distance) return {};
  const int64_t horizon = seeker.reach_km ? *seeker.reach_km * 1000 : 50'000;
  if (horizon == 0) return Known(*distance == 0 ? 1000 : 0);
  return Known(std::max<int64_t>(0, 1000 * (horizon - *distance) / horizon));
}

ComponentValue SlowFreshness(const Opening& opening, Date on) {
  if (!opening.posted_on) return {};
  const int64_t age = (on - *opening.posted_on).count();
  if (age <= 0) return Known(1000);
  return Known(age >= 60 ? 0 : 1000 * (60 - age) / 60);
}

ComponentValue SlowReadiness(Tier tier) {
  switch (tier) {
    case Tier::kFits:
      return Known(1000);
    case Tier::kFitsWithOffered:
      return Known(900);
    case Tier::kFitsIfProvided:
      return Known(500);
    default:
      return Known(0);
  }
}

void Count(SlowAnswer& answer, int64_t row, const SlowPair& pair, bool with_to_discuss) {
  if (pair.failed != kConditions) {
    ++answer.excluded[pair.failed];
    return;
  }
  ++answer.by_tier[static_cast<int>(pair.tier)];
  if (pair.tier == Tier::kToDiscuss && !with_to_discuss) return;
  answer.results.push_back({row, pair.tier, pair.score.points});
}

void Order(SlowAnswer& answer) {
  std::sort(answer.results.begin(), answer.results.end(),
            [](const SlowResult& a, const SlowResult& b) {
              return a.points != b.points ? a.points > b.points : a.row < b.row;
            });
}

}  // namespace

int SlowFirstFailed(const Seeker& seeker, const SlowOpening& opening, const MatchOptions& options) {
  const Opening& record = opening.record();
  const int by_wishes = FailedByAllWishes(seeker, record);
  const auto wish_fails = [&](Condition condition) {
    return by_wishes == static_cast<int>(condition);
  };
  const bool failed[kConditions] = {
      !IsOpen(record, options.on),
      !IsAvailable(seeker, options.on),
      wish_fails(Condition::kKind),
      LacksEducation(seeker, record),
      LacksLicence(seeker, record),
      IsTooYoung(seeker, record, options.on),
      IsOutOfReach(seeker, opening, options.what_if),
      WeekIsTooLong(seeker, record) || wish_fails(Condition::kHours),
      IsRefusedNightWork(seeker, record),
      wish_fails(Condition::kOccupation),
      wish_fails(Condition::kArrangement),
      wish_fails(Condition::kWage),
  };
  return static_cast<int>(std::find(failed, failed + kConditions, true) - failed);
}

MatchScore SlowScore(const Seeker& seeker, const SlowOpening& opening, Tier tier,
                     const MatchOptions& options) {
  const Opening& record = opening.record();
  MatchScore score;
  const auto at = [](Component c) { return static_cast<size_t>(c); };
  const size_t by_wish[] = {at(Component::kOccupation), at(Component::kWage),
                            at(Component::kArrangement)};
  int best = -1;
  for (size_t i = 0; i < seeker.wishes.size(); ++i) {
    const Wish& wish = seeker.wishes[i];
    const ComponentValue values[] = {SlowOccupation(wish, record), SlowWage(wish, record),
                                     SlowArrangement(wish, record)};
    int sum = 0;
    for (int v = 0; v < 3; ++v) sum += options.weights[by_wish[v]] * values[v].value;
    if (sum <= best) continue;
    best = sum;
    score.wish = static_cast<int>(i);
    for (int v = 0; v < 3; ++v) score.components[by_wish[v]] = values[v];
  }
  score.components[at(Component::kSkills)] = SlowSkills(seeker, record);
  score.components[at(Component::kCommute)] = SlowCommute(seeker, opening);
  score.components[at(Component::kFreshness)] = SlowFreshness(record, options.on);
  score.components[at(Component::kReadiness)] = SlowReadiness(tier);
  for (size_t i = 0; i < kComponents; ++i) {
    score.points += options.weights[i] * score.components[i].value;
  }
  return score;
}

SlowPair SlowMatch(const Seeker& seeker, const SlowOpening& opening, const MatchOptions& options) {
  SlowPair pair;
  pair.failed = SlowFirstFailed(seeker, opening, options);
  pair.tier = SlowTier(seeker, opening, options.what_if);
  pair.score = SlowScore(seeker, opening, pair.tier, options);
  return pair;
}

SlowAnswer SlowOpeningsForSeeker(const Seeker& seeker, const std::vector<SlowOpening>& openings,
                                 const MatchOptions& options, bool with_to_discuss) {
  SlowAnswer answer;
  for (const SlowOpening& opening : openings) {
    Count(answer, opening.record().row, SlowMatch(seeker, opening, options), with_to_discuss);
  }
  Order(answer);
  return answer;
}

SlowAnswer SlowSeekersForOpening(const SlowOpening& opening, const std::vector<Seeker>& seekers,
                                 const MatchOptions& options, bool with_to_discuss) {
  SlowAnswer answer;
  for (const Seeker& seeker : seekers) {
    Count(answer, seeker.row, SlowMatch(seeker, opening, options), with_to_discuss);
  }
  Order(answer);
  return answer;
}

}  // namespace setara::testing
