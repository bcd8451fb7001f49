// The records of one data directory: a writer with group commit, a pool of readers, the `changes`
// log that the indexer follows. Opening a Store migrates its schema.
//
// Thread-safe. Handlers call Read and Write; no one else touches a connection.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// Where in the log a write stands. `epoch` names the life of the log (a restored backup gets a new
// one); `sequence` grows by one a change.
struct ChangeToken {
  std::string epoch;
  int64_t sequence = 0;
};

class Store {
 public:
  struct Options {
    std::string directory;  // created when missing; the database is <directory>/records.sqlite3
    // What opens the sealed columns; outside the directory. Empty: "<directory>.key" beside it.
    // Made, with mode 0600, when the data were never sealed.
    std::string key_file{};
    int readers = 4;  // >= 1
    const Clock* clock = &SystemClock();
    // Runs on the writer after each work that succeeded, as a part of it: derives what follows from
    // the records that it wrote. An error is the work's. Empty: nothing is derived.
    std::function<absl::Status(Connection&)> settle{};
  };

  // DATA_LOSS: damaged file; FAILED_PRECONDITION: a newer schema, another process owns it, or the
  // key file is missing (KEY_MISSING), another's (KEY_WRONG), open to others (KEY_FILE_IS_OPEN) or
  // in the directory (KEY_FILE_INSIDE_DATA).
  static absl::StatusOr<std::unique_ptr<Store>> Open(Options options);
  ~Store();

  // Runs `work` on the writer inside a transaction shared with other callers (group commit), each
  // in its own savepoint: an error rolls back this work alone and comes back to this caller. When
  // it returns OK the group is on disk. `work` runs on the writer's thread, keeps no reference to
  // the connection, and must be short. The token names the last change of this work, or
  // when it made none, the last one before it.
  absl::StatusOr<ChangeToken> Write(std::function<absl::Status(Connection&)> work);

  // The same without waiting: `done` gets the outcome on the writer's thread, once the group is on
  // disk or has failed, in the order of the calls; it must not block, nor call Write. Every work
  // handed over before the store closes is finished, and told, before the destructor returns. What
  // waits is not bounded here: the caller bounds what is under way. `patience`: how long the work
  // may wait for others, so that one commit carries them all; the least patient one decides.
  void WriteAsync(std::function<absl::Status(Connection&)> work,
                  std::function<void(absl::StatusOr<ChangeToken>)> done,
                  std::chrono::steady_clock::duration patience = {});

  // Commits what waits without more patience: nothing else is on the way.
  void Hurry();

  // Runs `work` on a leased reader, inside one read transaction (one snapshot).
  absl::Status Read(const std::function<absl::Status(Connection&)>& work);

  // The last committed change.
  ChangeToken Latest() const;
  const std::string& epoch() const;
  const Clock& clock() const;

  // Called after each commit from now on with the last sequence, from the writer's thread. What was
  // committed before, Latest() tells. Must not block.
  void OnCommit(std::function<void(int64_t sequence)> listener);

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
