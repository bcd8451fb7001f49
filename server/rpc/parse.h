// Reads request bytes and checks them against the contract alone.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/message.h>

#include <string>

namespace setara {

// INVALID_ARGUMENT naming the field: text that is not UTF-8, an enum value that the contract does
// not know; or naming none: bytes that are not a message. Thread-safe.
absl::Status ParseRequest(const std::string& bytes, google::protobuf::Message* request);

}  // namespace setara
