// The directories of an index: `<directory>/<generation>/` is one Xapian database, and the file
// `<directory>/CURRENT` names the one that serves. Internal to index/ (Xapian types).
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <xapian.h>

#include <memory>
#include <string>

#include "index/snapshot.h"

namespace setara {

// Where the index of a generation stands, as its metadata say.
struct GenerationState {
  std::string epoch;
  int64_t sequence = 0;
  int64_t revision = 0;
  bool departed = false;  // as in Snapshot
};

// Path of a new generation, named by no other directory there.
std::string NewGenerationPath(const std::string& directory);

// Path of the serving generation. NOT_FOUND: none was ever finished. INTERNAL: unreadable.
absl::StatusOr<std::string> CurrentGeneration(const std::string& directory);

// Makes `path` the serving generation, atomically and durably.
absl::Status SwitchTo(const std::string& directory, const std::string& path);

// Removes every generation but `keep`: what a crash left and what was replaced. Readers that still
// have files open keep them.
void RemoveOtherGenerations(const std::string& directory, const std::string& keep);

// Puts versions, languages and `state` into the metadata; they take effect with the next commit.
void Describe(Xapian::WritableDatabase& database, const GenerationState& state);

// What the metadata say. FAILED_PRECONDITION names the version that differs from this program's.
absl::StatusOr<GenerationState> StateOf(const Xapian::Database& database);

// The columns of all documents. DATA_LOSS: a document without readable facts, or a damaged file.
absl::StatusOr<std::shared_ptr<const Snapshot>> LoadSnapshot(const Xapian::Database& database);

}  // namespace setara
