#include "matcher/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "matcher/sentences.h"
#include "matcher/smallest_set.h"
#include "tests/matcher/generate.h"

namespace setara::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

MatchOptions Options() {
  return {.direction = Direction::kOpeningsForSeeker,
          .on = GeneratedDay(),
          .what_if = {},
          .weights = DefaultWeights(Direction::kOpeningsForSeeker)};
}

FunctionId F(int number) { return FunctionId(number - 1); }
AccommodationId A(int number) { return AccommodationId(number - 1); }

Seeker Deaf() {
  Seeker person;
  person.identity.full_name = "Sari";
  person.matching_consent_from = GeneratedDay();
  person.capacities = {{F(4), 1, std::nullopt, ""}, {F(7), 4, std::nullopt, ""}};
  ModeSet modes;
  modes.insert(ModeId(4));
  person.modes = modes;
  return person;
}

Opening Waiter() {
  Opening opening;
  opening.title = "Pramusaji";
  opening.open_from = GeneratedDay();
  opening.demands = {{F(4), 3, true, DemandOrigin::kConfirmed, "menerima pesanan tamu"}};
  return opening;
}

const FunctionReason& ReasonOf(const Explanation& explanation, FunctionId f) {
  for (const FunctionReason& reason : explanation.functions) {
    if (reason.function == f) return reason;
  }
  static const FunctionReason none;
  return none;
}

TEST(Explain, OfferedCaptionsInBothLanguages) {
  Opening opening = Waiter();
  opening.offered.insert(A(2));
  const Explanation id = Explain(Deaf(), opening, Options(), Language::kIndonesian);
  EXPECT_EQ(id.tier, Tier::kFitsWithOffered);
  EXPECT_EQ(ReasonOf(id, F(4)).verdict, FunctionVerdict::kMetWithOffered);
  EXPECT_EQ(ReasonOf(id, F(4)).effective, 3);
  EXPECT_EQ(ReasonOf(id, F(4)).sentence,
            "Pekerjaan ini membutuhkan kemampuan menangkap pesan lisan tingkat 3 (menerima pesanan "
            "tamu); kemampuan Anda 1; tempat kerja menyediakan takarir langsung, jadi cocok.");
  const Explanation en = Explain(Deaf(), opening, Options(), Language::kEnglish);
  EXPECT_EQ(ReasonOf(en, F(4)).sentence,
            "This work needs following speech at level 3 (menerima pesanan tamu); you have 1; the "
            "workplace offers live captions, so it fits.");
  EXPECT_EQ(en.summary, "This work fits with the accommodations that are offered already.");
}

TEST(Explain, ToProvideNamesTheSetAndItsLaw) {
  const Explanation explanation = Explain(Deaf(), Waiter(), Options(), Language::kEnglish);
  EXPECT_EQ(explanation.tier, Tier::kFitsIfProvided);
  EXPECT_THAT(explanation.smallest_set, ElementsAre(A(2)));
  ASSERT_EQ(explanation.accommodations.size(), 1u);
  EXPECT_THAT(explanation.accommodations[0].basis, HasSubstr("UU 8/2016 art. 50"));
  EXPECT_FALSE(explanation.accommodations[0].reason.empty());
  EXPECT_THAT(explanation.questions_to_person,
              Contains("Would live captions help you, and would you use it?"));
}

TEST(Explain, AssumedDemandsSaySo) {
  Opening opening = Waiter();
  opening.demands[0].origin = DemandOrigin::kAssumed;
  opening.demands[0].task.clear();
  const Explanation explanation = Explain(Deaf(), opening, Options(), Language::kIndonesian);
  EXPECT_THAT(ReasonOf(explanation, F(4)).sentence,
              HasSubstr("diperkirakan dari kelompok pekerjaan"));
  EXPECT_THAT(explanation.questions_to_employer, Not(IsEmpty()));
}

TEST(Explain, NotAskedIsAQuestion) {
  Seeker person = Deaf();
  person.capacities.clear();
  const Explanation explanation = Explain(person, Waiter(), Options(), Language::kEnglish);
  EXPECT_EQ(explanation.tier, Tier::kFits);
  EXPECT_EQ(ReasonOf(explanation, F(4)).verdict, FunctionVerdict::kQuestion);
  EXPECT_THAT(explanation.questions_to_person,
              Contains("How far does following speech work for you, with your own aids?"));
}

