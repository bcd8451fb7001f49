// Reads dates as sources write them. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string_view>

#include "matcher/domain/date.h"

namespace setara {

// Forms: "2024-06-30"; the same followed by a time of day ("2025-10-03 12:21:59"), taken as local;
// RFC 3339 with a zone, as the day in Jakarta; "07/12/2025" and "7-12-2025 23:59", always day
// first, as Indonesia writes; "17 September 2025" in Indonesian or English, months also cut to
// three letters; and words relative to `reference`, the day the source was read: "baru saja",
// "hari ini", "kemarin", "19 jam yang lalu", "2 hari yang lalu", "30+ days ago", "1 bulan lalu"
// (hours below 24 are the reference day itself; months and years are calendar ones).
//
// nullopt: empty text, or relative words without a reference. InvalidArgument, without the text:
// a day that does not exist, outside 1900-2999, or any other form.
absl::StatusOr<std::optional<Date>> ReadDate(std::string_view text, std::optional<Date> reference);

}  // namespace setara
