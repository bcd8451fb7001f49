// Writes of handlers: each with its record in the audit log, and with validate_only.
#pragma once

#include <absl/status/status.h>

#include <functional>

#include "server/rpc/call_context.h"

namespace setara {

// Runs `work` as a write and notes its token for the caller. The call's audit event is added in the
// same transaction, so that neither is ever on disk without the other. `work` may run more than
// once.
absl::Status AuditedWrite(Store& store, CallContext& context,
                          const std::function<absl::Status(Connection&)>& work);

// The same; with `validate_only` it is rolled back after it succeeded, so that every check is the
// real one.
absl::Status WriteOrCheck(Store& store, CallContext& context, bool validate_only,
                          const std::function<absl::Status(Connection&)>& work);

}  // namespace setara
