// What the methods that change a case share.
#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/identity/accounts.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/write_or_check.h"
#include "server/store/changes.h"
#include "server/store/request_ids.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

absl::Status NotACaseManager() {
  return WithReason(absl::FailedPreconditionError(
                        "this is not an active account of a case manager of the branch"),
                    "NOT_A_CASE_MANAGER");
}

}  // namespace

Entering EnteringOf(const CallContext& context) { return {context.caller.name, context.now}; }

absl::Status CaseStepDenied(const char* message) {
  return WithReason(absl::PermissionDeniedError(message), "STEP_DENIED");
}

absl::Status CheckRequestId(const std::string& request_id) {
  if (request_id.size() <= 100) return absl::OkStatus();
  return InvalidField("request_id", "is longer than 100 bytes");
}

absl::StatusOr<LoadedCase> LoadReached(Connection& db, const std::string& id) {
  absl::StatusOr<LoadedCase> loaded = LoadCase(db, id);
  if (absl::IsNotFound(loaded.status())) return RecordDenied();
  return loaded;
}

absl::Status FillCase(Connection& db, const LoadedCase& loaded, Instant at,
                      const casework::CaseRules& rules, v1::Case* out) {
  *out = ToProto(loaded.row, loaded.record, at, rules);
  absl::StatusOr<Seeker> worker = GetSeeker(db, loaded.record.Report().seeker_id);
  if (worker.ok()) out->set_worker_display_name(worker->identity.full_name);
  return worker.status();
}

absl::Status ChangeCase(const CaseParts& parts, CallContext& context,
                        const CaseChangeRequest& request, const CaseWork& change,
                        const CaseWork& fill) {
  absl::StatusOr<std::string> id = ParseName(request.name, "cases", request.name_field);
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(request.etag, "etag");
  if (!version.ok()) return version.status();
  if (absl::Status fits = CheckRequestId(request.request_id); !fits.ok()) return fits;
  const auto work = [&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *id);
    if (!loaded.ok()) return loaded.status();
    CaseChange under_way{db, context, *loaded};
    const auto make = [&]() -> absl::StatusOr<std::string> {
      absl::Status changed = CheckVersion(*version, loaded->row.last_sequence);
      if (changed.ok()) changed = change(under_way);
      if (!changed.ok()) return changed;
      return loaded->row.id;
    };
    absl::StatusOr<std::string> made =
        OncePerRequest(db, kCaseService + request.method + " " + *id + " " + context.caller.name,
                       request.request_id, context.now, make);
    return made.ok() ? fill(under_way) : made.status();
  };
  return WriteOrCheck(parts.store, context, request.validate_only, work);
}

absl::Status ChangeCase(const CaseParts& parts, CallContext& context,
                        const CaseChangeRequest& request, v1::Case* out, const CaseWork& change) {
  return ChangeCase(parts, context, request, change, [&](CaseChange& done) {
    return FillCase(done.db, done.loaded, context.now, parts.rules, out);
  });
}

absl::Status CheckIsCaseManager(Connection& db, const CallContext& context,
                                const std::string& manager, const std::string& branch) {
  const Caller& caller = context.caller;
  if (manager == caller.name && caller.role == v1::ROLE_CASE_MANAGER) {
    return caller.place.branch == branch ? absl::OkStatus() : NotACaseManager();
  }
  absl::StatusOr<std::string> id = ParseName(manager, "accounts", "manager");
  if (!id.ok()) return id.status();
  absl::StatusOr<Account> account = LoadAccount(db, *id);
  if (absl::IsNotFound(account.status())) return NotACaseManager();
  if (!account.ok()) return account.status();
  const bool manages = account->active() && account->role == v1::ROLE_CASE_MANAGER;
  return manages && account->place.branch == branch ? absl::OkStatus() : NotACaseManager();
}

}  // namespace setara
