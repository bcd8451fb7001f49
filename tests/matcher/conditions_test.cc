// The hard conditions, one case a line.
#include "matcher/conditions.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "matcher/facts.h"
#include "matcher/prepared.h"

namespace setara {
namespace {

constexpr ConditionResult kMet = ConditionResult::kMet, kFailed = ConditionResult::kFailed,
                          kUnknown = ConditionResult::kUnknown;
const Date kToday = *MakeDate(2026, 6, 15);

struct Case {
  std::string name;
  Condition condition;
  ConditionResult result;
  std::function<void(Seeker&, Opening&)> make;
};

Seeker Person() {
  Seeker person;
  person.matching_consent_from = *MakeDate(2026, 1, 1);
  return person;
}
Opening Job() {
  Opening opening;
  opening.title = "Operator";
  opening.open_from = *MakeDate(2026, 6, 1);
  return opening;
}

Wish Hard(const std::function<void(Wish&)>& make) {
  Wish wish;
  make(wish);
  return wish;
}
void Far(Seeker& person, Opening& opening) {  // 0.1 degrees: 11.1 km
  person.point = {-7'500'000, 110'800'000};
  opening.point = {-7'600'000, 110'800'000};
}

const std::vector<Case>& Cases() {
  using S = Seeker;
  using O = Opening;
  constexpr auto kOpen = Condition::kOpeningOpen, kAvailable = Condition::kSeekerAvailable;
  static const std::vector<Case> cases = {
      {"open", kOpen, kMet, [](S&, O&) {}},
      {"opens today", kOpen, kMet, [](S&, O& o) { o.open_from = kToday; }},
      {"opens tomorrow", kOpen, kFailed,
       [](S&, O& o) { o.open_from = kToday + std::chrono::days(1); }},
      {"last day", kOpen, kMet, [](S&, O& o) { o.open_until = kToday + std::chrono::days(1); }},
      {"ended today", kOpen, kFailed, [](S&, O& o) { o.open_until = kToday; }},
      {"closed", kOpen, kFailed, [](S&, O& o) { o.state = OpeningState::kClosed; }},
      {"filled", kOpen, kFailed, [](S&, O& o) { o.state = OpeningState::kFilled; }},
      {"state unknown", kOpen, kUnknown, [](S&, O& o) { o.state = OpeningState::kUnknown; }},
      {"available", kAvailable, kMet, [](S&, O&) {}},
      {"no consent", kAvailable, kFailed, [](S& s, O&) { s.matching_consent_from.reset(); }},
      {"consent from tomorrow", kAvailable, kFailed,
       [](S& s, O&) { s.matching_consent_from = kToday + std::chrono::days(1); }},
      {"consent withdrawn today", kAvailable, kFailed,
       [](S& s, O&) { s.matching_consent_until = kToday; }},
      {"available tomorrow", kAvailable, kFailed,
       [](S& s, O&) { s.available_from = kToday + std::chrono::days(1); }},
      {"not seeking", kAvailable, kFailed, [](S& s, O&) { s.seeking = false; }},
      {"education wished, not required", Condition::kEducation, kMet,
       [](S& s, O& o) {
         s.education = EducationLevel::kPrimary;
         o.education = EducationLevel::kBachelor;
       }},
      {"education required", Condition::kEducation, kFailed,
       [](S& s, O& o) {
         s.education = EducationLevel::kPrimary;
         o.education = EducationLevel::kBachelor, o.education_basis = "UU 14/2005 art. 9";
       }},
      {"education reached", Condition::kEducation, kMet,
       [](S& s, O& o) {
         s.education = EducationLevel::kBachelor;
         o.education = EducationLevel::kBachelor, o.education_basis = "UU 14/2005 art. 9";
       }},
      {"education not asked", Condition::kEducation, kUnknown,
       [](S&, O& o) {
         o.education = EducationLevel::kBachelor, o.education_basis = "UU 14/2005 art. 9";
       }},
      {"licence without basis", Condition::kLicence, kMet,
       [](S& s, O& o) { s.licences.emplace(), o.licences = {2}; }},
      {"licence lacking", Condition::kLicence, kFailed,
       [](S& s, O& o) {
         s.licences = {1}, o.licences = {1, 2}, o.licence_basis = "UU 22/2009 art. 77";
       }},
      {"licence not asked", Condition::kLicence, kUnknown,
       [](S&, O& o) { o.licences = {2}, o.licence_basis = "UU 22/2009 art. 77"; }},
      {"age without basis", Condition::kAge, kMet,
       [](S& s, O& o) { s.identity.birth_date = *MakeDate(2010, 1, 1), o.age_min = 18; }},
      {"too young by a day", Condition::kAge, kFailed,
       [](S& s, O& o) {
         s.identity.birth_date = *MakeDate(2008, 6, 16), o.age_min = 18, o.age_basis = "UU";
       }},
      {"old enough today", Condition::kAge, kMet,
       [](S& s, O& o) {
         s.identity.birth_date = *MakeDate(2008, 6, 15), o.age_min = 18, o.age_basis = "UU";
       }},
      {"birth date unknown", Condition::kAge, kUnknown,
       [](S&, O& o) { o.age_min = 18, o.age_basis = "UU"; }},
      {"no reach set", Condition::kReach, kMet, [](S& s, O& o) { Far(s, o); }},
      {"out of reach", Condition::kReach, kFailed, [](S& s, O& o) { Far(s, o), s.reach_km = 11; }},
      {"within reach", Condition::kReach, kMet, [](S& s, O& o) { Far(s, o), s.reach_km = 12; }},
      {"reach is no condition", Condition::kReach, kMet,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, s.reach_is_hard = false; }},
      {"remote", Condition::kReach, kMet,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, o.arrangement = Arrangement::kRemote; }},
      {"hybrid counts as on site", Condition::kReach, kFailed,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, o.arrangement = Arrangement::kHybrid; }},
      {"transport offered", Condition::kReach, kMet,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, o.transport_offered = true; }},
      {"housing offered", Condition::kReach, kMet,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, o.housing_offered = true; }},
      {"A50 offered", Condition::kReach, kMet,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, o.offered.insert(AccommodationId(49)); }},
      {"A28 offered", Condition::kReach, kMet,
       [](S& s, O& o) { Far(s, o), s.reach_km = 5, o.offered.insert(kRemoteWork); }},
      {"place unknown", Condition::kReach, kUnknown,
       [](S& s, O& o) { Far(s, o), o.point.reset(), s.reach_km = 5; }},
      {"a province is no place", Condition::kReach, kUnknown,
       [](S& s, O& o) { Far(s, o), o.point.reset(), o.region_code = "33", s.reach_km = 25; }},
      {"a province wholly out of reach", Condition::kReach, kFailed,
       [](S& s, O& o) { Far(s, o), o.point.reset(), o.region_code = "73", s.reach_km = 400; }},
      {"a province whose nearest regency is within reach", Condition::kReach, kUnknown,
       [](S& s, O& o) { Far(s, o), o.point.reset(), o.region_code = "34", s.reach_km = 60; }},
      {"a province beyond a reach that is no condition", Condition::kReach, kMet,
       [](S& s, O& o) {
         Far(s, o), o.point.reset(), o.region_code = "73", s.reach_km = 5, s.reach_is_hard = false;
       }},
      {"remote work of a province far away", Condition::kReach, kMet,
       [](S& s, O& o) {
         Far(s, o), o.point.reset(), o.region_code = "73", s.reach_km = 5;
         o.arrangement = Arrangement::kRemote;
       }},
      {"the own province, far from its regencies", Condition::kReach, kUnknown,
       [](S& s, O& o) {
         Far(s, o), o.point.reset(), o.region_code = "33", s.region_code = "33.72", s.reach_km = 1;
       }},
      {"a province for a person without a place", Condition::kReach, kUnknown,
       [](S& s, O& o) { o.region_code = "73", s.reach_km = 5; }},
      {"a regency is a place", Condition::kReach, kFailed,
       [](S& s, O& o) { Far(s, o), o.point.reset(), o.region_code = "73.71", s.reach_km = 5; }},
      {"week too long", Condition::kHours, kFailed,
       [](S& s, O& o) { s.hours_per_week_max = 39, o.hours_per_week = 40; }},
      {"week as long as allowed", Condition::kHours, kMet,
       [](S& s, O& o) { s.hours_per_week_max = 40, o.hours_per_week = 40; }},
      {"week unknown", Condition::kHours, kUnknown, [](S& s, O&) { s.hours_per_week_max = 40; }},
      {"no to night work", Condition::kShift, kFailed,
       [](S& s, O& o) { s.accepts_night_shift = false, o.shift = ShiftPattern::kNight; }},
      {"no to rotating shifts", Condition::kShift, kFailed,
       [](S& s, O& o) { s.accepts_night_shift = false, o.shift = ShiftPattern::kRotating; }},
      {"day work", Condition::kShift, kMet,
       [](S& s, O& o) { s.accepts_night_shift = false, o.shift = ShiftPattern::kDay; }},
      {"night work not asked", Condition::kShift, kUnknown,
       [](S&, O& o) { o.shift = ShiftPattern::kNight; }},
      {"shift unknown", Condition::kShift, kUnknown,
       [](S& s, O&) { s.accepts_night_shift = false; }},
      {"hard kind missed", Condition::kKind, kFailed,
       [](S& s, O& o) {
         s.wishes = {
             Hard([](Wish& w) { w.kinds = {WorkKind::kEmployment}, w.kind_is_hard = true; })};
         o.kind = WorkKind::kPartnership;
       }},
      {"hard kind unknown", Condition::kKind, kUnknown,
       [](S& s, O&) {
         s.wishes = {
             Hard([](Wish& w) { w.kinds = {WorkKind::kEmployment}, w.kind_is_hard = true; })};
       }},
      {"soft kind missed", Condition::kKind, kMet,
       [](S& s, O& o) {
         s.wishes = {Hard([](Wish& w) { w.kinds = {WorkKind::kEmployment}; })};
         o.kind = WorkKind::kPartnership;
       }},
      {"one wish of two is enough", Condition::kKind, kMet,
       [](S& s, O& o) {
         s.wishes = {
             Hard([](Wish& w) { w.kinds = {WorkKind::kEmployment}, w.kind_is_hard = true; }),
             Hard([](Wish& w) { w.kinds = {WorkKind::kPartnership}, w.kind_is_hard = true; })};
         o.kind = WorkKind::kPartnership;
       }},
      {"hard hours missed", Condition::kHours, kFailed,
       [](S& s, O& o) {
         s.wishes = {Hard([](Wish& w) { w.hours = WorkHours::kPartTime, w.hours_is_hard = true; })};
         o.hours = WorkHours::kFullTime;
       }},
      {"hard occupation missed", Condition::kOccupation, kFailed,
       [](S& s, O& o) {
         s.wishes = {Hard([](Wish& w) { w.occupation_code = "25", w.occupation_is_hard = true; })};
         o.occupation_code = "2411";
       }},
      {"hard occupation within the group", Condition::kOccupation, kMet,
       [](S& s, O& o) {
         s.wishes = {Hard([](Wish& w) { w.occupation_code = "25", w.occupation_is_hard = true; })};
         o.occupation_code = "2512";
       }},
      {"hard occupation finer than the opening's", Condition::kOccupation, kUnknown,
       [](S& s, O& o) {
         s.wishes = {
             Hard([](Wish& w) { w.occupation_code = "2512", w.occupation_is_hard = true; })};
         o.occupation_code = "25";
       }},
      {"hard arrangement missed", Condition::kArrangement, kFailed,
       [](S& s, O& o) {
         s.wishes = {Hard([](Wish& w) {
           w.arrangements = {Arrangement::kRemote}, w.arrangement_is_hard = true;
         })};
         o.arrangement = Arrangement::kOnSite;
       }},
      {"hard wage missed", Condition::kWage, kFailed,
       [](S& s, O& o) {
         s.wishes = {
             Hard([](Wish& w) { w.wage_idr_per_month = 3'000'000, w.wage_is_hard = true; })};
         o.wage_min_idr_per_month = 2'000'000, o.wage_max_idr_per_month = 2'999'000;
       }},
      {"hard wage reached by the highest", Condition::kWage, kMet,
       [](S& s, O& o) {
         s.wishes = {
             Hard([](Wish& w) { w.wage_idr_per_month = 3'000'000, w.wage_is_hard = true; })};
         o.wage_min_idr_per_month = 2'000'000, o.wage_max_idr_per_month = 3'000'000;
       }},
      {"hard wage unknown", Condition::kWage, kUnknown,
       [](S& s, O&) {
         s.wishes = {
             Hard([](Wish& w) { w.wage_idr_per_month = 3'000'000, w.wage_is_hard = true; })};
       }},
  };
  return cases;
}

