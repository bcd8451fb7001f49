// Lengths of time as the rules state them. Clock hours, working days, calendar days and months are
// different types: none converts into another without a calendar and a zone. Pure; thread-safe.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <variant>

#include "matcher/domain/language.h"

namespace setara::casework {

// "2 x 24 jam": hours of the clock.
struct ClockHours {
  int count = 0;
  auto operator<=>(const ClockHours&) const = default;
};

// Days on which offices work, after the day it started.
struct WorkingDays {
  int count = 0;
  auto operator<=>(const WorkingDays&) const = default;
};

struct CalendarDays {
  int count = 0;
  auto operator<=>(const CalendarDays&) const = default;
};

struct Months {
  int count = 0;
  auto operator<=>(const Months&) const = default;
};

using Span = std::variant<ClockHours, WorkingDays, CalendarDays, Months>;

int CountOf(const Span& span);
// The same unit with another count.
Span WithCount(const Span& span, int count);

// "clock_hours", "working_days", "calendar_days", "months": the words of the tables.
std::string_view UnitWord(const Span& span);

// "2 × 24 jam", "3 hari kerja", "14 hari", "12 bulan"; hours that are no whole days: "5 jam".
std::string SpanText(const Span& span, Language language);

}  // namespace setara::casework
