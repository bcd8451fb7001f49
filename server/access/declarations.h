// Checks that the contract declares who may call each method and what kind of data each field
// holds (design: default deny, declared in the contract).
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>

namespace setara {

// FailedPrecondition naming the first method of `service` without an `access` grant, or the first
// field of its requests and answers, at any depth within setara.v1, without a `data_class`. Pure.
// Besides: a method whose name is not that of a question (Get, List, Search, ...) but which does
// not declare `writes`, and one with a scope below SCOPE_ALL whose request names no record that the
// scope could be held against, without `narrowed`.
absl::Status CheckAccessDeclared(const google::protobuf::ServiceDescriptor& service);

}  // namespace setara
