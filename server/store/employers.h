// Employers in the store, with the days from which their kind and seat are so.
//
// Call inside Store::Read or Store::Write. Every write logs a change. `now` is the clock's time at
// the write. Besides the errors named below, those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "server/store/changes.h"
#include "server/store/sqlite.h"
#include "server/store/upsert.h"

namespace setara {

// The day that "since ever" is stored as.
Date SinceEver();

// Stores a new employer and returns it with row, id, version 1 and times. INVALID_ARGUMENT: see
// ValidateEmployer; ALREADY_EXISTS (SOURCE_ID_TAKEN): its (source, source_id) is taken.
absl::StatusOr<Employer> InsertEmployer(Connection& db, const Employer& employer, Instant now,
                                        Lane lane = Lane::kInteractive);

// NOT_FOUND: no such employer.
absl::StatusOr<Employer> GetEmployer(Connection& db, std::string_view id);

// Absent: no such row.
absl::StatusOr<std::optional<Employer>> FindEmployer(Connection& db, int64_t row);

// Writes all fields of the employer `employer.id`; source and source_id stay as they are. Kind and
// seat, where they change or `terms_from` is given, become true from a day (see Employer) and add
// to the history. Nothing changed: no write, the same version.
// expected_version: ABORTED (ETAG_MISMATCH) when it is not the current one; absent: not checked.
absl::StatusOr<Employer> UpdateEmployer(Connection& db, const Employer& employer,
                                        std::optional<int64_t> expected_version, Instant now,
                                        Lane lane = Lane::kInteractive);

// Inserts or updates by (source, source_id). INVALID_ARGUMENT also without a source.
absl::StatusOr<Upserted> UpsertEmployer(Connection& db, const Employer& employer, Instant now,
                                        Lane lane = Lane::kInteractive);

struct EmployerFilter {
  std::string region_code;                     // "" any; else the seat lies there or below
  EmployerKind kind = EmployerKind::kUnknown;  // kUnknown: any
};

// Employers with a row above `after_row`, in the order they were first stored, which is the order
// of their ids; at most `limit` (>= 1).
absl::StatusOr<std::vector<Employer>> ListEmployers(Connection& db, const EmployerFilter& filter,
                                                    int64_t after_row, int limit);

// The id of the employer under this key, or "" when there is none.
absl::StatusOr<std::string> FindEmployerId(Connection& db, std::string_view source,
                                           std::string_view source_id);

// The row of `employers/{id}`. NOT_FOUND: no such employer.
absl::StatusOr<int64_t> EmployerRow(Connection& db, std::string_view id);

}  // namespace setara
