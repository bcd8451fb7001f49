#include "server/access/declarations.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "server/access/method_rules.h"
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

// Standard and custom verbs that only ask (AIP-130, AIP-136).
bool AsksOnly(const std::string& method) {
  constexpr std::string_view kVerbs[] = {
      "Analyse", "Check", "Code",  "Compute", "Draft", "Explain", "Export", "Fill",   "Find",
      "Get",     "List",  "Match", "Project", "Read",  "Resolve", "Screen", "Search", "Summarize"};
  return std::any_of(std::begin(kVerbs), std::end(kVerbs),
                     [&](std::string_view verb) { return method.rfind(verb, 0) == 0; });
}

// Whether a field of `message`, at any depth, names a record that `scope` holds.
bool NamesRecordOf(v1::Scope scope, const Descriptor& message, std::set<const Descriptor*>& seen) {
  if (message.file()->package() != "setara.v1" || !seen.insert(&message).second) return false;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (Constrains(scope, field.options().GetExtension(v1::resource))) return true;
    if (field.message_type() == nullptr) continue;
    if (NamesRecordOf(scope, *field.message_type(), seen)) return true;
  }
  return false;
}

absl::Status CheckRule(const google::protobuf::MethodDescriptor& method) {
  const v1::AccessRule& rule = RuleOf(method);
  if (!rule.writes() && !AsksOnly(method.name())) {
    return absl::FailedPreconditionError("method " + method.full_name() +
                                         " neither declares writes nor has the name of a question");
  }
  for (const v1::Grant& grant : rule.grants()) {
    std::set<const Descriptor*> seen;
    if (grant.scope() == v1::SCOPE_ALL || rule.narrowed()) continue;
    if (NamesRecordOf(grant.scope(), *method.input_type(), seen)) continue;
    return absl::FailedPreconditionError("method " + method.full_name() + " grants " +
                                         v1::Scope_Name(grant.scope()) +
                                         ", which nothing in its request could be held against");
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
    if (absl::Status status = CheckRule(method); !status.ok()) return status;
    for (const Descriptor* message : {method.input_type(), method.output_type()}) {
      if (absl::Status status = CheckFields(*message, seen); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace setara
