#include "server/notices/finding.h"

#include <array>
#include <chrono>

#include "server/quota/assess.h"

namespace setara::notices {
namespace {

using quota::Assessment;
using quota::Decision;
using quota::QuotaStatus;

std::string Part(const char* name, const std::optional<int64_t>& number) {
  return std::string("|") + name + "=" + (number ? std::to_string(*number) : "-");
}

std::string Year(Date date) {
  return "|year=" + std::to_string(static_cast<int>(std::chrono::year_month_day(date).year()));
}

std::string Key(const Finding& finding, const QuotaSnapshot& snapshot) {
  std::string key(FindingWord(finding.kind));
  key += "|report=" + (snapshot.report ? ToString(snapshot.report->valid_from) : "-");
  if (finding.kind != FindingKind::kShort) return key + Year(snapshot.as_of);
  key += Part("heads", finding.headcount) + Part("reported", finding.reported) +
         "|rule=" + finding.rule_id + Part("required", finding.required) +
         Part("counted", finding.counted);
  return finding.stale ? key + Year(snapshot.as_of) : key;
}

FindingKind KindOf(const NoticeSelection& selection, const Decision& decision) {
  if (decision.status == QuotaStatus::kNoRule) return FindingKind::kUnknown;
  const bool too_old = selection.fresh_reports_only && decision.flags.stale;
  if (decision.status == QuotaStatus::kShort && !too_old && Asks(selection, FindingKind::kShort)) {
    return FindingKind::kShort;
  }
  if (decision.flags.stale && Asks(selection, FindingKind::kStale)) return FindingKind::kStale;
  if (decision.status == QuotaStatus::kNoData && Asks(selection, FindingKind::kSilent)) {
    return FindingKind::kSilent;
  }
  return FindingKind::kUnknown;
}

void AddFigures(const Decision& decision, const QuotaSnapshot& snapshot, Finding& finding) {
  finding.headcount = decision.headcount;
  if (snapshot.report) finding.report_valid_from = snapshot.report->valid_from;
  finding.counted = decision.counted;
  finding.counted_from_records = decision.counted_by_records.has_value();
  finding.reported = decision.counted_by_report;
  finding.required = decision.required;
  finding.shortfall = finding.kind == FindingKind::kShort ? decision.shortfall : 0;
  finding.stale = decision.flags.stale;
  finding.below_practice_minimum = decision.flags.below_practice_minimum;
}

void AddRules(const Assessment& assessment, Finding& finding) {
  if (assessment.statute) {
    finding.rule_id = assessment.statute->rule->id;
    finding.legal_basis = assessment.statute->rule->legal_basis;
    finding.formula = quota::FormulaWords(*assessment.statute->rule);
    finding.sum = assessment.statute->sum;
    finding.practice_minimum = assessment.statute->rule->practice_minimum;
  }
  for (const quota::Citation& citation : assessment.regional) {
    finding.regional.push_back(citation.rule->legal_basis +
                               (citation.sum.empty() ? "" : ": " + citation.sum) +
                               (citation.rule->verified ? "" : " (belum diverifikasi)"));
  }
}

}  // namespace

bool Asks(const NoticeSelection& selection, FindingKind kind) {
  return selection.findings == 0 || (selection.findings >> static_cast<int>(kind) & 1) != 0;
}

std::string_view FindingWord(FindingKind kind) {
  constexpr std::array<std::string_view, 4> kWords = {"", "SHORT", "STALE", "SILENT"};
  return kWords[static_cast<size_t>(kind)];
}

bool Admits(const NoticeSelection& selection, const QuotaSnapshot& snapshot,
            const quota::Rules& rules) {
  const bool kind =
      selection.kinds == 0 || (selection.kinds >> static_cast<int>(snapshot.kind) & 1) != 0;
  if (!kind || !quota::InRegion(snapshot.seat_region_code, selection.region_code)) return false;
  const quota::Rule* rule = rules.Statute(snapshot.kind, snapshot.as_of);
  if (!snapshot.report || rule == nullptr) return true;
  return snapshot.report->workers >= selection.min_headcount.value_or(rule->practice_minimum);
}

std::optional<Finding> Find(const NoticeSelection& selection, const QuotaSnapshot& snapshot,
                            const quota::Rules& rules) {
  const Assessment assessment = quota::Assess(snapshot, rules);
  Finding finding;
  finding.kind = KindOf(selection, assessment.decision);
  if (finding.kind == FindingKind::kUnknown) return std::nullopt;
  finding.as_of = snapshot.as_of;
  finding.employer_kind = snapshot.kind;
  finding.seat_region_code = snapshot.seat_region_code;
  AddFigures(assessment.decision, snapshot, finding);
  AddRules(assessment, finding);
  finding.key = Key(finding, snapshot);
  return finding;
}

}  // namespace setara::notices
