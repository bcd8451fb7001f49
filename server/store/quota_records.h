// Every version of the records from which one employer's quota intervals are derived.
//
// Call inside Store::Read or Store::Write. Errors are those of sqlite.h.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>

#include "matcher/domain/quota_interval.h"
#include "server/store/sqlite.h"

namespace setara {

// Empty records where there is no such employer. Of an employment record that another employer has
// now, or had, its versions there too: they say when it was not here.
absl::StatusOr<QuotaRecords> LoadQuotaRecords(Connection& db, int64_t employer_row);

}  // namespace setara
