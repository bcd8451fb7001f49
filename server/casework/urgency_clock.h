// The urgency of many deadlines at one moment: UrgencyOf without a calendar look-up each.
// Immutable; thread-safe.
#pragma once

#include <array>

#include "server/casework/deadlines.h"

namespace setara::casework {

class UrgencyClock {
 public:
  UrgencyClock(Instant now, const CaseRules& rules);

  // What UrgencyOf says of an open deadline with these.
  Urgency Of(Instant due, TimeZone zone, bool alarm, bool suspended) const;

 private:
  // The first instant after today and after the days that are coming up, where a day begins.
  struct Ends {
    Instant today{};
    Instant coming_up{};
  };

  const Instant now_;
  std::array<Ends, 3> ends_;  // WIB, WITA, WIT
};

}  // namespace setara::casework
