#include "server/casework/calendar.h"

#include <algorithm>
#include <chrono>

#include "embedded/casework_holidays.h"
#include "matcher/domain/table.h"
#include "server/casework/shipped.h"

namespace setara::casework {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::year_month_day;

absl::StatusOr<Holiday> ParseHoliday(const Table::Row& row) {
  absl::StatusOr<Date> on = ParseDate(row[0]);
  if (!on.ok()) return on.status();
  Holiday holiday{.on = *on,
                  .kind = DayOff::kHoliday,
                  .name_id = std::string(row[2]),
                  .name_en = std::string(row[3]),
                  .decreed = row[4] == "decree"};
  if (row[1] == "joint_leave") {
    holiday.kind = DayOff::kJointLeave;
  } else if (row[1] != "holiday") {
    return absl::InvalidArgumentError("kind is neither holiday nor joint_leave");
  }
  if (row[4] != "decree" && row[4] != "computed") {
    return absl::InvalidArgumentError("source is neither decree nor computed");
  }
  if (holiday.name_id.empty() || holiday.name_en.empty()) {
    return absl::InvalidArgumentError("a name is empty");
  }
  return holiday;
}

int YearOf(Date day) { return static_cast<int>(year_month_day(day).year()); }

// Where `left` hours end that run only on days that `counts`. Walks whole local days.
template <typename Counts>
Instant EndOfRestingClock(Instant start, hours left, TimeZone zone, Counts&& counts) {
  Instant at = start;
  std::chrono::microseconds rest = left;
  for (Date day = LocalDate(start, zone);; day += days(1)) {
    const Instant end_of_day = StartOfDay(day + days(1), zone);
    if (!counts(day)) {
      at = end_of_day;
      continue;
    }
    if (at + rest <= end_of_day) return at + rest;
    rest -= end_of_day - at;
    at = end_of_day;
  }
}

}  // namespace

absl::StatusOr<Calendar> Calendar::Parse(std::string_view name, std::string_view tsv,
                                         const CalendarOptions& options) {
  absl::StatusOr<Table> table =
      Table::Parse(name, tsv, {"date", "kind", "name_id", "name_en", "source"});
  if (!table.ok()) return table.status();
  Calendar calendar;
  calendar.options_ = options;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    absl::StatusOr<Holiday> holiday = ParseHoliday(table->rows()[i]);
    absl::Status status = holiday.status();
    if (status.ok()) {
      auto [from, to] = calendar.holidays_.equal_range(holiday->on);
      if (std::any_of(from, to, [&](const auto& entry) {
            return entry.second.name_id == holiday->name_id && entry.second.kind == holiday->kind;
          })) {
        status = absl::InvalidArgumentError("given twice");
      }
    }
    if (!status.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " + std::string(status.message()));
    }
    const Date on = holiday->on;
    calendar.holidays_.emplace(on, *std::move(holiday));
  }
  if (!calendar.holidays_.empty()) {
    calendar.first_year_ = YearOf(calendar.holidays_.begin()->first);
    calendar.last_year_ = YearOf(calendar.holidays_.rbegin()->first);
  }
  return calendar;
}

Calendar Calendar::Shipped(const CalendarOptions& options) {
  return MustParse(Parse("holidays.tsv", embedded::casework_holidays(), options));
}

bool Calendar::IsWorkingDay(Date day) const {
  const std::chrono::weekday weekday(day);
  if (weekday == std::chrono::Sunday) return false;
  if (weekday == std::chrono::Saturday && !options_.saturday_works) return false;
  auto [from, to] = holidays_.equal_range(day);
  return std::none_of(from, to, [&](const auto& entry) {
    return entry.second.kind == DayOff::kHoliday || !options_.joint_leave_works;
  });
}

bool Calendar::CoversDay(Date day) const {
  return first_year_ <= YearOf(day) && YearOf(day) <= last_year_;
}

Date Calendar::AddWorkingDays(Date day, int count) const {
  while (count > 0) {
    day += days(1);
    if (IsWorkingDay(day)) --count;
  }
  return day;
}

Instant Calendar::End(Instant start, const Span& span, TimeZone zone) const {
  const Date day = LocalDate(start, zone);
  if (const auto* clock = std::get_if<ClockHours>(&span)) {
    if (!options_.clock_rests_on_days_off) return EndOfClock(start, *clock);
    return EndOfRestingClock(start, hours(clock->count), zone,
                             [this](Date on) { return IsWorkingDay(on); });
  }
  if (const auto* working = std::get_if<WorkingDays>(&span)) {
    return StartOfDay(AddWorkingDays(day, working->count) + days(1), zone);
  }
  if (const auto* calendar = std::get_if<CalendarDays>(&span)) {
    return StartOfDay(day + days(calendar->count + 1), zone);
  }
  return StartOfDay(AddMonths(day, std::get<Months>(span).count) + days(1), zone);
}

Date LocalDate(Instant instant, TimeZone zone) {
  return std::chrono::floor<days>(instant + hours(static_cast<int>(zone)));
}

Instant StartOfDay(Date day, TimeZone zone) { return day - hours(static_cast<int>(zone)); }

Date AddMonths(Date day, int months) {
  year_month_day target = year_month_day(day) + std::chrono::months(months);
  if (!target.ok()) {
    target = target.year() / target.month() / std::chrono::last;
  }
  return Date(target);
}

TimeZone ZoneOf(std::string_view region_code, bool* assumed) {
  // A province has one zone; its code is the first two digits of every code in it.
  const std::string_view province = region_code.substr(0, 2);
  bool unknown = province.size() < 2 || province == Regions::kCountryCode;
  TimeZone zone = TimeZone::kWit;
  if (!unknown) {
    auto region = Regions::Get().Find(province);
    unknown = !region.ok();
    if (!unknown) zone = (*region)->zone;
  }
  if (assumed != nullptr) *assumed = unknown;
  return zone;
}

std::string_view ZoneWord(TimeZone zone) {
  switch (zone) {
    case TimeZone::kWib:
      return "WIB";
    case TimeZone::kWita:
      return "WITA";
    case TimeZone::kWit:
      return "WIT";
  }
  return "";
}

}  // namespace setara::casework
