// What a handler of a `narrowed` method answers from: the part of the records that the caller's
// scope reaches. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>

#include "server/rpc/call_context.h"

namespace setara {

// The region to list: `asked` as it is for who reaches all; within SCOPE_REGION the caller's own
// region when none is asked for. PERMISSION_DENIED naming `field`: outside the caller's region, or
// the caller has none.
absl::StatusOr<std::string> RegionInScope(const CallContext& context, const std::string& asked,
                                          std::string_view field);

// The branch whose people may be listed; nullopt: all. PERMISSION_DENIED: the scope is a branch and
// the caller's account names none, or the scope is of another kind than people have.
absl::StatusOr<std::optional<std::string>> BranchInScope(const CallContext& context);

}  // namespace setara
