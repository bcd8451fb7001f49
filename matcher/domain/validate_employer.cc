#include "matcher/domain/checks.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/limits.h"

namespace setara {
namespace {

constexpr std::string_view kNppCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool IsNpp(std::string_view npp) {
  return npp.size() == 8 && npp.find_first_not_of(kNppCharacters) == std::string_view::npos;
}

void CheckNpp(std::string_view npp, Checks& checks) {
  checks.Require(
      npp.empty() || IsNpp(npp), "npp",
      "expected 8 capital letters or digits (a project's number of 13 digits is no NPP)");
}

bool AreDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A spreadsheet that took the number for a quantity lost its leading zeros, or all digits behind
// the fifteenth.
void CheckNumber(std::string_view field, std::string_view value, size_t min, size_t max,
                 std::string expected, Checks& checks) {
  if (value.empty() || (AreDigits(value) && value.size() >= min && value.size() <= max)) return;
  if (value.find_first_of("Ee") != std::string_view::npos) {
    expected += "; a spreadsheet rounded this one: format its column as text";
  } else if (AreDigits(value) && value.size() < min) {
    expected += "; are leading zeros missing? Format its column as text";
  }
  checks.Fail(field, expected);
}

}  // namespace

absl::Status ValidateEmployer(const Employer& employer) {
  Checks checks;
  checks.SourceKey(employer.source, employer.source_id);
  checks.RequiredText("display_name", employer.name, limits::kName);
  CheckNpp(employer.npp, checks);
  CheckNumber("nib", employer.nib, 13, 13, "expected 13 digits", checks);
  CheckNumber("npwp", employer.npwp, 15, 16,
              "expected 15 digits, or 16 (0 and the old 15, or the owner's NIK)", checks);
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
  checks.Enum("kind", report.kind, ReportKind::kMonthly);
  checks.Require(report.kind != ReportKind::kMonthly ||
                     std::chrono::year_month_day(report.valid_from).day() == std::chrono::day(1),
                 "valid_from", "a monthly report begins on the first of its month");
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
  checks.Enum("exclude_code", record.exclude_code, ExclusionCode::kOther);
  checks.Text("site", record.site, limits::kId);
  checks.Day("contract_until", record.contract_until);
  if (record.contract_until.has_value()) {
    checks.Require(record.relation == EmploymentRelation::kFixedTerm, "contract_until",
                   "only a fixed-term contract has an agreed end");
    checks.Require(*record.contract_until > record.valid_from, "contract_until",
                   "must be after valid_from");
  }
  checks.Enum("evidence_kind", record.evidence_kind, EvidenceKind::kOther);
  checks.Text("evidence_issuer", record.evidence_issuer, limits::kName);
  checks.Day("evidence_issued_on", record.evidence_issued_on);
  checks.Day("evidence_confirmed_on", record.evidence_confirmed_on);
  return checks.Result();
}

absl::Status ValidateSite(const Site& site) {
  Checks checks;
  checks.RequiredText("employer", site.employer_id, limits::kId);
  checks.RequiredText("code", site.code, limits::kId);
  checks.RequiredText("display_name", site.name, limits::kName);
  checks.RegionCode("region_code", site.region_code);
  CheckNpp(site.npp, checks);
  checks.Text("wlkp_number", site.wlkp_number, limits::kId);
  return checks.Result();
}

EmploymentRecord WithExclusion(EmploymentRecord record) {
  static constexpr std::string_view kWords[] = {
      "",
      "outsourced: counted at the vendor",
      "no employment relation",
      "agreement to be counted withdrawn",
      "the same work is recorded under another key",
      "posted elsewhere: counted there",
      "other",
  };
  if (record.exclude_reason.empty()) {
    record.exclude_reason = kWords[static_cast<size_t>(record.exclude_code)];
  } else if (record.exclude_code == ExclusionCode::kNone) {
    record.exclude_code = ExclusionCode::kOther;
  }
  return record;
}

}  // namespace setara
