#include "server/casework/durations.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "embedded/casework_durations.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/table.h"
#include "server/casework/shipped.h"

namespace setara::casework {
namespace {

// What the rules ask for by name.
constexpr std::string_view kRequired[] = {"ACCIDENT_REPORT",
                                          "FIRST_CONTACT",
                                          "RECOMMENDATION",
                                          "CONSENT_REMINDER",
                                          "CONSENT_REQUEST",
                                          "CONSENT",
                                          "ASSESSMENT",
                                          "PLAN",
                                          "REHAB_REVIEW",
                                          "TRIAL",
                                          "VISIT_1",
                                          "VISIT_2",
                                          "VISIT_3",
                                          "MONITORING",
                                          "CLOSE_CASE",
                                          "PAUSE_REVIEW",
                                          "INCAPACITY_WARNING",
                                          "INCAPACITY_LIMIT",
                                          "STMB_FULL",
                                          "STOP_PROCESSING",
                                          "DISMISSAL_ALERT",
                                          "FORM_3KK2",
                                          "OFFER_ANSWER",
                                          "ASSIGN_MANAGER",
                                          "SECOND_OPINION",
                                          "CLOSING_REPORT",
                                          "COMING_UP",
                                          "LOST_CONTACT_WINDOW"};

absl::StatusOr<Span> ParseSpan(std::string_view value, std::string_view unit) {
  int count = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
  if (error != std::errc() || end != value.data() + value.size() || count < 0 || count > 10'000) {
    return absl::InvalidArgumentError("value is not a whole number of 0 to 10000");
  }
  for (const Span& span :
       {Span(ClockHours{}), Span(WorkingDays{}), Span(CalendarDays{}), Span(Months{})}) {
    if (UnitWord(span) == unit) return WithCount(span, count);
  }
  return absl::InvalidArgumentError(
      "unit is none of clock_hours, working_days, calendar_days, months");
}

// The mark of the row of `id` that is in force last.
std::optional<Mark> NewestMark(const Citations& citations, std::string_view id) {
  const Citation* newest = nullptr;
  for (const Citation& citation : citations.all()) {
    if (citation.id == id && (newest == nullptr || newest->valid_from < citation.valid_from)) {
      newest = &citation;
    }
  }
  if (newest == nullptr) return std::nullopt;
  return newest->mark;
}

absl::StatusOr<Duration> ParseDuration(const Table::Row& row, const Citations& citations) {
  Duration duration;
  duration.id = row[0];
  absl::StatusOr<Span> span = ParseSpan(row[1], row[2]);
  if (!span.ok()) return span.status();
  duration.span = *span;
  absl::StatusOr<Mark> mark = ParseMark(row[3]);
  if (!mark.ok()) return mark.status();
  duration.mark = *mark;
  duration.citation_id = row[4];
  if (NewestMark(citations, duration.citation_id) != duration.mark) {
    return absl::InvalidArgumentError("its citation has another mark or is not known");
  }
  duration.label_id = row[5];
  duration.label_en = row[6];
  if (duration.id.empty() || duration.label_id.empty() || duration.label_en.empty()) {
    return absl::InvalidArgumentError("id or label is empty");
  }
  return duration;
}

template <typename List>
auto FindIn(List& durations, std::string_view id) {
  return std::find_if(durations.begin(), durations.end(),
                      [&](const Duration& duration) { return duration.id == id; });
}

}  // namespace

absl::StatusOr<Durations> Durations::Parse(std::string_view name, std::string_view tsv,
                                           const Citations& citations) {
  absl::StatusOr<Table> table =
      Table::Parse(name, tsv, {"id", "value", "unit", "mark", "citation", "label_id", "label_en"});
  if (!table.ok()) return table.status();
  Durations made;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    absl::StatusOr<Duration> duration = ParseDuration(table->rows()[i], citations);
    absl::Status status = duration.status();
    if (status.ok() && FindIn(made.durations_, duration->id) != made.durations_.end()) {
      status = absl::InvalidArgumentError("the id is used twice");
    }
    if (!status.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " + std::string(status.message()));
    }
    made.durations_.push_back(*std::move(duration));
  }
  for (std::string_view id : kRequired) {
    if (FindIn(made.durations_, id) == made.durations_.end()) {
      return absl::InvalidArgumentError(std::string(name) + ": no row " + std::string(id));
    }
  }
  return made;
}

const Durations& Durations::Shipped() {
  static const Durations& shipped = *new Durations(
      MustParse(Parse("durations.tsv", embedded::casework_durations(), Citations::Get())));
  return shipped;
}

absl::StatusOr<Durations> Durations::WithValues(const std::map<std::string, int>& values) const {
  Durations made = *this;
  for (const auto& [id, value] : values) {
    auto found = FindIn(made.durations_, id);
    if (found == made.durations_.end()) return InvalidField(id, "no such duration");
    if (found->mark != Mark::kDefault) {
      return InvalidField(id, "law or practice, not a default: it cannot be configured");
    }
    if (value < 1 || value > 3650) return InvalidField(id, "must be 1 to 3650");
    found->span = WithCount(found->span, value);
    found->configured = true;
  }
  return made;
}

const Duration& Durations::Of(std::string_view id) const {
  auto found = FindIn(durations_, id);
  if (found == durations_.end()) {
    std::fprintf(stderr, "no duration %s\n", std::string(id).c_str());
    std::abort();  // a name of the program itself
  }
  return *found;
}

}  // namespace setara::casework
