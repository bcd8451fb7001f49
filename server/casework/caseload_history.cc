#include "server/casework/caseload_history.h"

#include <algorithm>

namespace setara::casework {
namespace {

Date EndOfMonth(Date day) {
  const std::chrono::year_month_day ymd(day);
  return Date(ymd.year() / ymd.month() / std::chrono::last);
}

Date LastOf(Date first, HistoryStep step) {
  switch (step) {
    case HistoryStep::kDay:
      return first;
    case HistoryStep::kWeek:
      return first + std::chrono::days(6);
    case HistoryStep::kMonth:
      return EndOfMonth(first);
  }
  return first;
}

}  // namespace

std::vector<Date> HistoryDays(Date from, Date until, HistoryStep step) {
  std::vector<Date> days;
  const Date last = until - std::chrono::days(1);
  for (Date first = from; first <= last;) {
    days.push_back(std::min(LastOf(first, step), last));
    first = days.back() + std::chrono::days(1);
  }
  return days;
}

CaseloadHistory::CaseloadHistory(std::span<const Date> days) {
  for (const Date day : days) points_.push_back({.day = day});
}

void CaseloadHistory::Add(std::span<const CaseSpan> spans) {
  const auto from = [&](Date day) {
    return std::lower_bound(points_.begin(), points_.end(), day,
                            [](const Caseload& point, Date d) { return point.day < d; });
  };
  for (size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].state == CaseState::kClosed || spans[i].state == CaseState::kUnknown) continue;
    const auto end = i + 1 < spans.size() ? from(spans[i + 1].since) : points_.end();
    for (auto point = from(spans[i].since); point < end; ++point) {
      ++point->cases[static_cast<size_t>(spans[i].state)];
    }
  }
}

}  // namespace setara::casework
