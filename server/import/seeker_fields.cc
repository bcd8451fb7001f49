#include <algorithm>

#include "matcher/domain/limits.h"
#include "server/import/json_items.h"
#include "server/import/record_fields.h"

namespace setara {
namespace {

constexpr std::string_view kSexes[] = {"UNSPECIFIED", "FEMALE", "MALE"};
constexpr std::string_view kSegments[] = {"UNSPECIFIED", "NONE",         "WAGE_EARNER",
                                          "NON_WAGE",    "CONSTRUCTION", "MIGRANT_WORKER"};
constexpr std::string_view kTolerances[] = {"UNSPECIFIED", "YES", "LIMITED", "NO"};
constexpr std::string_view kStances[] = {"UNSPECIFIED", "NEEDS", "USES", "ACCEPTS", "REFUSES"};

Seeker& Of(Draft& draft) { return std::get<Seeker>(draft.record); }
PersonIdentity& IdentityOf(Draft& draft) { return Of(draft).identity; }

void ReadFlag(const FieldText& value, bool* out, RowNotes& notes) {
  std::optional<bool> flag;
  ReadBool(value, &flag, notes);
  if (flag) *out = *flag;
}

void ReadInt(const FieldText& value, int min, int max, std::optional<int>* out, RowNotes& notes) {
  std::optional<int64_t> number;
  ReadInteger(value, min, max, &number, notes);
  if (number) *out = static_cast<int>(*number);
}

// `{}` or `[]`: was asked and has none.
void ReadSeekerLicences(const FieldText& value, Draft& draft, RowNotes& notes) {
  if (value.empty()) return;
  std::vector<int> licences;
  if (value.text() != "{}") ReadLicences(value, &licences, notes);
  Of(draft).licences = std::move(licences);
}

void ReadModes(const FieldText& value, Draft& draft, RowNotes& notes) {
  if (value.empty()) return;
  ModeSet modes;
  ReadCodes(value, &modes, notes);
  Of(draft).modes = modes;
}

void ReadCapacities(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (JsonItem& item : JsonItems(value, FunctionId::kCount, notes)) {
    Capacity capacity;
    const auto function = item.ReadCode<FunctionSpec>("function");
    if (!function) item.Wrong("function", "is required");
    capacity.function = function.value_or(FunctionId());
    capacity.usual = item.Integer("usual_level", 0, 4).value_or(0);
    capacity.low = item.Integer("low_level", 0, 4);
    capacity.how_often = item.Text("how_often");
    item.Finish();
    Of(draft).capacities.push_back(std::move(capacity));
  }
  std::sort(Of(draft).capacities.begin(), Of(draft).capacities.end(),
            [](const Capacity& a, const Capacity& b) { return a.function < b.function; });
}

void ReadTolerances(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (JsonItem& item : JsonItems(value, ContextId::kCount, notes)) {
    ContextTolerance tolerance;
    const auto context = item.ReadCode<ContextSpec>("context");
    if (!context) item.Wrong("context", "is required");
    tolerance.context = context.value_or(ContextId());
    tolerance.level =
        static_cast<ToleranceLevel>(item.Name("level", "TOLERANCE_LEVEL_", kTolerances));
    tolerance.with = item.ReadCode<AccommodationSpec>("with_accommodation");
    item.Finish();
    Of(draft).tolerances.push_back(tolerance);
  }
}

void ReadChoices(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (JsonItem& item : JsonItems(value, AccommodationId::kCount, notes)) {
    AccommodationChoice choice;
    const auto accommodation = item.ReadCode<AccommodationSpec>("accommodation");
    if (!accommodation) item.Wrong("accommodation", "is required");
    choice.accommodation = accommodation.value_or(AccommodationId());
    choice.stance =
        static_cast<AccommodationStance>(item.Name("stance", "ACCOMMODATION_STANCE_", kStances));
    item.Finish();
    Of(draft).accommodations.push_back(choice);
  }
}

// The values of a list of names inside a wish; unknown names are noted.
template <typename Enum>
std::vector<Enum> Names(JsonItem& item, std::string_view member, std::string_view prefix,
                        std::span<const std::string_view> names) {
  std::vector<Enum> values;
  for (const std::string& text : item.Texts(member)) {
    const std::optional<int> found = FindName(text, prefix, names);
    if (found && *found != 0) {
      values.push_back(static_cast<Enum>(*found));
    } else {
      item.Wrong(member, "has a name that is not of the list");
    }
  }
  return values;
}

void ReadWishes(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (JsonItem& item : JsonItems(value, limits::kWishes, notes)) {
    Wish wish;
    const FieldText occupation{"wishes.occupation_code", {item.Text("occupation_code")}, ";", {}};
    if (!occupation.text().empty()) ReadOccupation(occupation, &wish.occupation_code, notes);
    wish.kinds = Names<WorkKind>(item, "kinds", "WORK_KIND_", kWorkKindNames);
    wish.hours = static_cast<WorkHours>(item.Name("hours", "WORK_HOURS_", kHoursNames));
    wish.arrangements = Names<Arrangement>(item, "arrangements", "ARRANGEMENT_", kArrangementNames);
    wish.wage_idr_per_month = item.BigInteger("wage_idr_per_month", 0, limits::kWageIdrPerMonth);
    wish.note = item.Text("note");
    wish.occupation_is_hard = item.Bool("occupation_is_must");
    wish.kind_is_hard = item.Bool("kind_is_must");
    wish.hours_is_hard = item.Bool("hours_is_must");
    wish.arrangement_is_hard = item.Bool("arrangement_is_must");
    wish.wage_is_hard = item.Bool("wage_is_must");
    item.Finish();
    Of(draft).wishes.push_back(std::move(wish));
  }
}

// Flags whose absence means true; the contract has them the other way round.
void ReadNot(const FieldText& value, bool* out, RowNotes& notes) {
  bool flag = !*out;
  ReadFlag(value, &flag, notes);
  *out = !flag;
}

const Field kFields[] = {
    {"source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &Of(d).source, n); }},
    {"branch", [](auto& v, auto& d, auto& n) { ReadText(v, 40, &Of(d).branch, n); }},
    {"source_id", [](auto& v, auto& d, auto& n) { ReadText(v, 256, &Of(d).source_id, n); }},
    {"identity.full_name",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &IdentityOf(d).full_name, n); }},
    {"identity.nik", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &IdentityOf(d).nik, n); }},
    {"identity.kpj", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &IdentityOf(d).kpj, n); }},
    {"identity.phone", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &IdentityOf(d).phone, n); }},
    {"identity.email",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &IdentityOf(d).email, n); }},
    {"identity.birth_date",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &IdentityOf(d).birth_date, n); }},
    {"identity.sex",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "SEX_", kSexes, &IdentityOf(d).sex, n); }},
    {"identity.address",
     [](auto& v, auto& d, auto& n) { ReadText(v, 1000, &IdentityOf(d).address, n); }},
    {"ragam.physical", [](auto& v, auto& d, auto& n) { ReadFlag(v, &Of(d).ragam.physical, n); }},
    {"ragam.intellectual",
     [](auto& v, auto& d, auto& n) { ReadFlag(v, &Of(d).ragam.intellectual, n); }},
    {"ragam.mental", [](auto& v, auto& d, auto& n) { ReadFlag(v, &Of(d).ragam.mental, n); }},
    {"ragam.sensory", [](auto& v, auto& d, auto& n) { ReadFlag(v, &Of(d).ragam.sensory, n); }},
    {"ragam.sub_kind",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &Of(d).ragam.sub_kind, n); }},
    {"bpjs_segment",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "BPJS_SEGMENT_", kSegments, &Of(d).segment, n); }},
    {"region_code", [](auto& v, auto& d, auto& n) { ReadRegion(v, &Of(d).region_code, n); }},
    {"location.latitude_e6",
     [](auto& v, auto& d, auto& n) { ReadInteger(v, -90'000'000, 90'000'000, &d.latitude_e6, n); }},
    {"location.longitude_e6",
     [](auto& v, auto& d, auto& n) {
       ReadInteger(v, -180'000'000, 180'000'000, &d.longitude_e6, n);
     }},
    {"reach_km",
     [](auto& v, auto& d, auto& n) { ReadInt(v, 0, limits::kReachKm, &Of(d).reach_km, n); }},
    {"reach_is_wish", [](auto& v, auto& d, auto& n) { ReadNot(v, &Of(d).reach_is_hard, n); }},
    {"education", [](auto& v, auto& d, auto& n) { ReadEducation(v, &Of(d).education, n); }},
    {"licences", ReadSeekerLicences},
    {"licences.licences", ReadSeekerLicences},
    {"skills", [](auto& v, auto& d, auto& n) { ReadSkillCodes(v, &Of(d).skills, n); }},
    {"skill_words",
     [](auto& v, auto& d, auto& n) { ReadList(v, limits::kSkillWords, &Of(d).skill_words, n); }},
    {"capacities", ReadCapacities},
    {"tolerances", ReadTolerances},
    {"accommodations", ReadChoices},
    {"communication.modes", ReadModes},
    {"communication.preferred_modes",
     [](auto& v, auto& d, auto& n) { ReadCodes(v, &Of(d).preferred_modes, n); }},
    {"wishes", ReadWishes},
    {"hours_per_week_max",
     [](auto& v, auto& d, auto& n) {
       ReadInt(v, 1, limits::kHoursPerWeek, &Of(d).hours_per_week_max, n);
     }},
    {"accepts_night_shift",
     [](auto& v, auto& d, auto& n) { ReadBool(v, &Of(d).accepts_night_shift, n); }},
    {"available_from", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).available_from, n); }},
    {"not_seeking", [](auto& v, auto& d, auto& n) { ReadNot(v, &Of(d).seeking, n); }},
    {"matching_consent.valid_from",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).matching_consent_from, n); }},
    {"matching_consent.valid_until",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).matching_consent_until, n); }},
};

}  // namespace

std::span<const Field> SeekerFields() { return kFields; }

void FinishSeeker(Draft& draft, RowNotes& notes) {
  Seeker& seeker = Of(draft);
  seeker.point = PointOf(draft, notes);
  if (seeker.skills.empty()) seeker.skills = SkillCodes(seeker.skill_words, limits::kSeekerSkills);
  RequireSourceKey(seeker.source, seeker.source_id, notes);
  NoteViolations(ValidateSeeker(seeker), notes);
}

}  // namespace setara
