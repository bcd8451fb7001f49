// Everything kept about a person, for the rights of access and portability (UU 27/2022
// arts. 31-33).
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <string>
#include <vector>

#include "matcher/domain/language.h"
#include "matcher/domain/seeker.h"
#include "server/store/sqlite.h"
#include "setara/v1/rights.pb.h"

namespace setara {

// What was done with a person's data, oldest first, read from the audit log; `seeker` as
// "seekers/{id}". Called inside Store::Read. Empty function: there is no audit log.
using PersonTrail = std::function<absl::StatusOr<std::vector<v1::ProcessingRecord>>(
    Connection& db, const std::string& seeker)>;

// Collects it. Call inside Store::Read.
absl::StatusOr<v1::PersonData> CollectPersonData(Connection& db, const Seeker& seeker,
                                                 const PersonTrail& trail, Instant now);

// The same in words, one fact a line, for people and screen readers. Pure; thread-safe.
std::string ReadableCopy(const v1::PersonData& data, Language language);

}  // namespace setara
