// The only hand that writes the index: batches into the serving generation, or a whole new
// generation beside it. Epoch and sequence go into the same commit as the documents, so that a
// crash loses nothing but time.
//
// Belongs to one thread; one writer a directory (Xapian's lock). Searches go on meanwhile.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "index/index.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

// Documents a batch may touch: below Xapian's own flush, which would commit half a batch.
inline constexpr size_t kMaxBatchRecords = 5'000;

// The newest state of records; each row at most once.
struct IndexBatch {
  std::vector<Opening> openings;
  std::vector<Seeker> seekers;
  std::vector<int64_t> deleted;  // rows without a record; unknown ones are no error
  std::string epoch;
  int64_t sequence = 0;  // every change up to here is in the index once this batch is

  size_t size() const { return openings.size() + seekers.size() + deleted.size(); }
};

class IndexWriter {
 public:
  // `index` must outlive the writer. Takes the write lock of the serving generation, if any:
  // FAILED_PRECONDITION when another process has it.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Open(Index& index);
  ~IndexWriter();

  // All of the batch or nothing, and at once visible to new searches. FAILED_PRECONDITION: nothing
  // serves, or the epoch is another one than the generation's: build a new one. INVALID_ARGUMENT:
  // more than kMaxBatchRecords. DATA_LOSS: the index is damaged; it no longer serves.
  absl::Status Apply(const IndexBatch& batch);

  // Begins a new generation beside the serving one; what an earlier build left is thrown away.
  absl::Status StartBuild();
  // Adds to the build. Rows ascending over all calls, openings and people together.
  absl::Status Add(const Opening& opening);
  absl::Status Add(const Seeker& seeker);
  // Records added to the build so far.
  int64_t built() const;
  // Compacts the build and loads its columns; it does not serve yet. Every change up to `sequence`
  // is in it. That takes long, so `meanwhile`, unless empty, is called now and then from this
  // thread and may Apply to the serving generation.
  absl::Status CloseBuild(const std::string& epoch, int64_t sequence,
                          const std::function<void()>& meanwhile);
  // As Apply, to the closed build: lets it catch up before it serves. After an error other than
  // INVALID_ARGUMENT it can only be thrown away.
  absl::Status ApplyToBuild(const IndexBatch& batch);
  // Makes the closed build the serving generation and removes the old one. Later Apply calls go to
  // it.
  absl::Status ServeBuild();
  // CloseBuild and ServeBuild, for records that nobody changes meanwhile.
  absl::Status FinishBuild(const std::string& epoch, int64_t sequence);

 private:
  struct Impl;
  explicit IndexWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
