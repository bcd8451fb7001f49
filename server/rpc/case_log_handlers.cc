// What enters the log of a case: the report that opens it, facts, moves.
#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/rpc/as_known.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert_case_facts.h"
#include "server/rpc/narrow.h"
#include "server/rpc/write_or_check.h"
#include "server/store/changes.h"
#include "server/store/places.h"
#include "server/store/request_ids.h"

namespace setara {
namespace {

// When it happened: now when not given. INVALID_ARGUMENT (field): no instant, or after now.
absl::StatusOr<Instant> HappenedAt(const CallContext& context, bool given,
                                   const google::protobuf::Timestamp& time,
                                   const std::string& field) {
  FieldErrors errors;
  const Instant at = ReadInstant(given, time, context.now, field, errors);
  if (errors.empty() && at > context.now) errors.Add(field, "lies in the future");
  if (!errors.empty()) return errors.ToStatus();
  return at;
}

absl::Status CheckEmployer(Connection& db, const std::string& employer_id) {
  if (employer_id.empty()) return absl::OkStatus();
  absl::StatusOr<std::optional<int64_t>> row = FindRow(db, RecordKind::kEmployer, employer_id);
  if (!row.ok()) return row.status();
  return row->has_value() ? absl::OkStatus() : NotFound("employers/" + employer_id);
}

// The case that a report continues. PERMISSION_DENIED: none of this worker.
absl::StatusOr<std::optional<LoadedCase>> Previous(Connection& db, const CaseReported& report) {
  if (report.previous_case_id.empty()) return std::optional<LoadedCase>();
  absl::StatusOr<LoadedCase> before = LoadReached(db, report.previous_case_id);
  if (!before.ok()) return before.status();
  if (before->record.Report().seeker_id != report.seeker_id) return RecordDenied();
  return std::optional<LoadedCase>(*std::move(before));
}

absl::StatusOr<std::string> OpenReported(const CaseParts& parts, Connection& db,
                                         CallContext& context, const CaseReported& report) {
  absl::StatusOr<std::optional<int64_t>> worker =
      FindRow(db, RecordKind::kSeeker, report.seeker_id);
  if (!worker.ok()) return worker.status();
  if (!worker->has_value()) return RecordDenied();
  if (absl::Status known = CheckEmployer(db, report.employer_id); !known.ok()) return known;
  absl::StatusOr<std::optional<LoadedCase>> previous = Previous(db, report);
  if (!previous.ok()) return previous.status();
  const Instant at = std::max(report.first_report_at.value_or(context.now), report.happened_at);
  absl::StatusOr<LoadedCase> made =
      OpenCase(db, **worker, report, std::min(at, context.now),
               previous->has_value() ? &**previous : nullptr, EnteringOf(context), parts.rules);
  if (!made.ok()) return made.status();
  return made->row.id;
}

absl::Status Create(const CaseParts& parts, CallContext& context,
                    const v1::CreateCaseRequest& request, v1::Case* response) {
  if (!request.has_report()) return InvalidField("report", "is required");
  if (absl::Status fits = CheckRequestId(request.request_id()); !fits.ok()) return fits;
  FieldErrors errors;
  CaseReported report = FromProto(request.report(), errors);
  const auto not_ahead = [&](const std::optional<Instant>& at, const char* field) {
    if (at && *at > context.now) errors.Add(field, "lies in the future");
  };
  not_ahead(report.happened_at, "report.happen_time");
  not_ahead(report.employer_knew_at, "report.employer_know_time");
  not_ahead(report.first_report_at, "report.first_report_time");
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  report.branch = branch->value_or("");
  absl::Status status = WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<std::string> id =
            OncePerRequest(db, std::string(kCaseService) + "CreateCase " + context.caller.name,
                           request.request_id(), context.now,
                           [&] { return OpenReported(parts, db, context, report); });
        if (!id.ok()) return InContractNames(id.status());
        absl::StatusOr<LoadedCase> loaded = LoadCase(db, *id);
        if (!loaded.ok()) return loaded.status();
        context.event.object = "cases/" + *id;
        return FillCase(db, *loaded, context.now, parts.rules, response);
      });
  if (status.ok() && request.validate_only()) {
    response->clear_name();
    response->clear_etag();
  }
  return status;
}

// Who may void what: an end is taken back by a supervisor.
absl::Status CheckMayVoid(const CaseChange& change, int64_t sequence) {
  if (change.context.caller.role == v1::ROLE_SUPERVISOR) return absl::OkStatus();
  for (const CaseEvent& event : change.loaded.events) {
    const auto* moved = std::get_if<CaseMoved>(&event.payload);
    if (event.sequence == sequence && moved != nullptr && moved->to == CaseState::kClosed) {
      return CaseStepDenied("a closing move is taken back by a supervisor");
    }
  }
  return absl::OkStatus();
}

