#include "server/placement/follow_up.h"

namespace setara::placement {

Date MonthsAfter(Date day, int months) {
  const std::chrono::year_month_day from(day);
  const std::chrono::year_month_day to = from + std::chrono::months(months);
  if (to.ok()) return Date(to);
  return Date(to.year() / to.month() / std::chrono::last);
}

std::optional<FollowUpCheck> NextCheck(const PlacementStanding& standing) {
  if (!IsHired(standing.state) || !standing.starts_on) return std::nullopt;
  const int done = static_cast<int>(standing.state) - static_cast<int>(PlacementState::kHired);
  if (done >= 3) return std::nullopt;
  return FollowUpCheck{MonthsAfter(*standing.starts_on, kCheckMonths[done]), kCheckMonths[done]};
}

}  // namespace setara::placement
