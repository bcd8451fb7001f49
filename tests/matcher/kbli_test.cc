#include "matcher/reference/kbli.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

TEST(Kbli, SectorsAreSectionsOrTheFirstDigits) {
  for (const char* sector : {"A", "C", "U", "V", "1", "10", "101", "10130"}) {
    EXPECT_TRUE(IsKbliSector(sector)) << sector;
  }
  for (const char* sector : {"", "W", "c", "CC", "101301", "1a", " C"}) {
    EXPECT_FALSE(IsKbliSector(sector)) << sector;
  }
}

TEST(Kbli, LettersAreReadAsTheEditionHasThem) {
  EXPECT_TRUE(InKbliSector("10130", "2020", "C"));
  EXPECT_TRUE(InKbliSector("10130", "2025", "C"));
  EXPECT_FALSE(InKbliSector("09900", "2020", "C"));
  EXPECT_FALSE(InKbliSector("35111", "2020", "C"));
  // Programming moved from J to K, finance from K to L.
  EXPECT_TRUE(InKbliSector("62011", "2020", "J"));
  EXPECT_FALSE(InKbliSector("62011", "2025", "J"));
  EXPECT_TRUE(InKbliSector("62011", "2025", "K"));
  EXPECT_TRUE(InKbliSector("64121", "2020", "K"));
  EXPECT_TRUE(InKbliSector("64121", "2025", "L"));
  EXPECT_FALSE(InKbliSector("64121", "", "K"));
  EXPECT_FALSE(InKbliSector("99000", "2020", "V"));
  EXPECT_TRUE(InKbliSector("99000", "2025", "V"));
}

TEST(Kbli, DigitsAreTheBeginningOfTheCode) {
  EXPECT_TRUE(InKbliSector("10130", "2020", "10"));
  EXPECT_TRUE(InKbliSector("10130", "2020", "10130"));
  EXPECT_TRUE(InKbliSector("10130", "", "1"));
  EXPECT_FALSE(InKbliSector("10130", "2020", "11"));
  EXPECT_FALSE(InKbliSector("", "", "10"));
}

}  // namespace
}  // namespace setara