// Who may give the case to whom.
absl::Status CheckMayAssign(const CaseChange& change, const CaseManagerAssigned& assigned) {
  const Caller& caller = change.context.caller;
  if (assigned.manager.empty()) {
    return InvalidField("event.manager_assigned.manager", "is required");
  }
  const bool takes = assigned.manager == caller.name && change.loaded.row.manager.empty();
  if (caller.role != v1::ROLE_SUPERVISOR && !takes) {
    return CaseStepDenied(
        "a case manager takes a case that nobody has; anything else is offered, or assigned by a "
        "supervisor");
  }
  absl::Status manages =
      CheckIsCaseManager(change.db, change.context, assigned.manager, change.loaded.row.branch);
  return WithFieldPrefix(manages, "event.manager_assigned");
}

// What the store knows of what a fact names.
absl::Status CheckNamed(const CaseChange& change, const CasePayload& fact) {
  if (const auto* work = std::get_if<WorkStarted>(&fact); work != nullptr) {
    if (work->placement_id.empty()) return absl::OkStatus();
    absl::StatusOr<std::optional<PlacementPlace>> place =
        FindPlacementPlace(change.db, work->placement_id);
    if (!place.ok()) return place.status();
    const bool theirs =
        place->has_value() && (*place)->seeker_id == change.loaded.record.Report().seeker_id;
    return theirs ? absl::OkStatus()
                  : InvalidField("event.work_started.placement", "is no placement of this worker");
  }
  const auto* report = std::get_if<CaseReported>(&fact);
  return report == nullptr ? absl::OkStatus() : CheckEmployer(change.db, report->employer_id);
}

absl::Status CheckMayAdd(const CaseChange& change, const CasePayload& fact) {
  if (const auto* correction = std::get_if<EventCorrected>(&fact)) {
    return CheckMayVoid(change, correction->sequence);
  }
  if (const auto* assigned = std::get_if<CaseManagerAssigned>(&fact)) {
    return CheckMayAssign(change, *assigned);
  }
  return CheckNamed(change, fact);
}

// What a corrected report takes over from the one that stands.
void KeepOrigin(const CaseReported& standing, CasePayload& fact) {
  if (auto* report = std::get_if<CaseReported>(&fact)) {
    report->branch = standing.branch;
    report->previous_case_id = standing.previous_case_id;
  }
}

absl::Status AddEvent(const CaseParts& parts, CallContext& context,
                      const v1::AddCaseEventRequest& request, v1::Case* response) {
  if (!request.has_event()) return InvalidField("event", "is required");
  absl::StatusOr<CasePayload> fact = ReadFact(request.event(), context.caller.name);
  if (!fact.ok()) return WithFieldPrefix(fact.status(), "event");
  absl::StatusOr<Instant> at = HappenedAt(context, request.event().has_happen_time(),
                                          request.event().happen_time(), "event.happen_time");
  if (!at.ok()) return at.status();
  return ChangeCase(parts, context,
                    {"AddCaseEvent", request.parent(), "parent", request.etag(),
                     request.request_id(), request.validate_only()},
                    response, [&](CaseChange& change) -> absl::Status {
                      if (absl::Status may = CheckMayAdd(change, *fact); !may.ok()) return may;
                      NewFact added{*fact, *at, request.event().reason()};
                      KeepOrigin(change.loaded.record.Report(), added.payload);
                      absl::Status status = AddFacts(change.db, change.loaded, {&added, 1},
                                                     EnteringOf(context), parts.rules);
                      return WithFieldPrefix(InContractNames(status), "event");
                    });
}

absl::Status Advance(const CaseParts& parts, CallContext& context,
                     const v1::AdvanceCaseRequest& request, v1::Case* response) {
  if (request.trigger() == v1::CASE_TRIGGER_UNSPECIFIED) {
    return InvalidField("trigger", "is required");
  }
  if (request.trigger() == v1::CASE_TRIGGER_REPORT) {
    return InvalidField("trigger", "is made by CreateCase alone");
  }
  absl::StatusOr<Instant> at =
      HappenedAt(context, request.has_happen_time(), request.happen_time(), "happen_time");
  if (!at.ok()) return at.status();
  const casework::Move move{.trigger = static_cast<CaseTrigger>(request.trigger()),
                            .outcome = static_cast<CaseOutcome>(request.outcome()),
                            .at = *at,
                            .reason = request.reason()};
  return ChangeCase(parts, context,
                    {"AdvanceCase", request.name(), "name", request.etag(), request.request_id(),
                     request.validate_only()},
                    response, [&](CaseChange& change) {
                      return MoveCase(change.db, change.loaded, move, EnteringOf(context),
                                      parts.rules);
                    });
}

}  // namespace

void HandleCaseLog(Dispatcher& dispatcher, const CaseParts& parts) {
  const std::string service = kCaseService;
  dispatcher.Handle<v1::CreateCaseRequest, v1::Case>(
      service + "CreateCase", [parts](CallContext& context, const auto& request, auto* out) {
        return Create(parts, context, request, out);
      });
  dispatcher.Handle<v1::AddCaseEventRequest, v1::Case>(
      service + "AddCaseEvent", [parts](CallContext& context, const auto& request, auto* out) {
        return AddEvent(parts, context, request, out);
      });
  dispatcher.Handle<v1::AdvanceCaseRequest, v1::Case>(
      service + "AdvanceCase", [parts](CallContext& context, const auto& request, auto* out) {
        return Advance(parts, context, request, out);
      });
}

}  // namespace setara
