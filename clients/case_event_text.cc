#include "clients/case_event_text.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <map>
#include <vector>

#include "clients/case_field_texts.h"
#include "clients/case_time.h"
#include "clients/case_words.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;

const FieldDescriptor* FactOf(const v1::CaseEvent& event) {
  return v1::CaseEvent::GetReflection()->GetOneofFieldDescriptor(
      event, v1::CaseEvent::descriptor()->FindOneofByName("fact"));
}

// Says the fields of a fact.
class Teller {
 public:
  Teller(App& app, Labels& labels, std::string_view zone, std::string own_day)
      : app_(app), labels_(labels), zone_(zone), own_day_(std::move(own_day)) {}

  std::string Say(const Message& message, const std::string& between) {
    std::string text;
    std::vector<const FieldDescriptor*> fields;
    const google::protobuf::Descriptor* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const std::string part = Field(message, type->field(i));
      if (!part.empty()) text += (text.empty() ? "" : between) + part;
    }
    return text;
  }

 private:
  std::string Field(const Message& message, const FieldDescriptor* field) {
    const FieldText* texts = FieldTextOf(field);
    const TextLanguage language = app_.settings.language;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return YesOrNo(message, field, texts);
    const std::string value = field->is_repeated() ? List(message, field) : One(message, field);
    if (value.empty() || texts == nullptr) return value;
    const std::string label = setara::Say(language, texts->indonesian, texts->english);
    return label.empty() ? value : label + " " + value;
  }

  std::string YesOrNo(const Message& message, const FieldDescriptor* field,
                      const FieldText* texts) const {
    const Reflection* reflection = message.GetReflection();
    if (texts == nullptr || (field->has_presence() && !reflection->HasField(message, field))) {
      return "";
    }
    const bool yes = reflection->GetBool(message, field);
    return setara::Say(app_.settings.language, yes ? texts->indonesian : texts->no_indonesian,
                       yes ? texts->english : texts->no_english);
  }

  std::string List(const Message& message, const FieldDescriptor* field) {
    const Reflection* reflection = message.GetReflection();
    const int size = reflection->FieldSize(message, field);
    std::string text;
    for (int i = 0; i < size; ++i) {
      const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
      const std::string item = is_message
                                   ? Say(reflection->GetRepeatedMessage(message, field, i), " ")
                                   : Text(field, reflection->GetRepeatedString(message, field, i));
      text += (text.empty() ? "" : ", ") + item;
    }
    return text;
  }

  std::string One(const Message& message, const FieldDescriptor* field) {
    const Reflection* reflection = message.GetReflection();
    if (!reflection->HasField(message, field)) return "";
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_ENUM:
        return EnumLabel(app_.settings.language, field->enum_type(),
                         reflection->GetEnumValue(message, field));
      case FieldDescriptor::CPPTYPE_INT32:
        return std::to_string(reflection->GetInt32(message, field));
      case FieldDescriptor::CPPTYPE_INT64:
        return Amount(field, reflection->GetInt64(message, field));
      case FieldDescriptor::CPPTYPE_STRING:
        return Text(field, reflection->GetString(message, field));
      default:
        return Nested(field, reflection->GetMessage(message, field));
    }
  }

  std::string Amount(const FieldDescriptor* field, int64_t amount) const {
    const bool rupiah = field->name().find("_idr") != std::string::npos;
    return rupiah ? Rupiah(amount) : Number(app_.settings.language, amount);
  }

  // Codes with what they are called.
  std::string Text(const FieldDescriptor* field, const std::string& text) {
    const std::string& name = field->name();
    if (text.empty()) return "";
    if (name == "region_code") return labels_.Region(text);
    if (name == "occupation_code") return labels_.Occupation(text);
    if (field->full_name() == "setara.v1.DocumentAdded.kind") {
      return DocumentLabel(app_.settings.language, text);
    }
    if (name == "document_id") return ResourceName("caseDocuments", text);
    const bool code = name == "function" || name == "context" || name == "mode" ||
                      name == "modes" || name == "preferred_modes" ||
                      name.find("accommodation") != std::string::npos;
    return OneLine(code ? labels_.Term(text) : text);
  }

  std::string Nested(const FieldDescriptor* field, const Message& value) {
    if (value.GetDescriptor() == v1::Date::descriptor()) {
      v1::Date day;
      day.CopyFrom(value);
      const std::string text = DayText(day);
      return field->name() == "on" && text == own_day_ ? "" : text;
    }
    if (value.GetDescriptor() == Timestamp::descriptor()) {
      Timestamp instant;
      instant.CopyFrom(value);
      return ZoneInstant(instant, zone_);
    }
    return Say(value, ", ");
  }

  App& app_;
  Labels& labels_;
  std::string zone_;
  std::string own_day_;  // said by the entry itself
};

