#include "server/rpc/convert_employer.h"

#include "matcher/reference/kbli.h"

namespace setara {
namespace {

std::optional<Date> OptionalDate(bool given, const v1::Date& date, const std::string& field,
                                 FieldErrors& errors) {
  return given ? FromProto(date, field, errors) : std::nullopt;
}

Date RequiredDate(bool given, const v1::Date& date, const std::string& field, FieldErrors& errors) {
  if (!given) errors.Add(field, "is required");
  return OptionalDate(given, date, field, errors).value_or(Date());
}

}  // namespace

v1::Employer ToProto(const Employer& employer) {
  v1::Employer out;
  out.set_name("employers/" + employer.id);
  out.set_etag(EtagOf(employer.version));
  out.set_source(employer.source);
  out.set_source_id(employer.source_id);
  out.set_display_name(employer.name);
  out.set_npp(employer.npp);
  out.set_nib(employer.nib);
  out.set_npwp(employer.npwp);
  out.set_kbli_code(employer.kbli_code);
  out.set_kbli_edition(employer.kbli_edition);
  out.set_kind(static_cast<v1::EmployerKind>(employer.kind));
  out.set_seat_region_code(employer.seat_region_code);
  if (employer.terms_from) *out.mutable_terms_valid_from() = ToProto(*employer.terms_from);
  *out.mutable_create_time() = ToProto(employer.created_at);
  *out.mutable_update_time() = ToProto(employer.updated_at);
  return out;
}

absl::StatusOr<Employer> FromProto(const v1::Employer& in) {
  FieldErrors errors;
  Employer out;
  out.source = in.source();
  out.source_id = in.source_id();
  out.name = in.display_name();
  out.npp = in.npp();
  out.nib = in.nib();
  out.npwp = in.npwp();
  out.kbli_code = in.kbli_code();
  out.kbli_edition = in.kbli_edition();
  out.kind = static_cast<EmployerKind>(in.kind());
  CheckRegion(in.seat_region_code(), "seat_region_code", errors);
  out.seat_region_code = in.seat_region_code();
  out.terms_from =
      OptionalDate(in.has_terms_valid_from(), in.terms_valid_from(), "terms_valid_from", errors);
  errors.AddAll(ValidateEmployer(out));
  errors.AddAll(CheckKbli(out.kbli_edition, out.kbli_code));
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

v1::HeadcountReport ToProto(const KnownHeadcount& known) {
  v1::HeadcountReport out;
  *out.mutable_valid_from() = ToProto(known.report.valid_from);
  out.set_workers(known.report.workers);
  if (known.report.workers_with_disabilities) {
    out.set_workers_with_disabilities(*known.report.workers_with_disabilities);
  }
  out.set_source(known.report.source);
  *out.mutable_known_time() = ToProto(known.known_at);
  out.set_kind(static_cast<v1::HeadcountReportKind>(known.report.kind));
  return out;
}

absl::StatusOr<HeadcountReport> FromProto(const v1::HeadcountReport& in,
                                          const std::string& employer_id) {
  FieldErrors errors;
  HeadcountReport out;
  out.employer_id = employer_id;
  out.valid_from = RequiredDate(in.has_valid_from(), in.valid_from(), "valid_from", errors);
  out.workers = in.workers();
  if (in.has_workers_with_disabilities()) {
    out.workers_with_disabilities = in.workers_with_disabilities();
  }
  out.source = in.source();
  out.kind = static_cast<ReportKind>(in.kind());
  errors.AddAll(ValidateHeadcountReport(out));
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

v1::EmploymentRecord ToProto(const KnownEmployment& known) {
  const EmploymentRecord& record = known.record;
  v1::EmploymentRecord out;
  out.set_person(record.person_id);
  out.set_source(record.source);
  out.set_source_id(record.source_id);
  out.set_relation(static_cast<v1::EmploymentRelation>(record.relation));
  *out.mutable_valid_from() = ToProto(record.valid_from);
  if (record.valid_until) *out.mutable_valid_until() = ToProto(*record.valid_until);
  if (record.evidence_from) *out.mutable_evidence_from() = ToProto(*record.evidence_from);
  if (record.evidence_until) *out.mutable_evidence_until() = ToProto(*record.evidence_until);
  if (record.agreed_on) *out.mutable_agreed_on() = ToProto(*record.agreed_on);
  out.set_exclude_reason(record.exclude_reason);
  *out.mutable_known_time() = ToProto(known.known_at);
  out.set_exclude_code(static_cast<v1::ExclusionCode>(record.exclude_code));
  out.set_site(record.site);
  if (record.contract_until) *out.mutable_contract_until() = ToProto(*record.contract_until);
  out.set_evidence_kind(static_cast<v1::EvidenceKind>(record.evidence_kind));
  out.set_evidence_issuer(record.evidence_issuer);
  if (record.evidence_issued_on) {
    *out.mutable_evidence_issued_on() = ToProto(*record.evidence_issued_on);
  }
  if (record.evidence_confirmed_on) {
    *out.mutable_evidence_confirmed_on() = ToProto(*record.evidence_confirmed_on);
  }
  return out;
}

namespace {

void ReadDetails(const v1::EmploymentRecord& in, EmploymentRecord& out, FieldErrors& errors) {
  out.exclude_code = static_cast<ExclusionCode>(in.exclude_code());
  out.site = in.site();
  out.contract_until =
      OptionalDate(in.has_contract_until(), in.contract_until(), "contract_until", errors);
  out.evidence_kind = static_cast<EvidenceKind>(in.evidence_kind());
  out.evidence_issuer = in.evidence_issuer();
  out.evidence_issued_on = OptionalDate(in.has_evidence_issued_on(), in.evidence_issued_on(),
                                        "evidence_issued_on", errors);
  out.evidence_confirmed_on = OptionalDate(
      in.has_evidence_confirmed_on(), in.evidence_confirmed_on(), "evidence_confirmed_on", errors);
}

}  // namespace

absl::StatusOr<EmploymentRecord> FromProto(const v1::EmploymentRecord& in,
                                           const std::string& employer_id) {
  FieldErrors errors;
  EmploymentRecord out;
  out.employer_id = employer_id;
  out.person_id = in.person();
  out.source = in.source();
  out.source_id = in.source_id();
  if (out.source_id.empty()) errors.Add("source_id", "is required");
  out.relation = static_cast<EmploymentRelation>(in.relation());
  if (in.relation() == v1::EMPLOYMENT_RELATION_UNSPECIFIED) errors.Add("relation", "is required");
  out.valid_from = RequiredDate(in.has_valid_from(), in.valid_from(), "valid_from", errors);
  out.valid_until = OptionalDate(in.has_valid_until(), in.valid_until(), "valid_until", errors);
  out.evidence_from =
      OptionalDate(in.has_evidence_from(), in.evidence_from(), "evidence_from", errors);
  out.evidence_until =
      OptionalDate(in.has_evidence_until(), in.evidence_until(), "evidence_until", errors);
  out.agreed_on = OptionalDate(in.has_agreed_on(), in.agreed_on(), "agreed_on", errors);
  out.exclude_reason = in.exclude_reason();
  ReadDetails(in, out, errors);
  errors.AddAll(ValidateEmploymentRecord(out));
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

}  // namespace setara
