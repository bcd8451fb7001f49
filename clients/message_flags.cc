#include "clients/message_flags.h"

#include <google/protobuf/timestamp.pb.h>

#include <charconv>

#include "clients/case_time.h"
#include "clients/case_words.h"
#include "clients/flags.h"
#include "clients/message_items.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// "a.b" is a member of "x.a.b[1].c"; what follows must begin a member or a number.
bool Holds(std::string_view request_field, std::string_view path) {
  const std::string within = "." + std::string(request_field);
  const std::string wanted = "." + std::string(path);
  for (size_t at = within.find(wanted); at != std::string::npos; at = within.find(wanted, at + 1)) {
    const size_t end = at + wanted.size();
    if (end == within.size() || within[end] == '.' || within[end] == '[') return true;
  }
  return false;
}

std::string Choices(const EnumDescriptor* type) {
  return type == v1::Rung_descriptor() ? "L1 to L5" : ChoicesText(type);
}

int EnumValue(const EnumDescriptor* type, const std::string& word) {
  if (type != v1::Rung_descriptor()) return ReadChoice(type, word);
  const std::optional<v1::Rung> rung = FindRung(word);
  if (!rung) throw CLI::ValidationError(word, "not one of L1 to L5");
  return *rung;
}

template <typename Integer>
Integer WholeNumber(const std::string& text) {
  Integer number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw CLI::ValidationError(text, "not a whole number");
  }
  return number;
}

// A message of the well-known kinds that stand in one flag.
void SetMessage(const std::string& text, Message* value) {
  if (value->GetDescriptor() == v1::Date::descriptor()) {
    const std::optional<v1::Date> day = ParseDay(text);
    if (!day) throw CLI::ValidationError(text, "not a day as YYYY-MM-DD");
    value->CopyFrom(*day);
  } else {
    const auto instant = ParseMoment(text);
    if (!instant) {
      throw CLI::ValidationError(
          text, "not an instant as \"2026-03-01 08:30 WITA\" or 2026-03-01T08:30:00+08:00");
    }
    value->CopyFrom(*instant);
  }
}

void SetScalar(const FieldFlag& flag, const std::string& text, const FieldDescriptor* field,
               Message* message) {
  const google::protobuf::Reflection* reflection = message->GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->SetString(
          message, field, flag.collection.empty() ? text : ResourceName(flag.collection, text));
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->SetEnumValue(message, field, EnumValue(field->enum_type(), text));
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->SetInt32(message, field, WholeNumber<int32_t>(text));
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection->SetInt64(message, field, WholeNumber<int64_t>(text));
    default:
      return SetMessage(text, reflection->MutableMessage(message, field));
  }
}

void AddItem(const FieldFlag& flag, const std::string& text, const FieldDescriptor* field,
             Message* message) {
  const google::protobuf::Reflection* reflection = message->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return reflection->AddString(
        message, field, flag.collection.empty() ? text : ResourceName(flag.collection, text));
  }
  if (!ReadItem(text, reflection->AddMessage(message, field))) {
    throw CLI::ValidationError(text, "not of the form " + ItemForm(field->message_type()));
  }
}

// What may stand in the flag, for the help.
std::string FormText(const FieldDescriptor* field) {
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return ": " + Choices(field->enum_type());
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return "";
  if (field->message_type() == v1::Date::descriptor()) return ", YYYY-MM-DD";
  if (field->is_repeated()) return ": " + ItemForm(field->message_type());
  return ", \"2026-03-01 08:30 WITA\"";
}

}  // namespace

const FieldDescriptor* MessageFlags::Resolve(const std::string& path, Message** parent) const {
  Message* message = message_;
  size_t begin = 0;
  for (size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
    message = message->GetReflection()->MutableMessage(
        message, message->GetDescriptor()->FindFieldByName(path.substr(begin, dot - begin)));
    begin = dot + 1;
  }
  if (parent != nullptr) *parent = message;
  return message->GetDescriptor()->FindFieldByName(path.substr(begin));
}

void MessageFlags::Take(const FieldFlag& flag, const std::string& text) {
  Message* parent = nullptr;
  const FieldDescriptor* field = Resolve(flag.field, &parent);
  std::string path = flag.field;
  if (field->is_repeated()) {
    path += "[" + std::to_string(parent->GetReflection()->FieldSize(*parent, field)) + "]";
    AddItem(flag, text, field, parent);
  } else {
    SetScalar(flag, text, field, parent);
  }
  const bool named = flag.name.starts_with("-");
  given_.push_back({path, (named ? flag.name + " " : "") + text});
}

CLI::Option* MessageFlags::Add(CLI::App* command, const FieldFlag& flag) {
  // Descends by descriptor alone, so that a flag that is not given leaves no empty message behind.
  const Descriptor* type = message_->GetDescriptor();
  std::string name = flag.field;
  for (size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.')) {
    type = type->FindFieldByName(name.substr(0, dot))->message_type();
    name.erase(0, dot + 1);
  }
  const FieldDescriptor* field = type->FindFieldByName(name);
  CLI::Option* option = nullptr;
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    option = command->add_flag_function(
        flag.name,
        [this, flag](int64_t count) {
          Message* parent = nullptr;
          const FieldDescriptor* yes_or_no = Resolve(flag.field, &parent);
          parent->GetReflection()->SetBool(parent, yes_or_no, count > 0);
          given_.push_back({flag.field, flag.name.substr(0, flag.name.find(','))});
        },
        flag.help);
  } else if (field->is_repeated()) {
    option = command->add_option_function<std::vector<std::string>>(
        flag.name,
        [this, flag](const std::vector<std::string>& texts) {
          for (const std::string& text : texts) Take(flag, text);
        },
        flag.help + FormText(field));
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !flag.sentence) {
      option->delimiter(',');
    }
  } else {
    option = command->add_option_function<std::string>(
        flag.name, [this, flag](const std::string& text) { Take(flag, text); },
        flag.help + FormText(field));
  }
  if (flag.required) {
    option->description(option->get_description() + " (required)");
    required_.emplace_back(flag.name, option);
  }
  return option;
}

void MessageFlags::RequireAll() const {
  for (const auto& [name, option] : required_) {
    if (option->count() == 0) throw CLI::RequiredError(name);
  }
}

void MessageFlags::MergeOver(const Message& file) {
  const std::unique_ptr<Message> flags(message_->New());
  flags->CopyFrom(*message_);
  message_->CopyFrom(file);
  for (Given& given : given_) {
    const size_t bracket = given.path.find('[');
    if (bracket == std::string::npos) continue;
    Message* parent = nullptr;
    const std::string path = given.path.substr(0, bracket);
    const FieldDescriptor* field = Resolve(path, &parent);
    const int before = parent->GetReflection()->FieldSize(*parent, field);
    given.path =
        path + "[" + std::to_string(before + std::stoi(given.path.substr(bracket + 1))) + "]";
  }
  message_->MergeFrom(*flags);
}

std::string MessageFlags::PlaceOf(std::string_view request_field) const {
  const Given* best = nullptr;
  for (const Given& given : given_) {
    if (!Holds(request_field, given.path)) continue;
    if (best == nullptr || given.path.size() > best->path.size()) best = &given;
  }
  return best == nullptr ? "" : best->text;
}

}  // namespace setara
