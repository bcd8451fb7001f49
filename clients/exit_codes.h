// What the program's exit status means; `setara --help` prints the same.
#pragma once

#include <grpcpp/support/status_code_enum.h>

namespace setara {

inline constexpr int kExitOk = 0;
// A file could not be read or written, or something unforeseen.
inline constexpr int kExitLocal = 1;
// The command line is wrong.
inline constexpr int kExitUsage = 2;
// An import ran, and no record of the file landed.
inline constexpr int kExitAllRejected = 3;
// The exported audit log is not as it was written.
inline constexpr int kExitBrokenChain = 4;

// 10 + the code of the call: INVALID_ARGUMENT 13, DEADLINE_EXCEEDED 14, NOT_FOUND 15,
// ALREADY_EXISTS 16, PERMISSION_DENIED 17, RESOURCE_EXHAUSTED 18, FAILED_PRECONDITION 19,
// ABORTED 20, UNIMPLEMENTED 22, INTERNAL 23, UNAVAILABLE 24, UNAUTHENTICATED 26.
inline int ExitCodeOf(grpc::StatusCode code) {
  return code == grpc::OK ? kExitOk : 10 + static_cast<int>(code);
}

}  // namespace setara
