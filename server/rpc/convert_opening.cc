#include <algorithm>

#include "matcher/reference/licences.h"
#include "matcher/vocabulary/skills.h"
#include "matcher/vocabulary/vocabulary.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_lists.h"

namespace setara {

void ReadDemands(const v1::Opening& in, Opening& out, FieldErrors& errors) {
  for (int i = 0; i < in.demands_size(); ++i) {
    const v1::Demand& demand = in.demands(i);
    absl::StatusOr<FunctionId> function = ParseFunction(demand.function());
    errors.Add(Element("demands", i) + "function", function.status());
    if (!function.ok()) continue;
    out.demands.push_back({*function, demand.level(), !demand.marginal(),
                           demand.origin() == v1::DEMAND_ORIGIN_ASSUMED ? DemandOrigin::kAssumed
                                                                        : DemandOrigin::kConfirmed,
                           demand.task()});
  }
  for (int i = 0; i < in.contexts_size(); ++i) {
    absl::StatusOr<ContextId> context = ParseContext(in.contexts(i).context());
    errors.Add(Element("contexts", i) + "context", context.status());
    if (!context.ok()) continue;
    out.contexts.push_back({*context, in.contexts(i).origin() == v1::DEMAND_ORIGIN_ASSUMED
                                          ? DemandOrigin::kAssumed
                                          : DemandOrigin::kConfirmed});
  }
}

namespace {

void ConditionsFromProto(const v1::Opening& in, Opening& out, FieldErrors& errors) {
  out.education = static_cast<EducationLevel>(in.education());
  out.education_basis = in.education_basis();
  out.licences = ReadLicences(in.licences(), "licences", errors);
  out.licence_basis = in.licence_basis();
  if (in.has_age_min()) out.age_min = in.age_min();
  out.age_basis = in.age_basis();
  out.fields_of_study.assign(in.fields_of_study().begin(), in.fields_of_study().end());
  out.skills = ReadSkills(in.skills(), "skills", errors);
  out.skill_words.assign(in.skill_words().begin(), in.skill_words().end());
}

void PlaceAndTimeFromProto(const v1::Opening& in, Date today, Opening& out, FieldErrors& errors) {
  CheckRegion(in.region_code(), "region_code", errors);
  out.region_code = in.region_code();
  if (in.has_location()) out.point = FromProto(in.location());
  out.open_from = today;
  if (in.has_open_from()) {
    out.open_from = FromProto(in.open_from(), "open_from", errors).value_or(today);
  }
  if (in.has_open_until()) out.open_until = FromProto(in.open_until(), "open_until", errors);
  if (in.has_posted_on()) out.posted_on = FromProto(in.posted_on(), "posted_on", errors);
}

}  // namespace

absl::StatusOr<Opening> FromProto(const v1::Opening& in, Date today) {
  FieldErrors errors;
  Opening out;
  out.source = in.source();
  out.source_id = in.source_id();
  if (!in.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(in.employer(), "employers", "employer");
    errors.AddAll(id.status());
    if (id.ok()) out.employer_id = *id;
  }
  out.employer_name = in.employer_display_name();
  out.title = in.title();
  out.description = in.description();
  out.kind = static_cast<WorkKind>(in.kind());
  out.contract = static_cast<ContractKind>(in.contract());
  out.hours = static_cast<WorkHours>(in.hours());
  out.arrangement = static_cast<Arrangement>(in.arrangement());
  out.shift = static_cast<ShiftPattern>(in.shift());
  if (in.has_hours_per_week()) out.hours_per_week = in.hours_per_week();
  if (in.has_wage_min_idr_per_month()) out.wage_min_idr_per_month = in.wage_min_idr_per_month();
  if (in.has_wage_max_idr_per_month()) out.wage_max_idr_per_month = in.wage_max_idr_per_month();
  CheckOccupation(in.occupation_code(), "occupation_code", errors);
  out.occupation_code = in.occupation_code();
  if (!out.occupation_code.empty()) out.occupation_origin = OccupationOrigin::kStated;
  PlaceAndTimeFromProto(in, today, out, errors);
  ConditionsFromProto(in, out, errors);
  ReadDemands(in, out, errors);
  out.offered = ReadAccommodations(in.accommodations_offered(), "accommodations_offered", errors);
  out.transport_offered = in.transport_offered();
  out.housing_offered = in.housing_offered();
  out.positions = in.positions() == 0 ? 1 : in.positions();
  out.state = in.state() == v1::OPENING_STATE_UNSPECIFIED ? OpeningState::kOpen
                                                          : static_cast<OpeningState>(in.state());
  out.source_url = in.source_url();
  errors.AddAll(ValidateOpening(out));
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

v1::Opening ToProto(const Opening& in) {
  v1::Opening out;
  out.set_name("openings/" + in.id);
  out.set_etag(EtagOf(in.version));
  out.set_source(in.source);
  out.set_source_id(in.source_id);
  if (!in.employer_id.empty()) out.set_employer("employers/" + in.employer_id);
  out.set_employer_display_name(in.employer_name);
  out.set_title(in.title);
  out.set_description(in.description);
  out.set_kind(static_cast<v1::WorkKind>(in.kind));
  out.set_contract(static_cast<v1::ContractKind>(in.contract));
  out.set_hours(static_cast<v1::WorkHours>(in.hours));
  out.set_arrangement(static_cast<v1::Arrangement>(in.arrangement));
  out.set_shift(static_cast<v1::ShiftPattern>(in.shift));
  if (in.hours_per_week) out.set_hours_per_week(*in.hours_per_week);
  out.set_region_code(in.region_code);
  if (in.point) *out.mutable_location() = ToProto(*in.point);
  if (in.wage_min_idr_per_month) out.set_wage_min_idr_per_month(*in.wage_min_idr_per_month);
  if (in.wage_max_idr_per_month) out.set_wage_max_idr_per_month(*in.wage_max_idr_per_month);
  out.set_occupation_code(in.occupation_code);
  out.set_occupation_origin(static_cast<v1::OccupationOrigin>(in.occupation_origin));
  out.set_occupation_confidence(in.occupation_confidence);
  out.set_education(static_cast<v1::EducationLevel>(in.education));
  out.set_education_basis(in.education_basis);
  for (int licence : in.licences) out.add_licences(ToString(LicenceId(licence)));
  out.set_licence_basis(in.licence_basis);
  if (in.age_min) out.set_age_min(*in.age_min);
  out.set_age_basis(in.age_basis);
  out.mutable_fields_of_study()->Assign(in.fields_of_study.begin(), in.fields_of_study.end());
  for (uint16_t skill : in.skills) out.add_skills(ToString(SkillId{skill}));
  out.mutable_skill_words()->Assign(in.skill_words.begin(), in.skill_words.end());
  for (const Demand& demand : in.demands) {
    v1::Demand& added = *out.add_demands();
    added.set_function(ToString(demand.function));
    added.set_level(demand.level);
    added.set_marginal(!demand.essential);
    added.set_origin(static_cast<v1::DemandOrigin>(demand.origin));
    added.set_task(demand.task);
  }
  for (const ContextPresence& context : in.contexts) {
    v1::ContextPresence& added = *out.add_contexts();
    added.set_context(ToString(context.context));
    added.set_origin(static_cast<v1::DemandOrigin>(context.origin));
  }
  in.offered.ForEach([&](AccommodationId id) { out.add_accommodations_offered(ToString(id)); });
  out.set_transport_offered(in.transport_offered);
  out.set_housing_offered(in.housing_offered);
  *out.mutable_open_from() = ToProto(in.open_from);
  if (in.open_until) *out.mutable_open_until() = ToProto(*in.open_until);
  if (in.posted_on) *out.mutable_posted_on() = ToProto(*in.posted_on);
  out.set_positions(in.positions);
  out.set_state(static_cast<v1::OpeningState>(in.state));
  out.set_source_url(in.source_url);
  *out.mutable_create_time() = ToProto(in.created_at);
  *out.mutable_update_time() = ToProto(in.updated_at);
  return out;
}

}  // namespace setara
