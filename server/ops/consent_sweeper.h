// Lets people leave the index on the day on which their consent to be matched runs out, also when
// nobody writes their record that day.
#pragma once

#include <absl/status/statusor.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "server/store/store.h"

namespace setara {

// Once, for today in Jakarta by the store's clock: everybody whose consent has run out, in writes
// of bounded size. How many people left, or, after the clock went back, came in again. Errors of
// Store::Write.
absl::StatusOr<int64_t> SweepConsents(Store& store);

// One thread that sweeps at once, and again within a second of each midnight in Jakarta.
// Thread-safe.
class ConsentSweeper {
 public:
  // `store` must outlive it.
  static std::unique_ptr<ConsentSweeper> Start(Store& store);
  // Stops after the write at hand; the next start goes on from there.
  ~ConsentSweeper();

 private:
  explicit ConsentSweeper(Store& store) : store_(store) {}
  void Run();
  bool Stopping();

  Store& store_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace setara
