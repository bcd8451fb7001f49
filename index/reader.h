// What stands behind Index: leases of Xapian readers, each with the snapshot of the very revision
// it reads. Internal to index/ (Xapian types).
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <xapian.h>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "index/index.h"

namespace setara {

// Readers kept open between searches; more are opened and closed as needed (our default).
inline constexpr size_t kIdleReaders = 8;
// Snapshots kept for searches that began before the last commits.
inline constexpr size_t kRecentSnapshots = 8;

// One generation while it serves.
struct ServingGeneration {
  std::string path;
  std::mutex mutex;
  std::deque<std::shared_ptr<const Snapshot>> snapshots;  // newest last; guarded by mutex
  std::vector<std::unique_ptr<Xapian::Database>> idle;    // guarded by mutex

  // Must come before the commit that makes `snapshot` readable, so that a reader finds it.
  void Announce(std::shared_ptr<const Snapshot> snapshot);
  // Takes back an announcement whose commit failed.
  void Withdraw(int64_t revision);
};

struct Index::Impl {
  std::string directory;
  mutable std::mutex mutex;
  absl::Status ready;                          // guarded by mutex
  std::function<void()> on_not_ready;          // guarded by mutex
  std::shared_ptr<ServingGeneration> serving;  // guarded by mutex; nullptr when not ready
  std::shared_ptr<const Snapshot> current;     // guarded by mutex

  void Publish(std::shared_ptr<ServingGeneration> generation,
               std::shared_ptr<const Snapshot> snapshot);
  // A newer commit of `generation`; nothing when that was taken out meanwhile.
  void Advance(const std::shared_ptr<ServingGeneration>& generation,
               std::shared_ptr<const Snapshot> snapshot);
  // Takes `generation` (nullptr: none yet) out of service for `reason`, unless another one serves
  // by now. What searches are to answer: UNAVAILABLE.
  absl::Status TakeOut(const std::shared_ptr<ServingGeneration>& generation,
                       const absl::Status& reason);
};

// A reader and the columns of the same revision, for one search on one thread.
class ReaderLease {
 public:
  ReaderLease(std::shared_ptr<ServingGeneration> generation,
              std::unique_ptr<Xapian::Database> database, std::shared_ptr<const Snapshot> snapshot);
  ReaderLease(ReaderLease&&) noexcept = default;
  ~ReaderLease();

  Xapian::Database& database() { return *database_; }
  const Snapshot& snapshot() const { return *snapshot_; }
  const std::shared_ptr<ServingGeneration>& generation() const { return generation_; }

 private:
  std::shared_ptr<ServingGeneration> generation_;
  std::unique_ptr<Xapian::Database> database_;
  std::shared_ptr<const Snapshot> snapshot_;
};

// UNAVAILABLE: not ready, or found damaged just now. ABORTED with kIndexModified: commits came too
// fast; try again.
absl::StatusOr<ReaderLease> LeaseReader(const Index& index);

}  // namespace setara
