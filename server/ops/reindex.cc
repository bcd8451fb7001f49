#include "server/ops/reindex.h"

#include <span>
#include <vector>

#include "server/ops/index_batch.h"
#include "server/store/changes.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr int kChunk = 1000;  // records read at once

// Both kinds share the numbering of rows, and a build wants rows ascending: reads a chunk of each
// kind and hands on what lies below the lower of the two ends.
class RecordStream {
 public:
  RecordStream(Store& store, IndexWriter& writer) : store_(store), writer_(writer) {}

  // False at the end.
  absl::StatusOr<bool> Next() {
    if (absl::Status filled = Fill(); !filled.ok()) return filled;
    while (HasOpening() || HasSeeker()) {
      if (!HasOpening() && !openings_done_) return true;
      if (!HasSeeker() && !seekers_done_) return true;
      bool opening = HasOpening() &&
                     (!HasSeeker() || openings_[next_opening_].row < seekers_[next_seeker_].row);
      absl::Status added =
          opening ? writer_.Add(openings_[next_opening_++]) : writer_.Add(seekers_[next_seeker_++]);
      if (!added.ok()) return added;
    }
    return !(openings_done_ && seekers_done_);
  }

 private:
  bool HasOpening() const { return next_opening_ < openings_.size(); }
  bool HasSeeker() const { return next_seeker_ < seekers_.size(); }

  absl::Status Fill() {
    return store_.Read([&](Connection& db) -> absl::Status {
      if (!HasOpening() && !openings_done_) {
        auto openings = ListOpenings(db, {}, last_opening_, kChunk);
        if (!openings.ok()) return openings.status();
        openings_done_ = openings->size() < kChunk;
        openings_ = *std::move(openings);
        next_opening_ = 0;
        if (!openings_.empty()) last_opening_ = openings_.back().row;
      }
      if (!HasSeeker() && !seekers_done_) {
        auto seekers = ScanSeekersForIndex(db, last_seeker_, kChunk);
        if (!seekers.ok()) return seekers.status();
        seekers_done_ = seekers->size() < kChunk;
        seekers_ = *std::move(seekers);
        next_seeker_ = 0;
        if (!seekers_.empty()) last_seeker_ = seekers_.back().row;
      }
      return absl::OkStatus();
    });
  }

  Store& store_;
  IndexWriter& writer_;
  std::vector<Opening> openings_;
  std::vector<Seeker> seekers_;
  size_t next_opening_ = 0, next_seeker_ = 0;
  int64_t last_opening_ = 0, last_seeker_ = 0;
  bool openings_done_ = false, seekers_done_ = false;
};

absl::StatusOr<int64_t> LastChange(Store& store) {
  int64_t sequence = 0;
  absl::Status read = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<int64_t> last = LastSequence(db);
    if (last.ok()) sequence = *last;
    return last.status();
  });
  if (!read.ok()) return read;
  return sequence;
}

// Gives the closed build the changes after `sequence`, and moves that on.
absl::Status ApplyNext(Store& store, IndexWriter& writer, int64_t& sequence) {
  IndexBatch batch;
  absl::Status read = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<ChangeBatch> changes = ReadChanges(db, sequence, kChunk);
    if (!changes.ok()) return changes.status();
    batch.sequence = changes->through;
    return ReadRecords(db, changes->changes, batch);
  });
  if (!read.ok()) return read;
  batch.epoch = store.epoch();
  absl::Status applied = writer.ApplyToBuild(batch);
  if (applied.ok()) sequence = batch.sequence;
  return applied;
}

// Twice to the end of the log as it stands: the second time `progress`, which may write to the
// serving generation, is not called, so that all that one was given is in the new one too.
absl::Status CatchUp(Store& store, IndexWriter& writer, int64_t sequence,
                     const ReindexProgress& progress) {
  for (bool last : {false, true}) {
    absl::StatusOr<int64_t> end = LastChange(store);
    if (!end.ok()) return end.status();
    while (sequence < *end) {
      if (absl::Status done = ApplyNext(store, writer, sequence); !done.ok()) return done;
      if (!last && progress && !progress(writer.built())) {
        return absl::CancelledError("reindex stopped");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Reindex(Store& store, IndexWriter& writer, const ReindexProgress& progress) {
  absl::StatusOr<int64_t> sequence = LastChange(store);
  if (!sequence.ok()) return sequence.status();
  if (absl::Status started = writer.StartBuild(); !started.ok()) return started;
  RecordStream records(store, writer);
  while (true) {
    absl::StatusOr<bool> more = records.Next();
    if (!more.ok()) return more.status();
    if (progress && !progress(writer.built())) return absl::CancelledError("reindex stopped");
    if (!*more) break;
  }
  bool go_on = true;
  absl::Status closed = writer.CloseBuild(store.epoch(), *sequence, [&] {
    if (go_on && progress) go_on = progress(writer.built());
  });
  if (!closed.ok()) return closed;
  if (!go_on) return absl::CancelledError("reindex stopped");
  absl::Status caught_up = CatchUp(store, writer, *sequence, progress);
  return caught_up.ok() ? writer.ServeBuild() : caught_up;
}

}  // namespace setara
