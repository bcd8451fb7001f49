#include "server/rpc/case_reassign.h"

#include <algorithm>
#include <set>

#include "matcher/domain/errors.h"
#include "matcher/domain/table.h"
#include "server/access/method_rules.h"
#include "server/rpc/convert_case_facts.h"
#include "server/rpc/narrow.h"
#include "server/rpc/write_or_check.h"
#include "server/store/case_lists.h"
#include "server/store/cases.h"
#include "server/store/request_ids.h"

namespace setara {
namespace {

constexpr int kMaxNamed = 1000;
constexpr uint32_t kOpenStates =
    ((1u << kCaseStates) - 2) & ~(1u << static_cast<int>(CaseState::kClosed));

// What is asked, in the forms of the store.
struct Asked {
  CaseFilter of{};               // of the manager who leaves
  std::vector<std::string> ids;  // or these
  std::string branch{};
};

absl::StatusOr<Asked> Read(const CallContext& context, const v1::ReassignCasesRequest& request) {
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  Asked asked;
  asked.branch = branch->value_or("");
  asked.of = {.branch = asked.branch, .manager = request.from_manager(), .states = kOpenStates};
  FieldErrors errors;
  if (request.from_manager().empty() == request.cases().empty()) {
    errors.Add("from_manager", "give either the manager who leaves or the cases");
  }
  if (request.cases_size() > kMaxNamed) errors.Add("cases", "names more than 1,000");
  if (!request.cases().empty() && !request.states().empty()) {
    errors.Add("states", "goes with from_manager");
  }
  std::set<std::string> seen;
  for (int i = 0; i < std::min(request.cases_size(), kMaxNamed); ++i) {
    const std::string field = "cases[" + std::to_string(i) + "]";
    absl::StatusOr<std::string> id = ParseName(request.cases(i), "cases", field);
    errors.AddAll(id.status());
    if (!id.ok()) continue;
    if (!seen.insert(*id).second) errors.Add(field, "is named twice");
    asked.ids.push_back(*std::move(id));
  }
  if (request.states_size() > 0) asked.of.states = 0;
  for (int i = 0; i < request.states_size(); ++i) {
    const uint32_t bit = 1u << request.states(i);
    if ((bit & kOpenStates) == 0) {
      errors.Add("states[" + std::to_string(i) + "]", "is no state of an open case");
    }
    asked.of.states |= bit;
  }
  if (request.to_manager().empty()) errors.Add("to_manager", "is required");
  if (!request.to_manager().empty() && request.to_manager() == request.from_manager()) {
    errors.Add("to_manager", "is the manager who leaves");
  }
  if (request.reason().empty() || request.reason().size() > 1000) {
    errors.Add("reason", "is required, at most 1,000 bytes");
  }
  if (!errors.empty()) return errors.ToStatus();
  return asked;
}

// The ids of the cases, in the order reported or named.
absl::StatusOr<std::vector<std::string>> Select(Connection& db, const Asked& asked) {
  if (!asked.ids.empty()) return asked.ids;
  std::vector<std::string> ids;
  absl::Status scanned = ScanCases(db, asked.of, [&](const CaseRow& row) {
    if (row.seeker_row) ids.push_back(row.id);
    return absl::OkStatus();
  });
  if (!scanned.ok()) return scanned;
  return ids;
}

absl::Status Give(Connection& db, CallContext& context, const std::string& id, const Asked& asked,
                  const v1::ReassignCasesRequest& request, const casework::CaseRules& rules) {
  absl::StatusOr<LoadedCase> loaded = LoadReached(db, id);
  if (!loaded.ok()) return loaded.status();
  // Held against the scope by the gate, but perhaps only opened in an emergency.
  if (loaded->row.branch != asked.branch) return RecordDenied();
  context.event.subjects.insert("seekers/" + loaded->record.Report().seeker_id);
  const NewFact given{CaseManagerAssigned{request.to_manager(), ""}, context.now, request.reason()};
  return AddFacts(db, *loaded, {&given, 1}, EnteringOf(context), rules);
}

absl::StatusOr<std::string> GiveAll(Connection& db, CallContext& context, const Asked& asked,
                                    const v1::ReassignCasesRequest& request,
                                    const casework::CaseRules& rules) {
  absl::Status manages = CheckIsCaseManager(db, context, request.to_manager(), asked.branch);
  if (!FieldViolations(manages).empty()) {
    return InvalidField("to_manager", "expected accounts/{id}");
  }
  if (!manages.ok()) return manages;
  absl::StatusOr<std::vector<std::string>> ids = Select(db, asked);
  if (!ids.ok()) return ids.status();
  std::string given;
  for (const std::string& id : *ids) {
    if (absl::Status one = Give(db, context, id, asked, request, rules); !one.ok()) return one;
    given += (given.empty() ? "" : ",") + id;
  }
  return given;
}

}  // namespace

absl::Status ReassignCases(const CaseParts& parts, CallContext& context,
                           const v1::ReassignCasesRequest& request,
                           v1::ReassignCasesResponse* response) {
  if (absl::Status fits = CheckRequestId(request.request_id()); !fits.ok()) return fits;
  absl::StatusOr<Asked> asked = Read(context, request);
  if (!asked.ok()) return asked.status();
  return WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        response->Clear();
        absl::StatusOr<std::string> given =
            OncePerRequest(db, "setara.v1.CaseHandOverService.ReassignCases " + context.caller.name,
                           request.request_id(), context.now,
                           [&] { return GiveAll(db, context, *asked, request, parts.rules); });
        if (!given.ok()) return InContractNames(given.status());
        for (std::string_view id : Split(*given, ',')) {
          if (!id.empty()) response->add_cases("cases/" + std::string(id));
        }
        return absl::OkStatus();
      });
}

}  // namespace setara
