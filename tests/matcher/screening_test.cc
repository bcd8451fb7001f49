// What the screening reads of an opening besides its words, and that no text can hold it up.
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "matcher/screening/screen.h"

namespace setara {
namespace {

std::vector<std::string> RulesIn(const Opening& opening) {
  std::vector<std::string> rules;
  for (const ScreeningFinding& finding : ScreenOpening(opening)) rules.push_back(finding.rule);
  return rules;
}

Opening WithText(const std::string& description) {
  Opening opening;
  opening.title = "Operator";
  opening.description = description;
  return opening;
}

Demand Confirmed(const char* function) {
  Demand demand;
  demand.function = *ParseFunction(function);
  demand.level = 3;
  demand.task = "memilah kabel berwarna";
  return demand;
}

using Rules = std::vector<std::string>;

TEST(ScreeningTest, AConfirmedEssentialDemandIsAReason) {
  Opening opening = WithText("Tidak buta warna");
  EXPECT_EQ(RulesIn(opening), Rules{"colour_vision"});
  opening.demands = {Confirmed("F03")};
  EXPECT_EQ(RulesIn(opening), Rules{});
}

TEST(ScreeningTest, WhatIsAssumedMarginalOrAboutAnotherFunctionIsNone) {
  Opening opening = WithText("Mampu berdiri lama");
  Demand demand = Confirmed("F10");
  demand.origin = DemandOrigin::kAssumed;
  opening.demands = {demand};
  EXPECT_EQ(RulesIn(opening), Rules{"standing"});
  demand = Confirmed("F10");
  demand.essential = false;
  opening.demands = {demand};
  EXPECT_EQ(RulesIn(opening), Rules{"standing"});
  demand = Confirmed("F10");
  demand.level = 0;
  opening.demands = {demand};
  EXPECT_EQ(RulesIn(opening), Rules{"standing"});
  opening.demands = {Confirmed("F03")};
  EXPECT_EQ(RulesIn(opening), Rules{"standing"});
}

TEST(ScreeningTest, TheTaskItselfMayNeedALicence) {
  Opening opening = WithText("Memiliki SIM C");
  EXPECT_EQ(RulesIn(opening), Rules{"driving_licence"});
  opening.occupation_code = "8321";
  EXPECT_EQ(RulesIn(opening), Rules{});
  opening.occupation_code = "4110";
  EXPECT_EQ(RulesIn(opening), Rules{"driving_licence"});
  opening.licences = {6};
  EXPECT_EQ(RulesIn(opening), Rules{"driving_licence"});
  opening.licence_basis = "mengantar sampel antar laboratorium";
  EXPECT_EQ(RulesIn(opening), Rules{});
  // The title names the task for the text below it.
  opening = WithText("Memiliki SIM A");
  opening.title = "Sopir";
  EXPECT_EQ(RulesIn(opening), Rules{});
}

TEST(ScreeningTest, ALawSetsALowestAgeButNeverAHighest) {
  Opening opening = WithText("Usia minimal 21 tahun");
  opening.age_min = 21;
  opening.age_basis = "UU 22/2009 art. 81";
  EXPECT_EQ(RulesIn(opening), Rules{});
  opening.description = "Usia maksimal 35 tahun";
  EXPECT_EQ(RulesIn(opening), Rules{"age_limit"});
}

TEST(ScreeningTest, EveryTextIsReadAndNamed) {
  Opening opening = WithText("Sehat jasmani dan rohani");
  opening.title = "Kasir (wanita)";
  opening.skill_words = {"Komunikasi", "Berpenampilan menarik"};
  const std::vector<ScreeningFinding> findings = ScreenOpening(opening);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0], (ScreeningFinding{"sex", "title", 7, 13}));
  EXPECT_EQ(findings[1], (ScreeningFinding{"health", "description", 0, 24}));
  EXPECT_EQ(findings[2], (ScreeningFinding{"looks", "skill_words[1]", 0, 21}));
  EXPECT_EQ(TextOfField(opening, "title"), opening.title);
  EXPECT_EQ(TextOfField(opening, "skill_words[1]"), "Berpenampilan menarik");
  for (const char* none : {"skill_words[2]", "skill_words[]", "skill_words[x]", "", "salary",
                           "skill_words[18446744073709551617]"}) {
    EXPECT_EQ(TextOfField(opening, none), "") << none;
  }
}

