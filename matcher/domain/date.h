// Calendar dates without a time zone: days since 1970-01-01 in the proleptic Gregorian calendar.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace setara {

using Date = std::chrono::sys_days;

// An instant, microseconds since 1970-01-01T00:00:00Z: when Setara learned a fact.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// The date of `instant` in Jakarta (WIB, UTC+7, no summer time): our default for "today".
Date JakartaDate(Instant instant);

// "2024-06-30".
std::string ToString(Date date);

// Reads YYYY-MM-DD only, years 1900 to 2999. InvalidArgument for any other form and for days that
// do not exist (2023-02-29).
absl::StatusOr<Date> ParseDate(std::string_view text);

// The day made of its parts, or InvalidArgument when there is no such day in 1900-2999.
absl::StatusOr<Date> MakeDate(int year, int month, int day);

// RFC 3339 in UTC: "2024-06-30T00:00:00Z", with six decimals when there is a fraction.
std::string ToString(Instant instant);

// Reads RFC 3339 with "Z" or a numeric offset, up to six decimals. InvalidArgument otherwise.
absl::StatusOr<Instant> ParseInstant(std::string_view text);

// Whole years from `birth` to `on`; a birth on 29 February counts from 1 March in other years.
int AgeOn(Date birth, Date on);

// Where the parts of the server learn the time; tests inject their own. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

// The machine's clock. Lives as long as the process.
const Clock& SystemClock();

}  // namespace setara