TEST(Conditions, EachRule) {
  MatchOptions options;
  options.on = kToday;
  for (const Case& c : Cases()) {
    Seeker person = Person();
    Opening opening = Job();
    c.make(person, opening);
    const SeekerFacts s = MakeSeekerFacts(person);
    const OpeningFacts o = MakeOpeningFacts(opening);
    EXPECT_EQ(CheckCondition(c.condition, s, o, options, DistanceOf(s, o)), c.result) << c.name;
    const int expected = c.result == kFailed ? static_cast<int>(c.condition) : kConditions;
    EXPECT_EQ(FirstFailedCondition(s, o, options), expected) << c.name;
  }
}

TEST(Conditions, WhatIfTransportBringsWithinReach) {
  Seeker person = Person();
  Opening opening = Job();
  Far(person, opening);
  person.reach_km = 5;
  MatchOptions options;
  options.on = kToday;
  const SeekerFacts s = MakeSeekerFacts(person);
  const OpeningFacts o = MakeOpeningFacts(opening);
  EXPECT_EQ(FirstFailedCondition(s, o, options), static_cast<int>(Condition::kReach));
  options.what_if.insert(AccommodationId(49));
  EXPECT_EQ(FirstFailedCondition(s, o, options), kConditions);
}

TEST(Conditions, TheFirstFailedOneInFixedOrderCounts) {
  Seeker person = Person();
  Opening opening = Job();
  opening.hours_per_week = 60, person.hours_per_week_max = 20;
  opening.shift = ShiftPattern::kNight, person.accepts_night_shift = false;
  MatchOptions options;
  options.on = kToday;
  const auto first = [&] {
    return FirstFailedCondition(MakeSeekerFacts(person), MakeOpeningFacts(opening), options);
  };
  EXPECT_EQ(first(), static_cast<int>(Condition::kHours));
  person.seeking = false;
  EXPECT_EQ(first(), static_cast<int>(Condition::kSeekerAvailable));
  opening.state = OpeningState::kClosed;
  EXPECT_EQ(first(), static_cast<int>(Condition::kOpeningOpen));
}

TEST(Conditions, WishesFailWhereTheFurthestOneStops) {
  Seeker person = Person();
  Opening opening = Job();
  opening.kind = WorkKind::kPartnership, opening.arrangement = Arrangement::kOnSite;
  person.wishes = {
      Hard([](Wish& w) { w.kinds = {WorkKind::kEmployment}, w.kind_is_hard = true; }),
      Hard([](Wish& w) { w.arrangements = {Arrangement::kRemote}, w.arrangement_is_hard = true; })};
  MatchOptions options;
  options.on = kToday;
  const SeekerFacts s = MakeSeekerFacts(person);
  const OpeningFacts o = MakeOpeningFacts(opening);
  EXPECT_EQ(FirstFailedCondition(s, o, options), static_cast<int>(Condition::kArrangement));
  EXPECT_EQ(WishInQuestion(s, o), 1);
}

}  // namespace
}  // namespace setara
