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
  return out;
}

v1::QuotaTotals ToProto(const quota::Totals& totals) {
  v1::QuotaTotals out;
  out.set_employers(totals.employers);
  out.set_met(totals.met);
  out.set_short_(totals.short_of);
  out.set_no_data(totals.no_data);
  out.set_no_rule(totals.no_rule);
  out.set_headcount(totals.headcount);
  out.set_counted_workers(totals.counted);
  out.set_required_workers(totals.required);
  out.set_shortfall(totals.shortfall);
  return out;
}

v1::QuotaRequirement ToProto(const quota::Citation& citation, std::optional<int64_t> headcount) {
  v1::QuotaRequirement out;
  *out.mutable_rule() = ToProto(*citation.rule);
  if (citation.required) out.set_required_workers(*citation.required);
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
