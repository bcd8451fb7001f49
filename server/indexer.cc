#include "server/indexer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "index/writer.h"
#include "server/ops/index_batch.h"
#include "server/ops/reindex.h"
#include "server/store/changes.h"

namespace setara {
namespace {

constexpr std::chrono::milliseconds kRetryAfter{500};  // after an error; our default

}  // namespace

struct Indexer::Impl {
  Impl(Store& store, Index& index, Options options)
      : store(store), index(index), options(options) {}

  void Run();
  absl::Status Step();
  absl::Status Rebuild();
  absl::Status ApplyChanges(Lane lane);
  void PlanPurge();
  bool WaitForWork();
  void Pause(std::chrono::milliseconds time);
  bool Stopping() const;
  bool Applied(int64_t sequence) const;
  void Publish(int64_t new_applied);

  Store& store;
  Index& index;
  Options options;
  // The thread's own.
  std::unique_ptr<IndexWriter> writer;
  std::optional<std::chrono::steady_clock::time_point> purge_at;  // nullopt: nobody left

  mutable std::mutex mutex;
  std::condition_variable work;      // waits for commits and the end
  std::condition_variable progress;  // waits for applied sequences
  bool stop = false;
  int64_t latest = 0;
  int64_t applied = 0;          // every change up to here is in the index
  int64_t interactive = 0;      // every interactive change up to here is
  std::set<int64_t> overtaken;  // interactive changes above `applied` that are in the index
  bool reachable = false;       // the index serves, and this store's epoch
  IndexerProgress counters;
  std::thread thread;
};

bool Indexer::Impl::Stopping() const {
  std::lock_guard lock(mutex);
  return stop;
}

// mutex held.
bool Indexer::Impl::Applied(int64_t sequence) const {
  return reachable && (sequence <= applied || overtaken.contains(sequence));
}

// All changes up to `new_applied` are in the index.
void Indexer::Impl::Publish(int64_t new_applied) {
  std::lock_guard lock(mutex);
  applied = std::max(applied, new_applied);
  interactive = std::max(interactive, applied);
  overtaken.erase(overtaken.begin(), overtaken.upper_bound(applied));
  progress.notify_all();
}

absl::Status Indexer::Impl::Rebuild() {
  bool serving = false;
  {
    std::lock_guard lock(mutex);
    counters.rebuilding = true;
    serving = reachable;
  }
  absl::Status built = Reindex(store, *writer, [&](int64_t) {
    // Nobody who typed a change waits for the rebuild; a failure here shows in the next step.
    if (serving) ApplyChanges(Lane::kInteractive).IgnoreError();
    return !Stopping();
  });
  std::lock_guard lock(mutex);
  counters.rebuilding = false;
  if (!built.ok()) return built;
  ++counters.rebuilds;
  std::shared_ptr<const Snapshot> current = index.Current();
  if (current == nullptr) return index.Ready();  // damaged already: once more
  reachable = true;
  applied = interactive = current->sequence;
  overtaken.clear();
  progress.notify_all();
  return absl::OkStatus();
}

// One batch: of the interactive lane, or (kBulk) of both. A batch of interactive changes that
// overtakes bulk ones leaves the index's own sequence where it is: after a crash they come again.
absl::Status Indexer::Impl::ApplyChanges(Lane lane) {
  IndexBatch batch;
  ChangeBatch changes;
  bool all = lane == Lane::kBulk;  // the slow lane closes the holes: it reads both
  int64_t after = all ? applied : interactive;
  absl::Status read = store.Read([&](Connection& db) -> absl::Status {
    auto found = ReadChanges(db, after, options.batch_records,
                             all ? std::nullopt : std::optional<Lane>(Lane::kInteractive));
    if (!found.ok()) return found.status();
    changes = *std::move(found);
    if (all) {
      std::erase_if(changes.changes,
                    [&](const Change& c) { return overtaken.contains(c.sequence); });
    }
    return ReadRecords(db, changes.changes, batch);
  });
  if (!read.ok()) return read;
  if (changes.through == after) return absl::OkStatus();
  batch.epoch = store.epoch();
  batch.sequence = all ? changes.through : applied;
  if (absl::Status done = writer->Apply(batch); !done.ok()) return done;
  if (all) Publish(changes.through);
  std::lock_guard lock(mutex);
  ++counters.batches;
  counters.records += static_cast<int64_t>(batch.size());
  interactive = std::max(interactive, changes.through);
  for (const Change& change : changes.changes) {
    if (change.sequence > applied) overtaken.insert(change.sequence);
  }
  progress.notify_all();
  return absl::OkStatus();
}

absl::Status Indexer::Impl::Step() {
  std::shared_ptr<const Snapshot> current = index.Current();
  if (current == nullptr || current->epoch != store.epoch()) return Rebuild();
  int64_t last = store.Latest().sequence;
  if (current->sequence > last) return Rebuild();  // a log that lost its end
  if (purge_at && std::chrono::steady_clock::now() >= *purge_at) {
    purge_at = std::nullopt;  // planned anew, should it fail
    return Rebuild();
  }
  int64_t behind = last - applied;
  auto size = static_cast<int64_t>(current->openings.size() + current->seekers.size());
  // Against a much larger index, writing the changes is cheaper than writing everything.
  if (behind > options.rebuild_above && behind > size / 2) return Rebuild();
  if (behind > options.batch_records) {
    if (absl::Status done = ApplyChanges(Lane::kInteractive); !done.ok()) return done;
  }
  return ApplyChanges(Lane::kBulk);
}

void Indexer::Impl::PlanPurge() {
  const std::shared_ptr<const Snapshot> current = index.Current();
  if (current == nullptr || !current->departed) {
    purge_at = std::nullopt;
  } else if (!purge_at) {
    const auto documents = static_cast<int64_t>(current->openings.size() + current->seekers.size());
    purge_at = std::chrono::steady_clock::now() +
               std::max(options.purge_after, documents * options.purge_after_per_document);
  }
}

// False when it is time to stop. Lets a few changes gather, so that they share a commit.
bool Indexer::Impl::WaitForWork() {
  std::unique_lock lock(mutex);
  const auto due = [&] { return stop || latest > applied || !reachable; };
  if (purge_at) {
    work.wait_until(lock, *purge_at, due);
  } else {
    work.wait(lock, due);
  }
  if (stop) return false;
  if (latest - applied < options.batch_records) {
    work.wait_for(lock, options.window, [&] { return stop; });
  }
  return !stop;
}

void Indexer::Impl::Pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex);
  work.wait_for(lock, time, [&] { return stop; });
}

