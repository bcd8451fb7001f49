#include "server/rpc/placement_evidence.h"

#include <absl/strings/str_cat.h>

#include <chrono>
#include <string>
#include <string_view>

#include "server/placement/history.h"
#include "server/placement/reasons.h"
#include "server/store/placement_lists.h"
#include "setara/v1/employer.pb.h"
#include "setara/v1/placement_record.pb.h"

namespace setara {
namespace {

// What the employer has no part in: the counselor's list, questions and files.
bool IsTold(PlacementStep step) {
  switch (step) {
    case PlacementStep::kRefer:
    case PlacementStep::kInterview:
    case PlacementStep::kOffer:
    case PlacementStep::kHire:
    case PlacementStep::kConfirmAtWork:
    case PlacementStep::kEnd:
    case PlacementStep::kReject:
    case PlacementStep::kWithdraw:
      return true;
    default:
      return false;
  }
}

std::string WordOf(const PlacementEvent& event) {
  constexpr std::string_view kPrefix = "PLACEMENT_STEP_";
  std::string word =
      v1::PlacementStep_Name(static_cast<v1::PlacementStep>(event.step)).substr(kPrefix.size());
  if (event.step == PlacementStep::kConfirmAtWork) absl::StrAppend(&word, "_", event.months);
  return word;
}

std::string WordOf(EmploymentRelation relation) {
  if (relation == EmploymentRelation::kUnknown) return "";
  constexpr std::string_view kPrefix = "EMPLOYMENT_RELATION_";
  return v1::EmploymentRelation_Name(static_cast<v1::EmploymentRelation>(relation))
      .substr(kPrefix.size());
}

EvidenceReferral::Step StepOf(const PlacementEvent& event) {
  EvidenceReferral::Step step;
  step.step = WordOf(event);
  step.occurred_on = event.occurred_on;
  step.known_at = event.known_at;
  const placement::PlacementReason* reason = placement::Reasons::Get().Find(event.reason);
  if (reason != nullptr && reason->told_to_employer) step.reason = event.reason;
  if (event.step == PlacementStep::kHire) {
    step.starts_on = event.starts_on;
    step.relation = WordOf(event.relation);
  }
  return step;
}

}  // namespace

absl::StatusOr<std::vector<EvidenceReferral>> ReferralsForEvidence(Connection& db,
                                                                   const EvidenceQuery& query) {
  absl::StatusOr<std::vector<PlacementHistory>> placements = PlacementsOfEmployerBetween(
      db, query.employer_id, query.from, query.to + std::chrono::days(1), query.known_at);
  if (!placements.ok()) return placements.status();
  std::vector<EvidenceReferral> referrals;
  for (const PlacementHistory& history : *placements) {
    EvidenceReferral referral;
    referral.opening_id = history.placement.opening_id;
    for (const placement::StandingStep& step : placement::Corrected(history.events)) {
      if (!step.retracted && IsTold(step.event.step)) {
        referral.steps.push_back(StepOf(step.event));
      }
    }
    if (!referral.steps.empty()) referrals.push_back(std::move(referral));
  }
  return referrals;
}

}  // namespace setara
