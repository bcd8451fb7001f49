// KBLI: sections by edition, and which codes an edition can have.
#include "matcher/reference/kbli.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace setara {
namespace {

std::string Letter(std::string_view edition, std::string_view code) {
  const KbliSection* section = SectionOf(edition, code);
  return section == nullptr ? "-" : std::string(section->letter);
}

TEST(KbliTest, ACodeMeansNothingWithoutItsEdition) {
  EXPECT_EQ(Letter("2020", "14111"), "C");
  EXPECT_EQ(Letter("2025", "14111"), "C");
  // Computing moved from J to K, finance from K to L.
  EXPECT_EQ(Letter("2020", "62019"), "J");
  EXPECT_EQ(Letter("2025", "62110"), "K");
  EXPECT_EQ(Letter("2020", "64121"), "K");
  EXPECT_EQ(Letter("2025", "64121"), "L");
  // Only the older edition has trade in motor vehicles as a division.
  EXPECT_EQ(Letter("2020", "45101"), "G");
  EXPECT_EQ(Letter("2025", "45101"), "-");
  EXPECT_EQ(Letter("2009", "14111"), "-");
  EXPECT_EQ(Letter("2025", ""), "-");
  EXPECT_EQ(Letter("2025", "4x"), "-");
}

TEST(KbliTest, TheEditionsHave21And22Sections) {
  std::set<std::string> old, now;
  for (const KbliSection& section : KbliSections()) {
    (section.edition == "2020" ? old : now).insert(std::string(section.letter));
    EXPECT_LE(section.first_division, section.last_division);
    EXPECT_FALSE(section.title_id.empty() || section.title_en.empty());
  }
  EXPECT_EQ(old.size(), 21u);
  EXPECT_EQ(now.size(), 22u);
}

TEST(KbliTest, AnImpossibleDivisionIsAnErrorAndAnUnlistedCodeAQuestion) {
  EXPECT_TRUE(CheckKbli("2025", "62110").ok());
  EXPECT_TRUE(CheckKbli("2025", "").ok());
  EXPECT_FALSE(CheckKbli("2025", "45101").ok());
  EXPECT_FALSE(CheckKbli("2020", "34000").ok());
  EXPECT_TRUE(MayBeKbliCode("2025", "62110"));
  EXPECT_FALSE(MayBeKbliCode("2025", "62999"));
  EXPECT_TRUE(MayBeKbliCode("2020", "62999")) << "its list is not at hand";
  EXPECT_EQ(KbliTitle("2025", "01140"), "PERTANIAN TEBU");
  EXPECT_EQ(KbliTitle("2020", "01140"), "");
}

}  // namespace
}  // namespace setara
