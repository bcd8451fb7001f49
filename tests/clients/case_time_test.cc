#include "clients/case_time.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "clients/words.h"

namespace setara {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;

Timestamp At(const std::string& text) {
  Timestamp instant;
  EXPECT_TRUE(TimeUtil::FromString(text, &instant)) << text;
  return instant;
}

std::string Moment(const std::string& text) {
  const auto moment = ParseMoment(text);
  return moment ? TimeUtil::ToString(*moment) : "none";
}

TEST(CaseTimeTest, ReadsAnInstantOnTheClocksOfThePlace) {
  EXPECT_EQ(Moment("2026-03-01 08:30 WIB"), "2026-03-01T01:30:00Z");
  EXPECT_EQ(Moment("2026-03-01 08:30 WITA"), "2026-03-01T00:30:00Z");
  EXPECT_EQ(Moment("2026-03-01 08:30:15 WIT"), "2026-02-28T23:30:15Z");
  EXPECT_EQ(Moment("2026-03-01T08:30:00+08:00"), "2026-03-01T00:30:00Z");
  for (const char* text :
       {"", "2026-03-01", "08:30 WIB", "2026-03-01 08:30", "2026-03-01 08:30 CET",
        "2026-02-31 08:30 WIB", "2026-03-01 25:00 WIB", "kemarin pagi WIB"}) {
    EXPECT_EQ(Moment(text), "none") << text;
  }
}

TEST(CaseTimeTest, ADayBecomesItsEndAndTodayNow) {
  const Timestamp now = At("2026-03-02T03:00:00Z");  // 10:00 in Jakarta
  EXPECT_EQ(TimeUtil::ToString(*MomentOn(*ParseDay("2026-03-01"), now)), "2026-03-01T16:59:59Z");
  EXPECT_EQ(*MomentOn(*ParseDay("2026-03-02"), now), now);
  EXPECT_EQ(MomentOn(*ParseDay("2026-03-03"), now), std::nullopt);
  EXPECT_EQ(MomentOn(*ParseDay("2026-02-31"), now), std::nullopt);
}

TEST(CaseTimeTest, SaysDayAndHourInTheZone) {
  const Timestamp instant = At("2026-03-01T16:30:00Z");
  EXPECT_EQ(ZoneInstant(instant, "WIB"), "2026-03-01 23:30 WIB");
  EXPECT_EQ(ZoneInstant(instant, "WITA"), "2026-03-02 00:30 WITA");
  EXPECT_EQ(ZoneInstant(instant, "WIT"), "2026-03-02 01:30 WIT");
  EXPECT_EQ(ZoneInstant(instant, ""), "2026-03-01 23:30 WIB");
  EXPECT_EQ(WeekdayText(TextLanguage::kIndonesian, instant, "WIB"), "Minggu");
  EXPECT_EQ(WeekdayText(TextLanguage::kEnglish, instant, "WIT"), "Monday");
  EXPECT_EQ(DayText(JakartaDay(At("2026-02-28T17:00:00Z"))), "2026-03-01");
}

TEST(CaseTimeTest, SaysHowLongIsLeftInHoursAndThenInDays) {
  const Timestamp due = At("2026-03-10T00:00:00Z");
  const auto left = [&](const char* now) {
    return TimeLeft(TextLanguage::kIndonesian, due, At(now));
  };
  EXPECT_EQ(left("2026-03-05T00:00:00Z"), "5 hari lagi");
  EXPECT_EQ(left("2026-03-08T00:00:01Z"), "47 jam lagi");
  EXPECT_EQ(left("2026-03-08T00:00:00Z"), "2 hari lagi");
  EXPECT_EQ(left("2026-03-09T23:30:00Z"), "kurang dari 1 jam lagi");
  EXPECT_EQ(left("2026-03-10T00:00:00Z"), "terlambat kurang dari 1 jam");
  EXPECT_EQ(left("2026-03-10T05:00:00Z"), "terlambat 5 jam");
  EXPECT_EQ(left("2026-03-13T01:00:00Z"), "terlambat 3 hari");
  EXPECT_EQ(TimeLeft(TextLanguage::kEnglish, due, At("2026-03-09T23:00:00Z")), "1 hour left");
  EXPECT_EQ(AlarmAge(TextLanguage::kEnglish, due, At("2026-03-13T00:00:00Z")),
            "sounding for 3 days");
  EXPECT_EQ(AlarmAge(TextLanguage::kIndonesian, due, At("2026-03-05T00:00:00Z")),
            "berbunyi 5 hari lagi");
}

}  // namespace
}  // namespace setara
