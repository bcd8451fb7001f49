// The bytes of documents as files in a directory of their own beside the database, each sealed with
// the key of the employer that it is about (person_keys.h keeps it, so that `setarad keys rotate`
// wraps it anew). A file is written and on disk before the record that names it commits: after a
// crash there may be a file without a record (document_sweep.h removes it), never a record without
// its file. A new table that names files must be known there.
//
// Thread-safe; no lock is needed, since a file is never changed.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/keys/vault.h"
#include "server/store/sqlite.h"

namespace setara {

// Where a data directory keeps them.
inline std::string DocumentDirectory(const std::string& data_directory) {
  return data_directory + "/documents";
}

class DocumentFiles {
 public:
  // directory: made, with mode 0700, when the first file is.
  explicit DocumentFiles(std::string directory) : directory_(std::move(directory)) {}

  // Writes `sealed` as the file `id` (a ULID), durably; what an attempt that never committed left
  // under this id is replaced. RESOURCE_EXHAUSTED: the disk is full; INTERNAL.
  absl::Status Write(std::string_view id, std::string_view sealed) const;
  // DATA_LOSS: the file is missing.
  absl::StatusOr<std::string> Read(std::string_view id) const;
  // After a write whose record did not commit; as far as it can.
  void Remove(std::string_view id) const;
  // The names in the directory that Write gives: ids, and ids followed by kUnfinished of writes
  // that never ended. By name; others are not ours. None when there is no directory.
  absl::StatusOr<std::vector<std::string>> List() const;

  static constexpr std::string_view kUnfinished = ".part";

 private:
  std::string directory_;
};

// The key of an employer's documents; made when there is none, which needs Store::Write.
absl::StatusOr<PersonKey> EmployerKey(Connection& db, int64_t employer_row);

// To and from the bytes of a file. DATA_LOSS: another employer's, another document's, or damaged.
std::string SealDocument(const PersonKey& key, std::string_view id, std::string_view bytes);
absl::StatusOr<std::string> OpenDocument(const PersonKey& key, std::string_view id,
                                         std::string_view sealed);

// The bytes of the document `id`, read and opened. DATA_LOSS: the file is missing, not its own, or
// its bytes have another hash than `sha256` (hexadecimal) on record.
absl::StatusOr<std::string> ReadDocument(const DocumentFiles& files, const PersonKey& key,
                                         std::string_view id, std::string_view sha256);

}  // namespace setara
