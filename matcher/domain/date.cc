#include "matcher/domain/date.h"

#include <charconv>
#include <cstdio>

namespace setara {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::microseconds;

bool ReadDigits(std::string_view text, size_t start, size_t count, int& out) {
  if (start + count > text.size()) return false;
  for (size_t i = start; i < start + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  std::from_chars(text.data() + start, text.data() + start + count, out);
  return true;
}

absl::Status BadInstant(std::string_view text) {
  return absl::InvalidArgumentError("\"" + std::string(text.substr(0, 40)) +
                                    "\" is not an instant: expected 2024-06-30T07:00:00Z");
}

class RealClock final : public Clock {
 public:
  Instant Now() const override { return floor<microseconds>(std::chrono::system_clock::now()); }
};

}  // namespace

Date JakartaDate(Instant instant) { return floor<days>(instant + std::chrono::hours(7)); }

std::string ToString(Date date) {
  std::chrono::year_month_day ymd(date);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return text;
}

absl::StatusOr<Date> MakeDate(int year, int month, int day) {
  std::chrono::year_month_day ymd{std::chrono::year(year),
                                  std::chrono::month(static_cast<unsigned>(month)),
                                  std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1900 || year > 2999 || month < 1 || day < 1 || !ymd.ok()) {
    return absl::InvalidArgumentError("there is no day " + std::to_string(year) + "-" +
                                      std::to_string(month) + "-" + std::to_string(day) +
                                      " in the years 1900 to 2999");
  }
  return Date(ymd);
}

absl::StatusOr<Date> ParseDate(std::string_view text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !ReadDigits(text, 0, 4, year) ||
      !ReadDigits(text, 5, 2, month) || !ReadDigits(text, 8, 2, day)) {
    return absl::InvalidArgumentError("\"" + std::string(text.substr(0, 40)) +
                                      "\" is not a date: expected YYYY-MM-DD");
  }
  return MakeDate(year, month, day);
}

std::string ToString(Instant instant) {
  Date date = floor<days>(instant);
  std::chrono::hh_mm_ss time(instant - date);
  char text[24];
  int length = std::snprintf(
      text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  if (time.subseconds().count() != 0) {
    std::snprintf(text + length, sizeof text - static_cast<size_t>(length), ".%06d",
                  static_cast<int>(time.subseconds().count()));
  }
  return ToString(date) + text + "Z";
}

absl::StatusOr<Instant> ParseInstant(std::string_view text) {
  int hour = 0, minute = 0, second = 0;
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      !ReadDigits(text, 11, 2, hour) || !ReadDigits(text, 14, 2, minute) ||
      !ReadDigits(text, 17, 2, second) || hour > 23 || minute > 59 || second > 59) {
    return BadInstant(text);
  }
  absl::StatusOr<Date> date = ParseDate(text.substr(0, 10));
  if (!date.ok()) return date.status();
  Instant instant = *date + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                    std::chrono::seconds(second);
  size_t at = 19;
  if (text[at] == '.') {
    int scale = 100000;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
      if (scale == 0) return BadInstant(text);
      instant += microseconds((text[at] - '0') * scale);
    }
  }
  std::string_view zone = text.substr(at);
  if (zone == "Z") return instant;
  int zone_hour = 0, zone_minute = 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' ||
      !ReadDigits(zone, 1, 2, zone_hour) || !ReadDigits(zone, 4, 2, zone_minute) ||
      zone_hour > 14 || zone_minute > 59) {
    return BadInstant(text);
  }
  auto offset = std::chrono::hours(zone_hour) + std::chrono::minutes(zone_minute);
  return zone[0] == '+' ? instant - offset : instant + offset;
}

int AgeOn(Date birth, Date on) {
  std::chrono::year_month_day born(birth), now(on);
  int years = static_cast<int>(now.year()) - static_cast<int>(born.year());
  bool before_birthday =
      now.month() < born.month() || (now.month() == born.month() && now.day() < born.day());
  return before_birthday ? years - 1 : years;
}

const Clock& SystemClock() {
  static const RealClock kClock;
  return kClock;
}

}  // namespace setara
