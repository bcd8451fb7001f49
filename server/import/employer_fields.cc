#include "matcher/domain/limits.h"
#include "matcher/reference/kbli.h"
#include "server/import/record_fields.h"

namespace setara {
namespace {

constexpr std::string_view kKinds[] = {
    "UNSPECIFIED", "NATIONAL_GOVERNMENT", "REGIONAL_GOVERNMENT", "BUMN", "BUMD", "PRIVATE"};
constexpr std::string_view kRelations[] = {"UNSPECIFIED",    "PERMANENT",      "FIXED_TERM",
                                           "PUBLIC_SERVICE", "APPRENTICESHIP", "PARTNERSHIP",
                                           "SELF_EMPLOYED"};

constexpr std::string_view kReportKinds[] = {"UNSPECIFIED", "ANNUAL", "MONTHLY"};
constexpr std::string_view kEvidenceKinds[] = {"UNSPECIFIED",       "MEDICAL_CERTIFICATE",
                                               "HOSPITAL_LETTER",   "DISABILITY_CARD",
                                               "VILLAGE_STATEMENT", "OTHER"};
constexpr std::string_view kExclusions[] = {
    "UNSPECIFIED", "COUNTED_AT_VENDOR", "NO_EMPLOYMENT", "AGREEMENT_WITHDRAWN",
    "DUPLICATE",   "POSTED_ELSEWHERE",  "OTHER"};

// Of an employer alone, or in its row of a register.
Employer& EmployerOf(Draft& draft) {
  auto* row = std::get_if<RegisterRow>(&draft.record);
  return row != nullptr ? row->employer : std::get<Employer>(draft.record);
}
HeadcountReport& HeadcountOf(Draft& draft) { return std::get<HeadcountReport>(draft.record); }
EmploymentRecord& WorkerOf(Draft& draft) { return std::get<EmploymentRecord>(draft.record); }

// Reads a day that the record must have.
void ReadRequiredDay(const FieldText& value, Date* out, RowNotes& notes) {
  const size_t rejects = notes.rejects().size();
  std::optional<Date> day;
  ReadDay(value, &day, notes);
  if (day) {
    *out = *day;
  } else if (notes.rejects().size() == rejects) {
    notes.Reject(value.field, "is required");
  }
}

void ReadPerson(const FieldText& value, Draft& draft, RowNotes& notes) {
  ReadText(value, 256, &WorkerOf(draft).person_id, notes);
}

void ReadWorkers(const FieldText& value, Draft& draft, RowNotes& notes) {
  std::optional<int64_t> workers;
  // No number is no report: an optional field of a foreign source would read as zero workers.
  if (value.empty()) notes.Reject(value.field, "is required");
  ReadInteger(value, 0, limits::kWorkers, &workers, notes);
  if (!value.empty() && !workers && !notes.strict()) notes.Reject(value.field, "is not readable");
  HeadcountOf(draft).workers = workers.value_or(0);
}

const Field kEmployerFields[] = {
    {"source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &EmployerOf(d).source, n); }},
    {"source_id", [](auto& v, auto& d, auto& n) { ReadText(v, 256, &EmployerOf(d).source_id, n); }},
    {"display_name",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &EmployerOf(d).name, n); }},
    {"npp", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &EmployerOf(d).npp, n); }},
    {"nib", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &EmployerOf(d).nib, n); }},
    {"npwp", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &EmployerOf(d).npwp, n); }},
    {"kbli_code", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &EmployerOf(d).kbli_code, n); }},
    {"kbli_edition",
     [](auto& v, auto& d, auto& n) { ReadText(v, 64, &EmployerOf(d).kbli_edition, n); }},
    {"kind", [](auto& v, auto& d,
                auto& n) { ReadEnum(v, "EMPLOYER_KIND_", kKinds, &EmployerOf(d).kind, n); }},
    {"seat_region_code",
     [](auto& v, auto& d, auto& n) { ReadRegion(v, &EmployerOf(d).seat_region_code, n); }},
    {"terms_valid_from",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &EmployerOf(d).terms_from, n); }},
};

