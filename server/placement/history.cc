#include "server/placement/history.h"

#include <algorithm>
#include <string>

#include "matcher/domain/errors.h"
#include "server/placement/follow_up.h"
#include "server/placement/reasons.h"
#include "server/placement/steps.h"

namespace setara::placement {
namespace {

using Step = PlacementStep;

absl::Status Refused(const char* reason, const std::string& message) {
  return WithReason(absl::FailedPreconditionError(message), reason);
}

void Apply(const PlacementEvent& correction, std::vector<StandingStep>& steps) {
  for (StandingStep& step : steps) {
    if (step.event.number != correction.corrects) continue;
    step.retracted = step.retracted || correction.retracts;
    if (correction.corrected_on) step.event.occurred_on = *correction.corrected_on;
    if (!correction.reason.empty()) step.event.reason = correction.reason;
    if (correction.starts_on) step.event.starts_on = correction.starts_on;
    if (correction.relation != EmploymentRelation::kUnknown) {
      step.event.relation = correction.relation;
    }
  }
}

absl::Status CheckReason(const PlacementEvent& event) {
  const bool needs =
      event.step == Step::kEnd || event.step == Step::kReject || event.step == Step::kWithdraw;
  if (!needs) {
    if (event.reason.empty()) return absl::OkStatus();
    return InvalidField("reason", "goes with an end, a rejection or a withdrawal");
  }
  const PlacementReason* reason = Reasons::Get().Find(event.reason);
  if (reason != nullptr && reason->step == event.step) return absl::OkStatus();
  return InvalidField("reason", event.reason.empty() ? "is required: a code of the table of reasons"
                                                     : "is no code that goes with this step");
}

absl::Status CheckEnd(const PlacementEvent& event, const PlacementStanding& before) {
  const bool started = before.starts_on && event.occurred_on > *before.starts_on;
  if (started == (event.reason != kNeverStarted)) return absl::OkStatus();
  return started ? InvalidField("reason", "the person had started by that day")
                 : InvalidField("occurred_on",
                                "is not after the first day of work: if the person never started, "
                                "say so with the reason NEVER_STARTED");
}

absl::Status CheckCheck(const PlacementEvent& event, const PlacementStanding& before) {
  if (std::find(std::begin(kCheckMonths), std::end(kCheckMonths), event.months) ==
      std::end(kCheckMonths)) {
    return InvalidField("months", "expected 3, 6 or 12");
  }
  if (!before.starts_on || MonthsAfter(*before.starts_on, event.months) <= event.occurred_on) {
    return absl::OkStatus();
  }
  return Refused("CHECK_TOO_EARLY", "that many months had not passed on the day of the check");
}

// What a step demands beside its place in the order.
absl::Status CheckStep(const PlacementEvent& event, const PlacementStanding& before) {
  if (absl::Status reason = CheckReason(event); !reason.ok()) return reason;
  if (Moves(event.step) && before.state != PlacementState::kUnknown &&
      event.occurred_on < before.since) {
    return InvalidField("occurred_on", "is before the step that it follows");
  }
  switch (event.step) {
    case Step::kHire:
      if (!event.starts_on) return InvalidField("starts_on", "is required");
      if (event.relation != EmploymentRelation::kUnknown) return absl::OkStatus();
      return InvalidField("relation", "is required");
    case Step::kEnd:
      return CheckEnd(event, before);
    case Step::kConfirmAtWork:
      return CheckCheck(event, before);
    case Step::kKeep:
      if (before.needs_decision) return absl::OkStatus();
      return Refused("NOTHING_TO_DECIDE", "no hire elsewhere has asked about this placement");
    default:
      return absl::OkStatus();
  }
}

void TakeFacts(const PlacementEvent& event, PlacementStanding& standing) {
  switch (event.step) {
    case Step::kRefer:
      standing.referred = true;
      break;
    case Step::kHire:
      standing.starts_on = event.starts_on;
      standing.relation = event.relation;
      break;
    case Step::kEnd:
      standing.ended_on = event.occurred_on;
      break;
    case Step::kAskDecision:
    case Step::kKeep:
      standing.needs_decision = event.step == Step::kAskDecision;
      break;
    case Step::kRecordEvidence:
      if (event.evidence) standing.evidence.push_back({event.number, *event.evidence});
      break;
    case Step::kRecordMembership:
      standing.membership = event.membership;
      break;
    default:
      break;
  }
}

absl::Status Take(const PlacementEvent& event, PlacementStanding& standing) {
  absl::StatusOr<PlacementState> next = After(standing.state, event.step, event.months);
  if (!next.ok()) return next.status();
  if (absl::Status fits = CheckStep(event, standing); !fits.ok()) return fits;
  TakeFacts(event, standing);
  if (Moves(event.step)) {
    standing.state = *next;
    standing.since = event.occurred_on;
    standing.reason = event.reason;
  }
  // A question about something decided is none.
  if (!IsUnderWay(standing.state)) standing.needs_decision = false;
  return absl::OkStatus();
}

// `until`: steps after this day are left out, and with them papers about what came after it.
// `broken`: the number of the step that did not fit.
absl::StatusOr<PlacementStanding> FoldSteps(const std::vector<StandingStep>& steps,
                                            std::optional<Date> until, int* broken) {
  PlacementStanding standing;
  for (const StandingStep& step : steps) {
    if (step.retracted || (until && step.event.occurred_on > *until)) continue;
    if (absl::Status taken = Take(step.event, standing); !taken.ok()) {
      if (until && !Moves(step.event.step)) continue;
      if (broken != nullptr) *broken = step.event.number;
      return taken;
    }
  }
  return standing;
}

absl::Status CheckCorrection(std::span<const PlacementEvent> events,
                             const PlacementEvent& correction) {
  auto found = std::find_if(events.begin(), events.end(), [&](const PlacementEvent& event) {
    return event.number == correction.corrects;
  });
  if (found == events.end()) return InvalidField("number", "is no step of this placement");
  if (found->step == Step::kShortlist || found->step == Step::kAskDecision ||
      found->step == Step::kCorrect) {
    return InvalidField("number", "is a step that cannot be corrected");
  }
  const bool of_hire = correction.starts_on || correction.relation != EmploymentRelation::kUnknown;
  const bool changes = correction.corrected_on || !correction.reason.empty() || of_hire;
  if (correction.retracts == changes) {
    return InvalidField("retract", changes ? "goes with no other change"
                                           : "say what was wrong, or take the step back");
  }
  if (of_hire && found->step != Step::kHire) {
    return InvalidField(correction.starts_on ? "starts_on" : "relation", "is of a hire");
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<StandingStep> Corrected(std::span<const PlacementEvent> events) {
  std::vector<StandingStep> steps;
  for (const PlacementEvent& event : events) {
    if (event.step == Step::kCorrect) {
      Apply(event, steps);
    } else {
      steps.push_back({event});
    }
  }
  return steps;
}

absl::StatusOr<PlacementStanding> Fold(std::span<const PlacementEvent> events) {
  return FoldSteps(Corrected(events), std::nullopt, nullptr);
}

absl::StatusOr<PlacementStanding> FoldAsOf(std::span<const PlacementEvent> events, Date on,
                                           Instant known_at) {
  std::vector<PlacementEvent> known;
  std::copy_if(events.begin(), events.end(), std::back_inserter(known),
               [&](const PlacementEvent& event) { return event.known_at <= known_at; });
  return FoldSteps(Corrected(known), on, nullptr);
}

absl::StatusOr<PlacementStanding> FoldCorrected(std::span<const PlacementEvent> events,
                                                const PlacementEvent& correction) {
  if (absl::Status said = CheckCorrection(events, correction); !said.ok()) return said;
  std::vector<PlacementEvent> all(events.begin(), events.end());
  all.push_back(correction);
  int broken = 0;
  absl::StatusOr<PlacementStanding> standing = FoldSteps(Corrected(all), std::nullopt, &broken);
  if (standing.ok()) return standing;
  // What is wrong with the corrected step itself is the caller's mistake, in the caller's field.
  if (broken == correction.corrects && !FieldViolations(standing.status()).empty()) {
    return standing.status();
  }
  return Refused("CORRECTION_NOT_POSSIBLE",
                 "step " + std::to_string(broken) +
                     " would not follow any more: " + std::string(standing.status().message()));
}

}  // namespace setara::placement
