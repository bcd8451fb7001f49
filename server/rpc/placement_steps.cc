#include "server/rpc/placement_steps.h"

#include "matcher/domain/errors.h"
#include "server/placement/reasons.h"
#include "server/rpc/convert.h"
#include "server/rpc/live_records.h"
#include "server/rpc/placement_view.h"
#include "server/store/changes.h"
#include "server/store/openings.h"
#include "server/store/person_rights.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

absl::Status Refused(const char* reason, const char* message) {
  return WithReason(absl::FailedPreconditionError(message), reason);
}

absl::StatusOr<std::vector<Seeker>> PersonOf(Connection& db, const Placement& placement) {
  if (!placement.seeker_row) return std::vector<Seeker>();
  return GetSeekersByRows(db, {&*placement.seeker_row, 1});
}

}  // namespace

absl::Status PlacementChange::Take(PlacementEvent step) {
  step.actor = context.caller.name;
  step.actor_role = context.caller.role;
  return TakeStep(db, placement, std::move(step), context.now);
}

absl::Status ChangePlacement(Store& store, CallContext& context, const std::string& name,
                             const std::string& etag, bool validate_only, v1::Placement* out,
                             const std::function<absl::Status(PlacementChange&)>& change) {
  absl::StatusOr<std::string> id = ParseName(name, "placements", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(etag, "etag");
  if (!version.ok()) return version.status();
  return WriteOrCheck(store, context, validate_only, [&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedPlacement> placement = ReachPlacement(db, context, *id);
    if (!placement.ok()) return placement.status();
    absl::Status current = CheckVersion(*version, placement->record.version);
    if (!current.ok()) return current;
    absl::StatusOr<std::vector<Seeker>> person = PersonOf(db, placement->record);
    if (!person.ok()) return person.status();
    const Seeker* seeker = person->empty() ? nullptr : &person->front();
    if (seeker != nullptr) context.event.subjects.insert("seekers/" + seeker->id);
    PlacementChange under_way{db, context, *placement, seeker};
    if (absl::Status changed = change(under_way); !changed.ok()) return changed;
    if (seeker != nullptr) {
      absl::Status counted =
          RefreshEmployment(db, *placement, seeker->id, seeker->identity.birth_date, context.now);
      if (!counted.ok()) return counted;
    }
    return FillPlacement(db, context, *placement, true, out);
  });
}

absl::StatusOr<Date> OccurredOn(const CallContext& context, bool given, const v1::Date& day) {
  if (!given) return context.today;
  FieldErrors errors;
  const std::optional<Date> on = FromProto(day, "occurred_on", errors);
  if (!errors.empty()) return errors.ToStatus();
  if (*on > context.today) return InvalidField("occurred_on", "is after today");
  return *on;
}

absl::Status CheckReasonOfCaller(const std::string& code) {
  const placement::PlacementReason* reason = placement::Reasons::Get().Find(code);
  if (reason == nullptr || !reason->by_system) return absl::OkStatus();
  return InvalidField("reason", "is set by the service alone");
}

absl::Status CheckMayBePlaced(Connection& db, const Seeker& person, const Placement& placement,
                              bool share, Date on) {
  absl::StatusOr<PersonLimits> limits = LimitsOf(db, person.row);
  if (!limits.ok()) return limits.status();
  if (limits->restricted) {
    return Refused("RECORD_RESTRICTED", "the person's record is restricted: it is kept, not used");
  }
  std::string missing;
  std::string asked;
  absl::StatusOr<bool> matching = HasConsent(db, person.row, ConsentPurpose::kMatching, "", "", on);
  if (!matching.ok()) return matching.status();
  if (!*matching) {
    missing = "matching";
    asked = "to be matched with openings";
  }
  if (share) {
    absl::StatusOr<std::optional<GrantInForce>> grant = ShareConsent(db, placement, on);
    if (!grant.ok()) return grant.status();
    if (!grant->has_value()) {
      missing += missing.empty() ? "share-with-employer" : ",share-with-employer";
      asked += (asked.empty() ? "to be shown to employers/" : ", nor to be shown to employers/") +
               placement.employer_id + " for openings/" + placement.opening_id;
    }
  }
  if (missing.empty()) return absl::OkStatus();
  const std::string message =
      "no consent of the person is in force " + asked + ": ask them before this step";
  return WithMetadata(Refused("CONSENT_MISSING", message.c_str()), "missing", missing);
}

absl::StatusOr<Opening> LoadOpenOpening(Connection& db, const std::string& id, Date on) {
  absl::StatusOr<Opening> opening = GetOpening(db, id);
  if (!opening.ok()) return opening;
  if (!IsOpenOn(*opening, on)) return Refused("OPENING_NOT_OPEN", "the opening is not open today");
  if (opening->employer_id.empty()) {
    return Refused("OPENING_WITHOUT_EMPLOYER",
                   "the opening names no registered employer: nobody could be referred to it");
  }
  return opening;
}

}  // namespace setara
