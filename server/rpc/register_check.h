// From stored records to what looks wrong about them: gathers the facts of one employer, runs the
// plausibility rules, and writes what they found into the contract's messages.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <vector>

#include "matcher/domain/employer.h"
#include "server/quota/plausibility.h"
#include "server/store/sqlite.h"
#include "setara/v1/register.pb.h"

namespace setara {

// Everything known now about the employer that the rules look at, as of `day`. Call inside
// Store::Read or Store::Write.
absl::StatusOr<quota::RegisterFacts> LoadRegisterFacts(Connection& db, const Employer& employer,
                                                       Date day, std::optional<Date> takeover_from);

v1::RegisterFinding ToProto(const quota::Finding& finding, const Employer& employer);

}  // namespace setara
