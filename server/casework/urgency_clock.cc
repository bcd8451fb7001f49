#include "server/casework/urgency_clock.h"

namespace setara::casework {
namespace {

constexpr std::array<TimeZone, 3> kZones = {TimeZone::kWib, TimeZone::kWita, TimeZone::kWit};

size_t IndexOf(TimeZone zone) {
  return static_cast<size_t>(zone) - static_cast<size_t>(TimeZone::kWib);
}

}  // namespace

UrgencyClock::UrgencyClock(Instant now, const CaseRules& rules) : now_(now), ends_{} {
  const std::chrono::days ahead(CountOf(rules.durations.Of("COMING_UP").span));
  for (const TimeZone zone : kZones) {
    const Date tomorrow = LocalDate(now, zone) + std::chrono::days(1);
    ends_[IndexOf(zone)] = {StartOfDay(tomorrow, zone), StartOfDay(tomorrow + ahead, zone)};
  }
}

Urgency UrgencyClock::Of(Instant due, TimeZone zone, bool alarm, bool suspended) const {
  if (suspended) return Urgency::kSuspended;
  if (now_ >= due) return alarm ? Urgency::kSounding : Urgency::kOverdue;
  // An alarm sounds on the day of `due`; anything else ends with the instant before it.
  const Instant last = alarm ? due : due - std::chrono::microseconds(1);
  const Ends& ends = ends_[IndexOf(zone)];
  if (last < ends.today) return Urgency::kDue;
  return last < ends.coming_up ? Urgency::kComingUp : Urgency::kLater;
}

}  // namespace setara::casework