TEST(Explain, AFluctuatingLevelOnlyAsks) {
  Seeker person = Deaf();
  person.capacities[0] = {F(4), 3, 1, "dua hari seminggu"};
  const Explanation explanation = Explain(person, Waiter(), Options(), Language::kEnglish);
  EXPECT_EQ(explanation.tier, Tier::kFits);
  EXPECT_THAT(explanation.questions_to_person,
              Contains("On a bad day, what helps you with following speech?"));
}

TEST(Explain, EveryWishAppears) {
  Seeker person = Deaf();
  person.wishes.resize(2);
  person.wishes[0].occupation_code = "9112";
  person.wishes[1].occupation_code = "5131";
  person.wishes[1].note = "dekat rumah";
  Opening opening = Waiter();
  opening.occupation_code = "5131";
  const Explanation explanation = Explain(person, opening, Options(), Language::kEnglish);
  ASSERT_EQ(explanation.wishes.size(), 2u);
  EXPECT_FALSE(explanation.wishes[0].used);
  EXPECT_THAT(explanation.wishes[0].sentence, HasSubstr("is not used"));
  EXPECT_TRUE(explanation.wishes[1].used);
  EXPECT_THAT(explanation.wishes[1].sentence, HasSubstr("The note \"dekat rumah\" is not used"));
}

TEST(Explain, AWageBelowTheMinimumIsANoteAndNotRanked) {
  Opening opening = Waiter();
  opening.region_code = "33.72";
  opening.kind = WorkKind::kEmployment;
  opening.wage_min_idr_per_month = 100'000;
  const Explanation low = Explain(Deaf(), opening, Options(), Language::kEnglish);
  EXPECT_THAT(low.notes, Contains(HasSubstr("below the provincial minimum wage of Jawa Tengah")));
  opening.wage_min_idr_per_month = 90'000'000;
  const Explanation high = Explain(Deaf(), opening, Options(), Language::kEnglish);
  EXPECT_THAT(high.notes, Not(Contains(HasSubstr("minimum wage"))));
  EXPECT_EQ(low.score.points, high.score.points);
}

TEST(Explain, RecruitmentNeedsAreNotes) {
  Seeker person = Deaf();
  person.accommodations = {{A(37), AccommodationStance::kNeeds}};
  Opening opening = Waiter();
  opening.demands.clear();
  const Explanation explanation = Explain(person, opening, Options(), Language::kEnglish);
  EXPECT_EQ(explanation.tier, Tier::kFits);
  EXPECT_THAT(explanation.notes, Contains(HasSubstr("The selection has to provide")));
}

TEST(Explain, AnAgeWithoutBasisIsNotUsed) {
  Opening opening = Waiter();
  opening.age_min = 25;
  const Explanation explanation = Explain(Deaf(), opening, Options(), Language::kIndonesian);
  EXPECT_THAT(explanation.notes, Contains(HasSubstr("UU 8/2016 art. 11 a")));
}

// Words that nobody is called by.
void ExpectRespectful(const std::string& text) {
  for (const char* word :
       {"cacat", "buta", "budek", "bisu", "gila", "idiot", "normal", "menderita"}) {
    EXPECT_THAT(" " + text + " ", Not(HasSubstr(" " + std::string(word) + " "))) << text;
  }
  EXPECT_THAT(text, Not(HasSubstr("{")));
  EXPECT_FALSE(text.empty());
}

void ExpectGoodSentences(const Explanation& explanation) {
  ExpectRespectful(explanation.summary);
  for (const auto& reason : explanation.functions) ExpectRespectful(reason.sentence);
  for (const auto& reason : explanation.contexts) ExpectRespectful(reason.sentence);
  for (const auto& reason : explanation.conditions) ExpectRespectful(reason.sentence);
  for (const auto& reason : explanation.components) ExpectRespectful(reason.sentence);
  for (const auto& reason : explanation.accommodations) ExpectRespectful(reason.reason);
  for (const auto& reason : explanation.wishes) ExpectRespectful(reason.sentence);
  for (const auto& question : explanation.questions_to_employer) ExpectRespectful(question);
  for (const auto& question : explanation.questions_to_person) ExpectRespectful(question);
  for (const auto& note : explanation.notes) ExpectRespectful(note);
}

