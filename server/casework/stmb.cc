#include "server/casework/stmb.h"

#include <algorithm>
#include <charconv>

#include "embedded/casework_stmb.h"
#include "matcher/domain/table.h"
#include "server/casework/calendar.h"
#include "server/casework/questions.h"
#include "server/casework/shipped.h"

namespace setara::casework {
namespace {

absl::StatusOr<int> ParseCount(std::string_view text, int max) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > max) {
    return absl::InvalidArgumentError("a number is out of range");
  }
  return value;
}

absl::StatusOr<StmbStep> ParseStep(const Table::Row& row) {
  StmbStep step;
  absl::StatusOr<Date> from = ParseDate(row[0]);
  if (!from.ok()) return from.status();
  step.valid_from = *from;
  if (!row[1].empty()) {
    absl::StatusOr<Date> until = ParseDate(row[1]);
    if (!until.ok()) return until.status();
    step.valid_until = *until;
  }
  absl::StatusOr<int> first = ParseCount(row[2], 1200), percent = ParseCount(row[4], 100);
  if (!first.ok()) return first.status();
  if (!percent.ok()) return percent.status();
  step.month_from = *first;
  step.percent = *percent;
  if (row[3].empty()) return step;
  absl::StatusOr<int> end = ParseCount(row[3], 1200);
  if (!end.ok()) return end.status();
  if (*end <= *first) return absl::InvalidArgumentError("month_until is not after month_from");
  step.month_until = *end;
  return step;
}

bool Clash(const StmbStep& a, const StmbStep& b) {
  const bool days = (!b.valid_until || a.valid_from < *b.valid_until) &&
                    (!a.valid_until || b.valid_from < *a.valid_until);
  return days && (!b.month_until || a.month_from < *b.month_until) &&
         (!a.month_until || b.month_from < *a.month_until);
}

}  // namespace

absl::StatusOr<StmbRule> StmbRule::Parse(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table = Table::Parse(
      name, tsv, {"valid_from", "valid_until", "month_from", "month_until", "percent"});
  if (!table.ok()) return table.status();
  StmbRule made;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    absl::StatusOr<StmbStep> step = ParseStep(table->rows()[i]);
    absl::Status status = step.status();
    if (status.ok() && std::any_of(made.steps_.begin(), made.steps_.end(),
                                   [&](const StmbStep& other) { return Clash(other, *step); })) {
      status = absl::InvalidArgumentError("overlaps another step");
    }
    if (!status.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " + std::string(status.message()));
    }
    made.steps_.push_back(*step);
  }
  return made;
}

const StmbRule& StmbRule::Get() {
  static const StmbRule& shipped =
      *new StmbRule(MustParse(Parse("stmb.tsv", embedded::casework_stmb())));
  return shipped;
}

std::optional<int> StmbRule::PercentOn(Date from, Date on) const {
  if (on < from) return std::nullopt;
  for (const StmbStep& step : steps_) {
    const bool in_force = step.valid_from <= on && (!step.valid_until || on < *step.valid_until);
    const bool in_months = AddMonths(from, step.month_from) <= on &&
                           (!step.month_until || on < AddMonths(from, *step.month_until));
    if (in_force && in_months) return step.percent;
  }
  return std::nullopt;
}

std::vector<StmbMismatch> StmbMismatches(const CaseRecord& record) {
  std::vector<StmbMismatch> found;
  const Date start = IncapacityFrom(record);
  for (const auto& payment : record.Of<StmbPaid>()) {
    for (Date day = payment.fact.from; day < payment.fact.until; day += std::chrono::days(1)) {
      const std::optional<int> due = StmbRule::Get().PercentOn(start, day);
      if (!due || *due == payment.fact.percent) continue;
      found.push_back({payment.sequence, day, payment.fact.percent, *due});
      break;
    }
  }
  return found;
}

std::vector<Period> UnpaidPeriods(const CaseRecord& record, Date until) {
  std::vector<Period> paid;
  for (const auto& payment : record.Of<StmbPaid>()) {
    paid.push_back({payment.fact.from, payment.fact.until});
  }
  std::sort(paid.begin(), paid.end(),
            [](const Period& a, const Period& b) { return a.from < b.from; });
  if (std::optional<Instant> ended = IncapacityEnded(record)) {
    until = std::min(until, LocalDate(*ended, ZoneOf(record.Report().region_code)));
  }
  std::vector<Period> unpaid;
  Date next = IncapacityFrom(record);
  for (const Period& period : paid) {
    if (next < period.from && next < until) {
      unpaid.push_back({next, std::min(period.from, until)});
    }
    next = std::max(next, period.until);
  }
  if (next < until) unpaid.push_back({next, until});
  return unpaid;
}

}  // namespace setara::casework
