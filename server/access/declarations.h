// Checks that the contract declares who may call each method and what kind of data each field
// holds (design: default deny, declared in the contract).
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>

namespace setara {

// FailedPrecondition naming the first method of `service` without an `access` grant, or the first
// field of its requests and answers, at any depth within setara.v1, without a `data_class`. Pure.
absl::Status CheckAccessDeclared(const google::protobuf::ServiceDescriptor& service);

}  // namespace setara
