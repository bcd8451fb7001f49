#include "server/casework/spans.h"

#include <array>

namespace setara::casework {
namespace {

constexpr std::array<std::string_view, 4> kUnits = {"clock_hours", "working_days", "calendar_days",
                                                    "months"};
constexpr std::array<std::string_view, 4> kIndonesian = {" jam", " hari kerja", " hari", " bulan"};
constexpr std::array<std::string_view, 4> kSingular = {" hour", " working day", " day", " month"};

}  // namespace

int CountOf(const Span& span) {
  return std::visit([](const auto& value) { return value.count; }, span);
}

Span WithCount(const Span& span, int count) {
  Span made = span;
  std::visit([&](auto& value) { value.count = count; }, made);
  return made;
}

std::string_view UnitWord(const Span& span) { return kUnits[span.index()]; }

std::string SpanText(const Span& span, Language language) {
  const int count = CountOf(span);
  const bool indonesian = language == Language::kIndonesian;
  if (std::holds_alternative<ClockHours>(span) && count >= 24 && count % 24 == 0) {
    return std::to_string(count / 24) + " × 24" + (indonesian ? " jam" : " hours");
  }
  std::string text = std::to_string(count);
  if (indonesian) return text.append(kIndonesian[span.index()]);
  text.append(kSingular[span.index()]);
  return count == 1 ? text : text + "s";
}

}  // namespace setara::casework
