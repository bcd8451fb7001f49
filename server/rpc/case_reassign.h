// Giving many cases of a branch to another case manager at once.
#pragma once

#include "server/rpc/case_handlers.h"
#include "setara/v1/case_hand_over.pb.h"

namespace setara {

// CaseHandOverService.ReassignCases: all or none, in one transaction.
absl::Status ReassignCases(const CaseParts& parts, CallContext& context,
                           const v1::ReassignCasesRequest& request,
                           v1::ReassignCasesResponse* response);

}  // namespace setara
