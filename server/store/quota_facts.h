// The dated facts of one employer from a day on, for the timeline of its quota.
//
// Call inside Store::Read. Errors: those of sqlite.h, and NOT_FOUND.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_facts.h"
#include "server/store/sqlite.h"

namespace setara {

// known_at: only what was known then, inclusive. On each day from `from` on the facts say what
// LoadQuotaSnapshot would (see there for who counts). NOT_FOUND: no such employer.
absl::StatusOr<QuotaFacts> LoadQuotaFacts(Connection& db, std::string_view employer_id, Date from,
                                          Instant known_at);

}  // namespace setara
