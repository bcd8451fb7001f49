#include "clients/case_time.h"

#include <google/protobuf/util/time_util.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "clients/words.h"

namespace setara {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;

constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 24 * kHour;

struct Zone {
  std::string_view name;
  int hours;
};
constexpr std::array<Zone, 3> kZones = {Zone{"WIB", 7}, Zone{"WITA", 8}, Zone{"WIT", 9}};

// Its reading on the zone's clocks, as if they stood at UTC.
std::chrono::sys_seconds Local(const Timestamp& instant, std::string_view zone) {
  return std::chrono::sys_seconds(
      std::chrono::seconds(instant.seconds() + ZoneHours(zone) * kHour));
}

// "2026-03-01T08:30:00".
std::string LocalText(const Timestamp& instant, std::string_view zone) {
  Timestamp local;
  local.set_seconds(Local(instant, zone).time_since_epoch().count());
  return TimeUtil::ToString(local);
}

// "12 hari", "3 jam", "kurang dari 1 jam".
std::string Span(TextLanguage language, int64_t seconds) {
  if (seconds < kHour) return Say(language, "kurang dari 1 jam", "less than 1 hour");
  const bool days = seconds >= 2 * kDay;
  const int64_t count = seconds / (days ? kDay : kHour);
  const std::string number = Number(language, count);
  if (days) return number + Say(language, " hari", " days");
  return number + Say(language, " jam", count == 1 ? " hour" : " hours");
}

}  // namespace

std::optional<Timestamp> ParseMoment(const std::string& text) {
  Timestamp instant;
  if (TimeUtil::FromString(text, &instant)) return instant;
  const size_t space = text.find(' ');
  const size_t last = text.rfind(' ');
  if (space == std::string::npos || last == space) return std::nullopt;
  for (const Zone& zone : kZones) {
    if (text.substr(last + 1) != zone.name) continue;
    const std::string hour = text.substr(space + 1, last - space - 1);
    const std::string offset = "+0" + std::to_string(zone.hours) + ":00";
    const bool seconds = hour.size() > 5;
    if (TimeUtil::FromString(text.substr(0, space) + "T" + hour + (seconds ? "" : ":00") + offset,
                             &instant)) {
      return instant;
    }
  }
  return std::nullopt;
}

std::optional<Timestamp> MomentOn(const v1::Date& day, const Timestamp& now) {
  std::optional<Timestamp> end = ParseInstant(DayText(day));
  if (!end) return std::nullopt;
  end->set_nanos(0);  // a whole second: what people would write
  if (*end <= now) return end;
  return end->seconds() - now.seconds() < kDay ? std::optional<Timestamp>(now) : std::nullopt;
}

int ZoneHours(std::string_view zone) {
  for (const Zone& known : kZones) {
    if (known.name == zone) return known.hours;
  }
  return kZones.front().hours;
}

v1::Date JakartaDay(const Timestamp& instant) { return *ParseDay(ZoneDay(instant, "WIB")); }

std::string ZoneDay(const Timestamp& instant, std::string_view zone) {
  return LocalText(instant, zone).substr(0, 10);
}

std::string ZoneHour(const Timestamp& instant, std::string_view zone) {
  return LocalText(instant, zone).substr(11, 5);
}

std::string WeekdayText(TextLanguage language, const Timestamp& instant, std::string_view zone) {
  static constexpr std::array<std::string_view, 7> kIndonesian = {
      "Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"};
  static constexpr std::array<std::string_view, 7> kEnglish = {
      "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(Local(instant, zone)));
  return Say(language, kIndonesian[day.c_encoding()], kEnglish[day.c_encoding()]);
}

std::string ZoneInstant(const Timestamp& instant, std::string_view zone) {
  const bool known = ZoneHours(zone) != ZoneHours("") || zone == "WIB";
  return ZoneDay(instant, zone) + " " + ZoneHour(instant, zone) + " " +
         std::string(known ? zone : "WIB");
}

std::string TimeLeft(TextLanguage language, const Timestamp& due, const Timestamp& now) {
  const int64_t left = due.seconds() - now.seconds();
  const std::string span = Span(language, std::abs(left));
  if (left > 0) return span + Say(language, " lagi", " left");
  return Say(language, "terlambat ", "late by ") + span;
}

std::string AlarmAge(TextLanguage language, const Timestamp& sounds, const Timestamp& now) {
  const int64_t left = sounds.seconds() - now.seconds();
  const std::string span = Span(language, std::abs(left));
  if (left > 0) return Say(language, "berbunyi ", "sounds in ") + span + Say(language, " lagi", "");
  return Say(language, "berbunyi sejak ", "sounding for ") + span + Say(language, " yang lalu", "");
}

}  // namespace setara
