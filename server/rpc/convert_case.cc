#include "server/rpc/convert_case.h"

#include "server/casework/assignment.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"
#include "server/rpc/convert_case_facts.h"
#include "server/rpc/convert_match.h"

namespace setara {
namespace {

using casework::CaseRecord;
using casework::CaseRules;

v1::LocalizedText Both(const std::string& indonesian, const std::string& english) {
  v1::LocalizedText text;
  text.set_indonesian(indonesian);
  text.set_english(english);
  return text;
}

v1::LocalizedText TextOf(const casework::Citation& citation) {
  return Both(citation.text_id, citation.text_en);
}

v1::MissingGuard GuardOf(const casework::Missing& missing) {
  v1::MissingGuard out;
  out.set_guard(missing.guard->id);
  *out.mutable_text() = Both(missing.Text(Language::kIndonesian), missing.Text(Language::kEnglish));
  if (missing.citation != nullptr) {
    *out.mutable_basis() = TextOf(*missing.citation);
    out.set_mark(std::string(casework::MarkLetter(missing.citation->mark)));
  }
  return out;
}

// What the row and the record say alike.
v1::Case Standing(const CaseRow& row) {
  v1::Case out;
  out.set_name("cases/" + row.id);
  out.set_etag(EtagOf(row.last_sequence));
  out.set_state(static_cast<v1::CaseState>(row.state));
  out.set_prior_state(static_cast<v1::CaseState>(row.prior));
  *out.mutable_state_time() = ToProto(row.state_at);
  out.set_outcome(static_cast<v1::CaseOutcome>(row.outcome));
  out.set_rung(static_cast<v1::Rung>(row.rung));
  out.set_manager(row.manager);
  out.set_branch(row.branch);
  if (row.search_at) *out.mutable_search_time() = ToProto(*row.search_at);
  return out;
}

v1::JobGaps JobOf(const casework::JobGaps& gaps, Language language) {
  v1::JobGaps out;
  out.set_rung(static_cast<v1::Rung>(gaps.rung));
  out.set_title(gaps.title);
  for (const FunctionReason& reason : gaps.functions) {
    *out.add_functions() = ToProto(reason, language);
  }
  for (AccommodationId id : gaps.to_provide) out.add_to_provide(ToString(id));
  return out;
}

}  // namespace

v1::Case ToProto(const CaseRow& row, const std::string& seeker_id) {
  v1::Case out = Standing(row);
  v1::CaseReport& report = *out.mutable_report();
  report.set_seeker("seekers/" + seeker_id);
  if (!row.employer_id.empty()) report.set_employer("employers/" + row.employer_id);
  if (!row.previous_id.empty()) report.set_previous_case("cases/" + row.previous_id);
  report.set_injury(static_cast<v1::InjuryKind>(row.injury));
  report.set_segment(static_cast<v1::BpjsSegment>(row.segment));
  report.set_region_code(row.region_code);
  return out;
}

v1::Case ToProto(const CaseRow& row, const CaseRecord& record, Instant at, const CaseRules& rules) {
  v1::Case out = Standing(row);
  *out.mutable_report() = ToProto(record.Report());
  out.set_worker_consent(
      static_cast<v1::ConsentStatus>(casework::ConsentOf(record, CaseParty::kWorker)));
  if (casework::HasEmployer(record)) {
    out.set_employer_consent(
        static_cast<v1::ConsentStatus>(casework::ConsentOf(record, CaseParty::kEmployer)));
  }
  for (const CaseDocument kind : casework::MissingDocuments(record)) {
    out.add_missing_documents(std::string(casework::WordOf(kind)));
  }
  for (const casework::MoveCheck& move : casework::NextMoves(record, at, "", rules)) {
    v1::NextMove& next = *out.add_next_moves();
    next.set_trigger(static_cast<v1::CaseTrigger>(move.edge->trigger));
    next.set_to(static_cast<v1::CaseState>(move.to));
    for (const casework::Missing& missing : move.missing) *next.add_missing() = GuardOf(missing);
  }
  return out;
}

v1::CaseEvent ToProto(const std::string& case_id, const CaseEvent& event) {
  v1::CaseEvent out;
  out.set_name("cases/" + case_id + "/events/" + std::to_string(event.sequence));
  out.set_sequence(event.sequence);
  *out.mutable_happen_time() = ToProto(event.at);
  *out.mutable_record_time() = ToProto(event.recorded_at);
  out.set_actor(event.actor);
  out.set_reason(event.reason);
  SetFact(event.payload, out);
  return out;
}

v1::CaseDeadline ToProto(const std::string& case_id, const casework::Deadline& deadline,
                         Instant now, const CaseRules& rules) {
  v1::CaseDeadline out;
  out.set_case_name("cases/" + case_id);
  out.set_kind(deadline.kind);
  *out.mutable_label() =
      Both(deadline.Label(Language::kIndonesian), deadline.Label(Language::kEnglish));
  out.set_reference(deadline.reference);
  *out.mutable_due_time() = ToProto(deadline.due);
  out.set_urgency(static_cast<v1::CaseUrgency>(casework::UrgencyOf(deadline, now, rules)));
  const std::string alarm = casework::AlarmText(deadline, rules, Language::kIndonesian);
  if (!alarm.empty()) {
    *out.mutable_alarm() = Both(alarm, casework::AlarmText(deadline, rules, Language::kEnglish));
  }
  if (deadline.citation != nullptr) {
    *out.mutable_basis() = TextOf(*deadline.citation);
    out.set_mark(std::string(casework::MarkLetter(deadline.citation->mark)));
  }
  if (const casework::Duration* set = deadline.duration; set != nullptr && set->configured) {
    *out.mutable_basis() =
        Both("Ketentuan lembaga ini: " + casework::SpanText(set->span, Language::kIndonesian),
             "Institution's setting: " + casework::SpanText(set->span, Language::kEnglish));
    out.set_mark("O");
  }
  out.set_zone(std::string(casework::ZoneWord(deadline.zone)));
  out.set_zone_assumed(deadline.zone_assumed);
  out.set_holidays_unknown(!deadline.holidays_known);
  return out;
}

v1::CapacityChange ToProto(const casework::CapacityChange& change) {
  v1::CapacityChange out;
  out.set_function(ToString(change.function));
  if (change.before) out.set_before(*change.before);
  if (change.now) out.set_now(*change.now);
  if (change.demand) out.set_demand(*change.demand);
  return out;
}

v1::AnalyseCaseGapsResponse ToProto(const casework::GapAnalysis& analysis, Language language) {
  v1::AnalyseCaseGapsResponse out;
  // Without an analysis of the old job, which a refusal makes needless, there is nothing to show.
  if (analysis.old_job.tier != Tier::kUnknown) {
    *out.mutable_old_job() = JobOf(analysis.old_job, language);
  }
  for (const casework::JobGaps& job : analysis.other_jobs) {
    *out.add_other_jobs() = JobOf(job, language);
  }
  for (const casework::CapacityChange& change : analysis.changes) {
    *out.add_changes() = ToProto(change);
  }
  for (const casework::RungReason& reason : analysis.rungs) {
    v1::RungReason& added = *out.add_rungs();
    added.set_rung(static_cast<v1::Rung>(reason.rung));
    added.set_suggested(reason.suggested);
    added.set_sentence(reason.sentence);
  }
  out.set_open_questions(analysis.open_questions);
  return out;
}

v1::CaseDocument ToProto(const std::string& case_id, const casework::Entry<DocumentAdded>& entry,
                         Instant recorded_at) {
  const DocumentAdded& fact = entry.fact;
  v1::CaseDocument out;
  out.set_name("caseDocuments/" + fact.document_id);
  out.set_case_name("cases/" + case_id);
  out.set_kind(std::string(casework::WordOf(fact.kind)));
  *out.mutable_issued_on() = ToProto(fact.issued_on);
  out.set_file_name(fact.file_name);
  out.set_media_type(fact.media_type);
  out.set_size_bytes(fact.bytes);
  out.set_sha256(fact.sha256);
  *out.mutable_create_time() = ToProto(recorded_at);
  return out;
}

v1::CaseOffer ToProto(const CaseOffer& offer, const std::string& case_id) {
  v1::CaseOffer out;
  out.set_name("caseOffers/" + offer.id);
  if (!case_id.empty()) out.set_case_name("cases/" + case_id);
  out.set_kind(static_cast<v1::HandOverOffered::Kind>(offer.kind));
  out.set_from_manager(offer.from_manager);
  out.set_from_branch(offer.from_branch);
  out.set_to_manager(offer.to_manager);
  out.set_to_branch(offer.to_branch);
  out.set_carries(offer.carries);
  out.set_state(static_cast<v1::CaseOfferState>(offer.state));
  out.set_answer_reason(offer.answer_reason);
  *out.mutable_create_time() = ToProto(offer.offered_at);
  if (offer.answered_at) *out.mutable_answer_time() = ToProto(*offer.answered_at);
  *out.mutable_due_time() = ToProto(offer.due);
  return out;
}

}  // namespace setara
