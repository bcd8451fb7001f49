// The register of breaches (UU 27/2022 art. 46). Call inside Store::Read or Store::Write; errors
// are those of sqlite.h besides the ones named.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/person_rights.h"
#include "server/store/sqlite.h"

namespace setara {

// Enters a breach and returns it with entry, id and time of entry.
absl::StatusOr<Breach> InsertBreach(Connection& db, Breach breach, Instant now);

// NotFound.
absl::StatusOr<Breach> GetBreach(Connection& db, std::string_view id);

// Notes when people and agency were told. NotFound; FAILED_PRECONDITION (ALREADY_NOTIFIED);
// INVALID_ARGUMENT: before the discovery.
absl::StatusOr<Breach> SetBreachNotified(Connection& db, std::string_view id, Instant notified_at);

// Where a page ended.
struct BreachKey {
  Instant discovered_at{};
  int64_t entry = 0;
};

// At most `limit` (>= 1) breaches after `after`, newest discovery first.
absl::StatusOr<std::vector<Breach>> ListBreaches(Connection& db,
                                                 const std::optional<BreachKey>& after, int limit);

}  // namespace setara
