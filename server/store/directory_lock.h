// Keeps two servers out of one data directory.
#pragma once

#include <absl/status/statusor.h>

#include <string>

namespace setara {

// Holds `<directory>/lock` until it goes out of scope; the kernel lets go when the process dies.
class DirectoryLock {
 public:
  // FAILED_PRECONDITION (reason DIRECTORY_IN_USE) when another owner holds it, in this process or
  // another; PERMISSION_DENIED or INTERNAL when the file cannot be made.
  static absl::StatusOr<DirectoryLock> Take(const std::string& directory);

  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace setara
