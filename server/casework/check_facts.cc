#include "server/casework/check_facts.h"

#include <algorithm>
#include <array>
#include <string>

#include "matcher/domain/limits.h"
#include "server/casework/check_event.h"

namespace setara::casework {
namespace {

// Our default: what a case needs on paper.
constexpr std::array<std::string_view, 4> kMediaTypes = {"application/pdf", "image/jpeg",
                                                         "image/png", "text/plain"};
constexpr size_t kListLength = 200;

void RequireDay(Checks& checks, std::string_view field, Date day) {
  checks.Require(day != Date{}, field, "required");
  checks.Day(field, day);
}

void Wage(Checks& checks, std::string_view field, const std::optional<int64_t>& wage) {
  checks.Range(field, wage, 0, limits::kWageIdrPerMonth);
}

void CheckOne(const CaseReported& fact, Checks& checks) {
  checks.RequiredText("reported.seeker_id", fact.seeker_id, limits::kId);
  checks.Text("reported.employer_id", fact.employer_id, limits::kId);
  checks.Text("reported.previous_case_id", fact.previous_case_id, limits::kId);
  checks.KnownEnum("reported.injury", fact.injury, InjuryKind::kDisease);
  checks.KnownEnum("reported.segment", fact.segment, BpjsSegment::kMigrantWorker);
  checks.Require(fact.happened_at != Instant{}, "reported.happened_at", "required");
  if (fact.employer_knew_at) {
    checks.Require(*fact.employer_knew_at >= fact.happened_at, "reported.employer_knew_at",
                   "must not lie before the event");
  }
  if (fact.first_report_at) {
    checks.Require(*fact.first_report_at >= fact.happened_at, "reported.first_report_at",
                   "must not lie before the event");
  }
  checks.Day("reported.incapacity_from", fact.incapacity_from);
  checks.RegionCode("reported.region_code", fact.region_code);
  checks.Digits("reported.occupation_code", fact.occupation_code, 1, 4);
  Wage(checks, "reported.wage_idr_per_month", fact.wage_idr_per_month);
}

void CheckOne(const CaseManagerAssigned& fact, Checks& checks) {
  checks.RequiredText("manager_assigned.manager", fact.manager, limits::kId);
}

void CheckOne(const ContactTried& fact, Checks& checks) {
  checks.KnownEnum("contact_tried.party", fact.party, CaseParty::kInspector);
  checks.Text("contact_tried.channel", fact.channel, limits::kWord);
  checks.Text("contact_tried.note", fact.note, limits::kReason);
}

void CheckOne(const ModesStated& fact, Checks& checks) {
  checks.Require((fact.preferred - fact.modes).empty(), "modes_stated.preferred",
                 "must be among the modes");
}

void CheckOne(const RecommendationGiven& fact, Checks& checks) {
  checks.RequiredText("recommendation_given.doctor", fact.doctor, limits::kName);
  checks.Enum("recommendation_given.disability", fact.disability, DisabilityFinding::kPredicted);
  RequireDay(checks, "recommendation_given.on", fact.on);
}

void CheckOne(const ConsentAnswered& fact, Checks& checks) {
  checks.Require(fact.party == CaseParty::kWorker || fact.party == CaseParty::kEmployer,
                 "consent_answered.party", "must be the worker or the employer");
  checks.KnownEnum("consent_answered.status", fact.status, ConsentStatus::kWithdrawn);
  RequireDay(checks, "consent_answered.on", fact.on);
  if (fact.status == ConsentStatus::kGiven) {
    checks.RequiredText("consent_answered.document_id", fact.document_id, limits::kId);
  }
}

void CheckOne(const AssessmentDone& fact, Checks& checks) {
  RequireDay(checks, "assessment_done.on", fact.on);
  checks.DistinctCodes("assessment_done.capacities", "function", fact.capacities.size(),
                       FunctionId::kCount,
                       [&](size_t i) { return fact.capacities[i].function.index(); });
  for (size_t i = 0; i < fact.capacities.size(); ++i) {
    const Capacity& capacity = fact.capacities[i];
    checks.Range(Item("assessment_done.capacities", i, "usual"), capacity.usual, 0, limits::kLevel);
    checks.Range(Item("assessment_done.capacities", i, "low"), capacity.low, 0, capacity.usual);
  }
  checks.Require(!fact.capacities.empty(), "assessment_done.capacities", "required");
  checks.Require((fact.preferred_modes - fact.modes.value_or(ModeSet())).empty(),
                 "assessment_done.preferred_modes", "must be among the modes");
}

void CheckOne(const JobAnalysed& fact, Checks& checks) {
  RequireDay(checks, "job_analysed.on", fact.on);
  checks.KnownEnum("job_analysed.rung", fact.rung, Rung::kSelfEmployment);
  checks.Digits("job_analysed.occupation_code", fact.occupation_code, 1, 4);
  checks.DistinctCodes("job_analysed.demands", "function", fact.demands.size(), FunctionId::kCount,
                       [&](size_t i) { return fact.demands[i].function.index(); });
  for (size_t i = 0; i < fact.demands.size(); ++i) {
    const Demand& demand = fact.demands[i];
    checks.Range(Item("job_analysed.demands", i, "level"), demand.level, 0, limits::kLevel);
    if (demand.origin == DemandOrigin::kConfirmed) {
      checks.RequiredText(Item("job_analysed.demands", i, "task"), demand.task, limits::kReason);
    }
  }
}

void CheckOne(const GapsDecided& fact, Checks& checks) {
  RequireDay(checks, "gaps_decided.on", fact.on);
  checks.Enum("gaps_decided.suggested", fact.suggested, Rung::kSelfEmployment);
  checks.RequiredText("gaps_decided.reason", fact.reason, limits::kReason);
}

void CheckOne(const PlanWritten& fact, Checks& checks) {
  checks.Texts("plan_written.goals", fact.goals, kListLength, limits::kReason);
  checks.Require(!fact.goals.empty(), "plan_written.goals", "required");
  checks.Enum("plan_written.target", fact.target, Rung::kSelfEmployment);
  checks.Count("plan_written.items", fact.items.size(), kListLength);
  for (size_t i = 0; i < fact.items.size(); ++i) {
    const PlanItem& item = fact.items[i];
    checks.KnownEnum(Item("plan_written.items", i, "service"), item.service, ServiceKind::kOther);
    checks.Period(Item("plan_written.items", i, "from"), item.from,
                  Item("plan_written.items", i, "until"), item.until);
    Wage(checks, Item("plan_written.items", i, "cost_idr"), item.cost_idr);
  }
}

void CheckOne(const PlanApproved& fact, Checks& checks) {
  checks.KnownEnum("plan_approved.party", fact.party, CaseParty::kInspector);
  RequireDay(checks, "plan_approved.on", fact.on);
}

void CheckOne(const ServiceReceived& fact, Checks& checks) {
  checks.KnownEnum("service_received.service", fact.service, ServiceKind::kOther);
  RequireDay(checks, "service_received.on", fact.on);
}

void CheckOne(const AidMoved& fact, Checks& checks) {
  checks.RequiredText("aid_moved.aid_id", fact.aid_id, limits::kId);
  checks.KnownEnum("aid_moved.stage", fact.stage, AidStage::kRepaired);
  RequireDay(checks, "aid_moved.on", fact.on);
  checks.Day("aid_moved.expected_on", fact.expected_on);
  Wage(checks, "aid_moved.cost_idr", fact.cost_idr);
}

void CheckOne(const TrainingPlanned& fact, Checks& checks) {
  checks.RequiredText("training_planned.course", fact.course, limits::kName);
  checks.Period("training_planned.from", fact.from, "training_planned.until", fact.until);
}

void CheckOne(const TrainingEnded& fact, Checks& checks) {
  RequireDay(checks, "training_ended.on", fact.on);
}

void CheckOne(const RungChosen& fact, Checks& checks) {
  checks.KnownEnum("rung_chosen.rung", fact.rung, Rung::kSelfEmployment);
  checks.RequiredText("rung_chosen.reason", fact.reason, limits::kReason);
  for (size_t i = 0; i < fact.left_because.size(); ++i) {
    const RungChosen::Left& left = fact.left_because[i];
    checks.Require(left.rung != Rung::kUnknown && left.rung < fact.rung,
                   Item("rung_chosen.left_because", i, "rung"), "must lie above the rung chosen");
    checks.RequiredText(Item("rung_chosen.left_because", i, "reason"), left.reason,
                        limits::kReason);
  }
}

void CheckOne(const FitNoteGiven& fact, Checks& checks) {
  checks.RequiredText("fit_note_given.doctor", fact.doctor, limits::kName);
  RequireDay(checks, "fit_note_given.on", fact.on);
  checks.Period("fit_note_given.on", fact.on, "fit_note_given.valid_until", fact.valid_until);
}

void CheckOne(const TrialAgreed& fact, Checks& checks) {
  checks.KnownEnum("trial_agreed.rung", fact.rung, Rung::kSelfEmployment);
  RequireDay(checks, "trial_agreed.on", fact.on);
  Wage(checks, "trial_agreed.equal_work_wage_idr_per_month", fact.equal_work_wage_idr_per_month);
  checks.Count("trial_agreed.steps", fact.steps.size(), kListLength);
  checks.Require(!fact.steps.empty(), "trial_agreed.steps", "required");
  for (size_t i = 0; i < fact.steps.size(); ++i) {
    const GradedStep& step = fact.steps[i];
    checks.Range(Item("trial_agreed.steps", i, "hours_per_week"), step.hours_per_week, 1,
                 limits::kHoursPerWeek);
    checks.Range(Item("trial_agreed.steps", i, "wage_idr_per_month"), step.wage_idr_per_month, 0,
                 limits::kWageIdrPerMonth);
    checks.Require(i == 0 || fact.steps[i - 1].from < step.from,
                   Item("trial_agreed.steps", i, "from"), "steps go by date");
  }
}

void CheckOne(const WorkStarted& fact, Checks& checks) {
  checks.KnownEnum("work_started.rung", fact.rung, Rung::kSelfEmployment);
  RequireDay(checks, "work_started.from", fact.from);
  Wage(checks, "work_started.wage_idr_per_month", fact.wage_idr_per_month);
  Wage(checks, "work_started.equal_work_wage_idr_per_month", fact.equal_work_wage_idr_per_month);
}

void CheckOne(const VisitMade& fact, Checks& checks) {
  RequireDay(checks, "visit_made.on", fact.on);
}

void CheckOne(const StmbPaid& fact, Checks& checks) {
  checks.Period("stmb_paid.from", fact.from, "stmb_paid.until", fact.until);
  checks.Range("stmb_paid.percent", fact.percent, 1, 100);
  checks.Range("stmb_paid.amount_idr", fact.amount_idr, 0, limits::kWageIdrPerMonth);
  RequireDay(checks, "stmb_paid.on", fact.on);
}

void CheckOne(const DismissalAttempted& fact, Checks& checks) {
  RequireDay(checks, "dismissal_attempted.on", fact.on);
}

void CheckOne(const DismissalHandled& fact, Checks& checks) {
  RequireDay(checks, "dismissal_handled.on", fact.on);
  checks.RequiredText("dismissal_handled.action", fact.action, limits::kReason);
}

void CheckOne(const RecoveryStated& fact, Checks& checks) {
  RequireDay(checks, "recovery_stated.on", fact.on);
  checks.RequiredText("recovery_stated.doctor", fact.doctor, limits::kName);
  checks.Require(!(fact.recovered && fact.unable_total_permanent), "recovery_stated.recovered",
                 "recovered and totally unable exclude each other");
}

void CheckOne(const DocumentAdded& fact, Checks& checks) {
  checks.RequiredText("document_added.document_id", fact.document_id, limits::kId);
  checks.KnownEnum("document_added.kind", fact.kind, CaseDocument::kOther);
  RequireDay(checks, "document_added.issued_on", fact.issued_on);
  checks.Require(
      std::find(kMediaTypes.begin(), kMediaTypes.end(), fact.media_type) != kMediaTypes.end(),
      "document_added.media_type", "PDF, JPEG, PNG or plain text");
  checks.Range("document_added.bytes", fact.bytes, 1, kMaxDocumentBytes);
  checks.Require(fact.sha256.size() == 64 &&
                     fact.sha256.find_first_not_of("0123456789abcdef") == std::string::npos,
                 "document_added.sha256", "64 hexadecimal digits");
  checks.Text("document_added.file_name", fact.file_name, limits::kWord);
}

void CheckOne(const NoteWritten& fact, Checks& checks) {
  checks.RequiredText("note_written.text", fact.text, limits::kDescription);
}

void CheckOne(const HandOverOffered& fact, Checks& checks) {
  checks.RequiredText("hand_over_offered.offer_id", fact.offer_id, limits::kId);
  checks.KnownEnum("hand_over_offered.kind", fact.kind, OfferKind::kTransfer);
  checks.Require(!fact.to_manager.empty() || !fact.to_branch.empty(),
                 "hand_over_offered.to_manager", "a manager or a branch is required");
  checks.Require(fact.to_branch.empty() || IsBranchCode(fact.to_branch),
                 "hand_over_offered.to_branch", "not a branch code");
  checks.Text("hand_over_offered.carries", fact.carries, limits::kReason);
}

void CheckOne(const HandOverAnswered& fact, Checks& checks) {
  checks.RequiredText("hand_over_answered.offer_id", fact.offer_id, limits::kId);
  if (!fact.accepted) {
    checks.RequiredText("hand_over_answered.reason", fact.reason, limits::kReason);
  }
}

void CheckOne(const EventCorrected& fact, Checks& checks) {
  checks.RequiredText("event_corrected.reason", fact.reason, limits::kReason);
}

void CheckOne(const SearchStarted& fact, Checks& checks) {
  checks.Day("search_started.available_from", fact.available_from);
}

// Facts of which every value is good.
template <typename Fact>
void CheckOne(const Fact&, Checks&) {}

}  // namespace

void CheckFact(const CasePayload& payload, Checks& checks) {
  std::visit([&](const auto& fact) { CheckOne(fact, checks); }, payload);
}

}  // namespace setara::casework
