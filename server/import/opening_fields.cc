#include <algorithm>

#include "matcher/domain/limits.h"
#include "matcher/reference/titles.h"
#include "server/import/json_items.h"
#include "server/import/record_fields.h"
#include "server/import/wage.h"

namespace setara {
namespace {

constexpr std::string_view kStates[] = {"UNSPECIFIED", "OPEN", "CLOSED", "FILLED"};
constexpr std::string_view kOccupationOrigins[] = {"UNSPECIFIED", "STATED", "TITLE_INDEX"};

Opening& Of(Draft& draft) { return std::get<Opening>(draft.record); }

void ReadInt(const FieldText& value, int min, int max, std::optional<int>* out, RowNotes& notes) {
  std::optional<int64_t> number;
  ReadInteger(value, min, max, &number, notes);
  if (number) *out = static_cast<int>(*number);
}

// Wages as free text, after the hours have been read.
void ReadWageText(const FieldText& value, Draft& draft, RowNotes& notes) {
  if (value.empty()) return;
  Opening& opening = Of(draft);
  const absl::StatusOr<WageRange> wage = ReadWage(value.text(), opening.hours_per_week);
  if (!wage.ok()) {
    notes.Unreadable(value.field, std::string(wage.status().message()));
    return;
  }
  opening.wage_min_idr_per_month = wage->min;
  opening.wage_max_idr_per_month = wage->max;
}

void ReadDemands(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (JsonItem& item : JsonItems(value, FunctionId::kCount, notes)) {
    Demand demand;
    const auto function = item.ReadCode<FunctionSpec>("function");
    if (!function) item.Wrong("function", "is required");
    demand.function = function.value_or(FunctionId());
    demand.level = item.Integer("level", 0, 4).value_or(0);
    demand.essential = !item.Bool("marginal");
    demand.origin = static_cast<DemandOrigin>(item.Name("origin", "DEMAND_ORIGIN_", kOriginNames));
    demand.task = item.Text("task");
    item.Finish();
    Of(draft).demands.push_back(std::move(demand));
  }
  std::sort(Of(draft).demands.begin(), Of(draft).demands.end(),
            [](const Demand& a, const Demand& b) { return a.function < b.function; });
}

void ReadContexts(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (JsonItem& item : JsonItems(value, ContextId::kCount, notes)) {
    const auto context = item.ReadCode<ContextSpec>("context");
    if (!context) item.Wrong("context", "is required");
    const int origin = item.Name("origin", "DEMAND_ORIGIN_", kOriginNames);
    item.Finish();
    Of(draft).contexts.push_back(
        {context.value_or(ContextId()), static_cast<DemandOrigin>(origin)});
  }
}

// The last day on which one can still apply, where `open_until` is the first day one cannot.
void ReadLastOpenDay(const FieldText& value, Draft& draft, RowNotes& notes) {
  std::optional<Date> day;
  ReadDay(value, &day, notes);
  if (day) Of(draft).open_until = *day + std::chrono::days(1);
}

void ReadPositions(const FieldText& value, Draft& draft, RowNotes& notes) {
  std::optional<int> positions;
  ReadInt(value, 1, limits::kPositions, &positions, notes);
  if (positions) Of(draft).positions = *positions;
}

void ReadOpenFrom(const FieldText& value, Draft& draft, RowNotes& notes) {
  std::optional<Date> day;
  ReadDay(value, &day, notes);
  if (day) Of(draft).open_from = *day;
}

void ReadConfidence(const FieldText& value, Draft& draft, RowNotes& notes) {
  std::optional<int> confidence;
  ReadInt(value, 0, 1000, &confidence, notes);
  if (confidence) Of(draft).occupation_confidence = *confidence;
}

void ReadFlag(const FieldText& value, bool* out, RowNotes& notes) {
  std::optional<bool> flag;
  ReadBool(value, &flag, notes);
  if (flag) *out = *flag;
}

const Field kFields[] = {
    {"source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &Of(d).source, n); }},
    {"source_id", [](auto& v, auto& d, auto& n) { ReadText(v, 256, &Of(d).source_id, n); }},
    {"employer", ReadEmployerName},
    {"employer_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &d.employer.source_id, n); }},
    {"employer_display_name",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &Of(d).employer_name, n); }},
    {"title", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kTitle, &Of(d).title, n); }},
    {"description",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kDescription, &Of(d).description, n); },
     true, true},
    {"kind",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "WORK_KIND_", kWorkKindNames, &Of(d).kind, n); }},
    {"contract",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "CONTRACT_KIND_", kContractNames, &Of(d).contract, n);
     }},
    {"hours",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "WORK_HOURS_", kHoursNames, &Of(d).hours, n); }},
    {"arrangement",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "ARRANGEMENT_", kArrangementNames, &Of(d).arrangement, n);
     }},
    {"shift", [](auto& v, auto& d,
                 auto& n) { ReadEnum(v, "SHIFT_PATTERN_", kShiftNames, &Of(d).shift, n); }},
    {"hours_per_week",
     [](auto& v, auto& d, auto& n) {
       ReadInt(v, 1, limits::kHoursPerWeek, &Of(d).hours_per_week, n);
     }},
    {"region_code", [](auto& v, auto& d, auto& n) { ReadRegion(v, &Of(d).region_code, n); }},
    {"location.latitude_e6",
     [](auto& v, auto& d, auto& n) { ReadInteger(v, -90'000'000, 90'000'000, &d.latitude_e6, n); }},
    {"location.longitude_e6",
     [](auto& v, auto& d, auto& n) {
       ReadInteger(v, -180'000'000, 180'000'000, &d.longitude_e6, n);
     }},
    {"wage", ReadWageText, false},
    {"wage_min_idr_per_month",
     [](auto& v, auto& d, auto& n) {
       ReadInteger(v, 0, limits::kWageIdrPerMonth, &Of(d).wage_min_idr_per_month, n);
     }},
    {"wage_max_idr_per_month",
     [](auto& v, auto& d, auto& n) {
       ReadInteger(v, 0, limits::kWageIdrPerMonth, &Of(d).wage_max_idr_per_month, n);
     }},
    {"occupation_code",
     [](auto& v, auto& d, auto& n) { ReadOccupation(v, &Of(d).occupation_code, n); }},
    {"occupation_origin",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "OCCUPATION_ORIGIN_", kOccupationOrigins, &Of(d).occupation_origin, n);
     }},
    {"occupation_confidence", ReadConfidence},
    {"education", [](auto& v, auto& d, auto& n) { ReadEducation(v, &Of(d).education, n); }},
    {"education_basis",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kReason, &Of(d).education_basis, n); }},
    {"licences", [](auto& v, auto& d, auto& n) { ReadLicences(v, &Of(d).licences, n); }},
    {"licence_basis",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kReason, &Of(d).licence_basis, n); }},
    {"age_min", [](auto& v, auto& d, auto& n) { ReadInt(v, 0, limits::kAge, &Of(d).age_min, n); }},
    {"age_basis",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kReason, &Of(d).age_basis, n); }},
    {"fields_of_study",
     [](auto& v, auto& d, auto& n) {
       ReadList(v, limits::kFieldsOfStudy, &Of(d).fields_of_study, n);
     }},
    {"skills", [](auto& v, auto& d, auto& n) { ReadSkillCodes(v, &Of(d).skills, n); }},
    {"skill_words",
     [](auto& v, auto& d, auto& n) { ReadList(v, limits::kSkillWords, &Of(d).skill_words, n); }},
    {"demands", ReadDemands},
    {"contexts", ReadContexts},
    {"accommodations_offered", [](auto& v, auto& d, auto& n) { ReadCodes(v, &Of(d).offered, n); }},
    {"transport_offered",
     [](auto& v, auto& d, auto& n) { ReadFlag(v, &Of(d).transport_offered, n); }},
    {"housing_offered", [](auto& v, auto& d, auto& n) { ReadFlag(v, &Of(d).housing_offered, n); }},
    {"posted_on", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).posted_on, n); }},
    {"open_from", ReadOpenFrom},
    {"open_until", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).open_until, n); }},
    {"last_open_day", ReadLastOpenDay, false},
    {"positions", ReadPositions},
    {"state",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "OPENING_STATE_", kStates, &Of(d).state, n); }},
    {"source_url",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kUrl, &Of(d).source_url, n); }},
};

