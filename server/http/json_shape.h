// Checks JSON against a message type before protobuf reads it: protobuf's own errors repeat what
// they stumbled on, which may be what a person told us, and it takes a field given twice.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>

namespace setara {

// Objects and lists within each other, at most. Our default; the contract needs about ten.
inline constexpr int kMaxJsonDepth = 64;

// The field that a JSON name stands for, as in the contract ("region_code") or in camelCase; null:
// none. Pure.
const google::protobuf::FieldDescriptor* FindJsonField(const google::protobuf::Descriptor& type,
                                                       std::string_view name);

// What to say of a value that does not fit: "is not a value of EmployerKind". Pure.
std::string JsonMisfit(const google::protobuf::FieldDescriptor& field);

// OK: `json` is one object, each of its names a field of `type` or of the message there, and
// each object and list stands where the contract has one: protobuf would take some others.
// INVALID_ARGUMENT: naming the field, for a value of another form, for a name that the contract
// does not know (proto path up to it, "opening.demands[2].levle") or that stands twice; with reason
// MALFORMED_REQUEST and the byte where it happened for what is no JSON, or nests deeper than
// kMaxJsonDepth. No value is repeated, and a name only where it looks like one. Does not recurse.
// Pure; thread-safe.
absl::Status CheckJsonShape(std::string_view json, const google::protobuf::Descriptor& type);

}  // namespace setara
