// What of a seeker is sealed, and the hashes by which a person is found again. Private to
// server/store.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "matcher/domain/seeker.h"
#include "server/keys/vault.h"
#include "server/store/sqlite.h"

namespace setara {

// Identity and exact home of `seeker`, sealed for its row.
std::string SealIdentity(const PersonKey& key, const Seeker& seeker);

// Puts identity and home into `seeker`, whose row is set. DATA_LOSS: cannot be opened or read.
absl::Status OpenIdentity(const PersonKey& key, std::string_view sealed, Seeker& seeker);

// Adds the hashes of a person's NIK and name to those of its row, which has none yet.
absl::Status InsertLookups(Connection& db, const Seeker& seeker);

// Replaces them.
absl::Status ReplaceLookups(Connection& db, const Seeker& seeker);

}  // namespace setara