// Gives the opening an occupation group when its source has none.
void CodeOccupation(Opening& opening) {
  if (!opening.occupation_code.empty()) {
    if (opening.occupation_origin == OccupationOrigin::kUnknown) {
      opening.occupation_origin = OccupationOrigin::kStated;
    }
    return;
  }
  if (const std::optional<CodedTitle> coded = CodeTitle(opening.title)) {
    opening.occupation_code = coded->code;
    opening.occupation_origin = OccupationOrigin::kTitleIndex;
    opening.occupation_confidence = coded->confidence;
  }
}

}  // namespace

std::span<const Field> OpeningFields() { return kFields; }

void FinishOpening(Draft& draft, RowNotes& notes) {
  Opening& opening = Of(draft);
  opening.point = PointOf(draft, notes);
  opening.employer_id = draft.employer.id;
  if (!draft.employer.source_id.empty()) draft.employer.source = opening.source;
  if (opening.open_from == Date{} && opening.posted_on) opening.open_from = *opening.posted_on;
  CodeOccupation(opening);
  if (opening.skills.empty()) {
    std::vector<std::string> words = opening.skill_words;
    words.push_back(opening.title);
    opening.skills = SkillCodes(words, limits::kOpeningSkills);
  }
  RequireSourceKey(opening.source, opening.source_id, notes);
  NoteViolations(ValidateOpening(opening), notes);
}

}  // namespace setara
