#include "clients/record_columns.h"

#include <google/protobuf/util/json_util.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "clients/words.h"
#include "setara/v1/common.pb.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool OutputOnly(const FieldDescriptor* field) {
  const std::string& name = field->name();
  return field->containing_type()->FindFieldByName("etag") != nullptr &&
         (name == "name" || name == "etag" || name == "create_time" || name == "update_time");
}

bool IsGroup(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated() &&
         field->message_type() != v1::Date::descriptor();
}

std::string Json(const Message& message) {
  std::string json;
  // Fails only for values that JSON cannot hold, and the contract has none.
  return google::protobuf::util::MessageToJsonString(message, &json).ok() ? json : "";
}

std::string ListText(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  const int size = reflection->FieldSize(message, field);
  std::string text;
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    for (int i = 0; i < size; ++i) {
      text += (i == 0 ? "[" : ",") + Json(reflection->GetRepeatedMessage(message, field, i));
    }
    return size == 0 ? "" : text + "]";
  }
  nlohmann::json items = nlohmann::json::array();
  bool plain = true;
  for (int i = 0; i < size; ++i) {
    const std::string item = reflection->GetRepeatedString(message, field, i);
    plain &= item.find_first_of(";\"[\n") == std::string::npos;
    text += (i == 0 ? "" : ";") + item;
    items.push_back(item);
  }
  return plain ? text : items.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string ScalarText(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->GetString(message, field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(reflection->GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return std::to_string(reflection->GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->GetEnum(message, field)->name();
    default:  // days; the contract has no other kinds
      return DayText(static_cast<const v1::Date&>(reflection->GetMessage(message, field)));
  }
}

void AddColumns(const Descriptor* type, const std::string& prefix,
                std::vector<std::string>* columns) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (OutputOnly(field)) continue;
    if (IsGroup(field)) {
      AddColumns(field->message_type(), prefix + field->name() + ".", columns);
    } else {
      columns->push_back(prefix + field->name());
    }
  }
}

// present: the message is there, although perhaps empty.
void AddCells(const Message& message, bool present, std::vector<std::string>* cells) {
  const Descriptor* type = message.GetDescriptor();
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (OutputOnly(field)) continue;
    if (IsGroup(field)) {
      const bool has = reflection->HasField(message, field);
      AddCells(reflection->GetMessage(message, field), has, cells);
    } else if (field->is_repeated()) {
      const std::string text = ListText(message, field);
      const bool known_none = text.empty() && present && type->field_count() == 1;
      cells->push_back(known_none ? "[]" : text);
    } else {
      // A group's plain members count when the group is there: latitude 0 is a place.
      const bool has =
          reflection->HasField(message, field) ||
          (present && field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 &&
           !field->has_presence() && field->containing_type() == v1::LatLng::descriptor());
      cells->push_back(has ? ScalarText(message, field) : "");
    }
  }
}

}  // namespace

std::vector<std::string> RecordColumns(const Descriptor* type) {
  std::vector<std::string> columns;
  AddColumns(type, "", &columns);
  return columns;
}

std::vector<std::string> RecordCells(const Message& record) {
  std::vector<std::string> cells;
  AddCells(record, false, &cells);
  return cells;
}

std::string RecordJson(const Message& record) {
  const std::unique_ptr<Message> copy(record.New());
  copy->CopyFrom(record);
  for (int i = 0; i < record.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = record.GetDescriptor()->field(i);
    if (OutputOnly(field)) copy->GetReflection()->ClearField(copy.get(), field);
  }
  return Json(*copy);
}

}  // namespace setara
