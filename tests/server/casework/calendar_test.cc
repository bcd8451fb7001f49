#include "server/casework/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "embedded/golden_deadlines.h"
#include "matcher/domain/table.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

Span SpanOf(std::string_view unit, int count) {
  for (const Span& span :
       {Span(ClockHours{}), Span(WorkingDays{}), Span(CalendarDays{}), Span(Months{})}) {
    if (UnitWord(span) == unit) return WithCount(span, count);
  }
  ADD_FAILURE() << unit;
  return ClockHours{};
}

TEST(CaseCalendar, GoldenTableOfEnds) {
  auto table = Table::Parse("case_deadlines.tsv", embedded::golden_deadlines(),
                            {"start", "region", "unit", "count", "options", "end", "citation"});
  ASSERT_TRUE(table.ok()) << table.status();
  for (const Table::Row& row : table->rows()) {
    SCOPED_TRACE(std::string(row[0]) + " " + std::string(row[6]));
    const Calendar calendar = Calendar::Shipped({.saturday_works = row[4] == "six",
                                                 .joint_leave_works = row[4] == "leave",
                                                 .clock_rests_on_days_off = row[4] == "rest"});
    const Span span = SpanOf(row[2], std::stoi(std::string(row[3])));
    const Instant end = calendar.End(ParseInstant(row[0]).value(), span, ZoneOf(row[1]));
    EXPECT_EQ(ToString(end), ToString(ParseInstant(row[5]).value()));
  }
}

// Against a walk from day to day that knows nothing of the code's shortcuts.
TEST(CaseCalendar, WorkingDaysAgreeWithAWalk) {
  std::mt19937 random(20261125);
  const Calendar calendar = Calendar::Shipped();
  for (int i = 0; i < 2000; ++i) {
    const Date start = Day("2022-01-01") + std::chrono::days(random() % 2500);
    const int count = static_cast<int>(random() % 30);
    Date walked = start;
    int worked = 0;
    while (worked < count) {
      walked += std::chrono::days(1);
      const std::chrono::weekday weekday(walked);
      bool off = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
      for (const auto& [day, holiday] : calendar.holidays()) off = off || day == walked;
      if (!off) ++worked;
    }
    ASSERT_EQ(calendar.AddWorkingDays(start, count), walked) << ToString(start) << " " << count;
  }
}

// A span never ends earlier for starting later, in any zone and unit.
TEST(CaseCalendar, EndsNeverFall) {
  std::mt19937 random(7);
  for (bool rests : {false, true}) {
    const Calendar calendar = Calendar::Shipped({.clock_rests_on_days_off = rests});
    for (int i = 0; i < 3000; ++i) {
      const Instant start = At("2022-01-01T00:00:00Z") + std::chrono::minutes(random() % 3'500'000);
      const Instant later = start + std::chrono::minutes(random() % 3000);
      const auto zone = static_cast<TimeZone>(7 + random() % 3);
      const int count = static_cast<int>(random() % 40);
      for (const Span& span : {Span(ClockHours{count}), Span(WorkingDays{count}),
                               Span(CalendarDays{count}), Span(Months{count})}) {
        const Instant end = calendar.End(start, span, zone);
        ASSERT_GE(end, start);
        ASSERT_LE(end, calendar.End(later, span, zone)) << UnitWord(span) << " " << count;
      }
    }
  }
}

TEST(CaseCalendar, ZonesFollowTheProvince) {
  struct {
    const char* region;
    TimeZone zone;
    bool assumed;
  } const cases[] = {
      {"11", TimeZone::kWib, false},  {"31.71", TimeZone::kWib, false},
      {"61", TimeZone::kWib, false},  {"62.71", TimeZone::kWib, false},
      {"63", TimeZone::kWita, false}, {"64.72", TimeZone::kWita, false},
      {"65", TimeZone::kWita, false}, {"51.71", TimeZone::kWita, false},
      {"53", TimeZone::kWita, false}, {"73.71", TimeZone::kWita, false},
      {"81", TimeZone::kWit, false},  {"82", TimeZone::kWit, false},
      {"91", TimeZone::kWit, false},  {"96.71.01.1001", TimeZone::kWit, false},
      {"", TimeZone::kWit, true},     {"99", TimeZone::kWit, true},
      {"ID", TimeZone::kWit, true},
  };
  for (const auto& test : cases) {
    bool assumed = false;
    EXPECT_EQ(ZoneOf(test.region, &assumed), test.zone) << test.region;
    EXPECT_EQ(assumed, test.assumed) << test.region;
  }
}

