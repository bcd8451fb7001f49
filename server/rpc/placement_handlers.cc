// The steps of a placement: shortlist, referral, interview, offer, follow-up, end, correction. What
// a hire brings with it is in placement_hire_handlers.cc, lists in placement_list_handlers.cc.
#include "server/rpc/placement_handlers.h"

#include <absl/strings/str_cat.h>

#include "matcher/domain/errors.h"
#include "server/placement/reasons.h"
#include "server/rpc/convert_placement.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/named_candidate.h"
#include "server/rpc/placement_steps.h"
#include "server/rpc/placement_view.h"
#include "server/store/disclosures.h"
#include "server/store/placements.h"
#include "server/store/request_ids.h"
#include "server/store/seekers.h"
#include "setara/v1/placement.pb.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.PlacementService.";

// A step that the caller's role may not take, though it may call the method.
absl::Status StepDenied() {
  return WithReason(absl::PermissionDeniedError("your role may not take this step"), "STEP_DENIED");
}

PlacementEvent Step(PlacementStep step, Date on) {
  PlacementEvent event;
  event.step = step;
  event.occurred_on = on;
  return event;
}

absl::StatusOr<std::string> Shortlist(Connection& db, CallContext& context, const Seeker& person,
                                      const std::string& opening_id, Date on) {
  absl::StatusOr<Opening> opening = LoadOpenOpening(db, opening_id, context.today);
  if (!opening.ok()) return opening.status();
  absl::StatusOr<std::optional<Placement>> live = FindLivePlacement(db, person.row, opening_id);
  if (!live.ok()) return live.status();
  if (live->has_value()) {
    return WithMetadata(WithReason(absl::AlreadyExistsError("the person has a placement for this "
                                                            "opening that has not ended"),
                                   "PLACEMENT_IS_OPEN"),
                        "existing", "placements/" + (*live)->id);
  }
  Placement placement;
  placement.seeker_row = person.row;
  placement.opening_id = opening_id;
  placement.employer_id = opening->employer_id;
  placement.kind = opening->kind;
  placement.region_code = opening->region_code;
  absl::Status may = CheckMayBePlaced(db, person, placement, false, context.today);
  if (!may.ok()) return may;
  absl::StatusOr<Placement> stored = InsertPlacement(db, placement, context.now);
  if (!stored.ok()) return stored.status();
  LoadedPlacement loaded{*std::move(stored), {}, {}};
  PlacementChange change{db, context, loaded, &person};
  absl::Status taken = change.Take(Step(PlacementStep::kShortlist, on));
  if (!taken.ok()) return taken;
  return loaded.record.id;
}

absl::Status Create(Store& store, CallContext& context, const v1::CreatePlacementRequest& request,
                    v1::Placement* response) {
  absl::StatusOr<std::string> seeker = ParseName(request.seeker(), "seekers", "seeker");
  if (!seeker.ok()) return seeker.status();
  absl::StatusOr<std::string> opening = ParseName(request.opening(), "openings", "opening");
  if (!opening.ok()) return opening.status();
  if (request.request_id().size() > 100) {
    return InvalidField("request_id", "is longer than 100 bytes");
  }
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  absl::Status status =
      WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Seeker> person = GetSeeker(db, *seeker);
        if (!person.ok()) return person.status();
        absl::StatusOr<std::string> id =
            OncePerRequest(db, absl::StrCat(kService, "CreatePlacement ", context.caller.name),
                           request.request_id(), context.now,
                           [&] { return Shortlist(db, context, *person, *opening, *on); });
        if (!id.ok()) return id.status();
        absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, *id);
        if (!placement.ok()) return placement.status();
        return FillPlacement(db, context, *placement, true, response);
      });
  if (status.ok() && request.validate_only()) {
    response->clear_name();
    response->clear_etag();
  }
  return status;
}

absl::Status Get(Store& store, CallContext& context, const v1::GetPlacementRequest& request,
                 v1::Placement* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "placements", "name");
  if (!id.ok()) return id.status();
  const auto read = [&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedPlacement> placement = ReachPlacement(db, context, *id);
    if (!placement.ok()) return placement.status();
    return FillPlacement(db, context, *placement, true, response);
  };
  // What an employer is shown is kept with the answer.
  if (context.scope == v1::SCOPE_EMPLOYER) return AuditedWrite(store, context, read);
  return store.Read(read);
}

absl::Status ReferInTransaction(PlacementChange& change, Date on) {
  const Placement& record = change.placement.record;
  absl::StatusOr<Opening> opening =
      LoadOpenOpening(change.db, record.opening_id, change.context.today);
  if (!opening.ok()) return opening.status();
  if (opening->employer_id != record.employer_id) {
    return WithReason(absl::FailedPreconditionError(
                          "the opening is another employer's now: withdraw and shortlist anew"),
                      "OPENING_MOVED");
  }
  PlacementEvent step = Step(PlacementStep::kRefer, on);
  absl::StatusOr<std::optional<GrantInForce>> grant =
      ShareConsent(change.db, record, change.context.today);
  if (!grant.ok()) return grant.status();
  if (grant->has_value()) step.consent_id = (*grant)->id;
  if (absl::Status taken = change.Take(step); !taken.ok()) return taken;
  if (change.person == nullptr) return absl::OkStatus();
  absl::Status may =
      CheckMayBePlaced(change.db, *change.person, record, true, change.context.today);
  if (!may.ok()) return may;
  return RecordDisclosure(change.db, {0, change.person->row, record.employer_id, record.opening_id,
                                      step.consent_id, kNamedClasses, change.context.now});
}