TEST(ScreeningTest, RangesStandOnCharacterBorders) {
  const std::string text =
      "\xE2\x80\xA2 Wanita\xC2\xA0\xE2\x80\x93 usia maks.\xC2\xA0"
      "30 tahun \xE2\x80\xA2 caf\xC3\xA9";
  for (const ScreeningFinding& finding : ScreenTexts({{"text", text}}, {})) {
    for (const size_t at : {finding.begin, finding.end}) {
      EXPECT_TRUE(at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
    }
  }
  const std::vector<ScreeningFinding> findings = ScreenTexts({{"text", text}}, {});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(text.substr(findings[0].begin, findings[0].end - findings[0].begin), "Wanita");
  EXPECT_EQ(text.substr(findings[1].begin, findings[1].end - findings[1].begin),
            "usia maks.\xC2\xA0"
            "30 tahun");
}

TEST(ScreeningTest, SexBothWaysIsNoFindingWhateverTheOrder) {
  for (const std::string& male :
       std::vector<std::string>{"pria", "laki-laki", "Laki - laki", "lelaki"}) {
    for (const std::string& female : std::vector<std::string>{"wanita", "perempuan"}) {
      for (const std::string& join :
           std::vector<std::string>{"/", " / ", " dan ", " atau ", " & ", ", ", " maupun "}) {
        EXPECT_EQ(RulesIn(WithText("Dicari " + male + join + female)), Rules{}) << male << join;
        EXPECT_EQ(RulesIn(WithText("Dicari " + female + join + male)), Rules{}) << male << join;
      }
    }
  }
}

TEST(ScreeningTest, ATextFullOfItIsToldUpToALimit) {
  std::string text;
  while (text.size() < 64 * 1024 - 20) text += "usia maks 30 tahun. ";
  const std::vector<ScreeningFinding> findings = ScreenTexts({{"text", text}}, {});
  EXPECT_EQ(findings.size(), kMaxFindings);
  EXPECT_EQ(findings[0].begin, 0U);
}

// Twice the text may cost about twice the time, never four times: texts made to start every pattern
// and finish none.
TEST(ScreeningTest, TimeIsLinearInHostileTexts) {
  const auto seconds = [](const std::string& unit, size_t size) {
    std::string text;
    while (text.size() < size) text += unit;
    double best = 1e9;
    for (int run = 0; run < 3; ++run) {
      const auto start = std::chrono::steady_clock::now();
      ScreenTexts({{"text", text}}, {});
      best = std::min(
          best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
  };
  for (const std::string& unit :
       std::vector<std::string>{"usia maks ", "usia 20 - ", "tidak ", "memiliki sim ", "pria ", "a",
                                "\n", "1", "((((", "usia usia maks maks 2 ", "tidak memiliki ",
                                "single single-", "\xE2\x80\xA2 ", "anak usia "}) {
    const double small = seconds(unit, 16 * 1024);
    const double large = seconds(unit, 64 * 1024);
    EXPECT_LT(large, std::max(8 * small, 0.25)) << unit;
    EXPECT_LT(large, 2.0) << unit;
  }
}

TEST(ScreeningTest, BytesThatAreNoTextDoNoHarm) {
  for (const std::string& bytes :
       std::vector<std::string>{std::string("usia maks 30 \xFF\xFE tahun"), std::string(1, '\0'),
                                std::string("\xC0\x80 pria \xED\xA0\x80"), std::string()}) {
    ScreenTexts({{"text", bytes}}, {});
  }
}

}  // namespace
}  // namespace setara
