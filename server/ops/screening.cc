#include "server/ops/screening.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "matcher/screening/screen.h"
#include "server/ops/verify.h"
#include "server/store/findings.h"
#include "server/store/openings.h"

namespace setara {
namespace {

constexpr int kChunk = 500;                            // openings in one write; our default
constexpr std::chrono::milliseconds kRetryAfter{500};  // after an error; our default

const std::string& Version() { return ScreeningRules::Get().version(); }

struct Screened {
  Opening opening;
  std::vector<ScreeningFinding> findings;
};

struct Chunk {
  bool done = false;  // there was nothing to do
  std::vector<Screened> openings;
};

absl::StatusOr<Chunk> ReadChunk(Store& store, int limit) {
  Chunk chunk;
  std::vector<Opening> openings;
  absl::Status read = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::optional<int64_t>> through = ScreenedThrough(db, Version());
    if (!through.ok()) return through.status();
    chunk.done = !through->has_value();
    if (chunk.done) return absl::OkStatus();
    absl::StatusOr<std::vector<Opening>> found = ListOpenings(db, {}, **through, limit);
    if (!found.ok()) return found.status();
    openings = *std::move(found);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  // Outside of any transaction: nobody waits for the patterns.
  for (Opening& opening : openings) {
    std::vector<ScreeningFinding> findings = setara::ScreenOpening(opening);
    chunk.openings.push_back({std::move(opening), std::move(findings)});
  }
  return chunk;
}

absl::Status KeepChunk(Connection& db, const Chunk& chunk, bool more) {
  for (const Screened& screened : chunk.openings) {
    absl::StatusOr<int64_t> version = OpeningVersion(db, screened.opening.row);
    if (!version.ok()) return version.status();
    // Written or deleted since it was read: that write knew better.
    if (*version != screened.opening.version) continue;
    absl::Status kept = ReplaceFindings(db, screened.opening, screened.findings);
    if (!kept.ok()) return kept;
  }
  std::optional<int64_t> through;
  if (more) through = chunk.openings.back().opening.row;
  return SetScreenedThrough(db, Version(), through);
}

}  // namespace

absl::StatusOr<std::vector<ScreeningFinding>> KeepFindings(Connection& db, const Opening& opening) {
  std::vector<ScreeningFinding> findings = setara::ScreenOpening(opening);
  absl::Status kept = ReplaceFindings(db, opening, findings);
  if (!kept.ok()) return kept;
  return findings;
}

absl::StatusOr<bool> ScreenNext(Store& store, int limit) {
  absl::StatusOr<Chunk> chunk = ReadChunk(store, limit);
  if (!chunk.ok()) return chunk.status();
  if (chunk->done) return false;
  const bool more = chunk->openings.size() == static_cast<size_t>(limit);
  absl::Status kept =
      store.Write([&](Connection& db) { return KeepChunk(db, *chunk, more); }).status();
  if (!kept.ok()) return kept;
  return more;
}

absl::Status ScreenAll(Store& store) {
  while (true) {
    absl::StatusOr<bool> more = ScreenNext(store, kChunk);
    if (!more.ok() || !*more) return more.status();
  }
}

absl::Status ForgetScreening(Store& store) {
  return store.Write([](Connection& db) { return SetScreenedThrough(db, Version(), 0); }).status();
}

absl::StatusOr<ScreeningCheck> CheckScreening(Store& store) {
  ScreeningCheck check;
  int64_t after = 0;
  for (size_t read = kChunk; read == kChunk;) {
    absl::Status status = store.Read([&](Connection& db) -> absl::Status {
      absl::StatusOr<std::vector<Opening>> openings = ListOpenings(db, {}, after, kChunk);
      if (!openings.ok()) return openings.status();
      read = openings->size();
      for (const Opening& opening : *openings) {
        absl::StatusOr<std::vector<ScreeningFinding>> kept = GetFindings(db, opening.row);
        if (!kept.ok()) return kept.status();
        after = opening.row;
        ++check.openings;
        check.findings += static_cast<int64_t>(kept->size());
        if (*kept == setara::ScreenOpening(opening)) continue;
        ++check.different;
        if (check.differences.size() < kReportedDifferences) {
          check.differences.push_back("opening row " + std::to_string(opening.row) + ": findings");
        }
      }
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
  }
  return check;
}

struct BackgroundScreening::Impl {
  explicit Impl(Store& store) : store(store) {}

  void Run() {
    for (bool more = true; more;) {
      absl::StatusOr<bool> next = ScreenNext(store, kChunk);
      if (next.ok()) more = *next;
      std::unique_lock lock(mutex);
      if (!next.ok()) wake.wait_for(lock, kRetryAfter, [&] { return stop; });
      if (stop) return;
    }
  }

  Store& store;
  std::mutex mutex;
  std::condition_variable wake;
  bool stop = false;  // guarded by mutex
  std::thread thread;
};

std::unique_ptr<BackgroundScreening> BackgroundScreening::Start(Store& store) {
  auto impl = std::make_unique<Impl>(store);
  impl->thread = std::thread([impl = impl.get()] { impl->Run(); });
  return std::unique_ptr<BackgroundScreening>(new BackgroundScreening(std::move(impl)));
}

BackgroundScreening::BackgroundScreening(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

BackgroundScreening::~BackgroundScreening() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stop = true;
  }
  impl_->wake.notify_all();
  impl_->thread.join();
}

}  // namespace setara
