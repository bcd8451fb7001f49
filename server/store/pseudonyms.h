// Erased people in the employment records: they stay as someone, so that figures of the past stay
// what they were, and no longer as anyone. Call inside Store::Write; errors are those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "server/store/sqlite.h"

namespace setara {

// Puts one new random id in the place of `person_id` in every version of its employment records and
// in what is known of mergers, past ones too: what a figure counts is only who is the same as whom.
// The one change of bitemporal rows there is, since an erased id must not be kept anywhere. Returns
// the number of records.
absl::StatusOr<int64_t> PseudonymizeEmployment(Connection& db, std::string_view person_id);

// The secret of this data directory, 64 hexadecimal digits, that pseudonyms of candidates are made
// with.
absl::StatusOr<std::string> PseudonymKey(Connection& db);

}  // namespace setara
