// Openings in the store. Call inside Store::Read or Store::Write; writes need the latter, take the
// time of the write (Store::clock), and log a change each.
//
// Every function: DATA_LOSS when a stored value cannot be read (the column is named, never the
// value), else the errors of sqlite.h. Writes validate first (InvalidArgument, see
// ValidateOpening). Lists keyed by a code (demands, contexts) are kept in the code's order.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/opening.h"
#include "server/store/changes.h"
#include "server/store/sqlite.h"
#include "server/store/upsert.h"

namespace setara {

// Stores a new opening and returns it with row, id, version 1 and times. ALREADY_EXISTS: its
// (source, source_id) is taken.
absl::StatusOr<Opening> InsertOpening(Connection& db, Opening opening, Instant now,
                                      Lane lane = Lane::kInteractive);

// NotFound: never made, or deleted.
absl::StatusOr<Opening> GetOpening(Connection& db, std::string_view id);

// The openings at `rows`, in that order; those that are not there (deleted, or another kind) are
// left out. Also what the indexer reads: an opening has nothing that the index may not see.
absl::StatusOr<std::vector<Opening>> GetOpeningsByRows(Connection& db,
                                                       std::span<const int64_t> rows);

// Replaces the opening with `opening.id` and returns it with version and times; row, version and
// created_at of the argument are not read. expected_version: nullopt replaces any version, else
// ABORTED (ETAG_MISMATCH) when it is not the stored one. NotFound.
absl::StatusOr<Opening> UpdateOpening(Connection& db, Opening opening,
                                      std::optional<int64_t> expected_version, Instant now,
                                      Lane lane = Lane::kInteractive);

// Inserts or replaces by (source, source_id), which must be given. What is equal already is left
// alone.
absl::StatusOr<Upserted> UpsertOpening(Connection& db, Opening opening, Instant now,
                                       Lane lane = Lane::kBulk);

// The opening under this key; absent: none.
absl::StatusOr<std::optional<Opening>> FindOpening(Connection& db, std::string_view source,
                                                   std::string_view source_id);

// Openings of the same title (capitals of a to z aside) and region that another source (or nobody)
// brought: at most 50, by row. What an import looks through for copies of `opening`.
absl::StatusOr<std::vector<Opening>> OpeningsOfOtherSources(Connection& db, const Opening& opening);

// Removes the opening; its row and id are never used again. NotFound; ABORTED as UpdateOpening.
absl::Status DeleteOpening(Connection& db, std::string_view id,
                           std::optional<int64_t> expected_version, Lane lane = Lane::kInteractive);

// Empty or unknown fields do not filter.
struct OpeningFilter {
  std::string employer_id{};
  OpeningState state = OpeningState::kUnknown;
  std::string region_code{};  // the region and everything in it: "33" has 33.72
  std::string source{};
};

// At most `limit` (>= 1) openings with a row above `after_row`, by row. Fewer than `limit`: the
// end.
absl::StatusOr<std::vector<Opening>> ListOpenings(Connection& db, const OpeningFilter& filter,
                                                  int64_t after_row, int limit);

}  // namespace setara