void Indexer::Impl::Run() {
  PlanPurge();
  while (WaitForWork()) {
    absl::Status done = Step();
    PlanPurge();
    {
      std::lock_guard lock(mutex);
      counters.last_error = done;
    }
    if (!done.ok() && !Stopping()) Pause(kRetryAfter);
  }
}

absl::StatusOr<std::unique_ptr<Indexer>> Indexer::Start(Store& store, Index& index,
                                                        Options options) {
  options.batch_records = std::clamp(options.batch_records, 1, static_cast<int>(kMaxBatchRecords));
  auto impl = std::make_shared<Impl>(store, index, options);
  auto writer = IndexWriter::Open(index);
  if (!writer.ok()) return writer.status();
  impl->writer = *std::move(writer);
  std::shared_ptr<const Snapshot> current = index.Current();
  if (current != nullptr && current->epoch == store.epoch() &&
      current->sequence <= store.Latest().sequence) {
    impl->applied = impl->interactive = current->sequence;
    impl->reachable = true;
  }
  // The store keeps its listener, so what that touches must live as long.
  auto advance = [impl](int64_t sequence) {
    std::lock_guard lock(impl->mutex);
    if (sequence <= impl->latest) return;  // a commit of audit events changes no record
    impl->latest = sequence;
    impl->work.notify_one();
  };
  store.OnCommit(advance);
  index.OnNotReady([impl] {
    std::lock_guard lock(impl->mutex);
    // The news may come after a new generation.
    if (impl->index.Current() == nullptr) impl->reachable = false;
    impl->work.notify_one();
  });
  advance(store.Latest().sequence);
  impl->thread = std::thread([raw = impl.get()] { raw->Run(); });
  return std::unique_ptr<Indexer>(new Indexer(std::move(impl)));
}

Indexer::Indexer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Indexer::~Indexer() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stop = true;
    impl_->work.notify_all();
  }
  impl_->thread.join();
  impl_->writer = nullptr;  // gives the index's lock back
}

absl::Status Indexer::WaitUntilApplied(const ChangeToken& token,
                                       std::chrono::steady_clock::time_point deadline) {
  if (token.epoch != impl_->store.epoch()) {
    return absl::FailedPreconditionError("the consistency token is of another epoch");
  }
  if (token.sequence < 0 || token.sequence > impl_->store.Latest().sequence) {
    return absl::InvalidArgumentError("the consistency token names no change of this store");
  }
  std::unique_lock lock(impl_->mutex);
  bool seen =
      impl_->progress.wait_until(lock, deadline, [&] { return impl_->Applied(token.sequence); });
  return seen ? absl::OkStatus()
              : absl::DeadlineExceededError("the index has not reached the token yet");
}

absl::Status Indexer::WaitUntilCaughtUp(std::chrono::steady_clock::time_point deadline) {
  int64_t end = impl_->store.Latest().sequence;
  std::unique_lock lock(impl_->mutex);
  bool seen = impl_->progress.wait_until(lock, deadline,
                                         [&] { return impl_->reachable && impl_->applied >= end; });
  return seen ? absl::OkStatus() : absl::DeadlineExceededError("the index has not caught up yet");
}

IndexerProgress Indexer::Progress() const {
  std::lock_guard lock(impl_->mutex);
  IndexerProgress progress = impl_->counters;
  progress.sequence = impl_->applied;
  progress.latest = impl_->latest;
  return progress;
}

}  // namespace setara