const Field kHeadcountFields[] = {
    {"employer", ReadEmployerName},
    {"employer_source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &d.employer.source, n); }},
    {"employer_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &d.employer.source_id, n); }},
    {"valid_from",
     [](auto& v, auto& d, auto& n) { ReadRequiredDay(v, &HeadcountOf(d).valid_from, n); }},
    {"workers", ReadWorkers},
    {"workers_with_disabilities",
     [](auto& v, auto& d, auto& n) {
       ReadInteger(v, 0, limits::kWorkers, &HeadcountOf(d).workers_with_disabilities, n);
     }},
    {"source", [](auto& v, auto& d, auto& n) { ReadText(v, 256, &HeadcountOf(d).source, n); }},
    {"kind",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "HEADCOUNT_REPORT_KIND_", kReportKinds, &HeadcountOf(d).kind, n);
     }},
};

const Field kWorkerFields[] = {
    {"employer", ReadEmployerName},
    {"employer_source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &d.employer.source, n); }},
    {"employer_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &d.employer.source_id, n); }},
    {"person", ReadPerson},
    {"source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &WorkerOf(d).source, n); }},
    {"source_id", [](auto& v, auto& d, auto& n) { ReadText(v, 256, &WorkerOf(d).source_id, n); }},
    {"relation",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "EMPLOYMENT_RELATION_", kRelations, &WorkerOf(d).relation, n);
     }},
    {"valid_from",
     [](auto& v, auto& d, auto& n) { ReadRequiredDay(v, &WorkerOf(d).valid_from, n); }},
    {"valid_until", [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).valid_until, n); }},
    {"evidence_from", [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).evidence_from, n); }},
    {"evidence_until",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).evidence_until, n); }},
    {"agreed_on", [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).agreed_on, n); }},
    {"exclude_reason",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &WorkerOf(d).exclude_reason, n); }},
    {"exclude_code",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "EXCLUSION_CODE_", kExclusions, &WorkerOf(d).exclude_code, n);
     }},
    {"site", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kId, &WorkerOf(d).site, n); }},
    {"contract_until",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).contract_until, n); }},
    {"evidence_kind",
     [](auto& v, auto& d, auto& n) {
       ReadEnum(v, "EVIDENCE_KIND_", kEvidenceKinds, &WorkerOf(d).evidence_kind, n);
     }},
    {"evidence_issuer",
     [](auto& v, auto& d, auto& n) {
       ReadText(v, limits::kName, &WorkerOf(d).evidence_issuer, n);
     }},
    {"evidence_issued_on",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).evidence_issued_on, n); }},
    {"evidence_confirmed_on",
     [](auto& v, auto& d, auto& n) { ReadDay(v, &WorkerOf(d).evidence_confirmed_on, n); }},
};

// Stands in validation for the id of an employer that the store has to look up by its source.
constexpr std::string_view kResolvedLater = "later";

}  // namespace

std::span<const Field> EmployerFields() { return kEmployerFields; }
std::span<const Field> HeadcountFields() { return kHeadcountFields; }
std::span<const Field> WorkerFields() { return kWorkerFields; }

void RequireEmployer(const Draft& draft, RowNotes& notes) {
  if (draft.employer.empty()) {
    notes.Reject("employer", "is required: employer, or employer_source and employer_source_id");
  } else if (draft.employer.id.empty() && draft.employer.source.empty()) {
    notes.Reject("employer_source", "is required with employer_source_id");
  }
}

void FinishEmployer(Draft& draft, RowNotes& notes) {
  const Employer& employer = EmployerOf(draft);
  RequireSourceKey(employer.source, employer.source_id, notes);
  NoteViolations(ValidateEmployer(employer), notes);
  NoteViolations(CheckKbli(employer.kbli_edition, employer.kbli_code), notes);
}

void FinishHeadcount(Draft& draft, RowNotes& notes) {
  HeadcountReport& report = HeadcountOf(draft);
  RequireEmployer(draft, notes);
  report.employer_id = draft.employer.id.empty() ? std::string(kResolvedLater) : draft.employer.id;
  NoteViolations(ValidateHeadcountReport(report), notes);
  report.employer_id = draft.employer.id;
}

void FinishWorker(Draft& draft, RowNotes& notes) {
  EmploymentRecord& worker = WorkerOf(draft);
  RequireEmployer(draft, notes);
  RequireSourceKey(worker.source, worker.source_id, notes);
  worker.employer_id = draft.employer.id.empty() ? std::string(kResolvedLater) : draft.employer.id;
  NoteViolations(ValidateEmploymentRecord(worker), notes);
  worker.employer_id = draft.employer.id;
}

}  // namespace setara
