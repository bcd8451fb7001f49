// Field masks of update requests (AIP-134).
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>

namespace setara {

// Puts the fields of `patch` that `mask` names into `target`, of the same type; a named field that
// is not set in the patch is cleared. An empty mask names every field that is set; "*" names all.
// `name` and `etag` never change. InvalidArgument for the field update_mask: a path that the
// message does not have.
absl::Status ApplyUpdate(const google::protobuf::Message& patch,
                         const google::protobuf::FieldMask& mask,
                         google::protobuf::Message* target);

}  // namespace setara
