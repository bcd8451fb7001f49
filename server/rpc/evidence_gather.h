// Gathers the content of an evidence pack from the store. Internal to server/rpc.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <string>
#include <vector>

#include "server/evidence/pack.h"
#include "server/store/sqlite.h"

namespace setara {

struct EvidenceQuery {
  std::string employer_id;
  Date from{};
  Date to{};  // last day
  Instant known_at{};
};

// People referred to the employer with a step in the period, as known then, in the order first
// recorded. What keeps placements gives one; without it a pack has no such section.
using ReferralSource = std::function<absl::StatusOr<std::vector<EvidenceReferral>>(
    Connection& db, const EvidenceQuery& query)>;

// Inside Store::Read. NOT_FOUND: no such employer, or not known then. expired: asked now and then;
// true ends it with DEADLINE_EXCEEDED.
absl::StatusOr<evidence::Pack> GatherEvidence(Connection& db, const EvidenceQuery& query,
                                              const ReferralSource& referrals,
                                              const std::function<bool()>& expired);

}  // namespace setara
