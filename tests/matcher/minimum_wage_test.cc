#include "matcher/reference/minimum_wage.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

TEST(MinimumWageTest, GivesTheYearAsked) {
  const auto wage = ProvincialMinimumWage("11", 2022);
  ASSERT_TRUE(wage.has_value());
  EXPECT_EQ(wage->rupiah_per_month, 3166460);
  EXPECT_EQ(wage->year, 2022);
}

TEST(MinimumWageTest, RegencyTakesItsProvince) {
  EXPECT_EQ(ProvincialMinimumWage("11.71", 2022)->rupiah_per_month, 3166460);
}

TEST(MinimumWageTest, LaterYearTakesTheLatestKnownAndSaysSo) {
  const auto wage = ProvincialMinimumWage("94", 2026);
  ASSERT_TRUE(wage.has_value());
  EXPECT_EQ(wage->rupiah_per_month, 4024270);
  EXPECT_EQ(wage->year, 2024);
}

TEST(MinimumWageTest, AbsentIsNotZero) {
  EXPECT_FALSE(ProvincialMinimumWage("11", 2021).has_value());
  EXPECT_FALSE(ProvincialMinimumWage("94", 2023).has_value());  // no wage of its own before 2024
  EXPECT_FALSE(ProvincialMinimumWage("ID", 2024).has_value());
  EXPECT_FALSE(ProvincialMinimumWage("", 2024).has_value());
  EXPECT_FALSE(ProvincialMinimumWage("99", 2024).has_value());
}

}  // namespace
}  // namespace setara
