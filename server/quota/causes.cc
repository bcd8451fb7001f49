#include "server/quota/causes.h"

#include <algorithm>
#include <set>

#include "server/quota/timeline.h"

namespace setara::quota {
namespace {

std::vector<Cause> Sorted(const std::set<Cause>& causes) { return {causes.begin(), causes.end()}; }

// Whether its person counts on `day` by this record, or would had the fact of that day not come.
void AddCausesOfRecord(const QuotaRecords::Employment& record, Date day, std::set<Cause>& causes) {
  if (record.valid_from == day) causes.insert(Cause::kHire);
  if (record.valid_until == day) causes.insert(Cause::kEnd);
  if (record.excluded || !record.evidence_from || !record.agreed_on) return;
  Date from = std::max({record.valid_from, *record.evidence_from, *record.agreed_on});
  if (from == day && record.evidence_from == day) causes.insert(Cause::kEvidenceBegins);
  if (from == day && record.agreed_on == day) causes.insert(Cause::kAgreement);
  if (record.evidence_until == day) causes.insert(Cause::kEvidenceExpires);
}

// Whether the record can have moved the count on `day`.
bool Touches(const QuotaRecords::Employment& record, Date day) {
  return record.here &&
         (record.relation == EmploymentRelation::kPermanent ||
          record.relation == EmploymentRelation::kFixedTerm ||
          record.relation == EmploymentRelation::kPublicService) &&
         record.valid_from <= day && (!record.valid_until || day <= *record.valid_until);
}

}  // namespace

std::vector<Cause> CausesOf(const QuotaRecords& facts, const Rules& rules, Instant known_at,
                            const QuotaInterval& before, const QuotaInterval& after) {
  const QuotaFigures& old = before.figures;
  const QuotaFigures& now = after.figures;
  const Date day = after.valid_from;
  std::set<Cause> causes;
  if (old.kind != now.kind) causes.insert(Cause::kKind);
  if (old.seat_region_code != now.seat_region_code) causes.insert(Cause::kSeat);
  if (old.report != now.report) causes.insert(Cause::kReport);
  if (old.rules != now.rules &&
      std::binary_search(rules.borders().begin(), rules.borders().end(), day)) {
    causes.insert(Cause::kRule);
  }
  if (old.counted_by_records != now.counted_by_records) {
    std::vector<const QuotaRecords::Employment*> believed(static_cast<size_t>(facts.keys), nullptr);
    for (const QuotaRecords::Employment& record : facts.employment) {
      if (record.known_at <= known_at) believed[static_cast<size_t>(record.key)] = &record;
    }
    for (const QuotaRecords::Employment* record : believed) {
      if (record != nullptr && Touches(*record, day)) AddCausesOfRecord(*record, day, causes);
    }
  }
  return Sorted(causes);
}

std::vector<Cause> LearnedAt(const QuotaRecords& facts, const RuleBook& rules, Instant instant) {
  std::set<Cause> causes;
  for (const QuotaRecords::Terms& terms : facts.terms) {
    if (terms.known_at != instant) continue;
    bool first = &terms == &facts.terms.front();
    causes.insert(first ? Cause::kRegistered : Cause::kTermsRecorded);
  }
  std::set<Date> reported;
  for (const QuotaRecords::Headcount& headcount : facts.headcounts) {
    bool again = !reported.insert(headcount.report.valid_from).second;
    if (headcount.known_at != instant) continue;
    causes.insert(headcount.retracted ? Cause::kReportRetracted
                  : again             ? Cause::kReportCorrected
                                      : Cause::kReport);
  }
  std::set<int> recorded;
  for (const QuotaRecords::Employment& record : facts.employment) {
    bool again = !recorded.insert(record.key).second;
    if (record.known_at != instant) continue;
    causes.insert(again ? Cause::kEmploymentCorrected : Cause::kEmploymentRecorded);
  }
  for (const QuotaRecords::Merge& merge : facts.merges) {
    if (merge.known_at == instant) causes.insert(Cause::kPersonsMerged);
  }
  if (std::binary_search(rules.learned().begin(), rules.learned().end(), instant)) {
    causes.insert(Cause::kRule);
  }
  return Sorted(causes);
}

}  // namespace setara::quota
