#include "server/placement/employment.h"

#include <algorithm>

namespace setara::placement {
namespace {

bool IsEmployment(EmploymentRelation relation) { return KindOf(relation) == WorkKind::kEmployment; }

bool Covers(Date from, const std::optional<Date>& until, Date on) {
  return from <= on && (!until || on < *until);
}

std::optional<Date> Earlier(const std::optional<Date>& a, const std::optional<Date>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace

WorkKind KindOf(EmploymentRelation relation) {
  switch (relation) {
    case EmploymentRelation::kPermanent:
    case EmploymentRelation::kFixedTerm:
    case EmploymentRelation::kPublicService:
      return WorkKind::kEmployment;
    case EmploymentRelation::kApprenticeship:
      return WorkKind::kApprenticeship;
    case EmploymentRelation::kPartnership:
      return WorkKind::kPartnership;
    case EmploymentRelation::kSelfEmployed:
      return WorkKind::kSelfEmploymentSupport;
    case EmploymentRelation::kUnknown:
      break;
  }
  return WorkKind::kUnknown;
}

std::vector<QuotaReason> QuotaReasonsOn(const PlacementStanding& standing,
                                        std::span<const AgreedDays> agreed, Date on) {
  if (!standing.starts_on) return {QuotaReason::kNotHired};
  if (!IsEmployment(standing.relation)) return {QuotaReason::kNoEmploymentRelation};
  std::vector<QuotaReason> reasons;
  if (standing.ended_on && *standing.ended_on <= on) reasons.push_back(QuotaReason::kEnded);
  if (on < *standing.starts_on && reasons.empty()) reasons.push_back(QuotaReason::kNotStarted);
  const auto& filed = standing.evidence;
  if (filed.empty()) {
    reasons.push_back(QuotaReason::kEvidenceMissing);
  } else if (std::none_of(filed.begin(), filed.end(), [&](const FiledEvidence& one) {
               return Covers(one.evidence.valid_from, one.evidence.valid_until, on);
             })) {
    reasons.push_back(QuotaReason::kEvidenceNotInForce);
  }
  const bool begun = std::any_of(agreed.begin(), agreed.end(),
                                 [&](const AgreedDays& days) { return days.from <= on; });
  if (!begun) {
    reasons.push_back(QuotaReason::kAgreementMissing);
  } else if (std::none_of(agreed.begin(), agreed.end(), [&](const AgreedDays& days) {
               return Covers(days.from, days.until, on);
             })) {
    reasons.push_back(QuotaReason::kAgreementEnded);
  }
  if (reasons.empty()) reasons.push_back(QuotaReason::kCounted);
  return reasons;
}

std::vector<EmploymentRecord> EmploymentRecordsOf(const Placement& placement,
                                                  const PlacementStanding& standing,
                                                  std::span<const AgreedDays> agreed,
                                                  const std::string& person_id) {
  if (!standing.starts_on || !IsEmployment(standing.relation)) return {};
  if (standing.ended_on && *standing.ended_on <= *standing.starts_on) return {};
  std::vector<EmploymentRecord> records;
  for (const FiledEvidence& filed : standing.evidence) {
    for (const AgreedDays& days : agreed) {
      const std::optional<Date> until = Earlier(filed.evidence.valid_until, days.until);
      if (until && *until <= filed.evidence.valid_from) continue;
      EmploymentRecord record;
      record.employer_id = placement.employer_id;
      record.person_id = person_id;
      record.source = kRecordSource;
      record.source_id =
          placement.id + "." + std::to_string(filed.number) + "." + std::to_string(days.number);
      record.relation = standing.relation;
      record.valid_from = *standing.starts_on;
      record.valid_until = standing.ended_on;
      record.evidence_kind = filed.evidence.kind;
      record.evidence_from = filed.evidence.valid_from;
      record.evidence_until = until;
      record.agreed_on = days.from;
      records.push_back(std::move(record));
    }
  }
  return records;
}

}  // namespace setara::placement
