#include "server/access/request_fields.h"

#include <google/protobuf/field_mask.pb.h>

#include <functional>
#include <set>

#include "matcher/domain/errors.h"
#include "matcher/domain/table.h"
#include "server/access/visibility.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsOurs(const Descriptor& message) { return message.file()->package() == "setara.v1"; }

v1::DataClass ClassOf(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::data_class);
}

bool May(v1::Role role, const FieldDescriptor& field, bool writes) {
  v1::DataClass data_class = ClassOf(field);
  // Parts of every request: days, regions, words to search for. Whether a public record may be
  // written is the method's to grant.
  if (data_class == v1::DATA_CLASS_OPERATIONAL || data_class == v1::DATA_CLASS_PUBLIC) return true;
  const Visibility& visible = VisibilityOf(role, data_class);
  return visible.write || (!writes && visible.read == Visibility::Read::kAlways);
}

absl::Status Denied(const std::string& path) {
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(path + ": your role may not give or ask for this"),
                 "FIELD_DENIED"),
      "field", path);
}

// Calls `visit` for each set field of our messages, at any depth, with its path and message.
using Visit =
    std::function<absl::Status(const Message&, const FieldDescriptor&, const std::string&)>;

absl::Status ForEachField(const Message& message, const std::string& prefix, const Visit& visit) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string path = prefix + field->name();
    if (absl::Status status = visit(message, *field, path); !status.ok()) return status;
    if (field->message_type() == nullptr || !IsOurs(*field->message_type())) continue;
    int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& part = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                 : reflection.GetMessage(message, field);
      std::string below = field->is_repeated() ? path + "[" + std::to_string(i) + "]." : path + ".";
      if (absl::Status status = ForEachField(part, below, visit); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

// Everything below a message that is replaced as a whole.
absl::Status CheckAll(const Descriptor& message, v1::Role role, const std::string& path,
                      std::set<const Descriptor*>& seen) {
  if (!IsOurs(message) || !seen.insert(&message).second) return absl::OkStatus();
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (!May(role, field, true)) return Denied(path + "." + field.name());
    if (field.message_type() == nullptr) continue;
    absl::Status below = CheckAll(*field.message_type(), role, path + "." + field.name(), seen);
    if (!below.ok()) return below;
  }
  return absl::OkStatus();
}

absl::Status CheckMaskPath(const Descriptor& target, const std::string& path, v1::Role role) {
  const Descriptor* message = &target;
  std::set<const Descriptor*> seen;
  if (path == "*") return CheckAll(target, role, "*", seen);
  // Protobuf reads ".ragam" and "identity..nik" as if the empty part were not there.
  if (path.empty() || path.front() == '.' || path.back() == '.' ||
      path.find("..") != std::string::npos) {
    return InvalidField("update_mask", "a path has an empty part");
  }
  for (std::string_view part : Split(path, '.')) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->FindFieldByName(std::string(part));
    if (field == nullptr) return absl::OkStatus();  // no such path: the handler says so
    if (!May(role, *field, true)) return Denied("update_mask: " + path);
    message = field->message_type();
  }
  return message == nullptr ? absl::OkStatus() : CheckAll(*message, role, path, seen);
}

// The message that a mask of `request` speaks of: the one field of ours beside it.
const Descriptor* MaskTarget(const Descriptor& request) {
  const Descriptor* target = nullptr;
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (field.is_repeated() || field.message_type() == nullptr) continue;
    if (!IsOurs(*field.message_type())) continue;
    if (field.message_type()->FindFieldByName("name") != nullptr) target = field.message_type();
  }
  return target;
}

absl::Status CheckMask(const Message& request, const FieldDescriptor& field, v1::Role role) {
  const Descriptor* target = MaskTarget(*request.GetDescriptor());
  if (target == nullptr || field.is_repeated()) return absl::OkStatus();
  FieldMask mask;
  mask.CopyFrom(request.GetReflection()->GetMessage(request, &field));
  for (const std::string& path : mask.paths()) {
    if (absl::Status status = CheckMaskPath(*target, path, role); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRequestFields(const Message& request, v1::Role role, bool writes) {
  return ForEachField(
      request, "",
      [&](const Message& message, const FieldDescriptor& field,
          const std::string& path) -> absl::Status {
        if (!May(role, field, writes)) return Denied(path);
        if (field.message_type() != nullptr && field.message_type() == FieldMask::descriptor()) {
          return CheckMask(message, field, role);
        }
        return absl::OkStatus();
      });
}

std::vector<NamedResource> NamedResources(const Message& request) {
  std::vector<NamedResource> named;
  (void)ForEachField(
      request, "",
      [&](const Message& message, const FieldDescriptor& field, const std::string& path) {
        v1::ResourceKind kind = field.options().GetExtension(v1::resource);
        if (kind == v1::RESOURCE_KIND_UNSPECIFIED) return absl::OkStatus();
        const Reflection& reflection = *message.GetReflection();
        int count = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
        for (int i = 0; i < count; ++i) {
          std::string name = field.is_repeated() ? reflection.GetRepeatedString(message, &field, i)
                                                 : reflection.GetString(message, &field);
          if (!name.empty()) named.push_back({kind, std::move(name), path});
        }
        return absl::OkStatus();
      });
  return named;
}

uint32_t DataClassesOf(const Message& message) {
  uint32_t classes = 0;
  (void)ForEachField(
      message, "", [&](const Message&, const FieldDescriptor& field, const std::string&) {
        v1::DataClass data_class = ClassOf(field);
        if (data_class != v1::DATA_CLASS_PUBLIC && data_class != v1::DATA_CLASS_OPERATIONAL) {
          classes |= 1u << data_class;
        }
        return absl::OkStatus();
      });
  return classes;
}

}  // namespace setara
