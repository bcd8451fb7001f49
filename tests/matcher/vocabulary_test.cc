// The tables that ship: complete, within range, in words fit to be shown.

#include "matcher/vocabulary/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "matcher/domain/table.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Vocabulary& V() { return Vocabulary::Get(); }

FunctionId F(std::string_view code) { return ParseFunction(code).value(); }
AccommodationId A(std::string_view code) { return ParseAccommodation(code).value(); }
ContextId E(std::string_view code) { return ParseContext(code).value(); }
ModeId M(std::string_view code) { return ParseMode(code).value(); }

template <typename Set>
std::string Spell(const Set& set) {
  std::string text;
  set.ForEach([&](auto id) { text += (text.empty() ? "" : " ") + ToString(id); });
  return text;
}

const Bridge& Pair(std::string_view accommodation, std::string_view function) {
  for (const Bridge& bridge : V().BridgesOf(A(accommodation))) {
    if (bridge.function == F(function)) return bridge;
  }
  ADD_FAILURE() << "no bridge " << accommodation << " " << function;
  return V().bridges().front();
}

// The catalogue: each accommodation that bridges, with what it bridges.
const std::vector<std::string>& Catalogue() {
  static const std::vector<std::string> kCatalogue = {"A01 F04 F06 F24",
                                                      "A02 F04",
                                                      "A03 F04 F06",
                                                      "A04 F05",
                                                      "A05 F04",
                                                      "A07 F07 F08",
                                                      "A08 F01 F07",
                                                      "A09 F07 F08",
                                                      "A10 F07",
                                                      "A11 F01 F02 F03",
                                                      "A12 F26",
                                                      "A13 F23 F26",
                                                      "A14 F01 F07",
                                                      "A15 F12",
                                                      "A16 F12",
                                                      "A18 F09",
                                                      "A19 F10 F11 F14",
                                                      "A20 F10 F11 F20",
                                                      "A21 F13 F15 F16",
                                                      "A22 F17 F18",
                                                      "A23 F08 F18",
                                                      "A24 F08 F18",
                                                      "A26 F20 F21 F25",
                                                      "A27 F20 F25 F26",
                                                      "A28 F09 F12 F26",
                                                      "A30 F21 F25",
                                                      "A31 F07 F22 F31",
                                                      "A32 F07 F31",
                                                      "A33 F22 F23 F24 F32",
                                                      "A34 F23 F25",
                                                      "A35 F21 F22 F32",
                                                      "A36 F24",
                                                      "A40 F20 F25",
                                                      "A41 F04 F06",
                                                      "A42 F04 F06 F26",
                                                      "A43 F05",
                                                      "A44 F06",
                                                      "A45 F07",
                                                      "A46 F03",
                                                      "A47 F27",
                                                      "A48 F12 F19",
                                                      "A49 F09 F14",
                                                      "A50 F26",
                                                      "A52 F21",
                                                      "A53 F25",
                                                      "A54 F22 F31 F32",
                                                      "A55 F23 F31"};
  return kCatalogue;
}

TEST(VocabularyTest, HoldsEveryPairOfTheCatalogueOnceAndNoOther) {
  std::vector<std::string> expected;
  for (const std::string& row : Catalogue()) {
    std::vector<std::string_view> codes = Split(row, ' ');
    for (size_t i = 1; i < codes.size(); ++i) {
      expected.push_back(std::string(codes[0]) + " " + std::string(codes[i]));
    }
  }
  std::vector<std::string> actual;
  for (const Bridge& bridge : V().bridges()) {
    actual.push_back(ToString(bridge.accommodation) + " " + ToString(bridge.function));
  }
  EXPECT_EQ(actual, expected);
  EXPECT_EQ(actual.size(), 91u);
}

TEST(VocabularyTest, LevelsAndConditionsAreWithinRangeAndReasoned) {
  for (const Bridge& bridge : V().bridges()) {
    SCOPED_TRACE(ToString(bridge.accommodation) + " " + ToString(bridge.function));
    EXPECT_GE(bridge.raises_to, 1);
    EXPECT_LE(bridge.raises_to, 4);
    EXPECT_FALSE(bridge.reason(Language::kIndonesian).empty());
    EXPECT_FALSE(bridge.reason(Language::kEnglish).empty());
    for (const CapacityCondition& condition : bridge.needs_capacity) {
      EXPECT_GE(condition.level, 1);
      EXPECT_LE(condition.level, 4);
      // A level the person must have already cannot be the level that is reached.
      if (condition.function == bridge.function) {
        EXPECT_LT(condition.level, bridge.raises_to);
      }
    }
  }
}

