// The columns of a file of cases: few enough for a spreadsheet, since most mean what the event of
// their row makes of them (case_intake_events.cc, case_work_events.cc; mappings/README.md has the
// table).
#include "matcher/domain/case_names.h"
#include "matcher/domain/limits.h"
#include "server/import/case_cells.h"
#include "server/import/record_fields.h"
#include "server/import/text_repair.h"

namespace setara {
namespace {

constexpr std::string_view kInjuries[] = {"UNSPECIFIED", "ACCIDENT", "COMMUTING_ACCIDENT",
                                          "DISEASE"};
constexpr std::string_view kSegments[] = {"UNSPECIFIED", "NONE",         "WAGE_EARNER",
                                          "NON_WAGE",    "CONSTRUCTION", "MIGRANT_WORKER"};
constexpr std::string_view kParties[] = {"UNSPECIFIED", "WORKER",   "EMPLOYER", "FAMILY",
                                         "UNION",       "BPJS",     "DOCTOR",   "NEW_EMPLOYER",
                                         "PROVIDER",    "INSPECTOR"};
constexpr std::string_view kServices[] = {"UNSPECIFIED",
                                          "PHYSICAL_THERAPY",
                                          "PSYCHOLOGICAL_SUPPORT",
                                          "MEDICAL_TREATMENT",
                                          "AID_FITTING",
                                          "WORKPLACE_ADAPTATION",
                                          "COACHING",
                                          "OTHER"};
constexpr std::string_view kRungWords[] = {"UNSPECIFIED", "SAME_JOB",       "SAME_JOB_ADAPTED",
                                           "OTHER_JOB",   "OTHER_EMPLOYER", "SELF_EMPLOYMENT"};

CaseCells& Of(Draft& draft) { return std::get<CaseCells>(draft.record); }

// What people write in spreadsheets is short; a whole plan is not.
constexpr size_t kLongText = 64 * 1024;

// "09:30" or "09.30" as minutes of the day.
void ReadTime(const FieldText& value, std::optional<int>* out, RowNotes& notes) {
  if (value.empty()) return;
  const std::string& text = value.text();
  const size_t mark = text.find_first_of(":.");
  const auto number = [&](size_t from, size_t size) {
    int n = size == 0 || size > 2 ? -1 : 0;
    for (size_t i = from; i < from + size && n >= 0; ++i) {
      n = text[i] < '0' || text[i] > '9' ? -1 : n * 10 + (text[i] - '0');
    }
    return n;
  };
  const int hour = mark == std::string::npos ? -1 : number(0, mark);
  const int minute = mark == std::string::npos ? -1 : number(mark + 1, text.size() - mark - 1);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    notes.Unreadable(value.field, "is no time of the day, as 09:30");
  } else {
    *out = hour * 60 + minute;
  }
}

// "seekers/ID".
void ReadSeekerName(const FieldText& value, Draft& draft, RowNotes& notes) {
  constexpr std::string_view kPrefix = "seekers/";
  if (value.empty()) return;
  if (!value.text().starts_with(kPrefix) || value.text().size() == kPrefix.size()) {
    notes.Unreadable(value.field, "is no name of a person: seekers/ID");
    return;
  }
  Of(draft).row.seeker_id = value.text().substr(kPrefix.size());
}

// "F15=2; F20=3".
void ReadLevels(const FieldText& value, Draft& draft, RowNotes& notes) {
  for (const std::string& item : ListItems(value)) {
    const size_t mark = item.find('=');
    const auto function = ParseCode<FunctionSpec>(item.substr(0, mark));
    const bool level = mark != std::string::npos && item.size() == mark + 2 &&
                       item[mark + 1] >= '0' && item[mark + 1] <= '4';
    if (!function.ok() || !level) {
      notes.Unreadable(value.field, "is no list of functions with levels 0 to 4, as F15=2; F20=3");
      return;
    }
    Of(draft).levels.emplace_back(*function, item[mark + 1] - '0');
  }
}

void ReadModes(const FieldText& value, Draft& draft, RowNotes& notes) {
  if (value.empty()) return;
  ModeSet modes;
  ReadCodes(value, &modes, notes);
  Of(draft).modes = modes;
}

void ReadRung(const FieldText& value, Draft& draft, RowNotes& notes) {
  if (value.empty()) return;
  const bool is_short = FindName(value.text(), "", kRungNames).has_value();
  if (is_short) {
    ReadEnum(value, "", kRungNames, &Of(draft).rung, notes);
  } else {
    ReadEnum(value, "RUNG_", kRungWords, &Of(draft).rung, notes);
  }
}

void ReadWage(const FieldText& value, std::optional<int64_t>* out, RowNotes& notes) {
  ReadInteger(value, 0, limits::kWageIdrPerMonth, out, notes);
}

const Field kFields[] = {
    {"source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &Of(d).row.source, n); }},
    {"source_id", [](auto& v, auto& d, auto& n) { ReadText(v, 256, &Of(d).row.source_id, n); }},
    {"event", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &Of(d).event, n); }},
    {"on", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).on, n); }},
    {"time", [](auto& v, auto& d, auto& n) { ReadTime(v, &Of(d).minute, n); }},
    {"seeker", [](auto& v, auto& d, auto& n) { ReadSeekerName(v, d, n); }},
    {"seeker_source",
     [](auto& v, auto& d, auto& n) { ReadText(v, 64, &Of(d).row.seeker_source, n); }},
    {"seeker_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &Of(d).row.seeker_source_id, n); }},
    {"employer", [](auto& v, auto& d, auto& n) { ReadEmployerName(v, d, n); }},
    {"employer_source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &d.employer.source, n); }},
    {"employer_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &d.employer.source_id, n); }},
    {"branch", [](auto& v, auto& d, auto& n) { ReadText(v, 40, &Of(d).branch, n); }},
    {"previous_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &Of(d).row.previous_source_id, n); }},
    {"injury",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "INJURY_KIND_", kInjuries, &Of(d).injury, n); }},
    {"segment",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "BPJS_SEGMENT_", kSegments, &Of(d).segment, n); }},
    {"jkk_member", [](auto& v, auto& d, auto& n) { ReadBool(v, &Of(d).jkk_member, n); }},
    {"happened_on", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).happened_on, n); }},
    {"happened_time", [](auto& v, auto& d, auto& n) { ReadTime(v, &Of(d).happened_minute, n); }},
    {"employer_knew_on", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).employer_knew_on, n); }},
    {"first_reported_on",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).first_reported_on, n); }},
    {"incapacity_from", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).incapacity_from, n); }},
    {"region_code", [](auto& v, auto& d, auto& n) { ReadRegion(v, &Of(d).region_code, n); }},
    {"occupation_code",
     [](auto& v, auto& d, auto& n) { ReadOccupation(v, &Of(d).occupation_code, n); }},
    {"manager", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kId, &Of(d).row.manager, n); }},
    {"party",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "CASE_PARTY_", kParties, &Of(d).party, n); }},
    {"status", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &Of(d).status, n); }},
    {"yes", [](auto& v, auto& d, auto& n) { ReadBool(v, &Of(d).yes, n); }},
    {"text", [](auto& v, auto& d, auto& n) { ReadText(v, kLongText, &Of(d).text, n); }},
    {"by", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &Of(d).by, n); }},
    {"document", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kId, &Of(d).document, n); }},
    {"code", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kId, &Of(d).code, n); }},
    {"from", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).from, n); }},
    {"until", [](auto& v, auto& d, auto& n) { ReadDay(v, &Of(d).until, n); }},
    {"rung", [](auto& v, auto& d, auto& n) { ReadRung(v, d, n); }},
    {"reasons", [](auto& v, auto& d, auto& n) { ReadText(v, kLongText, &Of(d).reasons, n); }},
    {"steps", [](auto& v, auto& d, auto& n) { ReadText(v, kLongText, &Of(d).steps, n); }},
    {"levels", [](auto& v, auto& d, auto& n) { ReadLevels(v, d, n); }},
    {"accommodations", [](auto& v, auto& d, auto& n) { ReadCodes(v, &Of(d).accommodations, n); }},
    {"modes", [](auto& v, auto& d, auto& n) { ReadModes(v, d, n); }},
    {"preferred_modes", [](auto& v, auto& d, auto& n) { ReadCodes(v, &Of(d).preferred_modes, n); }},
    {"service",
     [](auto& v, auto& d, auto& n) { ReadEnum(v, "SERVICE_KIND_", kServices, &Of(d).service, n); }},
    {"percent", [](auto& v, auto& d, auto& n) { ReadInteger(v, 1, 100, &Of(d).percent, n); }},
    {"amount_idr", [](auto& v, auto& d, auto& n) { ReadWage(v, &Of(d).amount_idr, n); }},
    {"wage_idr_per_month",
     [](auto& v, auto& d, auto& n) { ReadWage(v, &Of(d).wage_idr_per_month, n); }},
    {"equal_work_wage_idr_per_month",
     [](auto& v, auto& d, auto& n) { ReadWage(v, &Of(d).equal_work_wage_idr_per_month, n); }},
    {"outcome",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "CASE_OUTCOME_", kCaseOutcomeNames, &Of(d).outcome, n);
     }},
};

}  // namespace

std::span<const Field> CaseFields() { return kFields; }

void FinishCase(Draft& draft, RowNotes& notes) {
  CaseCells& cells = Of(draft);
  RequireSourceKey(cells.row.source, cells.row.source_id, notes);
  if (cells.event.empty()) {
    notes.Reject("event", "is required");
    return;
  }
  if (!cells.on) {
    notes.Reject("on", "is required");
    return;
  }
  cells.row.at = {*cells.on, cells.minute.value_or(LocalMoment().minute)};
  MakeCaseEvent(cells, draft.employer, notes);
}

}  // namespace setara
