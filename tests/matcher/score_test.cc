// The components of the score, one case a line.
#include "matcher/score.h"

#include <gtest/gtest.h>

#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "matcher/facts.h"
#include "matcher/prepared.h"

namespace setara {
namespace {

const Date kToday = *MakeDate(2026, 6, 15);
constexpr int kNotKnown = -1;

struct Case {
  std::string name;
  Component component;
  int value;  // kNotKnown: 500 and marked
  std::function<void(Seeker&, Wish&, Opening&)> make;
};

const std::vector<Case>& Cases() {
  using S = Seeker;
  using W = Wish;
  using O = Opening;
  constexpr auto kOccupation = Component::kOccupation, kSkills = Component::kSkills,
                 kCommute = Component::kCommute, kWage = Component::kWage,
                 kArrangement = Component::kArrangement, kFreshness = Component::kFreshness;
  static const auto codes = [](const std::string& wish, const std::string& opening) {
    return [=](S&, W& w, O& o) { w.occupation_code = wish, o.occupation_code = opening; };
  };
  // Apart by 0.1 degrees: 11,119 m.
  static const auto apart = [](std::optional<int> reach) {
    return [=](S& s, W&, O& o) {
      s.point = {-7'500'000, 110'800'000}, o.point = {-7'600'000, 110'800'000};
      s.reach_km = reach;
    };
  };
  static const auto wages = [](int64_t wish, int64_t low, int64_t high) {
    return [=](S&, W& w, O& o) {
      w.wage_idr_per_month = wish, o.wage_min_idr_per_month = low;
      if (high > 0) o.wage_max_idr_per_month = high;
    };
  };
  static const auto posted = [](int days_ago) {
    return [=](S&, W&, O& o) { o.posted_on = kToday - std::chrono::days(days_ago); };
  };
  static const std::vector<Case> cases = {
      {"same code", kOccupation, 1000, codes("2512", "2512")},
      {"same minor group", kOccupation, 800, codes("2512", "2513")},
      {"same sub-major group", kOccupation, 500, codes("2512", "2521")},
      {"same major group", kOccupation, 200, codes("2512", "2411")},
      {"another major group", kOccupation, 0, codes("2512", "9112")},
      {"wish is a group of the opening", kOccupation, 1000, codes("25", "2512")},
      {"opening is a group of the wish", kOccupation, 500, codes("2512", "25")},
      {"no wish", kOccupation, kNotKnown, codes("", "2512")},
      {"opening without code", kOccupation, kNotKnown, codes("2512", "")},
      {"two of three skills", kSkills, 666,
       [](S& s, W&, O& o) { s.skills = {1, 2, 9}, o.skills = {1, 2, 3}; }},
      {"no skill shared", kSkills, 0, [](S& s, W&, O& o) { s.skills = {1}, o.skills = {2}; }},
      {"opening without skills", kSkills, kNotKnown, [](S& s, W&, O&) { s.skills = {1}; }},
      {"person without skills", kSkills, kNotKnown, [](S&, W&, O& o) { o.skills = {1}; }},
      {"remote", kCommute, 1000, [](S&, W&, O& o) { o.arrangement = Arrangement::kRemote; }},
      {"against the default horizon", kCommute, 777, apart({})},
      {"against the reach", kCommute, 444, apart(20)},
      {"beyond the reach", kCommute, 0, apart(10)},
      {"reach 0, elsewhere", kCommute, 0, apart(0)},
      {"no place", kCommute, kNotKnown, [](S&, W&, O&) {}},
      {"wage above the wish", kWage, 1000, wages(3'000'000, 2'000'000, 3'500'000)},
      {"highest wage counts", kWage, 833, wages(3'000'000, 1'000'000, 2'500'000)},
      {"only a lowest wage", kWage, 666, wages(3'000'000, 2'000'000, 0)},
      {"no wage wished", kWage, kNotKnown,
       [](S&, W&, O& o) { o.wage_min_idr_per_month = 2'000'000; }},
      {"hours as wished", kArrangement, 1000,
       [](S&, W& w, O& o) { w.hours = WorkHours::kPartTime, o.hours = WorkHours::kPartTime; }},
      {"hours as wished, kind not", kArrangement, 500,
       [](S&, W& w, O& o) {
         w.hours = WorkHours::kPartTime, o.hours = WorkHours::kPartTime;
         w.kinds = {WorkKind::kEmployment}, o.kind = WorkKind::kApprenticeship;
       }},
      {"two match, one unknown", kArrangement, 833,
       [](S&, W& w, O& o) {
         w.hours = WorkHours::kPartTime, o.hours = WorkHours::kPartTime;
         w.kinds = {WorkKind::kEmployment}, o.kind = WorkKind::kEmployment;
         w.arrangements = {Arrangement::kRemote};
       }},
      {"nothing wished", kArrangement, kNotKnown, [](S&, W&, O&) {}},
      {"posted today", kFreshness, 1000, posted(0)},
      {"posted tomorrow", kFreshness, 1000, posted(-1)},
      {"posted 15 days ago", kFreshness, 750, posted(15)},
      {"posted 60 days ago", kFreshness, 0, posted(60)},
      {"posted long ago", kFreshness, 0, posted(600)},
      {"date unknown", kFreshness, kNotKnown, [](S&, W&, O&) {}},
  };
  return cases;
}

MatchOptions Options(Direction direction) {
  return {
      .direction = direction, .on = kToday, .what_if = {}, .weights = DefaultWeights(direction)};
}

TEST(Score, EachComponent) {
  for (const Case& c : Cases()) {
    Seeker person;
    Opening opening;
    person.wishes.emplace_back();
    c.make(person, person.wishes[0], opening);
    const MatchScore score = Score(MakeSeekerFacts(person), MakeOpeningFacts(opening), Tier::kFits,
                                   Options(Direction::kOpeningsForSeeker));
    const ComponentValue value = score.components[static_cast<size_t>(c.component)];
    EXPECT_EQ(value.known, c.value != kNotKnown) << c.name;
    EXPECT_EQ(value.value, c.value == kNotKnown ? 500 : c.value) << c.name;
  }
}

TEST(Score, ReadinessByTier) {
  const std::vector<std::pair<Tier, int>> expected = {{Tier::kFits, 1000},
                                                      {Tier::kFitsWithOffered, 900},
                                                      {Tier::kFitsIfProvided, 500},
                                                      {Tier::kToDiscuss, 0}};
  for (const auto& [tier, value] : expected) {
    const MatchScore score =
        Score(SeekerFacts(), OpeningFacts(), tier, Options(Direction::kOpeningsForSeeker));
    EXPECT_EQ(score.components[static_cast<size_t>(Component::kReadiness)].value, value);
  }
}

TEST(Score, NeedingSomethingRanksNobodyLower) {
  for (Tier tier : {Tier::kFits, Tier::kFitsWithOffered, Tier::kFitsIfProvided}) {
    EXPECT_EQ(
        Score(SeekerFacts(), OpeningFacts(), tier, Options(Direction::kSeekersForOpening)).points,
        500'000);
  }
}

TEST(Score, DefaultWeightsSumToAThousand) {
  for (Direction direction : {Direction::kOpeningsForSeeker, Direction::kSeekersForOpening}) {
    const Weights& weights = DefaultWeights(direction);
    EXPECT_EQ(std::accumulate(weights.begin(), weights.end(), 0), 1000);
  }
}

TEST(Score, TheBestWishCountsAndTiesGoToTheFirst) {
  Seeker person;
  person.wishes.resize(3);
  person.wishes[0].occupation_code = "9112";
  person.wishes[1].occupation_code = "2512";
  person.wishes[2].occupation_code = "2512";
  Opening opening;
  opening.occupation_code = "2512";
  const MatchScore score = Score(MakeSeekerFacts(person), MakeOpeningFacts(opening), Tier::kFits,
                                 Options(Direction::kOpeningsForSeeker));
  EXPECT_EQ(score.wish, 1);
  EXPECT_EQ(score.components[static_cast<size_t>(Component::kOccupation)].value, 1000);
}

TEST(Score, TheBoundIsReached) {
  Seeker person;
  person.point = {-7'500'000, 110'800'000};
  person.skills = {1};
  person.wishes.resize(1);
  person.wishes[0].occupation_code = "2512";
  person.wishes[0].hours = WorkHours::kFullTime;
  Opening opening;
  opening.point = {-7'600'000, 110'800'000};
  opening.occupation_code = "2512";
  opening.hours = WorkHours::kFullTime;
  opening.skills = {1};
  opening.posted_on = kToday;
  const SeekerFacts s = MakeSeekerFacts(person);
  const OpeningFacts o = MakeOpeningFacts(opening);
  const MatchOptions options = Options(Direction::kOpeningsForSeeker);
  const int32_t points = Score(s, o, Tier::kFits, options).points;
  EXPECT_EQ(MaxPointsBeyond(DistanceOf(s, o), s, options), points);
  EXPECT_EQ(MaxPointsBeyond(DistanceOf(s, o), o, 0, Options(Direction::kSeekersForOpening)),
            Score(s, o, Tier::kFits, Options(Direction::kSeekersForOpening)).points);
}

}  // namespace
}  // namespace setara
