#include "server/access/declarations.h"

#include <set>
#include <string>

#include "setara/v1/access.pb.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

absl::Status CheckFields(const Descriptor& message, std::set<const Descriptor*>& seen) {
  if (message.file()->package() != "setara.v1" || !seen.insert(&message).second) {
    return absl::OkStatus();
  }
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (field.options().GetExtension(v1::data_class) == v1::DATA_CLASS_UNSPECIFIED) {
      return absl::FailedPreconditionError("field " + field.full_name() +
                                           " declares no data_class");
    }
    if (field.message_type() == nullptr) continue;
    if (absl::Status status = CheckFields(*field.message_type(), seen); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckAccessDeclared(const google::protobuf::ServiceDescriptor& service) {
  std::set<const Descriptor*> seen;
  for (int i = 0; i < service.method_count(); ++i) {
    const google::protobuf::MethodDescriptor& method = *service.method(i);
    const v1::AccessRule& rule = method.options().GetExtension(v1::access);
    if (rule.grants().empty()) {
      return absl::FailedPreconditionError("method " + method.full_name() +
                                           " declares no access grant");
    }
    for (const v1::Grant& grant : rule.grants()) {
      if (grant.role() == v1::ROLE_UNSPECIFIED || grant.scope() == v1::SCOPE_UNSPECIFIED) {
        return absl::FailedPreconditionError("method " + method.full_name() +
                                             " has a grant without role or scope");
      }
    }
    for (const Descriptor* message : {method.input_type(), method.output_type()}) {
      if (absl::Status status = CheckFields(*message, seen); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace setara
