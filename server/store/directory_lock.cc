#include "server/store/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "matcher/domain/errors.h"

namespace setara {

absl::StatusOr<DirectoryLock> DirectoryLock::Take(const std::string& directory) {
  int file = open((directory + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    std::string message = std::string("data directory: ") + std::strerror(errno);
    return errno == EACCES || errno == EROFS ? absl::PermissionDeniedError(message)
                                             : absl::InternalError(message);
  }
  DirectoryLock lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return WithReason(absl::FailedPreconditionError(
                          "the data directory is in use by another server: stop it, or name "
                          "another directory"),
                      "DIRECTORY_IN_USE");
  }
  return lock;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)) {}

DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

DirectoryLock::~DirectoryLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace setara
