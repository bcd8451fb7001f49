#include "server/case_ledger/derive.h"

#include <algorithm>

#include "server/casework/assignment.h"

namespace setara {
namespace {

using casework::CaseRecord;
using casework::CaseRules;
using casework::Deadline;

// Raise it when what is derived from a log changes.
constexpr int kDerivation = 1;

CaseRow RowOf(const CaseRow& stored, std::span<const CaseEvent> events, const CaseRecord& record) {
  const casework::CaseFigures figures = casework::FiguresOf(record);
  CaseRow row = stored;
  row.last_sequence = record.last_sequence;
  row.reported_at = events.front().recorded_at;
  row.updated_at = record.last_recorded_at;
  row.state = record.state;
  row.prior = record.prior;
  row.state_at = record.history.back().from;
  row.state_since = figures.state_since;
  row.outcome = record.outcome;
  row.manager = figures.manager;
  row.branch = figures.branch;
  row.region_code = figures.region_code;
  row.employer_id = figures.employer_id;
  row.injury = figures.injury;
  row.segment = record.Report().segment;
  row.rung = figures.rung;
  row.enrolled = figures.enrolled;
  row.happened_on = figures.happened_on;
  row.returned_on = figures.returned_on;
  row.closed_on = figures.closed_on;
  const auto& searches = record.Of<SearchStarted>();
  row.search_at = std::nullopt;
  if (record.IsOpen() && !searches.empty()) row.search_at = searches.front().at;
  return row;
}

std::vector<CaseSpan> SpansOf(const CaseRecord& record) {
  const TimeZone zone = casework::ZoneOf(record.Report().region_code);
  std::vector<CaseSpan> spans;
  for (const casework::StateSpan& span : record.history) {
    spans.push_back({span.state, casework::LocalDate(span.from, zone)});
  }
  return spans;
}

std::vector<CaseDue> DueOf(const CaseRecord& record, const CaseRules& rules) {
  std::vector<CaseDue> due;
  for (const Deadline& open : OpenDeadlines(record, record.last_recorded_at, rules)) {
    due.push_back({.kind = open.kind,
                   .reference = open.reference,
                   .start = open.start,
                   .due = open.due,
                   .alarm = open.alarm,
                   .suspended = open.suspended,
                   .zone_hours = static_cast<int>(open.zone),
                   .zone_assumed = open.zone_assumed,
                   .holidays_known = open.holidays_known});
  }
  return due;
}

CaseOffer OfferOf(const casework::Entry<HandOverOffered>& entry, std::span<const CaseEvent> events,
                  const CaseRecord& record, const CaseRules& rules) {
  const HandOverOffered& fact = entry.fact;
  const auto before = static_cast<size_t>(entry.sequence) - 1;
  CaseOffer offer{.id = fact.offer_id, .kind = fact.kind};
  offer.from_manager = events[before].actor;
  offer.from_branch = casework::AssignmentOf(casework::Fold(events.first(before))).branch;
  offer.to_manager = fact.to_manager;
  offer.to_branch = fact.to_branch.empty() ? offer.from_branch : fact.to_branch;
  offer.carries = fact.carries;
  offer.state = CaseOfferState::kOpen;
  offer.offered_at = entry.at;
  offer.due = rules.calendar.End(entry.at, rules.durations.Of("OFFER_ANSWER").span,
                                 casework::ZoneOf(record.Report().region_code));
  for (const auto& answer : record.Of<HandOverAnswered>()) {
    if (answer.fact.offer_id != fact.offer_id) continue;
    offer.state = answer.fact.accepted ? CaseOfferState::kAccepted : CaseOfferState::kRejected;
    offer.answer_reason = answer.fact.reason;
    offer.answered_at = answer.at;
  }
  return offer;
}

}  // namespace

DerivedCase DeriveCase(const CaseRow& stored, std::span<const CaseEvent> events,
                       const CaseRecord& record, const CaseRules& rules) {
  DerivedCase derived{RowOf(stored, events, record), SpansOf(record), DueOf(record, rules), {}};
  for (const auto& offer : record.Of<HandOverOffered>()) {
    derived.offers.push_back(OfferOf(offer, events, record, rules));
  }
  return derived;
}

Deadline DeadlineOf(const CaseDue& due, const CaseRules& rules) {
  Deadline deadline{.kind = due.kind,
                    .reference = due.reference,
                    .start = due.start,
                    .due = due.due,
                    .alarm = due.alarm,
                    .suspended = due.suspended};
  deadline.zone = static_cast<TimeZone>(due.zone_hours);
  deadline.zone_assumed = due.zone_assumed;
  deadline.holidays_known = due.holidays_known;
  for (const casework::Duration& duration : rules.durations.all()) {
    if (duration.id == due.kind) deadline.duration = &duration;
  }
  if (deadline.duration != nullptr) {
    deadline.citation = rules.citations->Find(deadline.duration->citation_id,
                                              casework::LocalDate(due.start, deadline.zone));
  }
  return deadline;
}

Instant ComingUpBy(Instant now, const CaseRules& rules) {
  // The day that it is where days begin first, the days ahead, and that day to its end; an alarm
  // sounds within its day, anything else at the midnight after.
  const int ahead = CountOf(rules.durations.Of("COMING_UP").span);
  return now + std::chrono::days(ahead + 2);
}

casework::CaseFigures FiguresOf(const CaseRow& row) {
  casework::CaseFigures figures{.state = row.state, .outcome = row.outcome};
  figures.enrolled = row.enrolled;
  figures.happened_on = row.happened_on;
  figures.returned_on = row.returned_on;
  figures.closed_on = row.closed_on;
  figures.state_since = row.state_since;
  figures.rung = row.rung;
  figures.injury = row.injury;
  figures.region_code = row.region_code;
  figures.branch = row.branch;
  figures.employer_id = row.employer_id;
  figures.manager = row.manager;
  return figures;
}

std::string FingerprintOf(const CaseRules& rules) {
  std::string text = "derivation " + std::to_string(kDerivation);
  for (const casework::Duration& duration : rules.durations.all()) {
    text += ";" + duration.id + "=" + std::to_string(casework::CountOf(duration.span)) + " " +
            std::string(casework::UnitWord(duration.span));
  }
  const casework::CalendarOptions& options = rules.calendar.options();
  text += options.saturday_works ? ";saturday" : "";
  text += options.joint_leave_works ? ";joint leave" : "";
  text += options.clock_rests_on_days_off ? ";clock rests" : "";
  for (const auto& [day, holiday] : rules.calendar.holidays()) {
    text += ";" + ToString(day) + (holiday.kind == casework::DayOff::kHoliday ? "h" : "j");
  }
  return text;
}

}  // namespace setara
