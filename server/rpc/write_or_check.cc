#include "server/rpc/write_or_check.h"

namespace setara {

absl::Status WriteOrCheck(Store& store, CallContext& context, bool validate_only,
                          const std::function<absl::Status(Connection&)>& work) {
  bool checked = false;
  absl::StatusOr<ChangeToken> token = store.Write([&](Connection& db) {
    checked = false;
    absl::Status status = work(db);
    if (!status.ok() || !validate_only) return status;
    checked = true;
    return absl::CancelledError("validate_only");
  });
  if (checked) return absl::OkStatus();
  if (token.ok()) context.written = *token;
  return token.status();
}

}  // namespace setara
