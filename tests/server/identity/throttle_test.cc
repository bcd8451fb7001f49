// Slowing down guesses, with a clock of the test's own.

#include "server/identity/throttle.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

using std::chrono::seconds;

constexpr char kHere[] = "192.0.2.1";

class ThrottleTest : public ::testing::Test {
 protected:
  // Seconds to wait; 0: the attempt was counted.
  int64_t Try(const std::string& login, const std::string& address = kHere) {
    return throttle_.Admit(login, address, now_).value_or(seconds(0)).count();
  }

  Throttle throttle_;
  Instant now_{seconds(1'750'000'000)};
};

TEST_F(ThrottleTest, DelaysOfALoginDoubleUpToTheCeiling) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Try("ratna", "192.0.2." + std::to_string(i)), 0) << i;
  int64_t expected[] = {1, 2, 4, 8, 16, 32, 60, 60};
  int host = 10;
  for (int64_t wait : expected) {
    EXPECT_EQ(Try("ratna", "192.0.2." + std::to_string(++host)), wait);
    now_ += seconds(wait) - std::chrono::microseconds(1);
    EXPECT_EQ(Try("RATNA", "192.0.2." + std::to_string(++host)), 1);
    now_ += std::chrono::microseconds(1);
    EXPECT_EQ(Try("ratna", "192.0.2." + std::to_string(++host)), 0);
  }
}

TEST_F(ThrottleTest, WaitingCostsNothingMore) {
  for (int i = 0; i < 5; ++i) Try("ratna");
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Try("ratna"), 1);
  now_ += seconds(1);
  EXPECT_EQ(Try("ratna"), 0);
}

TEST_F(ThrottleTest, AnAddressIsSlowedWhateverItsLogins) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Try("login" + std::to_string(i)), 0) << i;
  EXPECT_EQ(Try("another"), 1);
  EXPECT_EQ(Try("another", "192.0.2.2"), 0);
}

TEST_F(ThrottleTest, OneSubscriberOfIPv6IsOneAddress) {
  for (int i = 0; i < 20; ++i) Try("l" + std::to_string(i), "2001:db8:1:2::" + std::to_string(i));
  EXPECT_EQ(Try("another", "2001:db8:1:2:ffff::1"), 1);
  EXPECT_EQ(Try("another", "2001:db8:1:3::1"), 0);
}

TEST_F(ThrottleTest, SuccessClearsTheLoginButNotTheAddress) {
  for (int i = 0; i < 4; ++i) Try("ratna");
  Try("ratna");
  throttle_.Succeeded("ratna", kHere);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Try("ratna"), 0) << i;
  // A good account of one's own buys no guesses: 4 + 5 stand, 11 are left.
  for (int i = 0; i < 11; ++i) {
    EXPECT_EQ(Try("own"), 0) << i;
    throttle_.Succeeded("own", kHere);
    EXPECT_EQ(Try("victim" + std::to_string(i)), 0) << i;
  }
  EXPECT_EQ(Try("own"), 1);
}

TEST_F(ThrottleTest, AnUndecidedAttemptDoesNotCount) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(Try("ratna"), 0) << i;
    throttle_.Undecided("ratna", kHere);
  }
}

TEST_F(ThrottleTest, ForgetsAfterAQuietHour) {
  for (int i = 0; i < 5; ++i) Try("ratna");
  EXPECT_EQ(Try("ratna"), 1);
  now_ += std::chrono::minutes(61);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Try("ratna"), 0) << i;
}

TEST(ThrottleSizeTest, StaysBounded) {
  Throttle::Options options;
  options.capacity = 100;
  Throttle throttle(options);
  Instant now(seconds(1'750'000'000));
  for (int i = 0; i < 10'000; ++i) {
    throttle.Admit("login" + std::to_string(i), "10.0." + std::to_string(i), now);
  }
  EXPECT_EQ(throttle.size(), 200u);
}

}  // namespace
}  // namespace setara
