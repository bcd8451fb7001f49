#include "matcher/facts.h"

#include <gtest/gtest.h>

#include "matcher/fit_rules.h"
#include "matcher/gaps.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

TEST(Facts, CommonDigitsOfCodes) {
  const auto common = [](std::string_view a, std::string_view b) {
    return CommonDigits(MakeOccupationKey(a), MakeOccupationKey(b));
  };
  EXPECT_EQ(common("2512", "2512"), 4);
  EXPECT_EQ(common("2512", "2511"), 3);
  EXPECT_EQ(common("25", "2512"), 2);
  EXPECT_EQ(common("2500", "25"), 2);
  EXPECT_EQ(common("25", "25"), 2);
  EXPECT_EQ(common("0110", "01"), 2);
  EXPECT_EQ(common("0", "0110"), 1);
  EXPECT_EQ(common("", "2512"), 0);
  EXPECT_EQ(common("9112", "2512"), 0);
}

TEST(Facts, OccupationKeys) {
  EXPECT_EQ(MakeOccupationKey("25"), (OccupationKey{2500, 2, 0}));
  EXPECT_EQ(MakeOccupationKey(""), (OccupationKey{}));
  EXPECT_EQ(MakeOccupationKey("2a"), (OccupationKey{}));
}

TEST(Facts, LevelsAreThermometers) {
  Levels levels;
  for (int i = 0; i < FunctionId::kCount; ++i) levels.Set(FunctionId(i), i % 5);
  for (int i = 0; i < FunctionId::kCount; ++i) EXPECT_EQ(levels.Get(FunctionId(i)), i % 5);
  FunctionSet some;
  some.insert(FunctionId(0)), some.insert(FunctionId(15)), some.insert(FunctionId(16));
  some.insert(FunctionId(31));
  EXPECT_EQ(FunctionsOf(FullLevels(some)), some);
}

TEST(Facts, APersonIsKnownByNeighbourhoodAndAgeAlone) {
  struct Case {
    GeoPoint home, known;
  };
  for (const auto& [home, known] : std::initializer_list<Case>{
           {{0, 0}, {0, 0}},
           {{4'999, -4'999}, {0, 0}},
           {{5'000, -5'000}, {10'000, -10'000}},
           {{-7'565'001, 110'824'999}, {-7'570'000, 110'820'000}},
           {{90'000'000, -180'000'000}, {90'000'000, -180'000'000}},
       }) {
    EXPECT_EQ(Neighbourhood(home), known);
    EXPECT_EQ(Neighbourhood(known), known);
  }
  EXPECT_EQ(AgeReference(*MakeDate(1999, 12, 31)), *MakeDate(1999, 1, 1));
  EXPECT_EQ(AgeReference(*MakeDate(1999, 1, 1)), *MakeDate(1999, 1, 1));
  EXPECT_EQ(AgeReference(*MakeDate(2000, 2, 29)), *MakeDate(2000, 2, 29));
  Seeker exact;
  exact.point = GeoPoint{-7'565'001, 110'824'999};
  exact.identity.birth_date = *MakeDate(1987, 6, 5);
  Seeker coarse = exact;
  coarse.point = Neighbourhood(*exact.point);
  coarse.identity.birth_date = AgeReference(*exact.identity.birth_date);
  const SeekerFacts facts = MakeSeekerFacts(exact), same = MakeSeekerFacts(coarse);
  EXPECT_EQ(facts.latitude_e6, -7'570'000);
  EXPECT_EQ(facts.longitude_e6, 110'820'000);
  EXPECT_EQ(facts.birth_date, same.birth_date);
  EXPECT_EQ(facts.latitude_e6, same.latitude_e6);
}

TEST(Facts, RemoteOffersWorkFromHomeAndHybridDoesNot) {
  Opening opening;
  opening.arrangement = Arrangement::kRemote;
  EXPECT_TRUE(AccommodationSet(MakeOpeningFacts(opening).offered).contains(kRemoteWork));
  opening.arrangement = Arrangement::kHybrid;
  EXPECT_FALSE(AccommodationSet(MakeOpeningFacts(opening).offered).contains(kRemoteWork));
}

TEST(Facts, OnlyTheWorkPhaseIsOffered) {
  Opening opening;
  opening.offered = AccommodationSet(~uint64_t{0} >> 4);
  EXPECT_EQ(AccommodationSet(MakeOpeningFacts(opening).offered), Vocabulary::Get().WorkPhase());
}

TEST(Facts, DefaultsOfTheGroupAreAssumedAndStatedDemandsReplaceThem) {
  Opening opening;
  opening.occupation_code = "2211";
  const auto defaults = Vocabulary::Get().DefaultDemands("2211");
  ASSERT_FALSE(defaults.empty());
  const OpeningFacts assumed = MakeOpeningFacts(opening);
  EXPECT_EQ(assumed.confirmed, 0u);
  EXPECT_EQ(assumed.demand.Get(defaults[0].function), defaults[0].level);
  opening.demands.push_back({.function = defaults[0].function,
                             .level = 0,
                             .essential = true,
                             .origin = DemandOrigin::kConfirmed,
                             .task = "none"});
  EXPECT_EQ(MakeOpeningFacts(opening).demand.Get(defaults[0].function), 0);
}

TEST(Facts, MarginalDemandsAreKnownButNoDemand) {
  Opening opening;
  opening.demands.push_back({FunctionId(14), 4, false, DemandOrigin::kConfirmed, "stok"});
  const OpeningFacts facts = MakeOpeningFacts(opening);
  EXPECT_TRUE(FunctionSet(facts.known).contains(FunctionId(14)));
  EXPECT_EQ(facts.demand.Get(FunctionId(14)), 0);
  EXPECT_EQ(facts.confirmed, 0u);
}

}  // namespace
}  // namespace setara
