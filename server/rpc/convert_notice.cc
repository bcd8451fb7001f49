#include "server/rpc/convert_notice.h"

#include "matcher/domain/limits.h"

namespace setara {
namespace {

void AddReport(const Finding& finding, v1::NoticeFinding& out) {
  if (finding.headcount) out.set_headcount(*finding.headcount);
  if (finding.report_valid_from) {
    *out.mutable_report_valid_from() = ToProto(*finding.report_valid_from);
  }
  out.set_report_source(finding.report_source);
  if (finding.report_received_at) {
    *out.mutable_report_received_time() = ToProto(*finding.report_received_at);
  }
}

v1::NoticeFinding FindingToProto(const Finding& finding) {
  v1::NoticeFinding out;
  out.set_kind(static_cast<v1::FindingKind>(finding.kind));
  *out.mutable_as_of() = ToProto(finding.as_of);
  *out.mutable_known_at() = ToProto(finding.known_at);
  out.set_key(finding.key);
  out.set_employer_display_name(finding.employer_name);
  out.set_employer_kind(static_cast<v1::EmployerKind>(finding.employer_kind));
  out.set_seat_region_code(finding.seat_region_code);
  AddReport(finding, out);
  if (finding.counted) out.set_counted_workers(*finding.counted);
  out.set_counted_from_records(finding.counted_from_records);
  if (finding.reported) out.set_reported_workers(*finding.reported);
  if (finding.required) out.set_required_workers(*finding.required);
  out.set_shortfall(finding.shortfall);
  out.set_rule_id(finding.rule_id);
  out.set_legal_basis(finding.legal_basis);
  out.set_formula(finding.formula);
  out.set_calculation(finding.sum);
  for (const std::string& regional : finding.regional) out.add_regional(regional);
  out.set_stale(finding.stale);
  out.set_below_practice_minimum(finding.below_practice_minimum);
  return out;
}

v1::NoticeSigner SignerToProto(const NoticeSigner& signer) {
  v1::NoticeSigner out;
  out.set_display_name(signer.name);
  out.set_position(signer.position);
  out.set_office(signer.office);
  out.set_office_address(signer.office_address);
  out.set_office_contact(signer.office_contact);
  out.set_official_number(signer.official_number);
  out.set_place(signer.place);
  return out;
}

v1::NoticeCounts CountsToProto(const NoticeCounts& counts) {
  v1::NoticeCounts out;
  out.set_examined(counts.examined);
  out.set_admitted(counts.admitted);
  out.set_drafted(counts.drafted());
  out.set_short_(counts.shorts);
  out.set_stale(counts.stales);
  out.set_silent(counts.silents);
  out.set_already(counts.already);
  return out;
}

}  // namespace

v1::Notice ToProto(const Notice& notice, const std::string& employer) {
  v1::Notice out;
  out.set_name("notices/" + notice.id);
  out.set_etag(EtagOf(notice.version));
  out.set_employer(employer);
  out.set_state(static_cast<v1::NoticeState>(notice.state));
  *out.mutable_finding() = FindingToProto(notice.finding);
  out.set_drafter(notice.drafter);
  if (notice.letter_date) {
    *out.mutable_signer() = SignerToProto(notice.signer);
    *out.mutable_letter_date() = ToProto(*notice.letter_date);
  }
  out.set_letter_number(notice.letter_number);
  out.set_letter_sha256(notice.letter_sha256);
  if (notice.due_on) *out.mutable_due_on() = ToProto(*notice.due_on);
  out.set_outcome(static_cast<v1::NoticeOutcome>(notice.outcome));
  *out.mutable_create_time() = ToProto(notice.created_at);
  *out.mutable_update_time() = ToProto(notice.updated_at);
  return out;
}

v1::NoticeEvent ToProto(const NoticeEvent& event) {
  v1::NoticeEvent out;
  out.set_act(static_cast<v1::NoticeAct>(event.act));
  out.set_state(static_cast<v1::NoticeState>(event.state));
  *out.mutable_time() = ToProto(event.at);
  out.set_actor(event.actor);
  out.set_reason(event.reason);
  if (event.happened_on) *out.mutable_happened_on() = ToProto(*event.happened_on);
  if (event.due_on) *out.mutable_due_on() = ToProto(*event.due_on);
  out.set_channel(static_cast<v1::NoticeChannel>(event.channel));
  out.set_reference(event.reference);
  out.set_office(event.office);
  out.set_outcome(static_cast<v1::NoticeOutcome>(event.outcome));
  out.set_signature(static_cast<v1::SignatureKind>(event.signature));
  if (event.signed_on) *out.mutable_signed_on() = ToProto(*event.signed_on);
  return out;
}

v1::NoticeDocument ToProto(const NoticeDocument& document, const std::string& employer) {
  v1::NoticeDocument out;
  out.set_name("noticeDocuments/" + document.id);
  out.set_kind(static_cast<v1::NoticeDocumentKind>(document.kind));
  out.set_file_name(document.file_name);
  out.set_media_type(document.media_type);
  out.set_size_bytes(document.size);
  out.set_sha256(document.sha256);
  out.set_uploader(document.uploader);
  *out.mutable_create_time() = ToProto(document.created_at);
  out.set_employer(employer);
  return out;
}

v1::NoticeRun ToProto(const NoticeRun& run, const std::string& employer) {
  v1::NoticeRun out;
  if (!run.id.empty()) out.set_name("noticeRuns/" + run.id);
  v1::NoticeSelection& selection = *out.mutable_selection();
  for (int kind = 1; kind <= static_cast<int>(FindingKind::kSilent); ++kind) {
    if (run.selection.findings >> kind & 1) {
      selection.add_findings(static_cast<v1::FindingKind>(kind));
    }
  }
  for (int kind = 1; kind <= static_cast<int>(EmployerKind::kPrivate); ++kind) {
    if (run.selection.kinds >> kind & 1) selection.add_kinds(static_cast<v1::EmployerKind>(kind));
  }
  selection.set_region_code(run.selection.region_code);
  if (run.selection.min_headcount) selection.set_min_headcount(*run.selection.min_headcount);
  selection.set_employer(employer);
  selection.set_fresh_reports_only(run.selection.fresh_reports_only);
  *out.mutable_as_of() = ToProto(run.as_of);
  *out.mutable_known_at() = ToProto(run.known_at);
  out.set_drafter(run.drafter);
  *out.mutable_counts() = CountsToProto(run.counts);
  out.set_done(run.done());
  if (!run.id.empty()) {
    *out.mutable_create_time() = ToProto(run.created_at);
    *out.mutable_update_time() = ToProto(run.updated_at);
  }
  return out;
}

NoticeSelection FromProto(const v1::NoticeSelection& selection, FieldErrors& errors) {
  NoticeSelection out;
  for (int i = 0; i < selection.findings_size(); ++i) {
    if (selection.findings(i) == v1::FINDING_KIND_UNSPECIFIED) {
      errors.Add("run.selection.findings[" + std::to_string(i) + "]", "is not a finding");
    }
    out.findings |= 1u << selection.findings(i);
  }
  for (int i = 0; i < selection.kinds_size(); ++i) {
    if (selection.kinds(i) == v1::EMPLOYER_KIND_UNSPECIFIED) {
      errors.Add("run.selection.kinds[" + std::to_string(i) + "]", "is not a kind");
    }
    out.kinds |= 1u << selection.kinds(i);
  }
  if (selection.has_min_headcount()) {
    out.min_headcount = selection.min_headcount();
    if (*out.min_headcount < 0 || *out.min_headcount > limits::kWorkers) {
      errors.Add("run.selection.min_headcount", "must be 0 to " + std::to_string(limits::kWorkers));
    }
  }
  out.fresh_reports_only = selection.fresh_reports_only();
  return out;
}

NoticeSigner FromProto(const v1::NoticeSigner& signer, FieldErrors& errors) {
  CheckLength(signer.display_name(), 200, "signer.display_name", errors);
  CheckLength(signer.position(), 200, "signer.position", errors);
  CheckLength(signer.office(), 200, "signer.office", errors);
  CheckLength(signer.office_address(), 300, "signer.office_address", errors);
  CheckLength(signer.office_contact(), 200, "signer.office_contact", errors);
  CheckLength(signer.official_number(), 50, "signer.official_number", errors);
  CheckLength(signer.place(), 100, "signer.place", errors);
  return {.name = signer.display_name(),
          .position = signer.position(),
          .office = signer.office(),
          .office_address = signer.office_address(),
          .office_contact = signer.office_contact(),
          .official_number = signer.official_number(),
          .place = signer.place()};
}

std::optional<Date> OptionalDay(bool given, const v1::Date& day, const std::string& field,
                                FieldErrors& errors) {
  return given ? FromProto(day, field, errors) : std::nullopt;
}

void CheckLength(const std::string& text, size_t limit, const std::string& field,
                 FieldErrors& errors) {
  if (text.size() > limit) {
    errors.Add(field, "is longer than " + std::to_string(limit) + " bytes");
  }
}

}  // namespace setara
