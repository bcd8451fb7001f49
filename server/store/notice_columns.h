// The columns of notices, runs, events and documents (columns.h). Records whose parts are structs
// of their own are stored as flat rows. Private to server/store.
#pragma once

#include <absl/status/statusor.h>

#include "matcher/domain/notice.h"
#include "server/store/columns.h"

namespace setara {

constexpr FindingKind LastOf(FindingKind) { return FindingKind::kSilent; }
constexpr NoticeState LastOf(NoticeState) { return NoticeState::kWithdrawn; }
constexpr NoticeAct LastOf(NoticeAct) { return NoticeAct::kWithdraw; }
constexpr NoticeChannel LastOf(NoticeChannel) { return NoticeChannel::kPhone; }
constexpr SignatureKind LastOf(SignatureKind) { return SignatureKind::kCertifiedElectronic; }
constexpr NoticeOutcome LastOf(NoticeOutcome) { return NoticeOutcome::kEmployerGone; }
constexpr NoticeDocumentKind LastOf(NoticeDocumentKind) { return NoticeDocumentKind::kOther; }
constexpr EmployerKind LastOf(EmployerKind) { return EmployerKind::kPrivate; }

// A finding with its employer.
struct FindingRow : Finding {
  int64_t employer_row = 0;
};
// A notice without its finding.
struct NoticeRow : Notice, NoticeSigner {};
struct RunRow : NoticeRun, NoticeSelection, NoticeCounts {
  int64_t findings_bits = 0, kinds_bits = 0;
};

NoticeRow FlatOf(const Notice& notice);
Notice NoticeOf(const NoticeRow& row);
RunRow FlatOf(const NoticeRun& run);
NoticeRun RunOf(const RunRow& row);

// One more than the last row of `table`; rows are never removed. Inside Store::Write.
absl::StatusOr<int64_t> NextRow(Connection& db, const std::string& table);

template <>
struct ColumnsOf<FindingRow> {
  static constexpr const char* kTable = "notice_findings";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    using R = FindingRow;
    visit("employer_row", &R::employer_row);
    visit("key", &R::key);
    visit("kind", &R::kind);
    visit("as_of", &R::as_of);
    visit("known_at", &R::known_at);
    visit("employer_name", &R::employer_name);
    visit("employer_kind", &R::employer_kind);
    visit("seat_region_code", &R::seat_region_code);
    visit("headcount", &R::headcount);
    visit("report_valid_from", &R::report_valid_from);
    visit("report_source", &R::report_source);
    visit("report_received_at", &R::report_received_at);
    visit("counted", &R::counted);
    visit("counted_from_records", &R::counted_from_records);
    visit("reported", &R::reported);
    visit("required", &R::required);
    visit("shortfall", &R::shortfall);
    visit("rule_id", &R::rule_id);
    visit("legal_basis", &R::legal_basis);
    visit("formula", &R::formula);
    visit("sum", &R::sum);
    visit("regional", &R::regional);
    visit("stale", &R::stale);
    visit("practice_minimum", &R::practice_minimum);
    visit("below_practice_minimum", &R::below_practice_minimum);
  }
};

template <>
struct ColumnsOf<NoticeRow> {
  static constexpr const char* kTable = "notices";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    visit("id", &Notice::id);
    visit("employer_row", &Notice::employer_row);
    visit("run_row", &Notice::run_row);
    visit("drafter", &Notice::drafter);
    visit("state", &Notice::state);
    visit("approver", &Notice::approver);
    visit("signer_name", &NoticeSigner::name);
    visit("signer_position", &NoticeSigner::position);
    visit("signer_office", &NoticeSigner::office);
    visit("signer_address", &NoticeSigner::office_address);
    visit("signer_contact", &NoticeSigner::office_contact);
    visit("signer_number", &NoticeSigner::official_number);
    visit("signer_place", &NoticeSigner::place);
    visit("letter_number", &Notice::letter_number);
    visit("letter_date", &Notice::letter_date);
    visit("letter_sha256", &Notice::letter_sha256);
    visit("sent_on", &Notice::sent_on);
    visit("due_on", &Notice::due_on);
    visit("follow_ups", &Notice::follow_ups);
    visit("outcome", &Notice::outcome);
    visit("version", &Notice::version);
    visit("created_at", &Notice::created_at);
    visit("updated_at", &Notice::updated_at);
  }
};

template <>
struct ColumnsOf<RunRow> {
  static constexpr const char* kTable = "notice_runs";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    using R = RunRow;
    visit("id", &NoticeRun::id);
    visit("drafter", &NoticeRun::drafter);
    visit("findings", &R::findings_bits);
    visit("region_code", &NoticeSelection::region_code);
    visit("kinds", &R::kinds_bits);
    visit("min_headcount", &NoticeSelection::min_headcount);
    visit("employer_row", &NoticeSelection::employer_row);
    visit("fresh_reports_only", &NoticeSelection::fresh_reports_only);
    visit("as_of", &NoticeRun::as_of);
    visit("known_at", &NoticeRun::known_at);
    visit("cursor", &NoticeRun::cursor);
    visit("through", &NoticeRun::through);
    visit("examined", &NoticeCounts::examined);
    visit("admitted", &NoticeCounts::admitted);
    visit("shorts", &NoticeCounts::shorts);
    visit("stales", &NoticeCounts::stales);
    visit("silents", &NoticeCounts::silents);
    visit("already", &NoticeCounts::already);
    visit("created_at", &NoticeRun::created_at);
    visit("updated_at", &NoticeRun::updated_at);
  }
};

template <>
struct ColumnsOf<NoticeEvent> {
  static constexpr const char* kTable = "notice_events";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    using R = NoticeEvent;
    visit("notice_row", &R::notice_row);
    visit("act", &R::act);
    visit("state", &R::state);
    visit("at", &R::at);
    visit("actor", &R::actor);
    visit("reason", &R::reason);
    visit("happened_on", &R::happened_on);
    visit("due_on", &R::due_on);
    visit("channel", &R::channel);
    visit("reference", &R::reference);
    visit("office", &R::office);
    visit("outcome", &R::outcome);
    visit("signature", &R::signature);
    visit("signed_on", &R::signed_on);
  }
};

template <>
struct ColumnsOf<NoticeDocument> {
  static constexpr const char* kTable = "notice_documents";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    using R = NoticeDocument;
    visit("id", &R::id);
    visit("notice_row", &R::notice_row);
    visit("kind", &R::kind);
    visit("file_name", &R::file_name);
    visit("media_type", &R::media_type);
    visit("size", &R::size);
    visit("sha256", &R::sha256);
    visit("uploader", &R::uploader);
    visit("created_at", &R::created_at);
  }
};

}  // namespace setara
