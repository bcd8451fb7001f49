#include "matcher/reference/industries.h"

#include <gtest/gtest.h>

#include <string>

namespace setara {
namespace {

std::string SectionOf(std::string_view edition, int division) {
  const KbliSection* section = KbliSectionOf(edition, division);
  return section == nullptr ? "" : std::string(section->section);
}

TEST(Industries, TheEditionsLetterDifferentlyFromJOn) {
  EXPECT_EQ(SectionOf("2020", 10), "C");
  EXPECT_EQ(SectionOf("2025", 10), "C");
  EXPECT_EQ(SectionOf("2020", 62), "J");
  EXPECT_EQ(SectionOf("2025", 62), "K");
  EXPECT_EQ(SectionOf("2020", 84), "O");
  EXPECT_EQ(SectionOf("2025", 84), "P");
  EXPECT_EQ(SectionOf("2025", 99), "V");
}

TEST(Industries, ADivisionIsInOneSectionOfEachEdition) {
  for (int division = 0; division < 100; ++division) {
    const KbliSection* old = KbliSectionOf("2020", division);
    const KbliSection* now = KbliSectionOf("2025", division);
    EXPECT_EQ(old == nullptr, now == nullptr) << division;
    if (old == nullptr) continue;
    EXPECT_EQ(FindKbliSection("2020", old->section), old);
    EXPECT_FALSE(old->label_id.empty());
    EXPECT_FALSE(now->label_en.empty());
  }
  EXPECT_EQ(KbliSections().size(), 21u + 22u);
}

TEST(Industries, WhatIsNoneIsNone) {
  EXPECT_EQ(KbliSectionOf("2020", 0), nullptr);
  EXPECT_EQ(KbliSectionOf("2020", 34), nullptr);
  EXPECT_EQ(KbliSectionOf("1990", 10), nullptr);
  EXPECT_EQ(FindKbliSection("2020", "V"), nullptr);
  EXPECT_EQ(FindKbliSection("2020", "c"), nullptr);
}

}  // namespace
}  // namespace setara
