#include <algorithm>

#include "matcher/domain/checks.h"
#include "matcher/domain/limits.h"
#include "matcher/domain/opening.h"

namespace setara {
namespace {

void CheckTexts(const Opening& opening, Checks& checks) {
  checks.SourceKey(opening.source, opening.source_id);
  checks.Text("employer", opening.employer_id, limits::kId);
  checks.Text("employer_display_name", opening.employer_name, limits::kName);
  checks.RequiredText("title", opening.title, limits::kTitle);
  checks.Text("description", opening.description, limits::kDescription);
  checks.Text("education_basis", opening.education_basis, limits::kReason);
  checks.Text("licence_basis", opening.licence_basis, limits::kReason);
  checks.Text("age_basis", opening.age_basis, limits::kReason);
  checks.Text("source_url", opening.source_url, limits::kUrl);
  checks.Texts("fields_of_study", opening.fields_of_study, limits::kFieldsOfStudy, limits::kWord);
  checks.Texts("skill_words", opening.skill_words, limits::kSkillWords, limits::kWord);
}

void CheckEnums(const Opening& opening, Checks& checks) {
  checks.Enum("kind", opening.kind, WorkKind::kSelfEmploymentSupport);
  checks.Enum("contract", opening.contract, ContractKind::kPublicService);
  checks.Enum("hours", opening.hours, WorkHours::kPartTime);
  checks.Enum("arrangement", opening.arrangement, Arrangement::kRemote);
  checks.Enum("shift", opening.shift, ShiftPattern::kRotating);
  checks.Enum("occupation_origin", opening.occupation_origin, OccupationOrigin::kTitleIndex);
  checks.Enum("education", opening.education, EducationLevel::kDoctorate);
  checks.Enum("state", opening.state, OpeningState::kFilled);
}

void CheckFigures(const Opening& opening, Checks& checks) {
  checks.RegionCode("region_code", opening.region_code);
  checks.Point("location", opening.point);
  checks.Range("hours_per_week", opening.hours_per_week, 1, limits::kHoursPerWeek);
  checks.Range("wage_min_idr_per_month", opening.wage_min_idr_per_month, 0,
               limits::kWageIdrPerMonth);
  checks.Range("wage_max_idr_per_month", opening.wage_max_idr_per_month, 0,
               limits::kWageIdrPerMonth);
  if (opening.wage_min_idr_per_month.has_value() && opening.wage_max_idr_per_month.has_value()) {
    checks.Require(*opening.wage_min_idr_per_month <= *opening.wage_max_idr_per_month,
                   "wage_max_idr_per_month", "below wage_min_idr_per_month");
  }
  checks.Digits("occupation_code", opening.occupation_code, 1, 4);
  checks.Range("occupation_confidence", opening.occupation_confidence, 0, 1000);
  if (opening.occupation_origin != OccupationOrigin::kTitleIndex) {
    checks.Require(opening.occupation_confidence == 0, "occupation_confidence",
                   "only with an occupation coded from the title");
  }
  checks.Range("age_min", opening.age_min, 0, limits::kAge);
  checks.Range("positions", opening.positions, 1, limits::kPositions);
  checks.Period("open_from", opening.open_from, "open_until", opening.open_until);
  checks.Day("posted_on", opening.posted_on);
}

void CheckDemands(const Opening& opening, Checks& checks) {
  const std::vector<Demand>& demands = opening.demands;
  checks.DistinctCodes("demands", "function", demands.size(), FunctionId::kCount,
                       [&](size_t i) { return demands[i].function.index(); });
  for (size_t i = 0; i < demands.size() && i <= FunctionId::kCount; ++i) {
    const Demand& demand = demands[i];
    checks.Range(Item("demands", i, "level"), demand.level, 0, limits::kLevel);
    checks.KnownEnum(Item("demands", i, "origin"), demand.origin, DemandOrigin::kAssumed);
    if (demand.origin == DemandOrigin::kConfirmed) {
      checks.RequiredText(Item("demands", i, "task"), demand.task, limits::kReason);
    } else {
      checks.Text(Item("demands", i, "task"), demand.task, limits::kReason);
    }
  }
}

void CheckCodes(const Opening& opening, Checks& checks) {
  const std::vector<ContextPresence>& contexts = opening.contexts;
  checks.DistinctCodes("contexts", "context", contexts.size(), ContextId::kCount,
                       [&](size_t i) { return contexts[i].context.index(); });
  for (size_t i = 0; i < contexts.size() && i <= ContextId::kCount; ++i) {
    checks.KnownEnum(Item("contexts", i, "origin"), contexts[i].origin, DemandOrigin::kAssumed);
  }
  checks.Require(opening.offered.bits() >> AccommodationId::kCount == 0, "accommodations_offered",
                 "not a code of the list");
  checks.Licences("licences", opening.licences);
  checks.Skills("skills", opening.skills, limits::kOpeningSkills);
}

}  // namespace

absl::Status ValidateOpening(const Opening& opening) {
  Checks checks;
  CheckTexts(opening, checks);
  CheckEnums(opening, checks);
  CheckFigures(opening, checks);
  CheckDemands(opening, checks);
  CheckCodes(opening, checks);
  return checks.Result();
}

}  // namespace setara
