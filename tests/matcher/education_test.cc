#include "matcher/reference/education.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

using enum EducationLevel;

TEST(EducationTest, ReadsRealWords) {
  struct Case {
    const char* text;
    EducationLevel level;
  };
  const Case cases[] = {
      {"SMA / SMK / STM", kUpperSecondary},
      {"Minimal SMA/SMK", kUpperSecondary},
      {"Minimal SMP", kLowerSecondary},
      {"Minimal SD", kPrimary},
      {"Diploma/D1/D2/D3", kDiploma1},
      {"Minimal Diploma (D1 - D4)", kDiploma1},
      {"Diploma", kDiploma1},
      {"Diploma, Sarjana", kDiploma1},
      {"Sarjana; Diploma", kDiploma1},
      {"D3", kDiploma3},
      {"D-III / D-IV", kDiploma3},
      {"Diploma 3", kDiploma3},
      {"D4", kBachelor},
      {"Sarjana / S1", kBachelor},
      {"Minimal Sarjana (S1)", kBachelor},
      {"Profesi", kBachelor},
      {"Sarjana, Profesi", kBachelor},
      {"Minimal Magister (S2)", kMaster},
      {"S1/S2", kBachelor},
      {"S-2", kMaster},
      {"Doktor (S3)", kDoctorate},
      {"Paket A", kPrimary},
      {"Paket B", kLowerSecondary},
      {"Kejar Paket C", kUpperSecondary},
      {"SDLB", kPrimary},
      {"SMPLB", kLowerSecondary},
      {"SMALB", kUpperSecondary},
      {"Madrasah Aliyah", kUpperSecondary},
      {"MA", kUpperSecondary},
      {"Magister (MA)", kMaster},
      {"Bachelor's Degree", kBachelor},
      {"Bachelor\xe2\x80\x99s", kBachelor},
      {"Senior High School", kUpperSecondary},
      {"Junior High School", kLowerSecondary},
      {"High School", kUpperSecondary},
      {"Master's degree or PhD", kMaster},
      {"Tidak ada syarat pendidikan", kNone},
      {"[{\"value\":\"Sarjana\",\"title\":\"Sarjana\"}]", kBachelor},
      {"", kUnknown},
      {" ", kUnknown},
  };
  for (const Case& c : cases) {
    const auto level = ParseEducation(c.text);
    ASSERT_TRUE(level.ok()) << c.text;
    EXPECT_EQ(*level, c.level) << c.text;
  }
}

TEST(EducationTest, RefusesOtherWords) {
  for (const char* text : {"Not found", "Training", "Java", "di Jakarta", "SMAN1X", "S4"}) {
    EXPECT_EQ(ParseEducation(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(EducationTest, CodesGoBothWaysAndParseAsWords) {
  for (int i = 1; i < kEducationLevels; ++i) {
    const auto level = static_cast<EducationLevel>(i);
    const EducationLabels& labels = LabelsOf(level);
    EXPECT_EQ(*ParseEducationCode(labels.code), level);
    EXPECT_FALSE(labels.id.empty());
    EXPECT_FALSE(labels.en.empty());
  }
  EXPECT_EQ(LabelsOf(kUnknown).code, "");
  EXPECT_FALSE(ParseEducationCode("").ok());
  EXPECT_FALSE(ParseEducationCode("S1").ok());
}

}  // namespace
}  // namespace setara
