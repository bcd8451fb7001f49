// Sites of employers in the store: versions are only ever added, so that what was known before
// stays answerable. A site belongs to one employer; the same code at another employer is another
// site.
//
// Call inside Store::Read or Store::Write. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/employer.h"
#include "server/store/headcounts.h"

namespace setara {

// Records a site, or corrects the one of the same employer and code (kUpdated); the same once more
// is no write. INVALID_ARGUMENT: see ValidateSite; NOT_FOUND: no such employer.
absl::StatusOr<RecordedFact> UpsertSite(Connection& db, const Site& site, Instant now,
                                        Lane lane = Lane::kInteractive);

// From `now` on the employer has no such site. NOT_FOUND: no such employer, or no such site stands.
absl::StatusOr<RecordedFact> RemoveSite(Connection& db, std::string_view employer_id,
                                        std::string_view code, Instant now,
                                        Lane lane = Lane::kInteractive);

// The sites of one employer as known at an instant (inclusive), by code. NOT_FOUND: no such
// employer.
absl::StatusOr<std::vector<Site>> ListSites(Connection& db, std::string_view employer_id,
                                            Instant known_at);

}  // namespace setara
