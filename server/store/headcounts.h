// Headcount reports in the store: bitemporal, a correction adds a version and overwrites nothing.
//
// Call inside Store::Read or Store::Write. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "server/store/changes.h"
#include "server/store/sqlite.h"
#include "server/store/upsert.h"

namespace setara {

struct RecordedFact {
  UpsertOutcome outcome = UpsertOutcome::kUnchanged;
  Instant known_at{};  // of the version that stands now
};

// Records a report, or corrects the one of the same employer and day (kUpdated); the same once
// more is no write. `now` is when it was learned. INVALID_ARGUMENT: see ValidateHeadcountReport;
// NOT_FOUND: no such employer.
absl::StatusOr<RecordedFact> UpsertHeadcount(Connection& db, const HeadcountReport& report,
                                             Instant now, Lane lane = Lane::kInteractive);

// Says that there was no true report on that day: from `now` on the one before holds on. What was
// answered before stays answerable. NOT_FOUND: no such employer, or no report of that day stands.
absl::StatusOr<RecordedFact> RetractHeadcount(Connection& db, std::string_view employer_id,
                                              Date valid_from, Instant now,
                                              Lane lane = Lane::kInteractive);

struct KnownHeadcount {
  HeadcountReport report;
  Instant known_at{};
};

// The reports that stand by what was known at `known_at` (inclusive), by day. NOT_FOUND: no such
// employer.
absl::StatusOr<std::vector<KnownHeadcount>> ListHeadcounts(Connection& db,
                                                           std::string_view employer_id,
                                                           Instant known_at);

}  // namespace setara
