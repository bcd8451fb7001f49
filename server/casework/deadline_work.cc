// Deadlines of work, protection and what runs beside the states.

#include <algorithm>
#include <string>

#include "server/casework/assignment.h"
#include "server/casework/deadline_parts.h"
#include "server/casework/questions.h"

namespace setara::casework {
namespace {

constexpr std::string_view kVisits[] = {"VISIT_1", "VISIT_2", "VISIT_3"};

void AddTraining(DeadlineList& list) {
  const StateClock& clock = list.clock();
  const auto* ended = LatestAfter<TrainingEnded>(list.record(), clock.sequence);
  const auto* plan = list.record().Latest<TrainingPlanned>();
  if (ended == nullptr && plan != nullptr) {
    list.AddDay("TRAINING_END", plan->at, plan->fact.until - std::chrono::days(1)).suspended =
        !clock.running;
  } else {
    // No end is known, or it is over: the next step is due like a review.
    list.AddOfState("REHAB_REVIEW",
                    ended == nullptr ? clock.start : std::max(clock.start, ended->at));
  }
}

void AddMonitoring(DeadlineList& list) {
  const StateClock& clock = list.clock();
  std::vector<Instant> visits;
  for (const auto& visit : list.record().Of<VisitMade>()) {
    if (visit.sequence > clock.sequence) visits.push_back(visit.at);
  }
  for (size_t i = 0; i < std::size(kVisits); ++i) {
    Deadline& visit = list.AddOfState(kVisits[i], clock.start);
    if (i < visits.size()) visit.done_at = visits[i];
  }
  // The period is no task: it is what closing waits for.
  list.AddOfState("CLOSE_CASE", list.EndOf("MONITORING", clock.start));
}

// When the worker took their consent back for good; nullopt: it stands, or was never given.
std::optional<Instant> WithdrawnAt(const CaseRecord& record) {
  std::optional<Instant> at;
  for (const auto& answer : record.Of<ConsentAnswered>()) {
    if (answer.fact.party != CaseParty::kWorker) continue;
    // Asking again, or a second no, undoes no withdrawal: only a new yes does.
    if (answer.fact.status == ConsentStatus::kGiven) at = std::nullopt;
    if (answer.fact.status == ConsentStatus::kWithdrawn && !at) at = answer.at;
  }
  if (!at && record.outcome == CaseOutcome::kWithdrawn) at = record.history.back().from;
  return at;
}

void AddDismissal(DeadlineList& list) {
  const auto* attempt = list.record().Latest<DismissalAttempted>();
  if (attempt == nullptr) return;
  Deadline& alert = list.Add("DISMISSAL_ALERT", attempt->at);
  alert.alarm = true;
  const auto* handled = LatestAfter<DismissalHandled>(list.record(), attempt->sequence);
  if (handled != nullptr) alert.done_at = handled->at;
}

void AddOffers(DeadlineList& list) {
  for (const auto& offer : list.record().Of<HandOverOffered>()) {
    std::optional<Instant> answered;
    for (const auto& answer : list.record().Of<HandOverAnswered>()) {
      if (answer.fact.offer_id == offer.fact.offer_id) answered = answer.at;
    }
    if (!answered && !list.record().IsOpen()) continue;
    Deadline& wait = list.Add("OFFER_ANSWER", offer.at);
    wait.reference = offer.fact.offer_id;
    wait.done_at = answered;
  }
}

// A branch took the case and nobody there has it yet.
void AddAssignment(DeadlineList& list) {
  const Assignment assignment = AssignmentOf(list.record());
  if (!list.record().IsOpen() || !assignment.manager.empty() || assignment.sequence == 0) return;
  list.Add("ASSIGN_MANAGER", assignment.since);
}

void AddAids(DeadlineList& list) {
  if (list.record().outcome == CaseOutcome::kDied) return;
  for (const auto& order : list.record().Of<AidMoved>()) {
    if (order.fact.stage != AidStage::kOrdered || !order.fact.expected_on) continue;
    Deadline& wait = list.AddDay("AID_EXPECTED", order.at, *order.fact.expected_on);
    wait.reference = order.fact.aid_id;
    for (const auto& later : list.record().Of<AidMoved>()) {
      if (later.fact.aid_id == order.fact.aid_id && later.fact.stage == AidStage::kHandedOver &&
          later.sequence > order.sequence) {
        wait.done_at = later.at;
      }
    }
  }
}

void AddSecondOpinions(DeadlineList& list) {
  const auto& asked = list.record().Of<SecondOpinionAsked>();
  const auto& given = list.record().Of<SecondOpinionGiven>();
  for (size_t i = 0; i < asked.size(); ++i) {
    const bool answered = i < given.size();  // in the order asked
    if (!answered && !list.record().IsOpen()) continue;
    Deadline& wait = list.Add("SECOND_OPINION", asked[i].at);
    wait.reference = asked[i].fact.about;
    if (answered) wait.done_at = given[i].at;
  }
}

// A hire through matching that has not brought the case to monitoring: somebody has to see why.
void AddHire(DeadlineList& list) {
  const auto* work = list.record().Latest<WorkStarted>();
  if (work == nullptr || work->fact.placement_id.empty() || !list.record().IsOpen()) return;
  Deadline& wait = list.Add("HIRE_CONFIRM", work->at);
  wait.reference = "placements/" + work->fact.placement_id;
  for (const StateSpan& span : list.record().history) {
    if (span.sequence > work->sequence && span.state == CaseState::kMonitoring) {
      wait.done_at = span.from;
      return;
    }
  }
}

std::optional<Instant> DocumentAt(const CaseRecord& record, CaseDocument kind) {
  for (const auto& document : record.Of<DocumentAdded>()) {
    if (document.fact.kind == kind) return document.at;
  }
  return std::nullopt;
}

}  // namespace

void AddWorkDeadlines(DeadlineList& list) {
  if (list.In(CaseState::kTraining)) AddTraining(list);
  if (list.In(CaseState::kTrial)) {
    list.AddOfState("TRIAL", list.clock().start);
    const auto* note = list.record().Latest<FitNoteGiven>();
    if (note != nullptr && note->fact.valid_until) {
      list.AddDay("FIT_NOTE_EXPIRES", note->at, *note->fact.valid_until - std::chrono::days(1));
    }
  }
  if (list.In(CaseState::kMonitoring)) AddMonitoring(list);
  if (list.record().state == CaseState::kClosed) {
    list.Add("CLOSING_REPORT", list.record().history.back().from).done_at =
        DocumentAt(list.record(), CaseDocument::kClosingReport);
  }
}

void AddProtection(DeadlineList& list) {
  const CaseRecord& record = list.record();
  const Date from = IncapacityFrom(record);
  const auto ended = IncapacityEnded(record);
  for (std::string_view id : {"INCAPACITY_WARNING", "INCAPACITY_LIMIT", "STMB_FULL"}) {
    list.AddAlarm(id, from).done_at = ended;
  }
  AddDismissal(list);
  if (const auto withdrawn = WithdrawnAt(record)) {
    Deadline& stop = list.Add("STOP_PROCESSING", *withdrawn);
    for (const auto& stopped : record.Of<ProcessingStopped>()) {
      if (stopped.at >= *withdrawn) stop.done_at = stopped.at;
    }
  }
}

void AddSideDeadlines(DeadlineList& list) {
  const auto* recovery = list.record().Latest<RecoveryStated>();
  if (recovery != nullptr && recovery->fact.recovered) {
    list.Add("FORM_3KK2", recovery->at).done_at =
        DocumentAt(list.record(), CaseDocument::kForm3Kk2);
  }
  AddOffers(list);
  AddAssignment(list);
  AddHire(list);
  AddAids(list);
  AddSecondOpinions(list);
}

}  // namespace setara::casework
