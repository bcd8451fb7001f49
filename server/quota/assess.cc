#include "server/quota/assess.h"

#include <chrono>

namespace setara::quota {
namespace {

QuotaStatus StatusOf(Decision& decision) {
  if (decision.statute == nullptr) return QuotaStatus::kNoRule;
  // A statute whose figure is not computed could never be met or missed.
  if (!decision.required.has_value()) return QuotaStatus::kNoData;
  // Where nothing is due, an unknown numerator changes nothing.
  if (*decision.required == 0) return QuotaStatus::kMet;
  if (!decision.counted.has_value()) return QuotaStatus::kNoData;
  if (*decision.counted >= *decision.required) return QuotaStatus::kMet;
  decision.shortfall = *decision.required - *decision.counted;
  return QuotaStatus::kShort;
}

void CountNumerator(const QuotaSnapshot& snapshot, Decision& decision) {
  decision.counted_by_records = snapshot.counted_by_records;
  if (snapshot.report.has_value()) {
    decision.counted_by_report = snapshot.report->workers_with_disabilities;
  }
  if (decision.counted_by_records.has_value()) {
    decision.counted = decision.counted_by_records;
    decision.flags.records_differ = decision.counted_by_report.has_value() &&
                                    *decision.counted_by_report != *decision.counted_by_records;
  } else if (decision.counted_by_report.has_value()) {
    decision.counted = decision.counted_by_report;
    decision.flags.aggregate_only = true;
  }
}

}  // namespace

std::string_view StatusWord(QuotaStatus status) {
  switch (status) {
    case QuotaStatus::kMet:
      return "MET";
    case QuotaStatus::kShort:
      return "SHORT";
    case QuotaStatus::kNoData:
      return "NO_DATA";
    case QuotaStatus::kNoRule:
      return "NO_RULE";
  }
  return "";
}

Date FreshThrough(Date valid_from) {
  using std::chrono::last;
  std::chrono::year_month_day later(valid_from);
  later += std::chrono::months(13);
  if (!later.ok()) later = later.year() / later.month() / last;
  return later;
}

Decision Decide(const QuotaSnapshot& snapshot, const Rules& rules) {
  return Decide(snapshot, rules.Statute(snapshot.kind, snapshot.as_of));
}

Decision Decide(const QuotaSnapshot& snapshot, const Rule* statute) {
  Decision decision;
  decision.statute = statute;
  CountNumerator(snapshot, decision);
  if (snapshot.report.has_value()) {
    decision.headcount = snapshot.report->workers;
    decision.flags.stale = FreshThrough(snapshot.report->valid_from) < snapshot.as_of;
    if (decision.statute != nullptr) {
      decision.required = Required(*decision.statute, *decision.headcount);
      decision.flags.below_practice_minimum =
          *decision.headcount < decision.statute->practice_minimum;
    }
  }
  decision.status = StatusOf(decision);
  return decision;
}

Citation Cite(const Rule& rule, std::optional<int64_t> headcount,
              std::optional<int64_t> statute_required) {
  Citation citation;
  citation.rule = &rule;
  if (!headcount.has_value()) return citation;
  citation.required = Required(rule, *headcount);
  citation.sum = SpelledSum(rule, *headcount);
  citation.stricter = citation.required.value_or(0) > statute_required.value_or(0);
  return citation;
}

Assessment Assess(const QuotaSnapshot& snapshot, const Rules& rules) {
  Assessment assessment;
  assessment.decision = Decide(snapshot, rules);
  const Decision& decision = assessment.decision;
  if (decision.statute != nullptr) {
    assessment.statute = Cite(*decision.statute, decision.headcount, decision.required);
  }
  RulesInForce in_force = rules.InForce(snapshot.kind, snapshot.seat_region_code, snapshot.as_of);
  for (const Rule* rule : in_force.regional) {
    assessment.regional.push_back(Cite(*rule, decision.headcount, decision.required));
  }
  return assessment;
}

}  // namespace setara::quota
