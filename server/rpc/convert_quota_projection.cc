#include "server/rpc/convert_quota_projection.h"

#include "server/rpc/as_known.h"

namespace setara {
namespace {

constexpr int kMaxChanges = 100;  // our default

v1::QuotaFraction FractionToProto(const quota::Fraction& fraction) {
  v1::QuotaFraction out;
  out.set_numerator(fraction.numerator);
  out.set_denominator(fraction.denominator);
  return out;
}

v1::QuotaPeriodCause CauseToProto(const quota::Cause& cause, CitedRules& rules) {
  v1::QuotaPeriodCause out;
  out.set_kind(static_cast<v1::QuotaPeriodCauseKind>(cause.kind));
  if (cause.rule != nullptr) out.set_rule_id(rules.Cite(*cause.rule));
  if (cause.kind == quota::Cause::Kind::kChange) {
    out.set_change_index(static_cast<int32_t>(cause.change));
  }
  return out;
}

v1::QuotaRecordCauses PersonsToProto(const quota::PersonCauses& persons) {
  v1::QuotaRecordCauses out;
  out.set_begin(persons.begin);
  out.set_evidence_ends(persons.evidence_ends);
  out.set_fixed_term_ends(persons.fixed_term_ends);
  out.set_employment_ends(persons.employment_ends);
  return out;
}

v1::QuotaPeriod PeriodToProto(const quota::Period& period, CitedRules& rules) {
  v1::QuotaPeriod out;
  *out.mutable_valid_from() = ToProto(period.from);
  *out.mutable_valid_until() = ToProto(period.until);
  *out.mutable_figures() = FiguresToProto(period.snapshot, period.assessment, rules);
  for (const quota::Cause& cause : period.causes) {
    *out.add_causes() = CauseToProto(cause, rules);
    if (cause.kind == quota::Cause::Kind::kRecords) {
      *out.mutable_record_causes() = PersonsToProto(period.persons);
    }
  }
  return out;
}

std::optional<quota::Change::Kind> KindOf(v1::QuotaChangeKind kind) {
  switch (kind) {
    case v1::QUOTA_CHANGE_KIND_HIRE:
      return quota::Change::Kind::kHire;
    case v1::QUOTA_CHANGE_KIND_HEADCOUNT:
      return quota::Change::Kind::kTotal;
    case v1::QUOTA_CHANGE_KIND_LOSE:
      return quota::Change::Kind::kLose;
    default:
      return std::nullopt;
  }
}

}  // namespace

const std::string& CitedRules::Cite(const quota::Rule& rule) {
  for (const v1::QuotaRule& cited : *rules_) {
    if (cited.rule_id() == rule.id) return cited.rule_id();
  }
  return (*rules_->Add() = ToProto(rule)).rule_id();
}

v1::QuotaFigures FiguresToProto(const QuotaSnapshot& snapshot, const quota::Assessment& assessment,
                                CitedRules& rules) {
  // As GetQuotaStatus says it, so that both never differ.
  const v1::QuotaStatus status = AssessmentToProto(snapshot, assessment);
  v1::QuotaFigures out;
  out.set_state(status.state());
  out.set_kind(status.kind());
  out.set_seat_region_code(status.seat_region_code());
  if (status.has_headcount()) out.set_headcount(status.headcount());
  if (status.has_headcount_valid_from()) {
    *out.mutable_headcount_valid_from() = status.headcount_valid_from();
  }
  if (status.has_counted_workers()) out.set_counted_workers(status.counted_workers());
  if (status.has_reported_workers()) out.set_reported_workers(status.reported_workers());
  if (status.has_required_workers()) out.set_required_workers(status.required_workers());
  if (status.has_shortfall()) out.set_shortfall(status.shortfall());
  *out.mutable_flags() = status.flags();
  if (assessment.statute) {
    out.set_rule_id(rules.Cite(*assessment.statute->rule));
    out.set_calculation(assessment.statute->sum);
  }
  for (const quota::Citation& citation : assessment.regional) {
    v1::RegionalQuotaFigure& figure = *out.add_regional();
    figure.set_rule_id(rules.Cite(*citation.rule));
    if (citation.required) figure.set_required_workers(*citation.required);
    figure.set_calculation(citation.sum);
    figure.set_stricter_than_statute(citation.stricter);
  }
  return out;
}

v1::QuotaTimeline ToProto(const quota::Timeline& timeline, CitedRules& rules) {
  v1::QuotaTimeline out;
  for (const quota::Period& period : timeline.periods) {
    *out.add_periods() = PeriodToProto(period, rules);
  }
  if (timeline.short_from) *out.mutable_short_from() = ToProto(*timeline.short_from);
  if (timeline.stale_from) *out.mutable_stale_from() = ToProto(*timeline.stale_from);
  return out;
}

v1::QuotaSeriesMonth ToProto(const quota::SeriesMonth& month, CitedRules& rules) {
  v1::QuotaSeriesMonth out;
  *out.mutable_day() = ToProto(month.snapshot.as_of);
  *out.mutable_figures() = FiguresToProto(month.snapshot, month.assessment, rules);
  return out;
}

v1::QuotaAverage ToProto(const quota::Average& average, CitedRules& rules) {
  v1::QuotaAverage out;
  out.set_months(static_cast<int32_t>(average.months));
  *out.mutable_headcount() = FractionToProto(average.headcount);
  out.set_counted_months(static_cast<int32_t>(average.counted_months));
  if (average.counted) *out.mutable_counted_workers() = FractionToProto(*average.counted);
  for (const quota::AverageRequirement& requirement : average.requirements) {
    v1::QuotaAverageRequirement& added = *out.add_requirements();
    added.set_rule_id(rules.Cite(*requirement.rule));
    added.set_months(static_cast<int32_t>(requirement.months));
    if (requirement.required) added.set_required_workers(*requirement.required);
    added.set_calculation(requirement.sum);
  }
  out.mutable_method()->set_indonesian(
      "Ketentuan kami: rata-rata hitung bulan-bulan yang ada datanya, sebagai pecahan tepat. "
      "Undang-undang tidak mengatur rata-rata; status ditentukan per tanggal.");
  out.mutable_method()->set_english(
      "Our default: arithmetic mean of the months with data, as an exact fraction. The statute "
      "speaks of no average; a status belongs to a day.");
  return out;
}

std::vector<quota::Change> FromProto(
    const google::protobuf::RepeatedPtrField<v1::QuotaChange>& changes, Date first,
    FieldErrors& errors) {
  std::vector<quota::Change> read;
  if (changes.size() > kMaxChanges) {
    errors.Add("changes", "must be at most " + std::to_string(kMaxChanges));
    return read;
  }
  for (int i = 0; i < changes.size(); ++i) {
    const v1::QuotaChange& change = changes[i];
    const std::string path = Element("changes", i);
    const std::optional<quota::Change::Kind> kind = KindOf(change.kind());
    if (!kind) errors.Add(path + "kind", "is required");
    if (kind == quota::Change::Kind::kTotal && change.headcount_unchanged()) {
      errors.Add(path + "headcount_unchanged", "is not for a change of the headcount");
    }
    const Date from =
        ReadDay(change.has_valid_from(), change.valid_from(), first, path + "valid_from", errors);
    read.push_back({kind.value_or(quota::Change::Kind::kHire), change.count(), from,
                    change.headcount_unchanged()});
  }
  return read;
}

}  // namespace setara
