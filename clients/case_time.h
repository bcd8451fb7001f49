// Instants of a case as the case manager writes and reads them: on the clocks of WIB, WITA or WIT
// (UTC+7, +8, +9). Pure; thread-safe.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <string_view>

#include "clients/language.h"
#include "setara/v1/common.pb.h"

namespace setara {

// "2026-03-01 08:30 WITA", or RFC 3339 with its offset. nullopt: neither, or no such day or hour.
std::optional<google::protobuf::Timestamp> ParseMoment(const std::string& text);

// The last instant of that day in Jakarta, as it is `now` at the latest: what "it happened on that
// day" becomes in the log. nullopt: there is no such day, or it begins after `now`.
std::optional<google::protobuf::Timestamp> MomentOn(const v1::Date& day,
                                                    const google::protobuf::Timestamp& now);

// Hours that a zone is ahead of UTC; of any other word those of WIB.
int ZoneHours(std::string_view zone);

// The day in Jakarta.
v1::Date JakartaDay(const google::protobuf::Timestamp& instant);

// "2026-03-01", the day on the zone's clocks.
std::string ZoneDay(const google::protobuf::Timestamp& instant, std::string_view zone);
// "08:30".
std::string ZoneHour(const google::protobuf::Timestamp& instant, std::string_view zone);
// "Minggu", "Sunday".
std::string WeekdayText(TextLanguage language, const google::protobuf::Timestamp& instant,
                        std::string_view zone);
// "2026-03-01 08:30 WITA".
std::string ZoneInstant(const google::protobuf::Timestamp& instant, std::string_view zone);

// How far `now` is from `due`, the first instant that is too late: "3 hari lagi", "5 jam lagi",
// "kurang dari 1 jam lagi", "terlambat 2 hari". Whole units, rounded towards zero; hours below two
// days.
std::string TimeLeft(TextLanguage language, const google::protobuf::Timestamp& due,
                     const google::protobuf::Timestamp& now);
// The same of an alarm: "berbunyi 12 hari", "berbunyi 3 jam lagi".
std::string AlarmAge(TextLanguage language, const google::protobuf::Timestamp& sounds,
                     const google::protobuf::Timestamp& now);

}  // namespace setara
