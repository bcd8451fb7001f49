// The sheets of a register of employers: a row of an employer with its headcounts, one of a site,
// one of a worker. Beside their fields each has "confirmed" and "findings", which a take-over of
// last year's register writes and reads.
#include <algorithm>

#include "matcher/domain/errors.h"
#include "matcher/domain/limits.h"
#include "matcher/reference/kbli.h"
#include "server/import/record_fields.h"

namespace setara {
namespace {

Site& SiteOf(Draft& draft) { return std::get<Site>(draft.record); }

const Field kTakeoverFields[] = {
    {"confirmed", [](auto& v, auto& d, auto& n) { ReadBool(v, &d.confirmed, n); }},
    {"findings", [](auto&, auto&, auto&) {}},
};

const Field kSiteFields[] = {
    {"employer", ReadEmployerName},
    {"employer_source", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &d.employer.source, n); }},
    {"employer_source_id",
     [](auto& v, auto& d, auto& n) { ReadText(v, 256, &d.employer.source_id, n); }},
    {"code", [](auto& v, auto& d, auto& n) { ReadText(v, limits::kId, &SiteOf(d).code, n); }},
    {"display_name",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kName, &SiteOf(d).name, n); }},
    {"region_code", [](auto& v, auto& d, auto& n) { ReadRegion(v, &SiteOf(d).region_code, n); }},
    {"npp", [](auto& v, auto& d, auto& n) { ReadText(v, 64, &SiteOf(d).npp, n); }},
    {"wlkp_number",
     [](auto& v, auto& d, auto& n) { ReadText(v, limits::kId, &SiteOf(d).wlkp_number, n); }},
};

std::vector<Field> WithTakeover(std::span<const Field> fields) {
  std::vector<Field> all(fields.begin(), fields.end());
  all.insert(all.end(), std::begin(kTakeoverFields), std::end(kTakeoverFields));
  return all;
}

// The report of the period; a new one where there is none yet.
HeadcountReport& ReportOf(RegisterRow& row, const PeriodColumn& column) {
  for (HeadcountReport& report : row.reports) {
    if (report.valid_from == column.valid_from) return report;
  }
  HeadcountReport& report = row.reports.emplace_back();
  report.valid_from = column.valid_from;
  report.kind = column.kind;
  report.workers = -1;  // not given
  return report;
}

}  // namespace

std::span<const Field> RegisterFields() {
  static const std::vector<Field>& fields = *[] {
    auto* all = new std::vector<Field>(WithTakeover(EmployerFields()));
    all->push_back({"employer", ReadEmployerName});
    return all;
  }();
  return fields;
}

std::span<const Field> SiteFields() {
  static const std::vector<Field>& fields = *new std::vector<Field>(WithTakeover(kSiteFields));
  return fields;
}

std::span<const Field> RegisterWorkerFields() {
  static const std::vector<Field>& fields = *new std::vector<Field>(WithTakeover(WorkerFields()));
  return fields;
}

void ReadPeriodCell(const PeriodColumn& column, const FieldText& value, Draft& draft,
                    RowNotes& notes) {
  if (value.empty()) return;
  RegisterRow& row = std::get<RegisterRow>(draft.record);
  HeadcountReport& report = ReportOf(row, column);
  if (report.kind != column.kind) {
    notes.Reject(value.field, "two columns report of one day: keep one of them");
    return;
  }
  if (column.what == PeriodColumn::What::kSource) {
    ReadText(value, limits::kName, &report.source, notes);
    return;
  }
  std::optional<int64_t> number;
  ReadInteger(value, 0, limits::kWorkers, &number, notes);
  if (!number) return;
  if (column.what == PeriodColumn::What::kWorkers) {
    report.workers = *number;
  } else {
    report.workers_with_disabilities = number;
  }
}

void FinishRegister(Draft& draft, RowNotes& notes) {
  RegisterRow& row = std::get<RegisterRow>(draft.record);
  // One that was made here is known by name.
  if (draft.employer.id.empty()) {
    RequireSourceKey(row.employer.source, row.employer.source_id, notes);
  }
  NoteViolations(ValidateEmployer(row.employer), notes);
  NoteViolations(CheckKbli(row.employer.kbli_edition, row.employer.kbli_code), notes);
  std::sort(row.reports.begin(), row.reports.end(),
            [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
  for (HeadcountReport& report : row.reports) {
    const std::string day = ToString(report.valid_from);
    if (report.workers < 0) {
      notes.Reject("workers:" + day, "is required where the period says anything else");
      continue;
    }
    report.employer_id = "later";  // known once the employer is stored
    for (const FieldViolation& violation : FieldViolations(ValidateHeadcountReport(report))) {
      const bool disabled = violation.field == "workers_with_disabilities";
      notes.Reject((disabled ? "disabled:" : "workers:") + day, violation.description);
    }
    report.employer_id.clear();
  }
}

void FinishSite(Draft& draft, RowNotes& notes) {
  Site& site = SiteOf(draft);
  RequireEmployer(draft, notes);
  site.employer_id = "later";
  NoteViolations(ValidateSite(site), notes);
  site.employer_id = draft.employer.id;
}

}  // namespace setara
