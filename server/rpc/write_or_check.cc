#include "server/rpc/write_or_check.h"

#include "server/audit/audit_log.h"

namespace setara {

absl::Status AuditedWrite(Store& store, CallContext& context,
                          const std::function<absl::Status(Connection&)>& work) {
  const AuditEvent before = context.event;
  absl::StatusOr<ChangeToken> token = store.Write([&](Connection& db) {
    context.event = before;
    absl::Status status = work(db);
    return status.ok() ? AppendAudit(db, context.event) : status;
  });
  if (!token.ok()) return token.status();
  context.written = *token;
  context.event_kept = true;
  return absl::OkStatus();
}

absl::Status WriteOrCheck(Store& store, CallContext& context, bool validate_only,
                          const std::function<absl::Status(Connection&)>& work) {
  if (!validate_only) return AuditedWrite(store, context, work);
  bool checked = false;
  absl::Status status = store
                            .Write([&](Connection& db) {
                              checked = false;
                              absl::Status outcome = work(db);
                              if (!outcome.ok()) return outcome;
                              checked = true;
                              return absl::CancelledError("validate_only");
                            })
                            .status();
  return checked ? absl::OkStatus() : status;
}

}  // namespace setara
