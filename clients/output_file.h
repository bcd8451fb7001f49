// A file that is written piece by piece, gzip when its name ends in .gz.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <string_view>

namespace setara {

// Writes beside the file and renames it at the end, so that a failed export never looks whole. Not
// thread-safe.
class OutputFile {
 public:
  // "-" writes to standard output. PermissionDenied: the file cannot be made.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Create(const std::string& path);
  // Removes what was written unless Finish succeeded.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // DataLoss: not all could be written.
  absl::Status Write(std::string_view text);
  absl::Status Finish();

 private:
  explicit OutputFile(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::string temporary_;
  void* gzip_ = nullptr;  // gzFile
  std::FILE* plain_ = nullptr;
};

}  // namespace setara
