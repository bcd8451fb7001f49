// Reports about cases as the caller may see them: exactly as they are for a branch's own
// supervisor, protected for everybody else (setara/v1/case_report.proto says how and why). Internal
// to server/rpc. Pure; thread-safe.
#pragma once

#include <span>
#include <string>

#include "server/casework/caseload.h"
#include "server/casework/outcomes.h"
#include "server/casework/rules.h"
#include "server/casework/shown_counts.h"
#include "setara/v1/case_report.pb.h"

namespace setara {

// Who reads.
enum class ReportReader {
  kOwnSupervisor,
  kAnyone,
};

void FillCaseload(const casework::CaseloadCounts& counts, ReportReader reader,
                  const casework::CaseRules& rules, v1::CaseloadReport* out);

// One row of a report for each key; keyed cases are of MakeKeys.
struct OutcomeGroup {
  std::string key{};
  casework::SuccessRates rates{};
  casework::TimeToReturn time{};
};
// total: of all of them together.
void FillOutcomes(const OutcomeGroup& total, std::span<const OutcomeGroup> groups,
                  ReportReader reader, v1::CaseOutcomeReport* out);

void FillHistory(std::span<const casework::Caseload> points, ReportReader reader,
                 v1::ListCaseloadHistoryResponse* out);

}  // namespace setara
