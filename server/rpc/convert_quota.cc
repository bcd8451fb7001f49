#include "server/quota/rule_book.h"
#include "server/rpc/convert_employer.h"

namespace setara {
namespace {

void AddFlags(const quota::Assessment& assessment, v1::QuotaStatus& out) {
  const quota::Flags& flags = assessment.decision.flags;
  if (flags.stale) out.add_flags(v1::QUOTA_FLAG_STALE);
  if (flags.below_practice_minimum) out.add_flags(v1::QUOTA_FLAG_BELOW_PRACTICE_MINIMUM);
  if (flags.aggregate_only) out.add_flags(v1::QUOTA_FLAG_AGGREGATE_ONLY);
  if (flags.records_differ) out.add_flags(v1::QUOTA_FLAG_RECORDS_DIFFER);
  for (const quota::Citation& citation : assessment.regional) {
    if (!citation.stricter) continue;
    out.add_flags(v1::QUOTA_FLAG_STRICTER_REGIONAL_RULE);
    return;
  }
}

void AddFigures(const quota::Decision& decision, v1::QuotaStatus& out) {
  if (decision.headcount) out.set_headcount(*decision.headcount);
  if (decision.counted) out.set_counted_workers(*decision.counted);
  if (decision.counted_by_report) out.set_reported_workers(*decision.counted_by_report);
  if (decision.required) out.set_required_workers(*decision.required);
  if (decision.status == quota::QuotaStatus::kMet ||
      decision.status == quota::QuotaStatus::kShort) {
    out.set_shortfall(decision.shortfall);
  }
}

v1::QuotaFormula ToProto(quota::Formula formula) {
  switch (formula) {
    case quota::Formula::kBasisPoints:
      return v1::QUOTA_FORMULA_RATE;
    case quota::Formula::kFloorPer100:
      return v1::QUOTA_FORMULA_FLOOR_PER_100;
    case quota::Formula::kNotComputed:
      return v1::QUOTA_FORMULA_NOT_COMPUTED;
  }
  return v1::QUOTA_FORMULA_UNSPECIFIED;
}

}  // namespace

v1::QuotaRule ToProto(const quota::Rule& rule) {
  v1::QuotaRule out;
  out.set_rule_id(rule.id);
  out.set_legal_basis(rule.legal_basis);
  for (EmployerKind kind : rule.kinds) out.add_kinds(static_cast<v1::EmployerKind>(kind));
  out.set_region_code(rule.region_code);
  if (rule.formula == quota::Formula::kBasisPoints) {
    out.set_rate_basis_points(static_cast<int32_t>(rule.basis_points));
  }
  out.set_formula(quota::FormulaWords(rule));
  *out.mutable_valid_from() = ToProto(rule.valid_from);
  if (rule.valid_until) *out.mutable_valid_until() = ToProto(*rule.valid_until);
  out.set_practice_minimum_workers(rule.practice_minimum);
  out.set_note(rule.note + (rule.verified ? "" : " Belum diverifikasi pada sumbernya."));
  out.set_formula_kind(ToProto(rule.formula));
  out.set_min_headcount_workers(rule.min_headcount);
  out.set_verified(rule.verified);
  return out;
}

absl::StatusOr<quota::Rule> FromProto(const v1::QuotaRule& in) {
  FieldErrors errors;
  quota::Rule rule;
  rule.id = in.rule_id();
  rule.legal_basis = in.legal_basis();
  for (int i = 0; i < in.kinds_size(); ++i) {
    bool known = v1::EmployerKind_IsValid(in.kinds(i)) && in.kinds(i) != 0;
    auto kind = static_cast<EmployerKind>(in.kinds(i));
    if (!known || rule.AppliesTo(kind)) {
      errors.Add("kinds[" + std::to_string(i) + "]", "is no kind, or given twice");
    } else {
      rule.kinds.push_back(kind);
    }
  }
  CheckRegion(in.region_code(), "region_code", errors);
  rule.region_code = in.region_code();
  switch (in.formula_kind()) {
    case v1::QUOTA_FORMULA_UNSPECIFIED:
    case v1::QUOTA_FORMULA_RATE:
      rule.formula = quota::Formula::kBasisPoints;
      break;
    case v1::QUOTA_FORMULA_FLOOR_PER_100:
      rule.formula = quota::Formula::kFloorPer100;
      break;
    case v1::QUOTA_FORMULA_NOT_COMPUTED:
      rule.formula = quota::Formula::kNotComputed;
      break;
    default:
      errors.Add("formula_kind", "is not a formula");
  }
  rule.basis_points = in.rate_basis_points();
  rule.min_headcount = in.min_headcount_workers();
  rule.practice_minimum = in.practice_minimum_workers();
  if (!in.has_valid_from()) errors.Add("valid_from", "is required");
  rule.valid_from = FromProto(in.valid_from(), "valid_from", errors).value_or(Date());
  if (in.has_valid_until()) rule.valid_until = FromProto(in.valid_until(), "valid_until", errors);
  rule.verified = in.verified();
  rule.note = in.note();
  if (!errors.empty()) return errors.ToStatus();
  absl::Status valid = quota::ValidateRule(rule);
  if (!valid.ok()) return valid;
  return rule;
}

v1::QuotaRequirement ToProto(const quota::Citation& citation, std::optional<int64_t> headcount) {
  v1::QuotaRequirement out;
  *out.mutable_rule() = ToProto(*citation.rule);
  if (citation.required) {
    const quota::Rule& rule = *citation.rule;
    out.set_required_workers(*citation.required);
    out.set_practice_required_workers(*headcount < rule.practice_minimum ? 0 : *citation.required);
    out.set_required_workers_rounded_down(*quota::RequiredRoundedDown(rule, *headcount));
  }
  out.set_calculation(citation.sum);
  out.set_below_practice_minimum(headcount && *headcount < citation.rule->practice_minimum);
  out.set_stricter_than_statute(citation.stricter);
  return out;
}

v1::QuotaStatus AssessmentToProto(const QuotaSnapshot& snapshot,
                                  const quota::Assessment& assessment) {
  v1::QuotaStatus out;
  out.set_kind(static_cast<v1::EmployerKind>(snapshot.kind));
  out.set_seat_region_code(snapshot.seat_region_code);
  *out.mutable_as_of() = ToProto(snapshot.as_of);
  out.set_state(static_cast<v1::QuotaState>(assessment.decision.status));
  if (snapshot.report) {
    *out.mutable_headcount_valid_from() = ToProto(snapshot.report->valid_from);
  }
  AddFigures(assessment.decision, out);
  AddFlags(assessment, out);
  return out;
}

v1::QuotaStatus QuotaStatusToProto(const Employer& employer, const QuotaSnapshot& snapshot,
                                   const quota::Rules& rules, Instant known_at) {
  quota::Assessment assessment = quota::Assess(snapshot, rules);
  v1::QuotaStatus out = AssessmentToProto(snapshot, assessment);
  out.set_employer("employers/" + employer.id);
  out.set_employer_display_name(employer.name);
  *out.mutable_known_at() = ToProto(known_at);
  if (assessment.statute) {
    *out.mutable_requirement() = ToProto(*assessment.statute, assessment.decision.headcount);
  }
  for (const quota::Citation& citation : assessment.regional) {
    *out.add_regional() = ToProto(citation, assessment.decision.headcount);
  }
  return out;
}

std::optional<quota::QuotaStatus> FromProto(v1::QuotaState state) {
  if (state < v1::QUOTA_STATE_MET || state > v1::QUOTA_STATE_NO_RULE) return std::nullopt;
  return static_cast<quota::QuotaStatus>(state);
}

}  // namespace setara
