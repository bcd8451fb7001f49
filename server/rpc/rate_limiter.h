// Slows callers who ask faster than people and their programs do, so that one cannot keep the
// others waiting. A bucket a caller: it holds `burst` calls and is refilled at `per_second`.
//
// Thread-safe. Memory is bounded: when kMaxCallers are known, those whose bucket is full again are
// forgotten, and if none is, the one seen longest ago.
#pragma once

#include <absl/status/status.h>

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace setara {

class RateLimiter {
 public:
  static constexpr size_t kMaxCallers = 10'000;
  using Time = std::chrono::steady_clock::time_point;

  // per_second: calls, > 0, or 0 for no limit. burst: >= 1.
  RateLimiter(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  // Takes one call of `caller` out of its bucket. RESOURCE_EXHAUSTED with reason RATE_LIMITED and
  // the metadata `retry_after_seconds`: it is empty.
  absl::Status Take(const std::string& caller, Time now);

 private:
  struct Bucket {
    double calls = 0;
    Time filled{};
  };
  void MakeRoom(Time now);

  const double per_second_;
  const double burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // guarded by mutex_
};

}  // namespace setara
