// Removing a person for good (UU 27/2022 arts. 42-44), in one transaction: the record, what tells
// who they are in the history that must be kept, and their id in employment records, where a
// pseudonym stays so that figures of the past do not change.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>

#include "matcher/domain/seeker.h"
#include "server/store/sqlite.h"

namespace setara {

// Call inside Store::Write. Returns how many employment records stay under a pseudonym.
// expected_version: as DeleteSeeker. FAILED_PRECONDITION (LEGAL_HOLD, metadata `hold`): a hold of
// law keeps the record today; CASE_OPEN (metadata `case`): a return-to-work case is under way.
absl::StatusOr<int64_t> ErasePerson(Connection& db, const Seeker& seeker,
                                    std::optional<int64_t> expected_version, Instant now);

}  // namespace setara
