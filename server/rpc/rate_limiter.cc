#include "server/rpc/rate_limiter.h"

#include <algorithm>
#include <cmath>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

double Seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

void RateLimiter::MakeRoom(Time now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    return entry.second.calls + Seconds(now - entry.second.filled) * per_second_ >= burst_;
  });
  if (buckets_.size() < kMaxCallers) return;
  buckets_.erase(std::min_element(
      buckets_.begin(), buckets_.end(),
      [](const auto& a, const auto& b) { return a.second.filled < b.second.filled; }));
}

absl::Status RateLimiter::Take(const std::string& caller, Time now) {
  if (per_second_ <= 0) return absl::OkStatus();
  std::lock_guard<std::mutex> guard(mutex_);
  auto found = buckets_.find(caller);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMaxCallers) MakeRoom(now);
    found = buckets_.emplace(caller, Bucket{burst_, now}).first;
  }
  Bucket& bucket = found->second;
  bucket.calls = std::min(burst_, bucket.calls + Seconds(now - bucket.filled) * per_second_);
  bucket.filled = now;
  if (bucket.calls >= 1) {
    bucket.calls -= 1;
    return absl::OkStatus();
  }
  int wait = std::max(1, static_cast<int>(std::ceil((1 - bucket.calls) / per_second_)));
  return WithMetadata(
      WithReason(absl::ResourceExhaustedError("too many calls: wait a moment"), "RATE_LIMITED"),
      "retry_after_seconds", std::to_string(wait));
}

}  // namespace setara
