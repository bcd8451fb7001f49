// When someone hired is asked after: 3, 6 and 12 months from the first day of work. Our default;
// the dates follow from the record and nobody types them. Pure; thread-safe.
#pragma once

#include <optional>

#include "matcher/domain/placement.h"

namespace setara::placement {

inline constexpr int kCheckMonths[] = {3, 6, 12};

// The same day of the month, `months` (>= 0) later; the last day of a shorter month.
Date MonthsAfter(Date day, int months);

// The next check of a placement that stands so; nullopt: nobody is at work, or all are done.
std::optional<FollowUpCheck> NextCheck(const PlacementStanding& standing);

}  // namespace setara::placement
