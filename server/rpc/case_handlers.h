// The methods about return-to-work cases, and what they share.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <functional>
#include <string>

#include "server/case_ledger/ledger.h"
#include "server/casework/rules.h"
#include "server/rpc/call_context.h"
#include "server/rpc/dispatcher.h"
#include "server/store/document_files.h"
#include "server/store/store.h"
#include "setara/v1/case.pb.h"

namespace setara {

// The parts that the methods work with; all outlive the dispatcher. Thread-safe each.
struct CaseParts {
  Store& store;
  const casework::CaseRules& rules;
  DocumentFiles files;  // where the bytes of documents are kept
};

inline constexpr char kCaseService[] = "setara.v1.CaseService.";

// Every method of CaseService and CaseHandOverService.
void HandleCases(Dispatcher& dispatcher, const CaseParts& parts);
// Its parts, each in a file of its own; HandleCases calls them.
void HandleCaseLog(Dispatcher& dispatcher, const CaseParts& parts);
void HandleCaseDeadlines(Dispatcher& dispatcher, const CaseParts& parts);
void HandleCaseGaps(Dispatcher& dispatcher, const CaseParts& parts);
void HandleCaseDocuments(Dispatcher& dispatcher, const CaseParts& parts);
void HandleCaseSearch(Dispatcher& dispatcher, const CaseParts& parts);
void HandleCaseHandOver(Dispatcher& dispatcher, const CaseParts& parts);

// Who enters something in a call.
Entering EnteringOf(const CallContext& context);

// The case `id`, which the gate has held against the caller's branch. Should it be gone meanwhile,
// PERMISSION_DENIED as for one that never was.
absl::StatusOr<LoadedCase> LoadReached(Connection& db, const std::string& id);

// A change under way, in its transaction.
struct CaseChange {
  Connection& db;
  CallContext& context;
  LoadedCase& loaded;
};

// What every change of a case names.
struct CaseChangeRequest {
  std::string method;  // "AdvanceCase"
  std::string name;    // `cases/{id}`
  std::string name_field = "name";
  std::string etag;
  std::string request_id;
  bool validate_only = false;
};

using CaseWork = std::function<absl::Status(CaseChange&)>;

// Runs `change` on the case in one audited write, then `fill` on what it has become. ABORTED
// (ETAG_MISMATCH). Of a request_id that was used before only `fill` runs. Both may run more than
// once.
absl::Status ChangeCase(const CaseParts& parts, CallContext& context,
                        const CaseChangeRequest& request, const CaseWork& change,
                        const CaseWork& fill);
// The same; puts the case as it then stands into `out`.
absl::Status ChangeCase(const CaseParts& parts, CallContext& context,
                        const CaseChangeRequest& request, v1::Case* out, const CaseWork& change);

// The case at `at` with the worker's name.
absl::Status FillCase(Connection& db, const LoadedCase& loaded, Instant at,
                      const casework::CaseRules& rules, v1::Case* out);

// FAILED_PRECONDITION (NOT_A_CASE_MANAGER): `manager` is no active account of a case manager of the
// branch; the caller is what the caller is signed in as.
absl::Status CheckIsCaseManager(Connection& db, const CallContext& context,
                                const std::string& manager, const std::string& branch);

// PERMISSION_DENIED (STEP_DENIED): a step that the caller's role may not take, though it may call
// the method.
absl::Status CaseStepDenied(const char* message);

// INVALID_ARGUMENT (request_id): longer than 100 bytes.
absl::Status CheckRequestId(const std::string& request_id);

}  // namespace setara
