#include "server/casework/deadline_parts.h"

#include <algorithm>
#include <set>

#include "server/casework/questions.h"

namespace setara::casework {
namespace {

// The end of the latest stay before `instant` in a state; used where the stay itself answers.
std::optional<Instant> LeftFirst(const CaseRecord& record, CaseState state) {
  for (size_t i = 0; i + 1 < record.history.size(); ++i) {
    if (record.history[i].state == state && record.history[i + 1].state != CaseState::kPaused) {
      return record.history[i + 1].from;
    }
  }
  return std::nullopt;
}

std::optional<Instant> EnteredFirst(const CaseRecord& record, CaseState state) {
  for (const StateSpan& span : record.history) {
    if (span.state == state) return span.from;
  }
  return std::nullopt;
}

template <typename Fact>
std::optional<Instant> FirstAt(const CaseRecord& record) {
  const auto& list = record.Of<Fact>();
  if (list.empty()) return std::nullopt;
  return list.front().at;
}

// When the last of the consents that are needed was answered; nullopt: one waits.
std::optional<Instant> AnsweredAt(const CaseRecord& record) {
  std::optional<Instant> at;
  for (CaseParty party : {CaseParty::kWorker, CaseParty::kEmployer}) {
    if (party == CaseParty::kEmployer && !HasEmployer(record)) continue;
    std::optional<Instant> answered;
    for (const auto& answer : record.Of<ConsentAnswered>()) {
      if (answer.fact.party != party) continue;
      answered =
          answer.fact.status == ConsentStatus::kRequested ? std::nullopt : std::optional(answer.at);
    }
    if (!answered) return std::nullopt;
    at = at ? std::max(*at, *answered) : *answered;
  }
  return at;
}

// Somebody asked after the consents from the day of the reminder on.
std::optional<Instant> Reminded(const DeadlineList& list, Instant due) {
  const Date day = LocalDate(due - std::chrono::microseconds(1), list.zone());
  for (const auto& contact : list.record().Of<ContactTried>()) {
    if (LocalDate(contact.at, list.zone()) >= day) return contact.at;
  }
  return std::nullopt;
}

// The start of the next review: the latest review of this stay, else the stay itself.
Instant ReviewedLast(const DeadlineList& list, Instant start, int64_t since) {
  for (const auto& review : list.record().Of<ReviewHeld>()) {
    if (review.sequence > since) start = std::max(start, review.at);
  }
  return start;
}

}  // namespace

DeadlineList::DeadlineList(const CaseRecord& record, Instant now, const CaseRules& rules)
    : record_(record),
      now_(now),
      rules_(rules),
      clock_(ClockOf(record, now)),
      zone_(ZoneOf(record.Report().region_code, &zone_assumed_)) {}

Deadline& DeadlineList::Push(std::string_view kind, Instant start, Instant due) {
  Deadline deadline{.kind = std::string(kind), .start = start, .due = due, .zone = zone_};
  deadline.zone_assumed = zone_assumed_;
  deadlines_.push_back(std::move(deadline));
  return deadlines_.back();
}

Instant DeadlineList::EndOf(std::string_view id, Instant start) const {
  const Span& span = rules_.durations.Of(id).span;
  // The clock of UU 27/2022 never rests, whatever calendar the accident report is counted by.
  const auto* hours = std::get_if<ClockHours>(&span);
  if (hours != nullptr && id != "ACCIDENT_REPORT") return Calendar::EndOfClock(start, *hours);
  return rules_.calendar.End(start, span, zone_);
}

Deadline& DeadlineList::Add(std::string_view id, Instant start) {
  const Duration& duration = rules_.durations.Of(id);
  Deadline& made = Push(id, start, EndOf(id, start));
  made.duration = &duration;
  made.citation = rules_.citations->Find(duration.citation_id, LocalDate(start, zone_));
  made.holidays_known = !std::holds_alternative<WorkingDays>(duration.span) ||
                        (rules_.calendar.CoversDay(LocalDate(start, zone_)) &&
                         rules_.calendar.CoversDay(LocalDate(made.due, zone_)));
  return made;
}

Deadline& DeadlineList::AddOfState(std::string_view id, Instant start) {
  Deadline& made = Add(id, start);
  made.suspended = !clock_.running;
  return made;
}

Deadline& DeadlineList::AddDay(std::string_view kind, Instant start, Date last) {
  return Push(kind, start, StartOfDay(last + std::chrono::days(1), zone_));
}

Deadline& DeadlineList::AddAlarm(std::string_view id, Date from) {
  const Duration& duration = rules_.durations.Of(id);
  const Date day = AddMonths(from, CountOf(duration.span));
  Deadline& made = Push(id, StartOfDay(from, zone_), StartOfDay(day, zone_));
  made.duration = &duration;
  made.citation = rules_.citations->Find(duration.citation_id, day);
  made.alarm = true;
  return made;
}

void AddReportDeadlines(DeadlineList& list) {
  const CaseRecord& record = list.record();
  const CaseReported& report = record.Report();
  const Instant reported = record.history.front().from;
  list.Add("ACCIDENT_REPORT", report.employer_knew_at.value_or(report.happened_at)).done_at =
      report.first_report_at.value_or(reported);

  // Until the case has moved on: a contact alone leaves it where nobody else would look for it.
  const std::optional<Instant> moved_on = LeftFirst(record, CaseState::kReported);
  if (moved_on || list.In(CaseState::kReported)) {
    list.AddOfState("FIRST_CONTACT", reported).done_at = moved_on;
  }
  const auto screened = EnteredFirst(record, CaseState::kScreening);
  if (!screened) return;
  const auto recommended = FirstAt<RecommendationGiven>(record);
  if (list.In(CaseState::kScreening)) {
    list.AddOfState("RECOMMENDATION", list.clock().start).done_at = recommended;
  } else if (recommended) {
    list.Add("RECOMMENDATION", *screened).done_at = recommended;
  }
}

void AddStateDeadlines(DeadlineList& list) {
  const CaseRecord& record = list.record();
  const Instant start = list.clock().start;
  if (list.In(CaseState::kScreening) && record.Latest<RecommendationGiven>() != nullptr) {
    // Recommended or not, the case still has to move: nothing may stall between two states.
    list.AddOfState("CONSENT_REQUEST", std::max(start, record.Latest<RecommendationGiven>()->at));
  }
  if (list.In(CaseState::kRecommended)) list.AddOfState("CONSENT_REQUEST", start);
  if (list.In(CaseState::kConsent)) {
    const auto answered = AnsweredAt(record);
    list.AddOfState("CONSENT", start).done_at = answered;
    Deadline& reminder = list.AddOfState("CONSENT_REMINDER", start);
    const auto reminded = Reminded(list, reminder.due);
    reminder.done_at = answered ? answered : reminded;
    if (answered) list.AddOfState("ASSESSMENT", std::max(start, *answered));
  }
  if (list.In(CaseState::kAssessed)) list.AddOfState("PLAN", start);
  if (list.In(CaseState::kRehab)) {
    list.AddOfState("REHAB_REVIEW", ReviewedLast(list, start, list.clock().sequence));
  }
  if (record.state == CaseState::kPaused) {
    const StateSpan& pause = record.history.back();
    list.Add("PAUSE_REVIEW", ReviewedLast(list, pause.from, pause.sequence));
  }
}

}  // namespace setara::casework
