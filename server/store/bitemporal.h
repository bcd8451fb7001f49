// How the bitemporal tables store days and instants. Internal to the store.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "matcher/domain/date.h"

namespace setara {

inline int64_t StoredDate(Date date) { return date.time_since_epoch().count(); }
inline Date DateFromStored(int64_t days) { return Date(std::chrono::days(days)); }
inline std::optional<int64_t> StoredDate(const std::optional<Date>& date) {
  return date.has_value() ? std::optional<int64_t>(StoredDate(*date)) : std::nullopt;
}
inline std::optional<Date> DateFromStored(const std::optional<int64_t>& days) {
  return days.has_value() ? std::optional<Date>(DateFromStored(*days)) : std::nullopt;
}

inline int64_t StoredInstant(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant InstantFromStored(int64_t micros) {
  return Instant(std::chrono::microseconds(micros));
}

// When a version is learned that comes after one learned at `last`: a clock that went back must
// not bury a correction below what it corrects.
inline Instant KnownAfter(std::optional<int64_t> last, Instant now) {
  return last.has_value() ? std::max(now, InstantFromStored(*last)) : now;
}

}  // namespace setara
