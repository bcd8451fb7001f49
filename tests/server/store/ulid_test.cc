#include "server/store/ulid.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

constexpr Instant kNow{std::chrono::microseconds(1'750'000'000'000'000)};

TEST(Ulid, SortsByTime) {
  std::string first = NextUlid("", kNow);
  std::string second = NextUlid(first, kNow + std::chrono::milliseconds(1));
  EXPECT_TRUE(IsUlid(first));
  EXPECT_EQ(first.size(), static_cast<size_t>(kUlidLength));
  EXPECT_LT(first, second);
  // The time stamp of the example in the README of github.com/ulid/javascript.
  Instant example{std::chrono::milliseconds(1469918176385)};
  EXPECT_EQ(NextUlid("", example).substr(0, 10), "01ARYZ6S41");
}

TEST(Ulid, GrowsWhenTheClockGoesBack) {
  std::string last = NextUlid("", kNow);
  for (int i = 0; i < 1000; ++i) {
    std::string next = NextUlid(last, kNow - std::chrono::hours(i));
    ASSERT_LT(last, next);
    ASSERT_TRUE(IsUlid(next));
    last = next;
  }
  EXPECT_EQ(last.substr(0, 8), NextUlid("", kNow).substr(0, 8));  // and stays near
}

TEST(Ulid, CarriesOverTheRandomPart) {
  std::string next = NextUlid("01JXV0VG00ZZZZZZZZZZZZZZZZ", Instant());
  EXPECT_EQ(next.substr(0, 12), "01JXV0VG0100");
}

TEST(Ulid, KnowsItsForm) {
  EXPECT_FALSE(IsUlid(""));
  EXPECT_FALSE(IsUlid("01JXV0VG00ZZZZZZZZZZZZZZZ"));
  EXPECT_FALSE(IsUlid("81JXV0VG00ZZZZZZZZZZZZZZZZ"));
  EXPECT_FALSE(IsUlid("01jxv0vg00ZZZZZZZZZZZZZZZZ"));
  EXPECT_FALSE(IsUlid("01JXV0VG00ZZZZZZZZZZZZZZZU"));
}

}  // namespace
}  // namespace setara
