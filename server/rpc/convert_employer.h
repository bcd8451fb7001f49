// Between the contract's messages and the domain's records: employers and their quota. Reading
// names the field of each mistake, relative to the message; writing cannot fail. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include "matcher/domain/employer.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/quota/assess.h"
#include "server/rpc/convert.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "setara/v1/employer.pb.h"
#include "setara/v1/quota.pb.h"

namespace setara {

v1::Employer ToProto(const Employer& employer);
// Output-only fields are not read.
absl::StatusOr<Employer> FromProto(const v1::Employer& employer);

v1::HeadcountReport ToProto(const KnownHeadcount& known);
absl::StatusOr<HeadcountReport> FromProto(const v1::HeadcountReport& report,
                                          const std::string& employer_id);

v1::EmploymentRecord ToProto(const KnownEmployment& known);
absl::StatusOr<EmploymentRecord> FromProto(const v1::EmploymentRecord& record,
                                           const std::string& employer_id);

v1::QuotaRule ToProto(const quota::Rule& rule);
// InvalidArgument naming fields relative to the rule. Output-only fields are not read.
absl::StatusOr<quota::Rule> FromProto(const v1::QuotaRule& rule);
// headcount: decides the flag of the practice minimum; absent: no flag.
v1::QuotaRequirement ToProto(const quota::Citation& citation, std::optional<int64_t> headcount);
// Without the employer, the instant and the rules.
v1::QuotaStatus AssessmentToProto(const QuotaSnapshot& snapshot,
                                  const quota::Assessment& assessment);
v1::QuotaStatus QuotaStatusToProto(const Employer& employer, const QuotaSnapshot& snapshot,
                                   const quota::Rules& rules, Instant known_at);
// Adds `employers` to the count of their state, of totals or a row of a summary.
template <typename Counts>
void AddState(quota::QuotaStatus status, int64_t employers, Counts* counts) {
  switch (status) {
    case quota::QuotaStatus::kMet:
      return counts->set_met(counts->met() + employers);
    case quota::QuotaStatus::kShort:
      return counts->set_short_(counts->short_() + employers);
    case quota::QuotaStatus::kNoData:
      return counts->set_no_data(counts->no_data() + employers);
    case quota::QuotaStatus::kNoRule:
      return counts->set_no_rule(counts->no_rule() + employers);
  }
}
// Nullopt for a state that is not one.
std::optional<quota::QuotaStatus> FromProto(v1::QuotaState state);

}  // namespace setara
