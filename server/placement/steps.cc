#include "server/placement/steps.h"

#include <array>

#include "matcher/domain/errors.h"

namespace setara::placement {
namespace {

using State = PlacementState;
using Step = PlacementStep;

constexpr std::array<std::string_view, kPlacementStates + 1> kNames = {
    "",         "SHORTLISTED",      "REFERRED",         "INTERVIEW",         "OFFERED",
    "HIRED",    "AT_WORK_3_MONTHS", "AT_WORK_6_MONTHS", "AT_WORK_12_MONTHS", "ENDED",
    "REJECTED", "WITHDRAWN",
};

struct Edge {
  State from;
  Step step;
  State to;
};

constexpr Edge kEdges[] = {
    {State::kUnknown, Step::kShortlist, State::kShortlisted},

    {State::kShortlisted, Step::kRefer, State::kReferred},
    {State::kShortlisted, Step::kWithdraw, State::kWithdrawn},

    {State::kReferred, Step::kInterview, State::kInterview},
    {State::kReferred, Step::kOffer, State::kOffered},
    {State::kReferred, Step::kHire, State::kHired},
    {State::kReferred, Step::kReject, State::kRejected},
    {State::kReferred, Step::kWithdraw, State::kWithdrawn},

    {State::kInterview, Step::kInterview, State::kInterview},
    {State::kInterview, Step::kOffer, State::kOffered},
    {State::kInterview, Step::kHire, State::kHired},
    {State::kInterview, Step::kReject, State::kRejected},
    {State::kInterview, Step::kWithdraw, State::kWithdrawn},

    {State::kOffered, Step::kHire, State::kHired},
    {State::kOffered, Step::kReject, State::kRejected},
    {State::kOffered, Step::kWithdraw, State::kWithdrawn},

    {State::kHired, Step::kEnd, State::kEnded},
    {State::kAtWork3Months, Step::kEnd, State::kEnded},
    {State::kAtWork6Months, Step::kEnd, State::kEnded},
    {State::kAtWork12Months, Step::kEnd, State::kEnded},
};

// The state that a check leads to.
State Checked(int months) {
  if (months == 3) return State::kAtWork3Months;
  if (months == 6) return State::kAtWork6Months;
  return months == 12 ? State::kAtWork12Months : State::kUnknown;
}

bool Stays(State state, Step step) {
  switch (step) {
    case Step::kAskDecision:
    case Step::kKeep:
      return IsUnderWay(state);
    case Step::kRecordEvidence:
    case Step::kRecordMembership:
      // What was so while the work lasted may become known later.
      return IsHired(state) || state == State::kEnded;
    case Step::kCorrect:
      return state != State::kUnknown;
    default:
      return false;
  }
}

const char* WhyNot(State state, Step step) {
  if (state == State::kUnknown) return "a placement begins with the shortlist";
  if (step == Step::kShortlist) return "the person is on the shortlist already";
  if (step == Step::kUnknown) return "no such step";
  if (state == State::kRejected) return "the employer has rejected: only a correction follows";
  if (state == State::kWithdrawn) return "it was withdrawn: only a correction follows";
  if (state == State::kEnded) return "the work has ended: only a correction or late papers follow";
  if (IsHired(state)) {
    if (step == Step::kConfirmAtWork) return "a check after as many months is recorded already";
    if (step == Step::kReject || step == Step::kWithdraw)
      return "the person is hired: end the work";
    return "the person is hired already";
  }
  if (step == Step::kEnd) return "nobody was hired: reject or withdraw instead";
  if (step == Step::kConfirmAtWork || step == Step::kRecordEvidence ||
      step == Step::kRecordMembership) {
    return "nobody was hired yet";
  }
  if (state == State::kShortlisted) return "the person was not referred to the employer yet";
  return "a later step is recorded already: correct that one";
}

}  // namespace

std::string_view NameOf(PlacementState state) { return kNames[static_cast<size_t>(state)]; }

bool Moves(PlacementStep step) {
  return step >= PlacementStep::kShortlist && step <= PlacementStep::kWithdraw;
}

absl::StatusOr<PlacementState> After(PlacementState state, PlacementStep step, int months) {
  for (const Edge& edge : kEdges) {
    if (edge.from == state && edge.step == step) return edge.to;
  }
  if (Stays(state, step)) return state;
  if (step == Step::kConfirmAtWork && IsHired(state) && Checked(months) > state) {
    return Checked(months);
  }
  return WithMetadata(
      WithReason(absl::FailedPreconditionError(WhyNot(state, step)), "STEP_NOT_POSSIBLE"), "state",
      NameOf(state));
}

}  // namespace setara::placement
