// How a failure leaves the server.
#pragma once

#include <absl/status/status.h>
#include <grpcpp/support/status.h>

#include "google/rpc/status.pb.h"

namespace setara {

// The status with its details: ErrorInfo always (domain "setara"), BadRequest where fields are
// named, RetryInfo where metadata has retry_after_seconds. INTERNAL and DATA_LOSS keep their
// message out: it may speak of the machine. Pure.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// The same for gRPC; codes are the same numbers. Pure.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace setara
