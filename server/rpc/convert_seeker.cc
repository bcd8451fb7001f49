#include "matcher/vocabulary/skills.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_lists.h"

namespace setara {
namespace {

void FunctionsFromProto(const v1::Seeker& in, Seeker& out, FieldErrors& errors) {
  for (int i = 0; i < in.capacities_size(); ++i) {
    const v1::Capacity& capacity = in.capacities(i);
    absl::StatusOr<FunctionId> function = ParseFunction(capacity.function());
    errors.Add(Element("capacities", i) + "function", function.status());
    if (!function.ok()) continue;
    Capacity& added = out.capacities.emplace_back();
    added.function = *function;
    added.usual = capacity.usual_level();
    if (capacity.has_low_level()) added.low = capacity.low_level();
    added.how_often = capacity.how_often();
  }
  for (int i = 0; i < in.tolerances_size(); ++i) {
    const v1::ContextTolerance& tolerance = in.tolerances(i);
    absl::StatusOr<ContextId> context = ParseContext(tolerance.context());
    errors.Add(Element("tolerances", i) + "context", context.status());
    ContextTolerance& added = out.tolerances.emplace_back();
    if (context.ok()) added.context = *context;
    added.level = static_cast<ToleranceLevel>(tolerance.level());
    if (tolerance.with_accommodation().empty()) continue;
    absl::StatusOr<AccommodationId> with = ParseAccommodation(tolerance.with_accommodation());
    errors.Add(Element("tolerances", i) + "with_accommodation", with.status());
    if (with.ok()) added.with = *with;
  }
}

void AccommodationsFromProto(const v1::Seeker& in, Seeker& out, FieldErrors& errors) {
  for (int i = 0; i < in.accommodations_size(); ++i) {
    const v1::AccommodationChoice& choice = in.accommodations(i);
    absl::StatusOr<AccommodationId> id = ParseAccommodation(choice.accommodation());
    errors.Add(Element("accommodations", i) + "accommodation", id.status());
    if (id.ok()) {
      out.accommodations.push_back({*id, static_cast<AccommodationStance>(choice.stance())});
    }
  }
  if (!in.has_communication()) return;
  out.modes = ReadModes(in.communication().modes(), "communication.modes", errors);
  out.preferred_modes =
      ReadModes(in.communication().preferred_modes(), "communication.preferred_modes", errors);
}

Wish WishFromProto(const v1::Wish& in, const std::string& prefix, FieldErrors& errors) {
  Wish out;
  CheckOccupation(in.occupation_code(), prefix + "occupation_code", errors);
  out.occupation_code = in.occupation_code();
  for (int kind : in.kinds()) out.kinds.push_back(static_cast<WorkKind>(kind));
  out.hours = static_cast<WorkHours>(in.hours());
  for (int arrangement : in.arrangements()) {
    out.arrangements.push_back(static_cast<Arrangement>(arrangement));
  }
  if (in.has_wage_idr_per_month()) out.wage_idr_per_month = in.wage_idr_per_month();
  out.note = in.note();
  out.occupation_is_hard = in.occupation_is_must();
  out.kind_is_hard = in.kind_is_must();
  out.hours_is_hard = in.hours_is_must();
  out.arrangement_is_hard = in.arrangement_is_must();
  out.wage_is_hard = in.wage_is_must();
  return out;
}

v1::Wish WishToProto(const Wish& in) {
  v1::Wish out;
  out.set_occupation_code(in.occupation_code);
  for (WorkKind kind : in.kinds) out.add_kinds(static_cast<v1::WorkKind>(kind));
  out.set_hours(static_cast<v1::WorkHours>(in.hours));
  for (Arrangement arrangement : in.arrangements) {
    out.add_arrangements(static_cast<v1::Arrangement>(arrangement));
  }
  if (in.wage_idr_per_month) out.set_wage_idr_per_month(*in.wage_idr_per_month);
  out.set_note(in.note);
  out.set_occupation_is_must(in.occupation_is_hard);
  out.set_kind_is_must(in.kind_is_hard);
  out.set_hours_is_must(in.hours_is_hard);
  out.set_arrangement_is_must(in.arrangement_is_hard);
  out.set_wage_is_must(in.wage_is_hard);
  return out;
}

void AvailabilityFromProto(const v1::Seeker& in, Seeker& out, FieldErrors& errors) {
  if (in.has_hours_per_week_max()) out.hours_per_week_max = in.hours_per_week_max();
  if (in.has_accepts_night_shift()) out.accepts_night_shift = in.accepts_night_shift();
  if (in.has_available_from()) {
    out.available_from = FromProto(in.available_from(), "available_from", errors);
  }
  out.seeking = !in.not_seeking();
  if (!in.has_matching_consent()) return;
  const v1::MatchingConsent& consent = in.matching_consent();
  out.matching_consent_from =
      FromProto(consent.valid_from(), "matching_consent.valid_from", errors);
  if (consent.has_valid_until()) {
    out.matching_consent_until =
        FromProto(consent.valid_until(), "matching_consent.valid_until", errors);
  }
}

v1::PersonIdentity IdentityToProto(const PersonIdentity& in) {
  v1::PersonIdentity out;
  out.set_full_name(in.full_name);
  out.set_nik(in.nik);
  out.set_kpj(in.kpj);
  out.set_phone(in.phone);
  out.set_email(in.email);
  if (in.birth_date) *out.mutable_birth_date() = ToProto(*in.birth_date);
  out.set_sex(static_cast<v1::Sex>(in.sex));
  out.set_address(in.address);
  return out;
}

void FunctionsToProto(const Seeker& in, v1::Seeker& out) {
  for (const Capacity& capacity : in.capacities) {
    v1::Capacity& added = *out.add_capacities();
    added.set_function(ToString(capacity.function));
    added.set_usual_level(capacity.usual);
    if (capacity.low) added.set_low_level(*capacity.low);
    added.set_how_often(capacity.how_often);
  }
  for (const ContextTolerance& tolerance : in.tolerances) {
    v1::ContextTolerance& added = *out.add_tolerances();
    added.set_context(ToString(tolerance.context));
    added.set_level(static_cast<v1::ToleranceLevel>(tolerance.level));
    if (tolerance.with) added.set_with_accommodation(ToString(*tolerance.with));
  }
  for (const AccommodationChoice& choice : in.accommodations) {
    v1::AccommodationChoice& added = *out.add_accommodations();
    added.set_accommodation(ToString(choice.accommodation));
    added.set_stance(static_cast<v1::AccommodationStance>(choice.stance));
  }
  if (in.modes) {
    v1::CommunicationModes& communication = *out.mutable_communication();
    in.modes->ForEach([&](ModeId id) { communication.add_modes(ToString(id)); });
    in.preferred_modes.ForEach([&](ModeId id) { communication.add_preferred_modes(ToString(id)); });
  }
}

}  // namespace

PersonIdentity FromProto(const v1::PersonIdentity& in, const std::string& prefix,
                         FieldErrors& errors) {
  PersonIdentity out;
  out.full_name = in.full_name();
  out.nik = in.nik();
  out.kpj = in.kpj();
  out.phone = in.phone();
  out.email = in.email();
  if (in.has_birth_date()) {
    // The message of a bad date repeats it, and a birth date is a person's value.
    FieldErrors hidden;
    out.birth_date = FromProto(in.birth_date(), "", hidden);
    if (!hidden.empty()) errors.Add(prefix + "birth_date", "there is no such day");
  }
  out.sex = static_cast<Sex>(in.sex());
  out.address = in.address();
  return out;
}

void ReadProfile(const v1::Seeker& in, Seeker& out, FieldErrors& errors) {
  FunctionsFromProto(in, out, errors);
  AccommodationsFromProto(in, out, errors);
}

absl::StatusOr<Seeker> FromProto(const v1::Seeker& in) {
  FieldErrors errors;
  Seeker out;
  out.source = in.source();
  out.source_id = in.source_id();
  out.branch = in.branch();
  out.identity = FromProto(in.identity(), "identity.", errors);
  out.ragam = {in.ragam().physical(), in.ragam().intellectual(), in.ragam().mental(),
               in.ragam().sensory(), in.ragam().sub_kind()};
  out.segment = static_cast<BpjsSegment>(in.bpjs_segment());
  CheckRegion(in.region_code(), "region_code", errors);
  out.region_code = in.region_code();
  if (in.has_location()) out.point = FromProto(in.location());
  if (in.has_reach_km()) out.reach_km = in.reach_km();
  out.reach_is_hard = !in.reach_is_wish();
  out.education = static_cast<EducationLevel>(in.education());
  if (in.has_licences()) {
    out.licences = ReadLicences(in.licences().licences(), "licences.licences", errors);
  }
  out.skills = ReadSkills(in.skills(), "skills", errors);
  out.skill_words.assign(in.skill_words().begin(), in.skill_words().end());
  ReadProfile(in, out, errors);
  for (int i = 0; i < in.wishes_size(); ++i) {
    out.wishes.push_back(WishFromProto(in.wishes(i), Element("wishes", i), errors));
  }
  AvailabilityFromProto(in, out, errors);
  errors.AddAll(ValidateSeeker(out));
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

v1::Seeker ToProto(const Seeker& in) {
  v1::Seeker out;
  out.set_name("seekers/" + in.id);
  out.set_etag(EtagOf(in.version));
  out.set_source(in.source);
  out.set_source_id(in.source_id);
  out.set_branch(in.branch);
  *out.mutable_identity() = IdentityToProto(in.identity);
  if (in.ragam != Ragam{}) {
    v1::Ragam& ragam = *out.mutable_ragam();
    ragam.set_physical(in.ragam.physical);
    ragam.set_intellectual(in.ragam.intellectual);
    ragam.set_mental(in.ragam.mental);
    ragam.set_sensory(in.ragam.sensory);
    ragam.set_sub_kind(in.ragam.sub_kind);
  }
  out.set_bpjs_segment(static_cast<v1::BpjsSegment>(in.segment));
  out.set_region_code(in.region_code);
  if (in.point) *out.mutable_location() = ToProto(*in.point);
  if (in.reach_km) out.set_reach_km(*in.reach_km);
  out.set_reach_is_wish(!in.reach_is_hard);
  out.set_education(static_cast<v1::EducationLevel>(in.education));
  if (in.licences) {
    out.mutable_licences();
    for (int licence : *in.licences) {
      out.mutable_licences()->add_licences(ToString(LicenceId(licence)));
    }
  }
  for (uint16_t skill : in.skills) out.add_skills(ToString(SkillId{skill}));
  out.mutable_skill_words()->Assign(in.skill_words.begin(), in.skill_words.end());
  FunctionsToProto(in, out);
  for (const Wish& wish : in.wishes) *out.add_wishes() = WishToProto(wish);
  if (in.hours_per_week_max) out.set_hours_per_week_max(*in.hours_per_week_max);
  if (in.accepts_night_shift) out.set_accepts_night_shift(*in.accepts_night_shift);
  if (in.available_from) *out.mutable_available_from() = ToProto(*in.available_from);
  out.set_not_seeking(!in.seeking);
  if (in.matching_consent_from) {
    v1::MatchingConsent& consent = *out.mutable_matching_consent();
    *consent.mutable_valid_from() = ToProto(*in.matching_consent_from);
    if (in.matching_consent_until) {
      *consent.mutable_valid_until() = ToProto(*in.matching_consent_until);
    }
  }
  *out.mutable_create_time() = ToProto(in.created_at);
  *out.mutable_update_time() = ToProto(in.updated_at);
  return out;
}

}  // namespace setara
