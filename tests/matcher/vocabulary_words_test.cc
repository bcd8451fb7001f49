// Skills coded from texts, and the words that a search treats as equal.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// The English labels of the skills that `text` names, joined; in the order of their ids.
std::string Coded(std::string_view text) {
  std::string labels;
  for (SkillId id : CodeSkills(text)) {
    if (!labels.empty()) labels += ", ";
    labels += Vocabulary::Get().skills().info(id).label.en;
  }
  return labels;
}

TEST(SkillsTest, NamesInBothLanguagesAreTheSameSkill) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Excel", "spreadsheet"},
      {"mahir lembar sebar", "spreadsheet"},
      {"MS. Excel", "spreadsheet"},
      {"Bisa MENGETIK cepat", "typing"},
      {"las listrik", "welding"},
      {"Welder", "welding"},
      {"pembukuan sederhana", "bookkeeping"},
      {"POS Kasir", "cashiering"},
      {"Terapis pijat", "massage"},
      {"bahasa isyarat BISINDO", "Indonesian sign language (BISINDO)"},
      {"bahasa isyarat", "sign language"},
      {"pelayanan pelanggan", "customer service"},
      {"kerja sama tim / teamwork", "teamwork"},
      {"phyton", "Python"}};
  for (const auto& [text, label] : cases) EXPECT_EQ(Coded(text), label) << text;
}

TEST(SkillsTest, TheLongestPhraseWins) {
  EXPECT_EQ(Coded("React Native"), "React Native");
  EXPECT_EQ(Coded("React, React Native"), "React, React Native");
  EXPECT_EQ(Coded("JavaScript | SQL | PHP | Laravel"), "JavaScript, PHP, Laravel, SQL");
  EXPECT_EQ(Coded("Microsoft SQL Server"), "Microsoft SQL Server");
  EXPECT_EQ(Coded("Java Spring Boot"), "Spring framework");
}

TEST(SkillsTest, OnlyWholeWordsCount) {
  EXPECT_EQ(Coded("gelas dan kelas"), "");  // "las" is in both
  EXPECT_EQ(Coded("excellent"), "");
  EXPECT_EQ(Coded("net salary"), "");
  EXPECT_EQ(Coded(".NET"), ".NET");
  EXPECT_EQ(Coded("C++ / C#"), "C++, C#");
  EXPECT_EQ(Coded("Node.js, Vue.js"), "Vue, Node.js");
}

TEST(SkillsTest, AmbiguousWordsAreLeftUncoded) {
  for (const char* text :
       {"CS", "OB", "go to the office", "word of mouth", "alat pemadam api", "access to parking",
        "Penempatan West Java", "bertanggung jawab atas stok", "you are responsible for stock"}) {
    EXPECT_EQ(Coded(text).find("Java"), std::string::npos) << text;
    EXPECT_EQ(Coded(text), "") << text;
  }
  EXPECT_EQ(Coded("Java developer in West Java"), "Java");
}

TEST(SkillsTest, EmptyAndStrangeTextsGiveNothing) {
  EXPECT_THAT(CodeSkills(""), IsEmpty());
  EXPECT_THAT(CodeSkills(" ... --- | \t\n"), IsEmpty());
  EXPECT_THAT(CodeSkills("\xff\xfe\x00"), IsEmpty());
}

TEST(SkillsTest, AscendingAndEachOnce) {
  std::vector<SkillId> ids = CodeSkills("kasir, excel, cashier, Excel, mengetik, spreadsheet");
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_EQ(Coded("kasir, excel, cashier, Excel, mengetik, spreadsheet"),
            "spreadsheet, typing, cashiering");
}

TEST(SkillsTest, IdsAreReadAndSpelled) {
  const SkillTable& skills = Vocabulary::Get().skills();
  EXPECT_GE(skills.all().size(), 220u);
  EXPECT_EQ(ToString(SkillId{7}), "S007");
  EXPECT_EQ(skills.ParseId("S007").value(), SkillId{7});
  for (const char* bad : {"", "S000", "S999", "s007", "S7", "none"}) {
    EXPECT_FALSE(skills.ParseId(bad).ok()) << bad;
  }
  for (const SkillInfo& skill : skills.all()) {  // each label codes to its own skill
    EXPECT_THAT(CodeSkills(skill.label.id), Contains(skill.id)) << skill.label.id;
    EXPECT_THAT(CodeSkills(skill.label.en), Contains(skill.id)) << skill.label.en;
  }
}

std::vector<std::string_view> Expand(std::string_view term) {
  return Vocabulary::Get().synonyms().Expand(term);
}

TEST(SynonymsTest, ASetIsEqualFromEveryMember) {
  EXPECT_THAT(Expand("satpam"), ElementsAre("petugas keamanan", "security guard"));
  EXPECT_THAT(Expand("Security Guard"), ElementsAre("satpam", "petugas keamanan"));
  EXPECT_THAT(Expand("tuli"), ElementsAre("disabilitas rungu", "tunarungu", "deaf"));
  EXPECT_THAT(Expand("netra tuli"), ElementsAre("deafblind"));
  EXPECT_THAT(Expand("astronaut"), IsEmpty());
}

TEST(SynonymsTest, OldWordsLeadInAndNeverOut) {
  EXPECT_THAT(Expand("buta"), ElementsAre("disabilitas netra", "tunanetra", "blind"));
  EXPECT_THAT(Expand("penyandang cacat"),
              ElementsAre("penyandang disabilitas", "difabel", "disabled person"));
  for (const SynonymSet& set : Vocabulary::Get().synonyms().sets()) {
    for (std::string_view term : set.terms) {
      for (std::string_view old : set.input_only) EXPECT_THAT(Expand(term), Not(Contains(old)));
    }
  }
}

TEST(SynonymsTest, WhatHasTwoSensesIsNotMerged) {
  for (const char* term : {"CS", "cs", "OB", "buta warna", "cacat produksi", "cacat total tetap",
                           "tulis", "cacat", "BISINDO", "SIBI"}) {
    EXPECT_THAT(Expand(term), IsEmpty()) << term;
  }
  EXPECT_THAT(Expand("customer service"), Not(Contains("cleaning service")));
  EXPECT_THAT(Vocabulary::Get().synonyms().kept_phrases(), Contains("buta warna"));
  EXPECT_THAT(Vocabulary::Get().synonyms().unstemmed(), UnorderedElementsAre("Tuli", "tulis"));
  EXPECT_EQ(Vocabulary::Get().synonyms().longest_phrase(), 3u);
}

}  // namespace
}  // namespace setara
