// The referrals to an employer for its evidence pack (evidence_gather.h).
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "matcher/domain/evidence.h"
#include "server/rpc/evidence_gather.h"
#include "server/store/sqlite.h"

namespace setara {

// People referred to the employer with a step in the period, by what was known then and with
// corrections known then applied, in the order first recorded. Only what the employer was told: the
// steps from the referral on, and reasons meant for it. Inside Store::Read; errors of the store.
absl::StatusOr<std::vector<EvidenceReferral>> ReferralsForEvidence(Connection& db,
                                                                   const EvidenceQuery& query);

}  // namespace setara
