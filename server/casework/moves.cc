#include "server/casework/moves.h"

#include "matcher/domain/errors.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"

namespace setara::casework {
namespace {

std::vector<Missing> MissingGuards(const Edge& edge, const CaseRecord& record, const Move& move,
                                   const CaseRules& rules) {
  std::vector<Missing> missing;
  const Date on = LocalDate(move.at, ZoneOf(record.Report().region_code));
  for (int index : edge.guards) {
    const Guard& guard = rules.machine->guards()[static_cast<size_t>(index)];
    std::optional<std::string> detail = MissingOf(guard.id, record, move, rules);
    if (!detail) continue;
    missing.push_back({.guard = &guard,
                       .detail = *std::move(detail),
                       .citation = rules.citations->Find(guard.citation_id, on)});
  }
  return missing;
}

absl::Status GuardsNotMet(const std::vector<Missing>& missing) {
  std::string text, ids;
  for (const Missing& one : missing) {
    text += (text.empty() ? "" : "; ") + one.Text(Language::kEnglish);
    if (one.citation != nullptr) text += " [" + one.citation->text_en + "]";
    ids += (ids.empty() ? "" : ",") + one.guard->id;
  }
  return WithMetadata(WithReason(absl::FailedPreconditionError(text), "CASE_GUARDS_NOT_MET"),
                      "missing", ids);
}

}  // namespace

std::string Missing::Text(Language language) const {
  const std::string& text = guard->missing(language);
  return detail.empty() ? text : text + " (" + detail + ")";
}

MoveCheck CheckMove(const CaseRecord& record, const Move& move, const CaseRules& rules) {
  MoveCheck check{.edge = rules.machine->Find(record.state, move.trigger)};
  if (check.edge == nullptr || record.state == CaseState::kUnknown) return {};
  check.to = check.edge->to_prior ? record.prior : check.edge->to;
  check.outcome = check.edge->chooses_return ? move.outcome : check.edge->outcome;
  check.missing = MissingGuards(*check.edge, record, move, rules);
  return check;
}

std::vector<MoveCheck> NextMoves(const CaseRecord& record, Instant at, const std::string& reason,
                                 const CaseRules& rules) {
  std::vector<MoveCheck> moves;
  for (const Edge* edge : rules.machine->From(record.state)) {
    Move move{.trigger = edge->trigger, .outcome = edge->outcome, .at = at, .reason = reason};
    const auto* work = record.Latest<WorkStarted>();
    if (edge->chooses_return && work != nullptr) {
      move.outcome = static_cast<CaseOutcome>(work->fact.rung);
    }
    moves.push_back(CheckMove(record, move, rules));
  }
  return moves;
}

absl::Status CheckReport(const CaseRecord& record, Instant at, const CaseRecord* previous,
                         const CaseRules& rules) {
  if (previous != nullptr && previous->state != CaseState::kClosed) {
    return WithReason(absl::FailedPreconditionError("the earlier case is not closed"),
                      "PREVIOUS_CASE_OPEN");
  }
  if (previous != nullptr && previous->outcome == CaseOutcome::kDied) {
    return WithReason(absl::FailedPreconditionError("the earlier case closed with a death"),
                      "PREVIOUS_CASE_DIED");
  }
  const Edge* edge = rules.machine->Find(CaseState::kUnknown, CaseTrigger::kReport);
  const Move move{
      .trigger = CaseTrigger::kReport, .outcome = CaseOutcome::kNone, .at = at, .reason = ""};
  const std::vector<Missing> missing = MissingGuards(*edge, record, move, rules);
  return missing.empty() ? absl::OkStatus() : GuardsNotMet(missing);
}

absl::Status ToStatus(const MoveCheck& check, const CaseRecord& record, const Move& move) {
  if (check.edge == nullptr) {
    absl::Status status =
        absl::FailedPreconditionError("there is no move " + std::string(WordOf(move.trigger)) +
                                      " from " + std::string(WordOf(record.state)));
    status = WithMetadata(WithReason(status, "CASE_MOVE_UNKNOWN"), "state", WordOf(record.state));
    return WithMetadata(status, "trigger", WordOf(move.trigger));
  }
  return check.missing.empty() ? absl::OkStatus() : GuardsNotMet(check.missing);
}

}  // namespace setara::casework
