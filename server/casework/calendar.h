// Which days are working days, and what instant a span after another ends at.
//
// - National holidays and joint leave (cuti bersama) are data (data/holidays.tsv), marked apart.
//   Outside the years of the table weekends alone are known; CoversDay says so.
// - Places keep WIB, WITA or WIT, UTC+7, +8, +9, without summer time (Keppres 41/1987).
// - An end is the first instant that is too late, as in server/rights/clocks.h. Spans of days and
//   months end with a local day: at the midnight after it (our default, no law read says).
// - The day it started is not counted (our default): three working days from any hour of a Monday
//   end with Thursday.
// - A month later is the same day of that month, or its last day where it has none: 31 January plus
//   one month is 28 or 29 February. Several months are counted at once, not one by one, so 31
//   January plus two months is 31 March.
// Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "matcher/domain/date.h"
#include "matcher/reference/regions.h"
#include "server/casework/spans.h"

namespace setara::casework {

enum class DayOff : uint8_t { kNone = 0, kHoliday = 1, kJointLeave = 2 };

struct Holiday {
  Date on{};
  DayOff kind = DayOff::kNone;
  std::string name_id{}, name_en{};
  bool decreed = false;  // by the ministers' joint decree or a Keppres; false: computed
};

struct CalendarOptions {
  bool saturday_works = false;     // UU 13/2003 art. 77 knows weeks of five and of six days
  bool joint_leave_works = false;  // true: joint leave is a working day like others
  // The clock of 2 x 24 hours stands still on days that are no working days, as one guide reads it;
  // false: it runs from the event, as the form says. Our default is the stricter one.
  bool clock_rests_on_days_off = false;
};

class Calendar {
 public:
  // The table that ships with the program, with `options`. A damaged one ends the program.
  static Calendar Shipped(const CalendarOptions& options = {});
  // InvalidArgument with the row: no date, an unknown kind or mark, two rows of one kind and name
  // on a day, an empty name.
  static absl::StatusOr<Calendar> Parse(std::string_view name, std::string_view tsv,
                                        const CalendarOptions& options);

  const CalendarOptions& options() const { return options_; }
  // By day; a day may have several (a holiday of two faiths).
  const std::multimap<Date, Holiday>& holidays() const { return holidays_; }

  bool IsWorkingDay(Date day) const;
  // Whether holidays of the day's year are in the table.
  bool CoversDay(Date day) const;
  // The `days`-th working day after `day`; days >= 0, and 0 gives `day` itself.
  Date AddWorkingDays(Date day, int days) const;

  // The first instant that is too late, for something that starts at `start` in `zone`.
  Instant End(Instant start, const Span& span, TimeZone zone) const;
  // The same for hours that the law counts by the clock, whatever the options say (UU 27/2022).
  static Instant EndOfClock(Instant start, ClockHours hours) {
    return start + std::chrono::hours(hours.count);
  }

 private:
  std::multimap<Date, Holiday> holidays_;
  CalendarOptions options_;
  int first_year_ = 0, last_year_ = -1;
};

// The date of `instant` in `zone`, and the instant at which the local day `day` begins.
Date LocalDate(Instant instant, TimeZone zone);
Instant StartOfDay(Date day, TimeZone zone);

// `months` >= 0 later, clamped to the end of the month.
Date AddMonths(Date day, int months);

// The zone of a place by its region code. Where that is not known or has several zones, WIT: its
// days end first, so that no deadline comes too late (our default); `assumed` is set then.
TimeZone ZoneOf(std::string_view region_code, bool* assumed = nullptr);

// "WIB", "WITA", "WIT".
std::string_view ZoneWord(TimeZone zone);

}  // namespace setara::casework
