#include "server/rpc/rate_limiter.h"

#include <gtest/gtest.h>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using std::chrono::milliseconds;
constexpr RateLimiter::Time kStart{};

TEST(RateLimiterTest, LetsABurstThroughAndThenTheRate) {
  RateLimiter limiter(10, 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.Take("a", kStart).ok());
  absl::Status refused = limiter.Take("a", kStart);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Reason(refused), "RATE_LIMITED");
  EXPECT_EQ(Metadata(refused).at("retry_after_seconds"), "1");
  EXPECT_FALSE(limiter.Take("a", kStart + milliseconds(99)).ok());
  EXPECT_TRUE(limiter.Take("a", kStart + milliseconds(200)).ok());
}

TEST(RateLimiterTest, OneCallerDoesNotUseUpAnothersCalls) {
  RateLimiter limiter(1, 1);
  EXPECT_TRUE(limiter.Take("a", kStart).ok());
  EXPECT_FALSE(limiter.Take("a", kStart).ok());
  EXPECT_TRUE(limiter.Take("b", kStart).ok());
}

TEST(RateLimiterTest, ForgetsNobodyWhoIsStillSlowedDown) {
  RateLimiter limiter(1, 1);
  EXPECT_TRUE(limiter.Take("flood", kStart + milliseconds(900)).ok());
  for (size_t i = 0; i < RateLimiter::kMaxCallers; ++i) {
    (void)limiter.Take("caller-" + std::to_string(i), kStart);
  }
  EXPECT_FALSE(limiter.Take("flood", kStart + milliseconds(1000)).ok());
}

TEST(RateLimiterTest, ZeroIsNoLimit) {
  RateLimiter limiter(0, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(limiter.Take("a", kStart).ok());
}

}  // namespace
}  // namespace setara
