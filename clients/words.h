// Between what people type or read and the values of the contract. Pure; thread-safe.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>
#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/language.h"
#include "setara/v1/common.pb.h"

namespace setara {

// A value of an enum as people type it: "regional-government". Without the unspecified one.
std::vector<std::string> ChoicesOf(const google::protobuf::EnumDescriptor* type);

// The value typed as one of the choices, as the contract's name, or as the number of a value; case,
// "-" and "_" do not matter. nullopt: no such value.
std::optional<int> FindChoice(const google::protobuf::EnumDescriptor* type, std::string_view word);

// How people read a value: "cocok dengan yang tersedia". "" for the unspecified one.
std::string EnumLabel(TextLanguage language, const google::protobuf::EnumDescriptor* type,
                      int value);

template <typename Enum>
std::string Label(TextLanguage language, Enum value) {
  return EnumLabel(language, google::protobuf::GetEnumDescriptor<Enum>(), value);
}

// "2024-06-30"; only the form is read here, whether there is such a day the server says.
std::optional<v1::Date> ParseDay(std::string_view text);
// "" when absent.
std::string DayText(const v1::Date& day);

// An instant in RFC 3339, or a day, which stands for its last instant in Jakarta (UTC+7).
std::optional<google::protobuf::Timestamp> ParseInstant(const std::string& text);
// RFC 3339 in UTC with every digit, as ParseInstant reads back.
std::string ExactInstant(const google::protobuf::Timestamp& instant);
// "2026-11-21 02:40:00 WIB".
std::string InstantText(const google::protobuf::Timestamp& instant);

// "1.234.567" in Indonesian, "1,234,567" in English.
std::string Number(TextLanguage language, int64_t number);
// "Rp4.500.000", in both languages.
std::string Rupiah(int64_t amount);

// "openings/ID" for "openings/ID" and for "ID".
std::string ResourceName(std::string_view collection, const std::string& id);

}  // namespace setara
