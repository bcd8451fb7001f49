#include "server/rpc/update_mask.h"

#include <google/protobuf/util/field_mask_util.h>

#include <vector>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;

bool IsFixed(const std::string& path) { return path == "name" || path == "etag"; }

FieldMask Resolve(const Message& patch, const FieldMask& mask) {
  FieldMask out;
  if (mask.paths_size() == 1 && mask.paths(0) == "*") {
    const Descriptor& descriptor = *patch.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) out.add_paths(descriptor.field(i)->name());
  } else if (mask.paths().empty()) {
    std::vector<const FieldDescriptor*> set;
    patch.GetReflection()->ListFields(patch, &set);
    for (const FieldDescriptor* field : set) out.add_paths(field->name());
  } else {
    out = mask;
  }
  return out;
}

}  // namespace

absl::Status ApplyUpdate(const Message& patch, const FieldMask& mask, Message* target) {
  FieldMask fields;
  const FieldMask resolved = Resolve(patch, mask);
  for (int i = 0; i < resolved.paths_size(); ++i) {
    const std::string& path = resolved.paths(i);
    // Protobuf reads "etag." as "etag", which would get past the fields that are fixed.
    if (path.empty() || path.front() == '.' || path.back() == '.' ||
        path.find("..") != std::string::npos) {
      return InvalidField("update_mask.paths[" + std::to_string(i) + "]", "has an empty part");
    }
    if (!FieldMaskUtil::GetFieldDescriptors(patch.GetDescriptor(), path, nullptr)) {
      return InvalidField("update_mask.paths[" + std::to_string(i) + "]",
                          patch.GetDescriptor()->name() + " has no such field");
    }
    if (!IsFixed(path)) fields.add_paths(path);
  }
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(patch, fields, options, target);
  return absl::OkStatus();
}

}  // namespace setara
