#include "server/rpc/placement_view.h"

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/placement/employment.h"
#include "server/placement/follow_up.h"
#include "server/rpc/convert_placement.h"
#include "server/rpc/named_candidate.h"
#include "server/rpc/pseudonym.h"
#include "server/store/break_glass.h"
#include "server/store/disclosures.h"
#include "server/store/employers.h"
#include "server/store/openings.h"
#include "server/store/person_rights.h"
#include "server/store/places.h"
#include "server/store/pseudonyms.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

PlacementReader ReaderOf(const CallContext& context) {
  if (context.scope == v1::SCOPE_EMPLOYER) return PlacementReader::kEmployer;
  return context.scope == v1::SCOPE_OWN ? PlacementReader::kPerson : PlacementReader::kCarer;
}

// The names of what is no person. An opening or an employer may be gone: then it has none.
absl::Status FillNames(Connection& db, const Placement& placement, v1::Placement* out) {
  absl::StatusOr<Opening> opening = GetOpening(db, placement.opening_id);
  if (!opening.ok() && !absl::IsNotFound(opening.status())) return opening.status();
  if (opening.ok()) out->set_opening_title(opening->title);
  absl::StatusOr<Employer> employer = GetEmployer(db, placement.employer_id);
  if (!employer.ok() && !absl::IsNotFound(employer.status())) return employer.status();
  if (employer.ok()) out->set_employer_display_name(employer->name);
  return absl::OkStatus();
}

// What the employer is shown of the person, under a consent or without.
absl::Status FillForEmployer(Connection& db, CallContext& context, const Placement& placement,
                             const Seeker& seeker, v1::Placement* out) {
  absl::StatusOr<std::string> key = PseudonymKey(db);
  if (!key.ok()) return key.status();
  out->set_pseudonym(Pseudonymizer(*key, placement.employer_id).Of(seeker.id));
  absl::StatusOr<PersonLimits> limits = LimitsOf(db, seeker.row);
  if (!limits.ok() || limits->restricted) return limits.status();
  absl::StatusOr<std::optional<GrantInForce>> grant = ShareConsent(db, placement, context.today);
  if (!grant.ok() || !grant->has_value()) return grant.status();
  out->set_seeker("seekers/" + seeker.id);
  FillNamed(seeker, **grant, out->mutable_named());
  context.event.subjects.insert(out->seeker());
  context.event.data_classes |= kNamedClasses;
  return RecordDisclosure(db, {0, seeker.row, placement.employer_id, placement.opening_id,
                               (*grant)->id, kNamedClasses, context.now});
}

absl::Status FillQuota(Connection& db, const CallContext& context, const LoadedPlacement& placement,
                       const std::optional<Date>& birth_date, v1::Placement* out) {
  absl::StatusOr<std::vector<placement::AgreedDays>> agreed =
      AgreedDaysOf(db, placement.record, birth_date);
  if (!agreed.ok()) return agreed.status();
  const std::vector<placement::QuotaReason> reasons =
      placement::QuotaReasonsOn(placement.standing, *agreed, context.today);
  for (const placement::QuotaReason reason : reasons) {
    out->add_quota_standing(static_cast<v1::QuotaStanding>(reason));
  }
  out->set_counts_for_quota(reasons.front() == placement::QuotaReason::kCounted);
  return absl::OkStatus();
}

void FillFollowUp(const PlacementStanding& standing, v1::Placement* out) {
  const std::optional<FollowUpCheck> check = placement::NextCheck(standing);
  if (!check) return;
  *out->mutable_follow_up_due() = ToProto(check->due_on);
  out->set_follow_up_months(check->months);
}

// Whether a branch's caller opened the record of the person in an emergency.
absl::StatusOr<bool> BrokeGlass(Connection& db, CallContext& context,
                                const std::string& seeker_id) {
  if (seeker_id.empty()) return false;
  absl::StatusOr<std::optional<BreakGlassGrant>> grant =
      FindOpenBreakGlass(db, context.caller.name, seeker_id, context.now);
  if (!grant.ok() || !grant->has_value())
    return grant.ok() ? absl::StatusOr<bool>(false) : grant.status();
  context.event.break_glass = "breakGlassGrants/" + (*grant)->id;
  return true;
}

