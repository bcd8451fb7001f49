// Derives in the background what waits: after a rule was recorded that concerns many employers, and
// after an upgrade. Then sums up what was learned (quota_chapters.h), and looks once a minute
// whether there is more of it. In writes of bounded size, between which others get their turn.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "server/store/store.h"

namespace setara {

// Thread-safe. `store` outlives it.
class QuotaSweeper {
 public:
  // Leaves to itself what programs without a settling store left behind, and begins. Errors of
  // Store::Write.
  static absl::StatusOr<std::unique_ptr<QuotaSweeper>> Start(Store& store);
  ~QuotaSweeper();

  // There may be something to derive.
  void Wake();

 private:
  explicit QuotaSweeper(Store& store) : store_(store) {}
  void Run();
  // One write. False: nothing is left to do.
  absl::StatusOr<bool> Advance();

  Store& store_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = true;      // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace setara
