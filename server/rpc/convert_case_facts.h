// The facts of a case's log as messages, and back. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "matcher/domain/case_events.h"
#include "server/rpc/convert.h"
#include "setara/v1/case_event.pb.h"

namespace setara {

v1::CaseReport ToProto(const CaseReported& report);
// The branch is left out: it is not the caller's to say. Errors under "report.".
CaseReported FromProto(const v1::CaseReport& in, FieldErrors& errors);

// Sets the fact of `out`.
void SetFact(const CasePayload& payload, v1::CaseEvent& out);

// The fact of `in`. INVALID_ARGUMENT with every field that cannot be read ("report.seeker"); or
// naming the fact: none is given, or one that another method makes. assessor: who enters it.
absl::StatusOr<CasePayload> ReadFact(const v1::CaseEvent& in, const std::string& assessor);

// An error of casework::CheckEvent in the names of the contract: "reported.seeker_id" becomes
// "report.seeker". Anything else comes back as it is.
absl::Status InContractNames(const absl::Status& status);

}  // namespace setara
