// Writes of handlers, with validate_only.
#pragma once

#include <absl/status/status.h>

#include <functional>

#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

// Runs `work` as a write and notes its token for the caller. With `validate_only` it is rolled back
// after it succeeded, so that every check is the real one. `work` may run more than once.
absl::Status WriteOrCheck(Store& store, CallContext& context, bool validate_only,
                          const std::function<absl::Status(Connection&)>& work);

}  // namespace setara
