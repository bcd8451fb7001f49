// Wage replacement while unable to work (STMB): what share is due on a day, and whether payments
// match it. PP 82/2019 by data/stmb.tsv. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/case_events.h"
#include "matcher/domain/date.h"
#include "server/casework/record.h"

namespace setara::casework {

struct StmbStep {
  Date valid_from{};
  std::optional<Date> valid_until{};  // half-open
  int month_from = 0;                 // of incapacity, half-open
  std::optional<int> month_until{};
  int percent = 100;
};

class StmbRule {
 public:
  // The shipped table; a damaged one ends the program.
  static const StmbRule& Get();
  // InvalidArgument with the row: a date, month or percentage out of range, two steps for one month
  // of one day.
  static absl::StatusOr<StmbRule> Parse(std::string_view name, std::string_view tsv);

  // Per cent of the wage due on the day `on` of an incapacity since `from`; nullopt: `on` lies
  // before it, or no rule of that day was read.
  std::optional<int> PercentOn(Date from, Date on) const;

 private:
  std::vector<StmbStep> steps_;
};

// A payment that does not match the rule: for somebody to look at, never a refusal.
struct StmbMismatch {
  int64_t sequence = 0;  // of the payment
  Date from{};           // first day of it with another share than paid
  int paid_percent = 0;
  int due_percent = 0;
};
std::vector<StmbMismatch> StmbMismatches(const CaseRecord& record);

// Days of incapacity in [from, until) for which no payment is recorded, as half-open periods.
struct Period {
  Date from{};
  Date until{};
  bool operator==(const Period&) const = default;
};
std::vector<Period> UnpaidPeriods(const CaseRecord& record, Date until);

}  // namespace setara::casework
