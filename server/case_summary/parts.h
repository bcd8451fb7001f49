// The parts that summary.h is put together from; nobody else includes this.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/case_summary/summary.h"
#include "server/casework/calendar.h"

namespace setara::casework::summary {

using Lines = std::vector<std::string>;

// Says the sentences of the table about one case on one day.
class Teller {
 public:
  using Values = std::map<std::string, std::string>;

  Teller(const CaseRecord& record, const SummaryFacts& facts, Date day, const CaseRules& rules);

  // With the names of the case filled in, and `values` besides.
  std::string Say(const std::string& key, const Values& values = {}) const;
  // "30 Juni 2024", where it happened.
  std::string DayOf(Instant instant) const;

  const CaseRecord& record() const { return record_; }
  const SummaryFacts& facts() const { return facts_; }
  const CaseRules& rules() const { return rules_; }
  Date day() const { return day_; }
  TimeZone zone() const { return zone_; }

 private:
  const CaseRecord& record_;
  const SummaryFacts& facts_;
  const CaseRules& rules_;
  const Date day_;
  const TimeZone zone_;
  Values values_;
};

// What was agreed, a sentence each; the steps of a graded return are a table of their own.
Lines Agreed(const Teller& teller);
// Rows of date, hours, duties and wage, without a header; empty: no trial was agreed.
DocumentBlock::Rows TrialSteps(const Teller& teller);

// What comes next and by when, by date.
Lines NextSteps(const Teller& teller);
// What the worker may bring: words of documents.
Lines ToBring(const Teller& teller);
// Whether an attempt to dismiss waits for an answer.
bool DismissalOpen(const Teller& teller);

// The worker's rights with what each rests on.
Lines Rights(const Teller& teller);

}  // namespace setara::casework::summary
