#include "server/rpc/parse.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/stubs/logging.h>

#include <vector>

#include "matcher/domain/errors.h"
#include "matcher/domain/utf8.h"

namespace setara {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void FindBadValues(const Message& message, const std::string& prefix,
                   std::vector<FieldViolation>& out);

void CheckValue(const Message& message, const FieldDescriptor& field, int index,
                const std::string& path, std::vector<FieldViolation>& out) {
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    FindBadValues(index < 0 ? reflection.GetMessage(message, &field)
                            : reflection.GetRepeatedMessage(message, &field, index),
                  path + ".", out);
  } else if (field.type() == FieldDescriptor::TYPE_STRING) {
    std::string scratch;
    const std::string& text =
        index < 0 ? reflection.GetStringReference(message, &field, &scratch)
                  : reflection.GetRepeatedStringReference(message, &field, index, &scratch);
    if (!IsText(text)) out.push_back({path, "is not UTF-8 text without U+0000"});
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    int number = index < 0 ? reflection.GetEnumValue(message, &field)
                           : reflection.GetRepeatedEnumValue(message, &field, index);
    if (field.enum_type()->FindValueByNumber(number) == nullptr) {
      out.push_back(
          {path, std::to_string(number) + " is not a value of " + field.enum_type()->name()});
    }
  }
}

void FindBadValues(const Message& message, const std::string& prefix,
                   std::vector<FieldViolation>& out) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    std::string path = prefix + field->name();
    if (!field->is_repeated()) {
      CheckValue(message, *field, -1, path, out);
      continue;
    }
    int size = message.GetReflection()->FieldSize(message, field);
    for (int i = 0; i < size; ++i) {
      CheckValue(message, *field, i, path + "[" + std::to_string(i) + "]", out);
    }
  }
}

}  // namespace

absl::Status ParseRequest(const std::string& bytes, Message* request) {
  // The library would write to the log what is wrong with a request.
  [[maybe_unused]] static auto* const previous = google::protobuf::SetLogHandler(nullptr);
  // Parsing stops at the first text that is not UTF-8, with that text in the message.
  const bool parsed = request->ParseFromString(bytes);
  std::vector<FieldViolation> violations;
  FindBadValues(*request, "", violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (parsed) return absl::OkStatus();
  return WithReason(
      absl::InvalidArgumentError("the request is not a " + request->GetDescriptor()->full_name()),
      "MALFORMED_REQUEST");
}

}  // namespace setara
