// A progress line on standard error while a long command runs.
#pragma once

#include <chrono>
#include <cstdint>

#include "clients/language.h"

namespace setara {

// Draws at most ten times a second, and nothing when standard error is no terminal. Not
// thread-safe.
class Progress {
 public:
  explicit Progress(TextLanguage language);
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // total_bytes 0: not known.
  void Show(int64_t bytes, int64_t total_bytes, int64_t records);
  // Removes the line.
  void Clear();

  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  TextLanguage language_;
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_{};
};

}  // namespace setara