TEST(VocabularyTest, BridgesAreFoundFromBothEnds) {
  for (int i = 0; i < FunctionId::kCount; ++i) {
    for (const Bridge& bridge : V().BridgesTo(FunctionId(i))) {
      EXPECT_EQ(bridge.function, FunctionId(i));
    }
  }
  std::vector<std::string> to_following_speech;
  for (const Bridge& bridge : V().BridgesTo(F("F04"))) {
    to_following_speech.push_back(ToString(bridge.accommodation));
  }
  EXPECT_THAT(to_following_speech, ElementsAre("A01", "A02", "A03", "A05", "A41", "A42"));
  EXPECT_EQ(V().BridgesOf(A("A33")).size(), 4u);
  EXPECT_THAT(V().BridgesOf(A("A17")), IsEmpty());
}

TEST(VocabularyTest, AnAccommodationHelpsOnlyOnWhatItBuildsOn) {
  EXPECT_EQ(Spell(Pair("A01", "F04").needs_modes), "M01 M02");
  EXPECT_EQ(Pair("A01", "F04").raises_to, 4);
  EXPECT_EQ(Spell(Pair("A41", "F06").needs_modes), "M01 M02");
  EXPECT_EQ(Spell(Pair("A42", "F04").needs_modes), "M03");
  EXPECT_EQ(Spell(Pair("A09", "F07").needs_modes), "M06");
  EXPECT_EQ(Spell(Pair("A24", "F08").needs_modes), "M14");
  EXPECT_TRUE(Pair("A02", "F04").needs_modes.contains(M("M05")));
  for (const char* function : {"F01", "F07"}) {
    for (const char* accommodation : {"A08", "A14"}) {
      const Bridge& bridge = Pair(accommodation, function);
      ASSERT_EQ(bridge.needs_capacity.size(), 1u);
      EXPECT_EQ(bridge.needs_capacity[0].function, F("F01"));
    }
  }
  ASSERT_EQ(Pair("A05", "F04").needs_capacity.size(), 1u);
  EXPECT_EQ(Pair("A05", "F04").needs_capacity[0].function, F("F04"));
}

TEST(VocabularyTest, QuestionOnlyFunctionsAskForNoCapacityButSight) {
  EXPECT_EQ(Spell(V().QuestionOnly()), "F21 F22 F23 F24 F25 F30 F31 F32");
  V().QuestionOnly().ForEach([](FunctionId id) {
    EXPECT_TRUE(V().function(id).question_only);
    for (const Bridge& bridge : V().BridgesTo(id)) {
      for (const CapacityCondition& condition : bridge.needs_capacity) {
        EXPECT_EQ(condition.function, F("F01")) << ToString(bridge.accommodation);
      }
    }
  });
}

TEST(VocabularyTest, PhasesKeepTestsAndGradedReturnOutOfTheJob) {
  AccommodationSet outside;
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    AccommodationId id(i);
    EXPECT_EQ(V().accommodation(id).phase == Phase::kWork, V().WorkPhase().contains(id));
    if (!V().WorkPhase().contains(id)) outside.insert(id);
  }
  EXPECT_EQ(Spell(outside), "A37 A38 A39 A40");
  EXPECT_EQ(V().accommodation(A("A40")).phase, Phase::kReturn);
  EXPECT_EQ(V().accommodation(A("A38")).phase, Phase::kRecruitment);
}

TEST(VocabularyTest, FlagsSayWhatBridgesNoFunction) {
  AccommodationSet necessities, reach, marginal, evacuation;
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    const AccommodationInfo& info = V().accommodation(AccommodationId(i));
    if (info.necessity) necessities.insert(info.id);
    if (info.closes_reach) reach.insert(info.id);
    if (info.marginal_only) marginal.insert(info.id);
    if (info.evacuation_only) evacuation.insert(info.id);
  }
  EXPECT_EQ(Spell(necessities), "A17 A29 A57 A58 A59 A60");
  EXPECT_EQ(Spell(reach), "A28 A50");
  EXPECT_EQ(Spell(marginal), "A25");
  EXPECT_EQ(Spell(evacuation), "A06");
}

