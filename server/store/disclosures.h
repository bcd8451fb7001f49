// What was shown of a person with their name, to whom, under which consent (UU 27/2022 art. 31).
// Only ever added to. Call inside Store::Read or Store::Write; errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "matcher/domain/consent.h"
#include "server/store/sqlite.h"

namespace setara {

// Keeps one showing; entry is not read.
absl::Status RecordDisclosure(Connection& db, const Disclosure& disclosure);

// At most `limit` (>= 1) showings of a person above `after_entry`, oldest first. With an employer
// or an opening only those to it.
absl::StatusOr<std::vector<Disclosure>> ListDisclosures(Connection& db, int64_t seeker_row,
                                                        const std::string& employer_id,
                                                        const std::string& opening_id,
                                                        int64_t after_entry, int limit);

}  // namespace setara
