// Makes creates idempotent: a client that repeats a call with the same request_id (AIP-155), having
// missed the answer, gets the first result instead of a second record.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <string>
#include <string_view>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// How long a request_id is remembered: our default.
inline constexpr std::chrono::hours kRequestIdLife{24};

// The id of the resource that `method` made for `request_id` in the last 24 hours, or else what
// `create` makes now. An empty request_id always creates; an error of `create` is not remembered.
// method: the RPC's full name, so that one id may serve several methods. Inside Store::Write.
absl::StatusOr<std::string> OncePerRequest(
    Connection& db, std::string_view method, std::string_view request_id, Instant now,
    const std::function<absl::StatusOr<std::string>()>& create);

}  // namespace setara
