// Keeps the index at the heels of the store: one thread follows the change log, reads the newest
// state of each changed record and writes it to the index in batches. Order holds per record, since
// only the newest state is ever written; interactive changes overtake bulk ones. A large backlog,
// an index that is missing, damaged or of another version or epoch, and, some time later, people
// who left, are answered by a new generation beside the serving one.
//
// Thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "index/index.h"
#include "server/store/store.h"

namespace setara {

struct IndexerProgress {
  int64_t sequence = 0;     // applied without a hole
  int64_t latest = 0;       // last change of the store
  int64_t batches = 0;      // committed since the start
  int64_t records = 0;      // written since the start
  int64_t rebuilds = 0;     // generations built since the start
  bool rebuilding = false;  // searches may meanwhile be answered from the old generation
  absl::Status last_error;  // of the last attempt; OK when it went well
};

class Indexer {
 public:
  struct Options {
    // How long a batch waits for company after its first change. Our default.
    std::chrono::milliseconds window{50};
    int batch_records = 1000;  // at most kMaxBatchRecords
    // Changes behind, and more than half of what the index holds: build anew instead.
    int64_t rebuild_above = 50'000;
    // When people left the index, a new generation replaces the files that still hold bytes of what
    // was written of them (Snapshot::departed): after this time, or, where the index is large, once
    // so much has passed for each of its documents, so that rebuilding takes a few percent of one
    // core at most. Our defaults: a minute; at 1 + 1 million documents five and a half hours.
    std::chrono::milliseconds purge_after{60'000};
    std::chrono::milliseconds purge_after_per_document{10};
  };

  // Starts following. Registers itself with store.OnCommit and index.OnNotReady, so call it before
  // the first write and search, and once per store; `store` and `index` must outlive the indexer.
  // FAILED_PRECONDITION: another process writes the index.
  static absl::StatusOr<std::unique_ptr<Indexer>> Start(Store& store, Index& index,
                                                        Options options);
  // Stops after the batch at hand; nothing is lost.
  ~Indexer();

  // Returns once searches see the change that `token` names. FAILED_PRECONDITION: a token of
  // another epoch. DEADLINE_EXCEEDED: not by then. INVALID_ARGUMENT: a sequence that the store
  // never gave.
  absl::Status WaitUntilApplied(const ChangeToken& token,
                                std::chrono::steady_clock::time_point deadline);

  // Returns once every change that the store has by now is in the index. A token may be applied
  // before others that came earlier; this leaves no hole. DEADLINE_EXCEEDED: not by then.
  absl::Status WaitUntilCaughtUp(std::chrono::steady_clock::time_point deadline);

  IndexerProgress Progress() const;

 private:
  struct Impl;
  explicit Indexer(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace setara
