// The parts of an .xlsx file, unpacked one at a time and never beyond a bound: the file may be
// hostile. The one place where minizip is used.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>

namespace setara {

// Not thread-safe.
class XlsxArchive {
 public:
  // file_bytes: largest file that is opened. unpacked_bytes: most that all reads together give; a
  // part that is longer than it states is cut off there as well. InvalidArgument: no archive,
  // damaged, or too large. NotFound, PermissionDenied: the file cannot be opened.
  static absl::StatusOr<XlsxArchive> Open(const std::string& path, int64_t file_bytes,
                                          int64_t unpacked_bytes);

  // The bytes of a part: "xl/workbook.xml". NotFound: no such part. InvalidArgument: damaged, or
  // beyond the bound.
  absl::StatusOr<std::string> Read(const std::string& part);

 private:
  XlsxArchive(std::string path, void* archive, int64_t left);

  std::string path_;
  std::unique_ptr<void, int (*)(void*)> archive_;  // unzFile
  int64_t left_;
};

}  // namespace setara
