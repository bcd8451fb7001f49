#include "server/quota_table/sweeper.h"

#include <cstdio>
#include <string>

#include "server/quota_table/derive.h"

namespace setara {
namespace {

// Employers in one write, some tens of milliseconds. Our default.
constexpr int kBatch = 100;
constexpr std::chrono::seconds kRetry{5};
constexpr std::chrono::seconds kLook{60};

}  // namespace

absl::StatusOr<std::unique_ptr<QuotaSweeper>> QuotaSweeper::Start(Store& store) {
  absl::Status deferred =
      store.Write([](Connection& db) { return DeferTouchedQuota(db); }).status();
  if (!deferred.ok()) return deferred;
  std::unique_ptr<QuotaSweeper> sweeper(new QuotaSweeper(store));
  sweeper->thread_ = std::thread([running = sweeper.get()] { running->Run(); });
  return sweeper;
}

QuotaSweeper::~QuotaSweeper() {
  {
    std::lock_guard<std::mutex> guard(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void QuotaSweeper::Wake() {
  {
    std::lock_guard<std::mutex> guard(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

absl::StatusOr<bool> QuotaSweeper::Advance() {
  absl::StatusOr<int> derived = SettlePendingQuota(store_, kBatch);
  if (!derived.ok()) return derived.status();
  return *derived > 0 ? true : CloseChapterOfQuota(store_);
}

void QuotaSweeper::Run() {
  std::unique_lock<std::mutex> guard(mutex_);
  while (!stopping_) {
    if (!woken_) {
      woken_ = !changed_.wait_for(guard, kLook, [this] { return stopping_ || woken_; }) || woken_;
      continue;
    }
    woken_ = false;
    guard.unlock();
    absl::StatusOr<bool> advanced = Advance();
    guard.lock();
    if (!advanced.ok()) {
      std::fprintf(stderr, "setarad: deriving the quota: %s; trying again\n",
                   std::string(advanced.status().message()).c_str());
      changed_.wait_for(guard, kRetry, [this] { return stopping_; });
      woken_ = true;
    } else if (*advanced) {
      woken_ = true;
    }
  }
}

}  // namespace setara
