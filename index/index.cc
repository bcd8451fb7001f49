#include "index/index.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "index/generation.h"
#include "index/guard.h"
#include "index/reader.h"

namespace setara {
namespace {

// The serving generation with its columns loaded, or why there is none.
absl::Status OpenCurrent(Index::Impl& impl) {
  absl::StatusOr<std::string> path = CurrentGeneration(impl.directory);
  if (!path.ok()) return path.status();
  auto generation = std::make_shared<ServingGeneration>();
  generation->path = *path;
  absl::Status opened = Guard(
      [&] { generation->idle.push_back(std::make_unique<Xapian::Database>(generation->path)); });
  if (!opened.ok()) return opened;
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = LoadSnapshot(*generation->idle.back());
  if (!snapshot.ok()) return snapshot.status();
  generation->Announce(*snapshot);
  impl.Publish(std::move(generation), *std::move(snapshot));
  return absl::OkStatus();
}

}  // namespace

void ServingGeneration::Announce(std::shared_ptr<const Snapshot> snapshot) {
  std::lock_guard lock(mutex);
  snapshots.push_back(std::move(snapshot));
  if (snapshots.size() > kRecentSnapshots) snapshots.pop_front();
}

void ServingGeneration::Withdraw(int64_t revision) {
  std::lock_guard lock(mutex);
  std::erase_if(snapshots, [&](const auto& s) { return s->revision == revision; });
}

void Index::Impl::Publish(std::shared_ptr<ServingGeneration> generation,
                          std::shared_ptr<const Snapshot> snapshot) {
  std::lock_guard lock(mutex);
  ready = absl::OkStatus();
  serving = std::move(generation);
  current = std::move(snapshot);
}

void Index::Impl::Advance(const std::shared_ptr<ServingGeneration>& generation,
                          std::shared_ptr<const Snapshot> snapshot) {
  std::lock_guard lock(mutex);
  if (serving == generation) current = std::move(snapshot);
}

absl::Status Index::Impl::TakeOut(const std::shared_ptr<ServingGeneration>& generation,
                                  const absl::Status& reason) {
  absl::Status answer =
      absl::UnavailableError("the index is being built: " + std::string(reason.message()));
  std::function<void()> listener;
  {
    std::lock_guard lock(mutex);
    if (serving != generation) return absl::UnavailableError("the index was replaced: try again");
    ready = answer;
    serving = nullptr;
    current = nullptr;
    listener = on_not_ready;
  }
  if (listener) listener();
  return answer;
}

absl::StatusOr<std::unique_ptr<Index>> Index::Open(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return absl::InternalError("index: cannot make its directory: " + error.message());
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  if (absl::Status opened = OpenCurrent(*impl); !opened.ok()) {
    impl->TakeOut(nullptr, opened).IgnoreError();
  }
  return std::unique_ptr<Index>(new Index(std::move(impl)));
}

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::~Index() = default;

absl::Status Index::Ready() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->ready;
}

std::shared_ptr<const Snapshot> Index::Current() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->current;
}

void Index::OnNotReady(std::function<void()> listener) {
  std::lock_guard lock(impl_->mutex);
  impl_->on_not_ready = std::move(listener);
}

const std::string& Index::directory() const { return impl_->directory; }

ReaderLease::ReaderLease(std::shared_ptr<ServingGeneration> generation,
                         std::unique_ptr<Xapian::Database> database,
                         std::shared_ptr<const Snapshot> snapshot)
    : generation_(std::move(generation)),
      database_(std::move(database)),
      snapshot_(std::move(snapshot)) {}

ReaderLease::~ReaderLease() {
  if (generation_ == nullptr || database_ == nullptr) return;
  std::lock_guard lock(generation_->mutex);
  if (generation_->idle.size() < kIdleReaders) generation_->idle.push_back(std::move(database_));
}

absl::StatusOr<ReaderLease> LeaseReader(const Index& index) {
  std::shared_ptr<ServingGeneration> generation;
  {
    std::lock_guard lock(index.impl().mutex);
    if (!index.impl().ready.ok()) return index.impl().ready;
    generation = index.impl().serving;
  }
  std::unique_ptr<Xapian::Database> database;
  {
    std::lock_guard lock(generation->mutex);
    if (!generation->idle.empty()) {
      database = std::move(generation->idle.back());
      generation->idle.pop_back();
    }
  }
  absl::Status opened = Guard([&] {
    if (database == nullptr) {
      database = std::make_unique<Xapian::Database>(generation->path);
    } else {
      database->reopen();
    }
  });
  absl::StatusOr<GenerationState> state = opened.ok() ? StateOf(*database) : opened;
  if (state.status().code() == absl::StatusCode::kDataLoss) {
    return index.impl().TakeOut(generation, state.status());
  }
  if (!state.ok()) return state.status();
  std::lock_guard lock(generation->mutex);
  for (const auto& snapshot : generation->snapshots) {
    if (snapshot->revision == state->revision) {
      return ReaderLease(generation, std::move(database), snapshot);
    }
  }
  return WithReason(absl::AbortedError("the index moved on"), kIndexModified);
}

}  // namespace setara