TEST(Explain, AgreesWithTheMatchOnRandomPairs) {
  for (int i = 0; i < 4000; ++i) {
    const Seeker seeker = GenerateSeeker(99, i);
    const Opening opening = GenerateOpening(99, i);
    const SeekerFacts s = MakeSeekerFacts(seeker);
    const OpeningFacts o = MakeOpeningFacts(opening);
    MatchOptions options = Options();
    if (i % 3 == 0) options.what_if.insert(AccommodationId(i % AccommodationId::kCount));
    const Explanation explanation =
        Explain(seeker, opening, options, i % 2 == 0 ? Language::kIndonesian : Language::kEnglish);
    const Tier tier = TierOf(s, o, options.what_if);
    ASSERT_EQ(explanation.tier, tier);
    const int failed = FirstFailedCondition(s, o, options);
    ASSERT_EQ(explanation.excluded_by.has_value(), failed != kConditions);
    ASSERT_EQ(explanation.score.points, Score(s, o, tier, options).points);
    AccommodationSet named;
    for (AccommodationId a : explanation.smallest_set) named.insert(a);
    ASSERT_EQ(named, FindSmallestSet(DefaultFitRules(), s, o, options.what_if).provide);
    ASSERT_EQ(explanation.conditions.size(), static_cast<size_t>(kConditions));
    int first = kConditions;
    bool discuss = false, open = false;
    for (const ConditionReason& reason : explanation.conditions) {
      if (reason.result != ConditionResult::kFailed || first != kConditions) continue;
      first = static_cast<int>(reason.condition);
    }
    ASSERT_EQ(first, failed) << "pair " << i;
    const auto see = [&](FunctionVerdict verdict, bool asked) {
      discuss = discuss || verdict == FunctionVerdict::kToDiscuss;
      open = open || verdict == FunctionVerdict::kMetIfProvided ||
             (verdict == FunctionVerdict::kQuestion && asked);
    };
    for (const auto& r : explanation.functions) see(r.verdict, r.demand && r.capacity);
    for (const auto& r : explanation.contexts) {
      see(r.verdict, r.tolerance != ToleranceLevel::kUnknown);
    }
    ASSERT_EQ(discuss, tier == Tier::kToDiscuss) << "pair " << i;
    if (tier <= Tier::kFitsWithOffered) {
      ASSERT_FALSE(open) << "pair " << i;
    }
    ASSERT_EQ(explanation.wishes.size(), seeker.wishes.size());
    ExpectGoodSentences(explanation);
    if (HasFailure()) return;
  }
}

TEST(Explain, AProvinceBeyondTheReachIsNamedAsSuch) {
  Seeker person = Deaf();
  person.region_code = "33.72";
  person.reach_km = 25;
  Opening opening = Waiter();
  opening.region_code = "73";
  const size_t reach = static_cast<size_t>(Condition::kReach);
  Explanation far = Explain(person, opening, Options(), Language::kEnglish);
  EXPECT_EQ(far.conditions[reach].result, ConditionResult::kFailed);
  EXPECT_EQ(far.conditions[reach].sentence,
            "The work is in a province that lies wholly beyond your limit (25 km).");
  EXPECT_THAT(far.questions_to_employer, Not(Contains("Where is the workplace?")));

  opening.region_code = "33";
  Explanation own = Explain(person, opening, Options(), Language::kEnglish);
  EXPECT_EQ(own.conditions[reach].result, ConditionResult::kUnknown);
  EXPECT_THAT(own.questions_to_employer, Contains("Where is the workplace?"));
}

TEST(Sentences, NumbersAndLists) {
  EXPECT_EQ(Rupiah(Language::kIndonesian, 2'500'000), "Rp2.500.000");
  EXPECT_EQ(Rupiah(Language::kEnglish, 950), "Rp950");
  EXPECT_EQ(Kilometres(Language::kEnglish, 12'499), "12 km");
  EXPECT_EQ(Kilometres(Language::kIndonesian, 10), "kurang dari 1 km");
  EXPECT_EQ(Join(Language::kIndonesian, {"a", "b", "c"}), "a, b dan c");
  EXPECT_EQ(Join(Language::kEnglish, {"a", "b"}, true), "a or b");
}

}  // namespace
}  // namespace setara::testing
