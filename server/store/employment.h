// Employment records of workers with disabilities, and who of them turned out to be one human.
// Bitemporal: a correction adds a version and overwrites nothing.
//
// Call inside Store::Read or Store::Write. Besides the errors named below, those of sqlite.h.
// Errors name no person.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "server/store/changes.h"
#include "server/store/headcounts.h"
#include "server/store/sqlite.h"

namespace setara {

// Records an employment, or corrects the one of the same (source, source_id) (kUpdated); the same
// once more is no write. A correction may move it to another employer or person. `now` is when it
// was learned. INVALID_ARGUMENT: see ValidateEmploymentRecord; NOT_FOUND: no such employer.
absl::StatusOr<RecordedFact> UpsertEmployment(Connection& db, const EmploymentRecord& record,
                                              Instant now, Lane lane = Lane::kInteractive);

struct KnownEmployment {
  EmploymentRecord record;
  Instant known_at{};
  int64_t entry = 0;  // of its version: later ones have a higher one
};

// The record of this key as it stands now; absent: none was ever recorded.
absl::StatusOr<std::optional<KnownEmployment>> FindEmployment(Connection& db,
                                                              std::string_view source,
                                                              std::string_view source_id);

// The records of an employer that stand by what was known at `known_at` (inclusive), by first day
// and key. NOT_FOUND: no such employer.
absl::StatusOr<std::vector<KnownEmployment>> ListEmployment(Connection& db,
                                                            std::string_view employer_id,
                                                            Instant known_at);

// The records of one person that stand now, at every employer, by first day and key. Only those
// under this very id.
absl::StatusOr<std::vector<KnownEmployment>> EmploymentOfPerson(Connection& db,
                                                                std::string_view person_id);

// Two ids were found to be one human: from `now` on their records count once, on past days too.
// False: that was known already. INVALID_ARGUMENT: an id is empty.
absl::StatusOr<bool> MergePersons(Connection& db, std::string_view person_id,
                                  std::string_view other_id, Instant now,
                                  Lane lane = Lane::kInteractive);

}  // namespace setara
