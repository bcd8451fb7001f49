// Seekers in the store. Call inside Store::Read or Store::Write; writes need the latter, take the
// time of the write (Store::clock), and log a change each. Matching data, direct identifiers and
// ragam live in tables of their own; identifiers and the exact home are sealed with a key of the
// person (person_keys.h).
//
// Every function: DATA_LOSS when a stored value cannot be read (the column is named, never the
// value), else the errors of sqlite.h. Writes validate first (InvalidArgument, see
// ValidateSeeker). Lists keyed by a code (capacities, tolerances, accommodations) are kept in the
// code's order.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/seeker.h"
#include "server/store/changes.h"
#include "server/store/sqlite.h"
#include "server/store/upsert.h"

namespace setara {

// Stores a new seeker and returns it with row, id, version 1 and times. ALREADY_EXISTS: its
// (source, source_id) is taken. Two seekers may have one NIK: ask FindSeekersByNik first.
absl::StatusOr<Seeker> InsertSeeker(Connection& db, Seeker seeker, Instant now,
                                    Lane lane = Lane::kInteractive);

// NotFound: never made, or deleted.
absl::StatusOr<Seeker> GetSeeker(Connection& db, std::string_view id);

// The seekers at `rows`, in that order; those that are not there (deleted, or another kind) are
// left out.
absl::StatusOr<std::vector<Seeker>> GetSeekersByRows(Connection& db, std::span<const int64_t> rows);

// The same for the index: those of `rows` that may be in it, which are people with a consent to be
// matched that has not run out by the boundary of consent_ends.h, and without a restriction or an
// objection to ranking in effect (UU 27/2022 arts. 10, 41).
// Identity and ragam stay empty and nothing is unsealed; the birth date is its AgeReference, the
// home its Neighbourhood.
absl::StatusOr<std::vector<Seeker>> LoadSeekersForIndex(Connection& db,
                                                        std::span<const int64_t> rows);

// At most `limit` (>= 1) seekers above `after_row`, by row, as LoadSeekersForIndex: for a rebuild.
absl::StatusOr<std::vector<Seeker>> ScanSeekersForIndex(Connection& db, int64_t after_row,
                                                        int limit);

// Replaces the seeker with `seeker.id` and returns it with version and times; row, version and
// created_at of the argument are not read. expected_version: nullopt replaces any version, else
// ABORTED (ETAG_MISMATCH) when it is not the stored one. NotFound.
absl::StatusOr<Seeker> UpdateSeeker(Connection& db, Seeker seeker,
                                    std::optional<int64_t> expected_version, Instant now,
                                    Lane lane = Lane::kInteractive);

// Inserts or replaces by (source, source_id), which must be given. What is equal already is left
// alone. A replaced record keeps its matching consent: later words come through consents.h.
absl::StatusOr<Upserted> UpsertSeeker(Connection& db, Seeker seeker, Instant now,
                                      Lane lane = Lane::kBulk);

// Removes the seeker with key, identity and ragam; row and id, which say nothing about the person,
// are never used again. NotFound; ABORTED as UpdateSeeker.
absl::Status DeleteSeeker(Connection& db, std::string_view id,
                          std::optional<int64_t> expected_version, Lane lane = Lane::kInteractive);

// Empty or unknown fields do not filter.
struct SeekerFilter {
  std::optional<std::string> branch{};  // kept by this branch; "" only those of none
  std::string region_code{};            // the region and everything in it: "33" has 33.72
  std::string source{};
  std::optional<bool> seeking{};
};

// At most `limit` (>= 1) seekers with a row above `after_row`, by row. Fewer than `limit`: the end.
// Without those whose record is restricted (UU 27/2022 art. 41).
absl::StatusOr<std::vector<Seeker>> ListSeekers(Connection& db, const SeekerFilter& filter,
                                                int64_t after_row, int limit);

// The seekers with this NIK (16 digits), oldest first; more than one is a duplicate to resolve.
// Empty for "".
absl::StatusOr<std::vector<RecordKey>> FindSeekersByNik(Connection& db, std::string_view nik);

// Who may be the same person: the names sound the same (names.h) and the birth dates are equal or
// one of them unknown; or the birth dates are known and equal, and two or more words of the names
// sound the same, which are all words of the shorter name, in any order. Likeliest first, then
// oldest, at most 20.
absl::StatusOr<std::vector<RecordKey>> FindLikelySeekers(Connection& db, std::string_view full_name,
                                                         const std::optional<Date>& birth_date);

}  // namespace setara