using Entries = std::vector<const v1::CaseEvent*>;

// What was known, by instant and then number.
Entries Sorted(const google::protobuf::RepeatedPtrField<v1::CaseEvent>& events,
               const Timestamp* known_at) {
  Entries entries;
  for (const v1::CaseEvent& event : events) {
    if (known_at == nullptr || event.record_time() <= *known_at) entries.push_back(&event);
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) {
    return a->happen_time() != b->happen_time() ? a->happen_time() < b->happen_time()
                                                : a->sequence() < b->sequence();
  });
  return entries;
}

void AddWrapped(const std::string& head, const std::string& text, size_t width, std::string* out) {
  const std::string indent(DisplayWidth(head), ' ');
  const size_t room = width > indent.size() + 20 ? width - indent.size() : 0;
  bool first = true;
  for (const std::string& line : Wrap(text, room)) {
    *out += (std::exchange(first, false) ? head : indent) + line + "\n";
  }
}

}  // namespace

std::string FactLabel(TextLanguage language, const v1::CaseEvent& event) {
  const FieldDescriptor* fact = FactOf(event);
  const FieldText* text = fact == nullptr ? nullptr : FactTextOf(fact);
  return text == nullptr ? "" : Say(language, text->indonesian, text->english);
}

std::string EventText(App& app, Labels& labels, const v1::CaseEvent& event, std::string_view zone) {
  const FieldDescriptor* fact = FactOf(event);
  if (fact == nullptr) {  // of a kind of data that the caller does not see
    return app.Say("isi tidak dibuka bagi peran Anda", "what it says is not shown to your role");
  }
  const std::string day =
      event.has_happen_time() ? ZoneDay(event.happen_time(), zone) : std::string();
  const Message& message = v1::CaseEvent::GetReflection()->GetMessage(event, fact);
  std::string text = FactLabel(app.settings.language, event);
  const std::string fields = Teller(app, labels, zone, day).Say(message, "; ");
  if (!fields.empty()) text += ": " + fields;
  if (!event.reason().empty()) text += app.Say("; alasan ", "; reason ") + OneLine(event.reason());
  return text;
}

std::string TimelineText(App& app, Labels& labels,
                         const google::protobuf::RepeatedPtrField<v1::CaseEvent>& events,
                         const Timestamp* known_at, std::string_view zone, size_t width) {
  const Entries entries = Sorted(events, known_at);
  std::map<int64_t, int64_t> corrected;  // number -> by which
  for (const v1::CaseEvent* event : entries) {
    if (event->has_event_corrected()) {
      corrected[event->event_corrected().sequence()] = event->sequence();
    }
  }
  std::string text, day;
  for (const v1::CaseEvent* event : entries) {
    const std::string today = ZoneDay(event->happen_time(), zone);
    if (today != day) {
      text += (day.empty() ? "" : "\n") + today + ", " +
              WeekdayText(app.settings.language, event->happen_time(), zone) + "\n";
    }
    day = today;
    std::string line =
        "#" + std::to_string(event->sequence()) + " " + EventText(app, labels, *event, zone);
    if (const auto by = corrected.find(event->sequence()); by != corrected.end()) {
      line += app.Say(" [dibatalkan oleh #", " [voided by #") + std::to_string(by->second) + "]";
    }
    line += " (" + event->actor();
    const std::string recorded = ZoneDay(event->record_time(), zone);
    if (event->has_record_time() && recorded != today) {
      line += app.Say(", dicatat ", ", recorded ") + recorded;
    }
    AddWrapped("  " + ZoneHour(event->happen_time(), zone) + "  ", line + ")", width, &text);
  }
  return text;
}

}  // namespace setara
