// Reads the wage that an advertisement names, in the words of Indonesian portals, as whole rupiah
// a month. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace setara {

// Rupiah a month; both absent when the text names no wage. "Di atas 10 Juta" has only a minimum,
// "hingga 5 juta" only a maximum, a single figure is both.
struct WageRange {
  std::optional<int64_t> min;
  std::optional<int64_t> max;
  bool operator==(const WageRange&) const = default;
};

// Our plausibility bounds for a month's pay: a figure outside them is a slip of units ("Rp5 per
// month", "Rp5,500" for thousands), and a guess would mislead a person.
inline constexpr int64_t kLeastMonthlyWage = 50'000;
inline constexpr int64_t kMostMonthlyWage = 1'000'000'000;

// hours_per_week: the opening's, when it is known.
// Absent (an empty range): empty text, "Negosiasi", "Not written" and their like; and pay by the
// hour or day, whose month depends on hours that are not known (a wage by the hour is converted
// when `hours_per_week` is known; weeks count 52/12 and years 1/12 of a month).
// InvalidArgument, without the text: another currency, no figure, a range that runs backwards, a
// figure out of bounds.
absl::StatusOr<WageRange> ReadWage(std::string_view text, std::optional<int> hours_per_week);

}  // namespace setara
