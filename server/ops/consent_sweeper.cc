#include "server/ops/consent_sweeper.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>

#include "server/store/consent_ends.h"

namespace setara {
namespace {

constexpr int kBatch = 500;                // people in one write, some milliseconds; our default
constexpr std::chrono::seconds kLook{1};   // at the clock, which may be put forward
constexpr std::chrono::seconds kRetry{5};  // after an error

absl::StatusOr<int64_t> Sweep(Store& store, Date today, const std::function<bool()>& stopping) {
  int64_t moved = 0;
  int batch = kBatch;
  while (batch == kBatch && !stopping()) {
    absl::Status written = store
                               .Write([&](Connection& db) -> absl::Status {
                                 absl::StatusOr<int> passed =
                                     MoveConsentBoundary(db, today, kBatch);
                                 if (passed.ok()) batch = *passed;
                                 return passed.status();
                               })
                               .status();
    if (!written.ok()) return written;
    moved += batch;
  }
  return moved;
}

}  // namespace

absl::StatusOr<int64_t> SweepConsents(Store& store) {
  return Sweep(store, JakartaDate(store.clock().Now()), [] { return false; });
}

std::unique_ptr<ConsentSweeper> ConsentSweeper::Start(Store& store) {
  std::unique_ptr<ConsentSweeper> sweeper(new ConsentSweeper(store));
  sweeper->thread_ = std::thread([running = sweeper.get()] { running->Run(); });
  return sweeper;
}

ConsentSweeper::~ConsentSweeper() {
  {
    std::lock_guard<std::mutex> guard(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool ConsentSweeper::Stopping() {
  std::lock_guard<std::mutex> guard(mutex_);
  return stopping_;
}

void ConsentSweeper::Run() {
  std::optional<Date> swept;
  while (!Stopping()) {
    const Date today = JakartaDate(store_.clock().Now());
    std::chrono::seconds pause = kLook;
    if (swept != today) {
      absl::StatusOr<int64_t> moved = Sweep(store_, today, [this] { return Stopping(); });
      if (moved.ok()) {
        swept = today;
      } else {
        pause = kRetry;
        std::fprintf(stderr, "setarad: consents that ran out: %s; trying again\n",
                     std::string(moved.status().message()).c_str());
      }
    }
    std::unique_lock<std::mutex> guard(mutex_);
    stopped_.wait_for(guard, pause, [this] { return stopping_; });
  }
}

}  // namespace setara
