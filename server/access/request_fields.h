// Holds a request to what the caller's role may say and ask, field by field. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <vector>

#include "setara/v1/access.pb.h"

namespace setara {

// PERMISSION_DENIED with reason FIELD_DENIED naming the first field of `request` that is set though
// the role may not write its kind of data (`writes`), or, where the method only asks, may not read
// it: what cannot be seen cannot be filtered by either. Paths of a field mask count as set, with
// everything below a path that names a message. INVALID_ARGUMENT naming `update_mask`: a path with
// an empty part, which libraries read in different ways.
absl::Status CheckRequestFields(const google::protobuf::Message& request, v1::Role role,
                                bool writes);

// A field that names a record, as `field` in the request.
struct NamedResource {
  v1::ResourceKind kind = v1::RESOURCE_KIND_UNSPECIFIED;
  std::string name;
  std::string field;
};

// Every record that the request names, in the order of the fields; empty names are left out.
std::vector<NamedResource> NamedResources(const google::protobuf::Message& request);

// Bit n: a field of DataClass n is set. PUBLIC and OPERATIONAL are left out.
uint32_t DataClassesOf(const google::protobuf::Message& message);

}  // namespace setara
