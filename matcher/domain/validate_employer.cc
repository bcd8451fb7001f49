#include "matcher/domain/checks.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/limits.h"

namespace setara {
namespace {

constexpr std::string_view kNppCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool IsNpp(std::string_view npp) {
  return npp.size() == 8 && npp.find_first_not_of(kNppCharacters) == std::string_view::npos;
}

}  // namespace

absl::Status ValidateEmployer(const Employer& employer) {
  Checks checks;
  checks.SourceKey(employer.source, employer.source_id);
  checks.RequiredText("display_name", employer.name, limits::kName);
  checks.Require(employer.npp.empty() || IsNpp(employer.npp), "npp",
                 "expected 8 capital letters or digits");
  checks.Digits("nib", employer.nib, 13, 13);
  checks.Digits("npwp", employer.npwp, 15, 16);
  checks.Digits("kbli_code", employer.kbli_code, 5, 5);
  bool edition_known = employer.kbli_edition == "2020" || employer.kbli_edition == "2025";
  if (!employer.kbli_code.empty() || !employer.kbli_edition.empty()) {
    checks.Require(edition_known, "kbli_edition", "expected 2020 or 2025");
  }
  checks.Enum("kind", employer.kind, EmployerKind::kPrivate);
  checks.RegionCode("seat_region_code", employer.seat_region_code);
  return checks.Result();
}

absl::Status ValidateHeadcountReport(const HeadcountReport& report) {
  Checks checks;
  checks.RequiredText("employer", report.employer_id, limits::kId);
  checks.Day("valid_from", report.valid_from);
  checks.Range("workers", report.workers, 0, limits::kWorkers);
  checks.Range("workers_with_disabilities", report.workers_with_disabilities, 0, limits::kWorkers);
  if (report.workers_with_disabilities.has_value()) {
    checks.Require(*report.workers_with_disabilities <= report.workers, "workers_with_disabilities",
                   "more than all workers");
  }
  checks.Text("source", report.source, limits::kName);
  return checks.Result();
}

absl::Status ValidateEmploymentRecord(const EmploymentRecord& record) {
  Checks checks;
  checks.RequiredText("employer", record.employer_id, limits::kId);
  checks.RequiredText("person", record.person_id, limits::kId);
  checks.SourceKey(record.source, record.source_id);
  checks.Enum("relation", record.relation, EmploymentRelation::kSelfEmployed);
  checks.Period("valid_from", record.valid_from, "valid_until", record.valid_until);
  checks.Period("evidence_from", record.evidence_from, "evidence_until", record.evidence_until);
  checks.Day("agreed_on", record.agreed_on);
  checks.Text("exclude_reason", record.exclude_reason, limits::kReason);
  return checks.Result();
}

}  // namespace setara
