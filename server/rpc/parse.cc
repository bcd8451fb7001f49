#include "server/rpc/parse.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/stubs/logging.h>

#include <vector>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

thread_local std::string last_utf8_complaint;

// The library tells only its log which field is not UTF-8; the sentence names the field and never
// its value. Other sentences are dropped: a request must not write to the log.
void CaptureLog(google::protobuf::LogLevel, const char*, int, const std::string& message) {
  if (message.find("invalid UTF-8") != std::string::npos) last_utf8_complaint = message;
}

// "setara.v1.Opening.title" out of "String field 'setara.v1.Opening.title' contains ...".
std::string ComplainedField() {
  size_t begin = last_utf8_complaint.find('\'');
  size_t end = last_utf8_complaint.find('\'', begin + 1);
  if (begin == std::string::npos || end == std::string::npos) return "";
  std::string full_name = last_utf8_complaint.substr(begin + 1, end - begin - 1);
  return full_name.substr(full_name.rfind('.') + 1);
}

void FindUnknownEnums(const Message& message, const std::string& prefix,
                      std::vector<FieldViolation>& out);

void CheckValue(const Message& message, const FieldDescriptor& field, int index,
                const std::string& path, std::vector<FieldViolation>& out) {
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    FindUnknownEnums(index < 0 ? reflection.GetMessage(message, &field)
                               : reflection.GetRepeatedMessage(message, &field, index),
                     path + ".", out);
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    int number = index < 0 ? reflection.GetEnumValue(message, &field)
                           : reflection.GetRepeatedEnumValue(message, &field, index);
    if (field.enum_type()->FindValueByNumber(number) == nullptr) {
      out.push_back(
          {path, std::to_string(number) + " is not a value of " + field.enum_type()->name()});
    }
  }
}

void FindUnknownEnums(const Message& message, const std::string& prefix,
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
  [[maybe_unused]] static auto* const previous = google::protobuf::SetLogHandler(&CaptureLog);
  last_utf8_complaint.clear();
  if (!request->ParseFromString(bytes)) {
    std::string field = ComplainedField();
    if (!field.empty()) return InvalidField(field, "is not valid UTF-8 text");
    return WithReason(
        absl::InvalidArgumentError("the request is not a " + request->GetDescriptor()->full_name()),
        "MALFORMED_REQUEST");
  }
  std::vector<FieldViolation> violations;
  FindUnknownEnums(*request, "", violations);
  return violations.empty() ? absl::OkStatus() : InvalidFields(violations);
}

}  // namespace setara
