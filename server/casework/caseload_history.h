// Open cases by state at the ends of days: the data of a chart, from the spans that rows have.
// Not thread-safe; one owner.
#pragma once

#include <span>
#include <vector>

#include "matcher/domain/case_rows.h"
#include "server/casework/ageing.h"

namespace setara::casework {

enum class HistoryStep { kDay, kWeek, kMonth };

// The days of a history: the last of each step of [from, until), and the last of all. Weeks are
// seven days from `from`, months those of the calendar. from < until.
std::vector<Date> HistoryDays(Date from, Date until, HistoryStep step);

class CaseloadHistory {
 public:
  // days: ascending.
  explicit CaseloadHistory(std::span<const Date> days);

  // The spans of one case, in order.
  void Add(std::span<const CaseSpan> spans);

  // What CaseloadOn says of the same cases.
  const std::vector<Caseload>& points() const { return points_; }

 private:
  std::vector<Caseload> points_;
};

}  // namespace setara::casework
