// The processing trail of one person, for the copy that they may ask for (UU 27/2022 arts. 31-33).
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "server/store/sqlite.h"
#include "setara/v1/rights.pb.h"

namespace setara {

// Everything the audit log still holds of `seeker` ("seekers/{id}"), oldest first; roles, not the
// names of staff, who are persons too. Inside Store::Read.
absl::StatusOr<std::vector<v1::ProcessingRecord>> PersonTrailOf(Connection& db,
                                                                const std::string& seeker);

}  // namespace setara