TEST(VocabularyTest, ContextsNameTheirClosers) {
  EXPECT_EQ(Spell(V().ClosersOf(E("E1"))), "A30 A52");
  EXPECT_EQ(Spell(V().ClosersOf(E("E2"))), "");
  EXPECT_EQ(Spell(V().ClosersOf(E("E3"))), "");
  EXPECT_EQ(Spell(V().ClosersOf(E("E4"))), "A51");
  EXPECT_EQ(Spell(V().ClosersOf(E("E5"))), "A51");
  EXPECT_EQ(Spell(V().ClosersOf(E("E6"))), "A51 A53");
  EXPECT_EQ(Spell(V().ClosersOf(E("E7"))), "A52");
  EXPECT_EQ(Spell(V().ClosersOf(E("E8"))), "A30 A52");
  EXPECT_EQ(Spell(V().ClosersOf(E("E9"))), "A53");
  EXPECT_EQ(Spell(V().ClosersOf(E("E10"))), "A56");
}

TEST(VocabularyTest, TheDutyIsArticle50AndArticles47And48AreItsExamples) {
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    const AccommodationInfo& info = V().accommodation(AccommodationId(i));
    EXPECT_EQ(info.basis, "UU 8/2016 art. 50") << ToString(info.id);
    EXPECT_TRUE(info.example.empty() || info.example == "art. 47" ||
                info.example.starts_with("art. 48 "))
        << ToString(info.id);
  }
  const AccommodationInfo& breaks = V().accommodation(A("A26"));
  EXPECT_EQ(breaks.LegalBasis(Language::kIndonesian), "UU 8/2016 art. 50; contoh: art. 48 c");
  EXPECT_EQ(breaks.LegalBasis(Language::kEnglish), "UU 8/2016 art. 50; example: art. 48 c");
  EXPECT_EQ(V().accommodation(A("A01")).LegalBasis(Language::kEnglish), "UU 8/2016 art. 50");
}

// Every text that may be shown, with where it stands.
std::vector<std::pair<std::string, std::string_view>> DisplayTexts() {
  std::vector<std::pair<std::string, std::string_view>> texts;
  auto add = [&](const std::string& where, Text text) {
    texts.emplace_back(where + " id", text.id);
    texts.emplace_back(where + " en", text.en);
  };
  for (int i = 0; i < FunctionId::kCount; ++i) {
    const FunctionInfo& info = V().function(FunctionId(i));
    for (Text text : {info.label, info.help, info.gap}) add(ToString(info.id), text);
  }
  for (int i = 0; i < ContextId::kCount; ++i) {
    add(ToString(ContextId(i)), V().context(ContextId(i)).label);
  }
  for (int i = 0; i < ModeId::kCount; ++i) add(ToString(ModeId(i)), V().mode(ModeId(i)).label);
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    const AccommodationInfo& info = V().accommodation(AccommodationId(i));
    for (Text text : {info.label, info.phrase}) add(ToString(info.id), text);
  }
  for (const Bridge& bridge : V().bridges()) {
    add(ToString(bridge.accommodation) + ToString(bridge.function),
        {bridge.reason_id, bridge.reason_en});
  }
  for (int code = 1; code <= 9999; ++code) {
    for (const DefaultDemand& demand : V().DefaultDemands(std::to_string(code))) {
      add(std::string(demand.occupation) + ToString(demand.function),
          {demand.reason_id, demand.reason_en});
    }
  }
  for (const SkillInfo& skill : V().skills().all()) add(ToString(skill.id), skill.label);
  for (const SynonymSet& set : V().synonyms().sets()) {
    for (std::string_view term : set.terms) texts.emplace_back("synonym", term);
  }
  return texts;
}

TEST(VocabularyTest, EveryTextIsThereAndFreeOfForbiddenWords) {
  const std::set<std::string> forbidden = {
      "cacat",  "buta",  "budek",     "bisu",     "gagu",      "gila",        "idiot",
      "normal", "blind", "menderita", "sukarela", "voluntary", "handicapped", "suffers"};
  for (const auto& [where, text] : DisplayTexts()) {
    EXPECT_FALSE(text.empty()) << where;
    if (where == "synonym" && text == "blind") continue;  // listed as a term to search by
    std::string words = SplitWords(text).joined;
    for (std::string_view word : Split(words, ' ')) {
      EXPECT_FALSE(forbidden.contains(std::string(word))) << where << ": " << text;
    }
  }
}

