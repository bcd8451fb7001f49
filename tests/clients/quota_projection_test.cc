#include "clients/quota_projection.h"

#include <gtest/gtest.h>

#include "clients/words.h"

namespace setara {
namespace {

TEST(DatedCount, IsACountWithOrWithoutItsDay) {
  const std::optional<DatedCount> plain = ParseDatedCount("350");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->count, 350);
  EXPECT_FALSE(plain->from.has_value());
  const std::optional<DatedCount> dated = ParseDatedCount("3@2026-03-01");
  ASSERT_TRUE(dated.has_value());
  EXPECT_EQ(dated->count, 3);
  EXPECT_EQ(DayText(*dated->from), "2026-03-01");
}

TEST(DatedCount, IsNothingElse) {
  for (const char* text : {"", "@", "3@", "@2026-03-01", "3@tomorrow", "3 @2026-03-01", "3.5",
                           "three", "3@2026-03-01@2", "99999999999999999999"}) {
    EXPECT_FALSE(ParseDatedCount(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace setara
