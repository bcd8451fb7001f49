#include "clients/words.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "clients/enum_labels.h"

namespace setara {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::util::TimeUtil;

// "EMPLOYER_KIND_" of EmployerKind: what the unspecified value has before its last word.
std::string PrefixOf(const EnumDescriptor* type) {
  const std::string& zero = type->FindValueByNumber(0)->name();
  return zero.substr(0, zero.rfind("UNSPECIFIED"));
}

std::string Typed(std::string_view name) {
  std::string word(name);
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
    return c == '_' || c == ' ' ? '-' : static_cast<char>(std::tolower(c));
  });
  return word;
}

std::string Grouped(int64_t number, char separator) {
  std::string digits = std::to_string(number);
  const size_t sign = number < 0 ? 1 : 0;
  for (size_t i = digits.size(); i > sign + 3;) digits.insert(i -= 3, 1, separator);
  return digits;
}

}  // namespace

std::vector<std::string> ChoicesOf(const EnumDescriptor* type) {
  std::vector<std::string> choices;
  for (int i = 1; i < type->value_count(); ++i) {
    choices.push_back(Typed(type->value(i)->name().substr(PrefixOf(type).size())));
  }
  return choices;
}

std::optional<int> FindChoice(const EnumDescriptor* type, std::string_view word) {
  const std::string typed = Typed(word);
  const std::string prefix = Typed(PrefixOf(type));
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string name = Typed(type->value(i)->name());
    const int number = type->value(i)->number();
    if (typed == name || prefix + typed == name || typed == std::to_string(number)) return number;
  }
  return std::nullopt;
}

std::string EnumLabel(TextLanguage language, const EnumDescriptor* type, int value) {
  const google::protobuf::EnumValueDescriptor* descriptor = type->FindValueByNumber(value);
  if (value == 0 || descriptor == nullptr) return "";
  for (const std::span<const EnumText> texts : {EnumTexts(), CaseEnumTexts()}) {
    for (const EnumText& text : texts) {
      if (text.name == descriptor->name()) return Say(language, text.indonesian, text.english);
    }
  }
  return descriptor->name();
}

std::optional<v1::Date> ParseDay(std::string_view text) {
  int parts[3] = {};
  const char* next = text.data();
  const char* const end = text.data() + text.size();
  for (int i = 0; i < 3; ++i) {
    if (i > 0) {
      if (next == end || *next != '-') return std::nullopt;
      ++next;
    }
    const auto [stop, error] = std::from_chars(next, end, parts[i]);
    if (error != std::errc() || parts[i] < 0) return std::nullopt;
    next = stop;
  }
  if (next != end) return std::nullopt;
  v1::Date day;
  day.set_year(parts[0]);
  day.set_month(parts[1]);
  day.set_day(parts[2]);
  return day;
}

std::string DayText(const v1::Date& day) {
  if (day.year() == 0 && day.month() == 0 && day.day() == 0) return "";
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year(), day.month(), day.day());
  return text;
}

std::optional<google::protobuf::Timestamp> ParseInstant(const std::string& text) {
  const bool is_day = ParseDay(text).has_value();
  google::protobuf::Timestamp instant;
  if (!TimeUtil::FromString(is_day ? text + "T23:59:59.999999999+07:00" : text, &instant)) {
    return std::nullopt;
  }
  return instant;
}

std::string InstantText(const google::protobuf::Timestamp& instant) {
  google::protobuf::Timestamp local = instant;
  local.set_seconds(local.seconds() + 7 * 3600);
  local.set_nanos(0);
  std::string text = TimeUtil::ToString(local);
  std::replace(text.begin(), text.end(), 'T', ' ');
  text.pop_back();
  return text + " WIB";
}

std::string ExactInstant(const google::protobuf::Timestamp& instant) {
  return TimeUtil::ToString(instant);
}

std::string Number(TextLanguage language, int64_t number) {
  return Grouped(number, language == TextLanguage::kEnglish ? ',' : '.');
}

std::string Rupiah(int64_t amount) { return "Rp" + Grouped(amount, '.'); }

std::string ResourceName(std::string_view collection, const std::string& id) {
  const std::string prefix = std::string(collection) + "/";
  return id.starts_with(prefix) ? id : prefix + id;
}

}  // namespace setara