absl::StatusOr<bool> Reaches(Connection& db, CallContext& context, const PlacementPlace& place) {
  const CallerPlace& own = context.caller.place;
  switch (context.scope) {
    case v1::SCOPE_ALL:
      return true;
    case v1::SCOPE_OWN:
      return !own.seeker_id.empty() && own.seeker_id == place.seeker_id;
    case v1::SCOPE_EMPLOYER:
      return !own.employer_id.empty() && own.employer_id == place.employer_id;
    case v1::SCOPE_BRANCH:
      if (!own.branch.empty() && own.branch == place.branch) return true;
      if (KeepsCaseOf(context.caller, place.case_branches)) return true;
      return BrokeGlass(db, context, place.seeker_id);
    default:
      return false;
  }
}

}  // namespace

absl::StatusOr<LoadedPlacement> ReachPlacement(Connection& db, CallContext& context,
                                               const std::string& id) {
  context.event.object = "placements/" + id;
  absl::StatusOr<std::optional<PlacementPlace>> place = FindPlacementPlace(db, id);
  if (!place.ok()) return place.status();
  if (!place->has_value()) return RecordDenied();
  absl::StatusOr<bool> reached = Reaches(db, context, **place);
  if (!reached.ok()) return reached.status();
  if (!*reached) return RecordDenied();
  absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, id);
  if (!placement.ok() || context.scope != v1::SCOPE_EMPLOYER) return placement;
  absl::StatusOr<bool> sees = EmployerMaySee(db, *placement, context.today);
  if (!sees.ok()) return sees.status();
  if (!*sees) return RecordDenied();
  return placement;
}

absl::StatusOr<std::optional<GrantInForce>> ShareConsent(Connection& db, const Placement& placement,
                                                         Date on) {
  if (!placement.seeker_row) return std::optional<GrantInForce>();
  return FindConsent(
      db, *placement.seeker_row,
      {ConsentPurpose::kShareWithEmployer, placement.employer_id, placement.opening_id}, on);
}

absl::StatusOr<bool> EmployerMaySee(Connection& db, const LoadedPlacement& placement, Date on) {
  if (!placement.standing.referred) return false;
  if (placement.standing.starts_on) return true;
  if (!placement.record.seeker_row) return false;
  absl::StatusOr<PersonLimits> limits = LimitsOf(db, *placement.record.seeker_row);
  if (!limits.ok()) return limits.status();
  if (limits->restricted) return false;
  absl::StatusOr<std::optional<GrantInForce>> grant = ShareConsent(db, placement.record, on);
  if (!grant.ok()) return grant.status();
  return grant->has_value();
}

absl::Status FillPlacement(Connection& db, CallContext& context, const LoadedPlacement& placement,
                           bool events, v1::Placement* out) {
  const PlacementReader reader = ReaderOf(context);
  *out = ToProto(placement, reader);
  if (events) AddEvents(placement, reader, out);
  if (reader != PlacementReader::kEmployer) FillFollowUp(placement.standing, out);
  if (absl::Status named = FillNames(db, placement.record, out); !named.ok()) return named;
  std::vector<Seeker> person;
  if (placement.record.seeker_row) {
    absl::StatusOr<std::vector<Seeker>> found =
        GetSeekersByRows(db, {&*placement.record.seeker_row, 1});
    if (!found.ok()) return found.status();
    person = *std::move(found);
  }
  std::optional<Date> birth_date;
  if (!person.empty()) {
    const Seeker& seeker = person.front();
    birth_date = seeker.identity.birth_date;
    if (reader == PlacementReader::kEmployer) {
      absl::Status shown = FillForEmployer(db, context, placement.record, seeker, out);
      if (!shown.ok()) return shown;
    } else {
      out->set_seeker("seekers/" + seeker.id);
      out->set_seeker_display_name(seeker.identity.full_name);
      context.event.subjects.insert(out->seeker());
    }
  }
  return FillQuota(db, context, placement, birth_date, out);
}

}  // namespace setara