// ISCO-08, all 43 sub-major groups. The second list: those whose members share nothing that the
// work cannot be without, so that a default would mislead.
TEST(VocabularyTest, EverySubMajorGroupHasDefaultsOrIsMeantToHaveNone) {
  const std::vector<std::string> groups = {
      "01", "02", "03", "11", "12", "13", "14", "21", "22", "23", "24", "25", "26", "31", "32",
      "33", "34", "35", "41", "42", "43", "44", "51", "52", "53", "54", "61", "62", "63", "71",
      "72", "73", "74", "75", "81", "82", "83", "91", "92", "93", "94", "95", "96"};
  ASSERT_EQ(groups.size(), 43u);
  std::vector<std::string> without;
  for (const std::string& group : groups) {
    if (V().DefaultDemands(group).empty()) without.push_back(group);
  }
  EXPECT_THAT(without, ElementsAre("01", "02", "03", "26", "32", "34", "51", "63", "95", "96"));
  for (const std::string& group : without) {  // the table says why
    std::string comment = "\n# " + group;
    std::string listed = ", " + group;
    std::string_view table = VocabularySources::Embedded().default_demands;
    EXPECT_TRUE(table.find(comment) != table.npos || table.find(listed) != table.npos) << group;
  }
}

TEST(VocabularyTest, DefaultsAreNeverEssentialOnQuestionOnlyFunctions) {
  for (int code = 1; code <= 9999; ++code) {
    std::string digits = std::to_string(code);
    for (const DefaultDemand& demand : V().DefaultDemands(digits)) {
      EXPECT_FALSE(demand.essential && V().QuestionOnly().contains(demand.function)) << digits;
      EXPECT_TRUE(demand.level >= 1 && demand.level <= 4) << digits;
      EXPECT_TRUE(digits.starts_with(demand.occupation)) << digits;
    }
  }
}

std::string Demands(std::string_view occupation) {
  std::string text;
  for (const DefaultDemand& demand : V().DefaultDemands(occupation)) {
    text += (text.empty() ? "" : " ") + ToString(demand.function) + "=" +
            std::to_string(demand.level) + (demand.essential ? "" : "?");
  }
  return text;
}

TEST(VocabularyTest, TheFinestPrefixCountsPerFunction) {
  EXPECT_EQ(Demands("41"), "F07=3 F08=3");
  EXPECT_EQ(Demands("4132"), "F07=3 F08=4");  // data entry: more writing, the rest as in 41
  EXPECT_EQ(Demands("411"), "F07=3 F08=3");   // no row of its own
  EXPECT_EQ(Demands("7212"), "F01=3 F05=2 F17=3");
  EXPECT_EQ(Demands("3255"), "F17=3 F28=2");  // massage asks for no sight
  EXPECT_EQ(Demands("83"), "F02=3 F05=3 F29=2");
  EXPECT_EQ(V().DefaultDemands("4132")[1].occupation, "4132");
  EXPECT_EQ(V().DefaultDemands("4132")[0].occupation, "41");
}

TEST(VocabularyTest, WhatIsNoGroupHasNoDefaults) {
  for (const char* code : {"", "4", "99", "4132.01", "41320", "abcd", "F01"}) {
    EXPECT_EQ(Demands(code), "") << code;
    EXPECT_TRUE(V().DefaultContexts(code).empty()) << code;
  }
}

TEST(VocabularyTest, DefaultContextsComeFromTheFinestPrefixAsAWhole) {
  EXPECT_EQ(Spell(V().DefaultContexts("8142")), "E1 E5");
  EXPECT_EQ(Spell(V().DefaultContexts("8153")), "E1");
  EXPECT_EQ(Spell(V().DefaultContexts("7212")), "E3 E7 E10");
  EXPECT_EQ(Spell(V().DefaultContexts("7121")), "E4");
  EXPECT_EQ(Spell(V().DefaultContexts("4132")), "");
}

// A courier does not become fit for the round by being allowed to work from home.
TEST(VocabularyTest, RemoteWorkAndTransportDoNotReplaceTravelThatIsTheWork) {
  for (const char* code : {"4412", "9621", "8321", "9611"}) {
    for (const DefaultDemand& demand : V().DefaultDemands(code)) {
      for (const char* accommodation : {"A28", "A50", "A27"}) {
        for (const Bridge& bridge : V().BridgesOf(A(accommodation))) {
          if (bridge.function == demand.function) {
            EXPECT_LT(bridge.raises_to, demand.level) << code;
          }
        }
      }
    }
  }
}

TEST(VocabularyTest, IsVersioned) { EXPECT_EQ(Vocabulary::version(), "2026.1"); }

}  // namespace
}  // namespace setara
