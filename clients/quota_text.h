// Quota figures as officers read them: every figure with its rule.
#pragma once

#include "clients/app.h"
#include "setara/v1/quota.pb.h"

namespace setara {

// "N16P, UU 8/2016 art. 53(2)".
std::string RuleText(const v1::QuotaRule& rule);

void PrintRequired(App& app, const v1::ComputeRequiredWorkersResponse& response);
void PrintStatus(App& app, const v1::QuotaStatus& status);
void PrintStatuses(App& app, const v1::ListQuotaStatusesResponse& response);
// Header and rows of a page.
std::string StatusesCsv(App& app, const v1::ListQuotaStatusesResponse& response);

}  // namespace setara
