#include "server/casework/guards.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "server/casework/assignment.h"
#include "server/casework/guard_rules.h"

namespace setara::casework {
namespace {

using namespace guard_rules;  // the other half of the rules

Verdict JkkMember(const Asked& asked) { return Unless(asked.record.Report().jkk_member == true); }

Verdict CaseManager(const Asked& asked) {
  return Unless(!AssignmentOf(asked.record).manager.empty());
}

Verdict FirstContact(const Asked& asked) {
  const auto& contacts = asked.record.Of<ContactTried>();
  return Unless(std::any_of(contacts.begin(), contacts.end(), [](const auto& contact) {
    return contact.fact.reached &&
           (contact.fact.party == CaseParty::kWorker || contact.fact.party == CaseParty::kFamily);
  }));
}

Verdict Recommendation(const Asked& asked) {
  const auto* given = asked.record.Latest<RecommendationGiven>();
  return Unless(given != nullptr && given->fact.suitable);
}

Verdict Disability(const Asked& asked) {
  const auto* given = asked.record.Latest<RecommendationGiven>();
  return Unless(given != nullptr && (given->fact.disability == DisabilityFinding::kPresent ||
                                     given->fact.disability == DisabilityFinding::kPredicted));
}

Verdict ConsentsRequested(const Asked& asked) {
  return Unless(ConsentOf(asked.record, CaseParty::kWorker) != ConsentStatus::kUnknown &&
                (!HasEmployer(asked.record) ||
                 ConsentOf(asked.record, CaseParty::kEmployer) != ConsentStatus::kUnknown));
}

Verdict WorkerConsent(const Asked& asked) { return Unless(WorkerConsents(asked.record)); }

Verdict EmployerConsent(const Asked& asked) {
  return Unless(!HasEmployer(asked.record) || EmployerRefused(asked.record) ||
                ConsentOf(asked.record, CaseParty::kEmployer) == ConsentStatus::kGiven);
}

Verdict FunctionProfile(const Asked& asked) {
  return Unless(asked.record.Latest<AssessmentDone>() != nullptr);
}

Verdict JobAnalysis(const Asked& asked) {
  return Unless(EmployerRefused(asked.record) || asked.record.Latest<JobAnalysed>() != nullptr);
}

// Whether `party` approved the latest version of the plan.
bool Approved(const CaseRecord& record, CaseParty party) {
  const auto* plan = record.Latest<PlanWritten>();
  if (plan == nullptr) return false;
  const auto& approvals = record.Of<PlanApproved>();
  return std::any_of(approvals.begin(), approvals.end(), [&](const auto& approval) {
    return approval.fact.party == party && approval.sequence > plan->sequence;
  });
}

Verdict PlanAgreedByWorker(const Asked& asked) {
  return Unless(Approved(asked.record, CaseParty::kWorker));
}

Verdict PlanApprovedByBpjs(const Asked& asked) {
  return Unless(Approved(asked.record, CaseParty::kBpjs));
}

Verdict GapNotBridgeable(const Asked& asked) {
  const auto* decided = asked.record.Latest<GapsDecided>();
  return Unless(EmployerRefused(asked.record) ||
                (decided != nullptr && !decided->fact.bridgeable_at_old_employer));
}

Verdict TrainingPlan(const Asked& asked) {
  return Unless(asked.record.Latest<TrainingPlanned>() != nullptr);
}

Verdict TrainingHasEnded(const Asked& asked) {
  const int64_t since = ClockOf(asked.record, asked.move.at).sequence;
  return Unless(LatestAfter<TrainingEnded>(asked.record, since) != nullptr);
}

Verdict NotEligibleGround(const Asked& asked) {
  const auto* given = asked.record.Latest<RecommendationGiven>();
  return Unless(asked.record.Report().jkk_member == false ||
                (given != nullptr &&
                 (!given->fact.suitable || given->fact.disability == DisabilityFinding::kNone)));
}

Verdict WorkerDeclined(const Asked& asked) {
  return Unless(ConsentOf(asked.record, CaseParty::kWorker) == ConsentStatus::kRefused);
}

Verdict EmployerRefusal(const Asked& asked) { return Unless(EmployerRefused(asked.record)); }

Verdict OwnModeAttempts(const Asked& asked) {
  const int window = CountOf(asked.rules.durations.Of("LOST_CONTACT_WINDOW").span);
  const int made = VainAttempts(asked.record, asked.move.at, window, asked.zone());
  const int due = asked.rules.lost_contact_attempts;
  return Unless(made >= due, std::to_string(made) + "/" + std::to_string(due));
}

Verdict UnableStated(const Asked& asked) {
  const auto* stated = asked.record.Latest<RecoveryStated>();
  return Unless(stated != nullptr && stated->fact.unable_total_permanent);
}

Verdict Reason(const Asked& asked) {
  return Unless(asked.move.reason.find_first_not_of(" \t\n") != std::string::npos);
}

struct Rule {
  std::string_view id;
  Verdict (*ask)(const Asked&);
};

constexpr Rule kRules[] = {
    {"JKK_MEMBER", JkkMember},
    {"CASE_MANAGER", CaseManager},
    {"FIRST_CONTACT", FirstContact},
    {"RECOMMENDATION", Recommendation},
    {"DISABILITY", Disability},
    {"CONSENTS_REQUESTED", ConsentsRequested},
    {"WORKER_CONSENT", WorkerConsent},
    {"EMPLOYER_CONSENT", EmployerConsent},
    {"FUNCTION_PROFILE", FunctionProfile},
    {"JOB_ANALYSIS", JobAnalysis},
    {"PLAN_AGREED_BY_WORKER", PlanAgreedByWorker},
    {"PLAN_APPROVED", PlanApprovedByBpjs},
    {"GAP_NOT_BRIDGEABLE", GapNotBridgeable},
    {"TRAINING_PLAN", TrainingPlan},
    {"TRAINING_ENDED", TrainingHasEnded},
    {"RUNG_CHOSEN", RungIsChosen},
    {"RUNG_OPEN", ChosenRungIsOpen},
    {"STEP_DOWN_REASONS", StepDownReasons},
    {"TRIAL_AGREEMENT", TrialAgreement},
    {"TRIAL_WAGE", TrialWage},
    {"ACCOMMODATIONS_IN_PLACE", AccommodationsInPlace},
    {"FIT_NOTE", FitNote},
    {"WORK_STARTED", WorkHasStarted},
    {"WAGE_NOT_BELOW", WageNotBelow},
    {"HIRED_AT_OTHER_EMPLOYER", HiredAtOtherEmployer},
    {"MONITORING_PERIOD", MonitoringPeriod},
    {"VISITS", Visits},
    {"OUTCOME_OF_RUNG", OutcomeOfRung},
    {"CLOSING_REPORT", ClosingReport},
    {"FORM_3KK2_IF_RECOVERED", Form3Kk2IfRecovered},
    {"NOT_ELIGIBLE_GROUND", NotEligibleGround},
    {"WORKER_DECLINED", WorkerDeclined},
    {"EMPLOYER_REFUSAL", EmployerRefusal},
    {"OWN_MODE_ATTEMPTS", OwnModeAttempts},
    {"UNABLE_STATED", UnableStated},
    {"REASON", Reason},
};

const Rule* FindRule(std::string_view id) {
  const auto* found = std::find_if(std::begin(kRules), std::end(kRules),
                                   [&](const Rule& rule) { return rule.id == id; });
  return found == std::end(kRules) ? nullptr : found;
}

}  // namespace

std::optional<std::string> MissingOf(std::string_view id, const CaseRecord& record,
                                     const Move& move, const CaseRules& rules) {
  const Rule* rule = FindRule(id);
  if (rule == nullptr) std::abort();  // Machine::Parse lets no other id in
  return rule->ask({record, move, rules});
}

bool HasGuardRule(std::string_view id) { return FindRule(id) != nullptr; }

size_t GuardRules() { return std::size(kRules); }

}  // namespace setara::casework