TEST(CaseCalendar, MonthsEndWhereTheMonthEnds) {
  struct {
    const char* from;
    int months;
    const char* to;
  } const cases[] = {{"2026-01-31", 1, "2026-02-28"},  {"2024-01-31", 1, "2024-02-29"},
                     {"2026-01-31", 2, "2026-03-31"},  {"2026-03-31", 1, "2026-04-30"},
                     {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
                     {"2025-12-31", 2, "2026-02-28"},  {"2026-11-30", 3, "2027-02-28"},
                     {"2026-05-15", 0, "2026-05-15"}};
  for (const auto& test : cases) {
    EXPECT_EQ(ToString(AddMonths(Day(test.from), test.months)), test.to);
  }
}

TEST(CaseCalendar, KnowsWhichYearsItCovers) {
  const Calendar calendar = Calendar::Shipped();
  EXPECT_FALSE(calendar.CoversDay(Day("2021-12-31")));
  EXPECT_TRUE(calendar.CoversDay(Day("2022-01-01")));
  EXPECT_TRUE(calendar.CoversDay(Day("2028-12-31")));
  EXPECT_FALSE(calendar.CoversDay(Day("2029-01-01")));
  EXPECT_FALSE(calendar.IsWorkingDay(Day("2029-01-06")));  // a Saturday all the same
}

TEST(CaseCalendar, CountsHolidaysAndJointLeaveAsTheDecreesDo) {
  const Calendar calendar = Calendar::Shipped();
  struct {
    int year;
    int holidays;  // the decrees count dates; 2024 without its two election days
    int leave;
  } const cases[] = {
      {2022, 16, 4}, {2023, 16, 11}, {2024, 17 + 2, 10}, {2025, 17, 11}, {2026, 17, 8}};
  for (const auto& test : cases) {
    int holidays = 0, leave = 0;
    for (const auto& [day, holiday] : calendar.holidays()) {
      if (static_cast<int>(std::chrono::year_month_day(day).year()) != test.year) continue;
      ++(holiday.kind == DayOff::kHoliday ? holidays : leave);
      EXPECT_TRUE(holiday.decreed);
    }
    EXPECT_EQ(holidays, test.holidays) << test.year;
    EXPECT_EQ(leave, test.leave) << test.year;
  }
}

TEST(CaseCalendar, RefusesDamagedTables) {
  constexpr char kHeader[] = "date\tkind\tname_id\tname_en\tsource\n";
  for (const char* row : {"2026-02-30\tholiday\ta\tb\tdecree", "2026-02-01\tfeast\ta\tb\tdecree",
                          "2026-02-01\tholiday\t\tb\tdecree", "2026-02-01\tholiday\ta\tb\thearsay",
                          "2026-02-01\tholiday\ta\tb\tdecree\n2026-02-01\tholiday\ta\tb\tdecree"}) {
    EXPECT_FALSE(Calendar::Parse("t", std::string(kHeader) + row + "\n", {}).ok()) << row;
  }
  EXPECT_TRUE(Calendar::Parse("t",
                              std::string(kHeader) + "2026-02-01\tholiday\ta\tb\tdecree\n"
                                                     "2026-02-01\tholiday\tc\td\tcomputed\n",
                              {})
                  .ok());
}

TEST(CaseSpans, ReadAsPeopleSayThem) {
  EXPECT_EQ(SpanText(ClockHours{48}, Language::kIndonesian), "2 × 24 jam");
  EXPECT_EQ(SpanText(ClockHours{72}, Language::kEnglish), "3 × 24 hours");
  EXPECT_EQ(SpanText(ClockHours{5}, Language::kIndonesian), "5 jam");
  EXPECT_EQ(SpanText(WorkingDays{1}, Language::kEnglish), "1 working day");
  EXPECT_EQ(SpanText(WorkingDays{3}, Language::kIndonesian), "3 hari kerja");
  EXPECT_EQ(SpanText(Months{12}, Language::kEnglish), "12 months");
}

}  // namespace
}  // namespace setara::casework