absl::Status Refer(Store& store, CallContext& context, const v1::ReferPlacementRequest& request,
                   v1::Placement* response) {
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response,
                         [&](PlacementChange& change) { return ReferInTransaction(change, *on); });
}

absl::Status Advance(Store& store, CallContext& context, const v1::AdvancePlacementRequest& request,
                     v1::Placement* response) {
  if (request.step() != v1::PLACEMENT_STEP_INTERVIEW &&
      request.step() != v1::PLACEMENT_STEP_OFFER) {
    return InvalidField("step", "expected INTERVIEW or OFFER");
  }
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response, [&](PlacementChange& change) -> absl::Status {
                           absl::Status taken =
                               change.Take(Step(static_cast<PlacementStep>(request.step()), *on));
                           if (!taken.ok() || change.person == nullptr) return taken;
                           return CheckMayBePlaced(change.db, *change.person,
                                                   change.placement.record, true, context.today);
                         });
}

// Which ends a role may record: the employer's own word, the person's own word, or any.
absl::Status CheckMayEnd(const CallContext& context, v1::PlacementStep step) {
  if (context.scope == v1::SCOPE_EMPLOYER && step != v1::PLACEMENT_STEP_REJECT) return StepDenied();
  if (context.scope == v1::SCOPE_OWN && step != v1::PLACEMENT_STEP_WITHDRAW) return StepDenied();
  return absl::OkStatus();
}

absl::Status End(Store& store, CallContext& context, const v1::EndPlacementRequest& request,
                 v1::Placement* response) {
  if (request.step() != v1::PLACEMENT_STEP_END && request.step() != v1::PLACEMENT_STEP_REJECT &&
      request.step() != v1::PLACEMENT_STEP_WITHDRAW) {
    return InvalidField("step", "expected END, REJECT or WITHDRAW");
  }
  if (absl::Status may = CheckMayEnd(context, request.step()); !may.ok()) return may;
  if (absl::Status code = CheckReasonOfCaller(request.reason()); !code.ok()) return code;
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  PlacementEvent step = Step(static_cast<PlacementStep>(request.step()), *on);
  step.reason = request.reason();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response, [&](PlacementChange& change) { return change.Take(step); });
}

absl::Status FollowUp(Store& store, CallContext& context, const v1::RecordFollowUpRequest& request,
                      v1::Placement* response) {
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  if (request.months() != 3 && request.months() != 6 && request.months() != 12) {
    return InvalidField("months", "expected 3, 6 or 12");
  }
  PlacementEvent step = Step(PlacementStep::kConfirmAtWork, *on);
  step.months = request.months();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response, [&](PlacementChange& change) { return change.Take(step); });
}

absl::Status Decide(Store& store, CallContext& context, const v1::DecidePlacementRequest& request,
                    v1::Placement* response) {
  const bool withdraw = request.decision() == v1::PLACEMENT_DECISION_WITHDRAW;
  if (!withdraw && request.decision() != v1::PLACEMENT_DECISION_KEEP) {
    return InvalidField("decision", "is required");
  }
  if (!withdraw && !request.reason().empty()) {
    return InvalidField("reason", "goes with a withdrawal");
  }
  if (absl::Status code = CheckReasonOfCaller(request.reason()); !code.ok()) return code;
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  PlacementEvent step = Step(withdraw ? PlacementStep::kWithdraw : PlacementStep::kKeep, *on);
  if (withdraw)
    step.reason = request.reason().empty() ? placement::kHiredElsewhere : request.reason();
  return ChangePlacement(
      store, context, request.name(), request.etag(), request.validate_only(), response,
      [&](PlacementChange& change) -> absl::Status {
        if (!change.placement.standing.needs_decision) {
          return WithReason(
              absl::FailedPreconditionError("no hire elsewhere has asked about this placement"),
              "NOTHING_TO_DECIDE");
        }
        return change.Take(step);
      });
}

}  // namespace

void HandlePlacementSteps(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::CreatePlacementRequest, v1::Placement>(
      service + "CreatePlacement", [&store](CallContext& context, const auto& request, auto* out) {
        return Create(store, context, request, out);
      });
  dispatcher.Handle<v1::GetPlacementRequest, v1::Placement>(
      service + "GetPlacement", [&store](CallContext& context, const auto& request, auto* out) {
        return Get(store, context, request, out);
      });
  dispatcher.Handle<v1::ReferPlacementRequest, v1::Placement>(
      service + "ReferPlacement", [&store](CallContext& context, const auto& request, auto* out) {
        return Refer(store, context, request, out);
      });
  dispatcher.Handle<v1::AdvancePlacementRequest, v1::Placement>(
      service + "AdvancePlacement", [&store](CallContext& context, const auto& request, auto* out) {
        return Advance(store, context, request, out);
      });
  dispatcher.Handle<v1::EndPlacementRequest, v1::Placement>(
      service + "EndPlacement", [&store](CallContext& context, const auto& request, auto* out) {
        return End(store, context, request, out);
      });
  dispatcher.Handle<v1::RecordFollowUpRequest, v1::Placement>(
      service + "RecordFollowUp", [&store](CallContext& context, const auto& request, auto* out) {
        return FollowUp(store, context, request, out);
      });
  dispatcher.Handle<v1::DecidePlacementRequest, v1::Placement>(
      service + "DecidePlacement", [&store](CallContext& context, const auto& request, auto* out) {
        return Decide(store, context, request, out);
      });
}

}  // namespace setara
