#include "server/casework/check_event.h"

#include <algorithm>

#include "matcher/domain/checks.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/limits.h"
#include "server/casework/check_facts.h"
#include "server/casework/moves.h"
#include "server/casework/questions.h"

namespace setara::casework {
namespace {

absl::Status Refuse(const char* reason, const std::string& why) {
  return WithReason(absl::FailedPreconditionError(why), reason);
}

// What still happens after the end.
bool MayFollowClosing(const CasePayload& payload) {
  return std::holds_alternative<DocumentAdded>(payload) ||
         std::holds_alternative<StmbPaid>(payload) ||
         std::holds_alternative<NoteWritten>(payload) ||
         std::holds_alternative<ProcessingStopped>(payload) ||
         std::holds_alternative<DismissalHandled>(payload) ||
         std::holds_alternative<AidMoved>(payload) ||
         std::holds_alternative<EventCorrected>(payload);
}

// Whether an entry of `sequence` stands among the facts, the report and the moves aside.
bool IsStandingFact(const CaseRecord& record, int64_t sequence) {
  return std::apply(
      [&](const auto&... lists) {
        auto holds = [&](const auto& list) {
          using Fact = typename std::decay_t<decltype(list)>::value_type;
          if constexpr (std::is_same_v<Fact, Entry<CaseMoved>> ||
                        std::is_same_v<Fact, Entry<CaseReported>> ||
                        std::is_same_v<Fact, Entry<EventCorrected>>) {
            return false;
          } else {
            return std::any_of(list.begin(), list.end(),
                               [&](const auto& entry) { return entry.sequence == sequence; });
          }
        };
        return (holds(lists) || ...);
      },
      record.facts);
}

absl::Status CheckCorrection(const CaseRecord& record, const EventCorrected& correction) {
  if (correction.sequence < 1 || correction.sequence > record.last_sequence) {
    return Refuse("UNKNOWN_EVENT", "there is no such event in this case");
  }
  const auto* move = record.Latest<CaseMoved>();
  const bool latest_move = move != nullptr && move->sequence == correction.sequence;
  if (!latest_move && !IsStandingFact(record, correction.sequence)) {
    return Refuse(
        "NOT_CORRECTABLE",
        "only a standing fact or the latest move is corrected; a report is recorded anew");
  }
  return absl::OkStatus();
}

absl::Status CheckAnswer(const CaseRecord& record, const HandOverAnswered& answer) {
  bool open = false;
  for (const auto& offer : record.Of<HandOverOffered>()) {
    open = open || offer.fact.offer_id == answer.offer_id;
  }
  for (const auto& other : record.Of<HandOverAnswered>()) {
    open = open && other.fact.offer_id != answer.offer_id;
  }
  return open ? absl::OkStatus() : Refuse("UNKNOWN_OFFER", "no such offer waits for an answer");
}

absl::Status CheckMoved(const CaseRecord& record, const CaseEvent& event, const CaseMoved& moved,
                        const CaseRules& rules) {
  if (event.at < record.history.back().from) {
    return Refuse("MOVE_OUT_OF_ORDER", "a move cannot have happened before the one before it");
  }
  const Move move{
      .trigger = moved.trigger, .outcome = moved.outcome, .at = event.at, .reason = event.reason};
  const MoveCheck check = CheckMove(record, move, rules);
  if (absl::Status status = ToStatus(check, record, move); !status.ok()) return status;
  if (moved.to != check.to) return InvalidField("moved.to", "not where this move leads");
  if (moved.outcome != check.outcome) {
    return InvalidField("moved.outcome", "not an outcome of this move");
  }
  return absl::OkStatus();
}

absl::Status CheckInCase(const CaseRecord& record, const CaseEvent& event, const CaseRules& rules) {
  if (const auto* moved = std::get_if<CaseMoved>(&event.payload)) {
    return CheckMoved(record, event, *moved, rules);
  }
  if (!record.IsOpen() && !MayFollowClosing(event.payload)) {
    return Refuse("CASE_CLOSED", "the case is closed; a new episode is a new case");
  }
  if (const auto* report = std::get_if<CaseReported>(&event.payload);
      report != nullptr && report->seeker_id != record.Report().seeker_id) {
    return InvalidField("reported.seeker_id", "a corrected report is of the same worker");
  }
  if (const auto* consent = std::get_if<ConsentAnswered>(&event.payload);
      consent != nullptr && consent->party == CaseParty::kEmployer && !HasEmployer(record)) {
    return Refuse("NO_EMPLOYER", "this segment has no employer who could consent");
  }
  if (const auto* answer = std::get_if<HandOverAnswered>(&event.payload)) {
    return CheckAnswer(record, *answer);
  }
  if (const auto* correction = std::get_if<EventCorrected>(&event.payload)) {
    return CheckCorrection(record, *correction);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckEvent(const CaseRecord& record, const CaseEvent& event, const CaseRules& rules) {
  Checks checks;
  checks.Require(event.sequence == record.last_sequence + 1, "sequence", "must be the next one");
  checks.Require(event.at <= event.recorded_at, "at", "cannot lie after it was recorded");
  checks.Require(record.last_sequence == 0 || event.recorded_at >= record.last_recorded_at,
                 "recorded_at", "cannot lie before the entry before");
  checks.RequiredText("actor", event.actor, limits::kId);
  checks.Text("reason", event.reason, limits::kReason);
  CheckFact(event.payload, checks);
  if (absl::Status status = checks.Result(); !status.ok()) return status;
  if (record.state == CaseState::kUnknown) {
    if (std::holds_alternative<CaseReported>(event.payload)) return absl::OkStatus();
    return Refuse("CASE_NOT_REPORTED", "a case begins with its report");
  }
  return CheckInCase(record, event, rules);
}

CaseEvent MoveEvent(const CaseRecord& record, const Move& move, Instant recorded_at,
                    const std::string& actor, const CaseRules& rules) {
  const MoveCheck check = CheckMove(record, move, rules);
  return {.sequence = record.last_sequence + 1,
          .at = move.at,
          .recorded_at = recorded_at,
          .actor = actor,
          .reason = move.reason,
          .payload = CaseMoved{move.trigger, check.to, check.outcome}};
}

}  // namespace setara::casework
