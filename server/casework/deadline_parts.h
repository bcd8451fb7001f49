// The parts that deadlines.h is put together from; nobody else includes this.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/casework/deadlines.h"

namespace setara::casework {

// Collects the deadlines of one record, with the zone of its place and the day's citations.
class DeadlineList {
 public:
  DeadlineList(const CaseRecord& record, Instant now, const CaseRules& rules);

  const CaseRecord& record() const { return record_; }
  const StateClock& clock() const { return clock_; }
  Instant now() const { return now_; }
  TimeZone zone() const { return zone_; }
  // Whether the case stands in `state`, or rests from it.
  bool In(CaseState state) const { return record_.IsOpen() && clock_.state == state; }

  // The first instant after a span of the table.
  Instant EndOf(std::string_view id, Instant start) const;
  // A span of the table after `start`. The reference stays valid until the next Add.
  Deadline& Add(std::string_view id, Instant start);
  // The same, standing still while the case is paused.
  Deadline& AddOfState(std::string_view id, Instant start);
  // The end of the local day `last`, which the record names.
  Deadline& AddDay(std::string_view kind, Instant start, Date last);
  // From the beginning of the day that lies the span's months after `from`.
  Deadline& AddAlarm(std::string_view id, Date from);

  std::vector<Deadline> Take() { return std::move(deadlines_); }

 private:
  Deadline& Push(std::string_view kind, Instant start, Instant due);

  const CaseRecord& record_;
  const Instant now_;
  const CaseRules& rules_;
  const StateClock clock_;
  bool zone_assumed_ = false;
  TimeZone zone_;
  std::vector<Deadline> deadlines_;
};

void AddReportDeadlines(DeadlineList& list);  // from the report to the recommendation
void AddStateDeadlines(DeadlineList& list);   // consents, assessment, plan, reviews, pause
void AddWorkDeadlines(DeadlineList& list);    // training, trial, monitoring, closing
void AddProtection(DeadlineList& list);       // month 9 and 12, STMB, dismissal, withdrawal
void AddSideDeadlines(DeadlineList& list);    // forms, offers, aids, second opinions

}  // namespace setara::casework
