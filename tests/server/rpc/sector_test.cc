#include "server/rpc/sector.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

TEST(Sector, IsASectionOrTheFirstDigits) {
  for (const char* sector : {"A", "C", "U", "V", "1", "10", "101", "10130"}) {
    EXPECT_TRUE(IsSector(sector)) << sector;
  }
  for (const char* sector : {"", "W", "c", "CC", "101301", "1a", " C"}) {
    EXPECT_FALSE(IsSector(sector)) << sector;
  }
}

TEST(Sector, LettersAreReadAsTheEditionHasThem) {
  EXPECT_TRUE(InSector("2020", "10130", "C"));
  EXPECT_TRUE(InSector("2025", "10130", "C"));
  EXPECT_FALSE(InSector("2020", "09900", "C"));
  EXPECT_FALSE(InSector("2020", "35111", "C"));
  // Programming moved from J to K, finance from K to L.
  EXPECT_TRUE(InSector("2020", "62011", "J"));
  EXPECT_FALSE(InSector("2025", "62011", "J"));
  EXPECT_TRUE(InSector("2025", "62011", "K"));
  EXPECT_TRUE(InSector("2020", "64121", "K"));
  EXPECT_TRUE(InSector("2025", "64121", "L"));
  EXPECT_FALSE(InSector("", "64121", "K"));
}

TEST(Sector, DigitsAreTheBeginningOfTheCode) {
  EXPECT_TRUE(InSector("2020", "10130", "10"));
  EXPECT_TRUE(InSector("2020", "10130", "10130"));
  EXPECT_TRUE(InSector("", "10130", "1"));
  EXPECT_FALSE(InSector("2020", "10130", "11"));
  EXPECT_FALSE(InSector("", "", "10"));
}

}  // namespace
}  // namespace setara
