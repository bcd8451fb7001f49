// Messages as JSON (the canonical mapping of proto3) and back, by descriptor.
#pragma once

#include <absl/status/statusor.h>
#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>

namespace setara {

// The serialized message that `json` stands for. INVALID_ARGUMENT as CheckJsonShape, or naming the
// field whose value does not fit its type; never with a value in it. Names may be written as in the
// contract ("region_code") or in camelCase. Thread-safe.
absl::StatusOr<std::string> JsonToBytes(std::string_view json,
                                        const google::protobuf::Descriptor& type);

// A serialized message of `type` as JSON: camelCase names, enums by name, 64-bit numbers as text,
// fields at their default left out. INTERNAL: `bytes` is no such message. Thread-safe.
absl::StatusOr<std::string> BytesToJson(std::string_view bytes,
                                        const google::protobuf::Descriptor& type);

}  // namespace setara
