// The fields of every fact of a case's log, once, for writing and reading alike. A name or meaning
// that was released is never changed; new fields are added, and read as absent from older logs.
// Private to case_codec.cc.
#pragma once

#include <concepts>
#include <type_traits>

#include "matcher/domain/case_events.h"

namespace setara {

// A fact, const or not.
template <typename T, typename Fact>
concept Of = std::same_as<std::remove_const_t<T>, Fact>;

template <typename V>
void Fields(V& v, Of<CaseReported> auto& f) {
  v("seeker_id", f.seeker_id), v("employer_id", f.employer_id);
  v("previous_case_id", f.previous_case_id), v("injury", f.injury), v("segment", f.segment);
  v("jkk_member", f.jkk_member), v("happened_at", f.happened_at);
  v("employer_knew_at", f.employer_knew_at), v("first_report_at", f.first_report_at);
  v("incapacity_from", f.incapacity_from), v("region_code", f.region_code);
  v("branch", f.branch), v("occupation_code", f.occupation_code);
  v("wage_idr_per_month", f.wage_idr_per_month);
}

template <typename V>
void Fields(V& v, Of<CaseMoved> auto& f) {
  v("trigger", f.trigger), v("to", f.to), v("outcome", f.outcome);
}

template <typename V>
void Fields(V& v, Of<CaseManagerAssigned> auto& f) {
  v("manager", f.manager), v("branch", f.branch);
}

template <typename V>
void Fields(V& v, Of<ContactTried> auto& f) {
  v("party", f.party), v("mode", f.mode), v("channel", f.channel), v("reached", f.reached);
  v("note", f.note);
}

template <typename V>
void Fields(V& v, Of<ModesStated> auto& f) {
  v("modes", f.modes), v("preferred", f.preferred);
}

template <typename V>
void Fields(V& v, Of<RecommendationGiven> auto& f) {
  v("suitable", f.suitable), v("disability", f.disability), v("doctor", f.doctor), v("on", f.on);
}

template <typename V>
void Fields(V& v, Of<ConsentAnswered> auto& f) {
  v("party", f.party), v("status", f.status), v("on", f.on), v("document_id", f.document_id);
}

template <typename V>
void Fields(V& v, Of<AssessmentDone> auto& f) {
  v("on", f.on), v("capacities", f.capacities), v("tolerances", f.tolerances);
  v("accommodations", f.accommodations), v("modes", f.modes);
  v("preferred_modes", f.preferred_modes), v("assessor", f.assessor);
}

template <typename V>
void Fields(V& v, Of<JobAnalysed> auto& f) {
  v("on", f.on), v("rung", f.rung), v("employer_id", f.employer_id), v("title", f.title);
  v("occupation_code", f.occupation_code), v("demands", f.demands), v("contexts", f.contexts);
  v("offered", f.offered);
}

template <typename V>
void Fields(V& v, Of<GapsDecided> auto& f) {
  v("on", f.on), v("suggested", f.suggested);
  v("bridgeable_at_old_employer", f.bridgeable_at_old_employer), v("reason", f.reason);
}

template <typename V>
void Fields(V& v, Of<PlanItem> auto& f) {
  v("service", f.service), v("provider", f.provider), v("from", f.from), v("until", f.until);
  v("cost_idr", f.cost_idr);
}

template <typename V>
void Fields(V& v, Of<PlanWritten> auto& f) {
  v("goals", f.goals), v("target", f.target), v("items", f.items);
}

template <typename V>
void Fields(V& v, Of<PlanApproved> auto& f) {
  v("party", f.party), v("on", f.on);
}

template <typename V>
void Fields(V& v, Of<ServiceReceived> auto& f) {
  v("service", f.service), v("provider", f.provider), v("on", f.on), v("note", f.note);
}

template <typename V>
void Fields(V& v, Of<AidMoved> auto& f) {
  v("aid_id", f.aid_id), v("name", f.name), v("stage", f.stage), v("on", f.on);
  v("expected_on", f.expected_on), v("cost_idr", f.cost_idr);
}

template <typename V>
void Fields(V& v, Of<TrainingPlanned> auto& f) {
  v("course", f.course), v("provider", f.provider), v("from", f.from), v("until", f.until);
}

template <typename V>
void Fields(V& v, Of<TrainingEnded> auto& f) {
  v("on", f.on), v("certificate", f.certificate);
}

template <typename V>
void Fields(V& v, Of<RungChosen::Left> auto& f) {
  v("rung", f.rung), v("reason", f.reason);
}

template <typename V>
void Fields(V& v, Of<RungChosen> auto& f) {
  v("rung", f.rung), v("left_because", f.left_because), v("reason", f.reason);
}

template <typename V>
void Fields(V& v, Of<FitNoteGiven> auto& f) {
  v("doctor", f.doctor), v("on", f.on), v("fit", f.fit), v("valid_until", f.valid_until);
  v("restrictions", f.restrictions);
}

template <typename V>
void Fields(V& v, Of<GradedStep> auto& f) {
  v("from", f.from), v("hours_per_week", f.hours_per_week), v("duties", f.duties);
  v("wage_idr_per_month", f.wage_idr_per_month);
}

template <typename V>
void Fields(V& v, Of<TrialAgreed> auto& f) {
  v("employer_id", f.employer_id), v("rung", f.rung), v("on", f.on), v("steps", f.steps);
  v("equal_work_wage_idr_per_month", f.equal_work_wage_idr_per_month);
  v("accommodations", f.accommodations);
}

template <typename V>
void Fields(V& v, Of<AccommodationsProvided> auto& f) {
  v("provided", f.provided), v("on", f.on);
}

template <typename V>
void Fields(V& v, Of<WorkStarted> auto& f) {
  v("employer_id", f.employer_id), v("placement_id", f.placement_id), v("rung", f.rung);
  v("from", f.from), v("wage_idr_per_month", f.wage_idr_per_month);
  v("equal_work_wage_idr_per_month", f.equal_work_wage_idr_per_month);
}

template <typename V>
void Fields(V& v, Of<VisitMade> auto& f) {
  v("on", f.on), v("on_agreed_terms", f.on_agreed_terms), v("note", f.note);
}

template <typename V>
void Fields(V& v, Of<ReviewHeld> auto& f) {
  v("on", f.on), v("note", f.note);
}

template <typename V>
void Fields(V& v, Of<StmbPaid> auto& f) {
  v("from", f.from), v("until", f.until), v("percent", f.percent), v("amount_idr", f.amount_idr);
  v("on", f.on);
}

template <typename V>
void Fields(V& v, Of<SecondOpinionAsked> auto& f) {
  v("about", f.about), v("on", f.on);
}

template <typename V>
void Fields(V& v, Of<SecondOpinionGiven> auto& f) {
  v("doctor", f.doctor), v("result", f.result), v("on", f.on);
}

template <typename V>
void Fields(V& v, Of<DismissalAttempted> auto& f) {
  v("on", f.on), v("ground", f.ground);
}

template <typename V>
void Fields(V& v, Of<DismissalHandled> auto& f) {
  v("on", f.on), v("action", f.action);
}

template <typename V>
void Fields(V& v, Of<RecoveryStated> auto& f) {
  v("on", f.on), v("recovered", f.recovered);
  v("unable_total_permanent", f.unable_total_permanent), v("doctor", f.doctor);
}

template <typename V>
void Fields(V& v, Of<DocumentAdded> auto& f) {
  v("document_id", f.document_id), v("kind", f.kind), v("issued_on", f.issued_on);
  v("media_type", f.media_type), v("bytes", f.bytes), v("sha256", f.sha256);
  v("file_name", f.file_name);
}

template <typename V>
void Fields(V& v, Of<NoteWritten> auto& f) {
  v("text", f.text);
}

template <typename V>
void Fields(V& v, Of<HandOverOffered> auto& f) {
  v("offer_id", f.offer_id), v("kind", f.kind), v("to_manager", f.to_manager);
  v("to_branch", f.to_branch), v("carries", f.carries);
}

template <typename V>
void Fields(V& v, Of<HandOverAnswered> auto& f) {
  v("offer_id", f.offer_id), v("accepted", f.accepted), v("reason", f.reason);
}

template <typename V>
void Fields(V&, Of<ProcessingStopped> auto&) {}

template <typename V>
void Fields(V& v, Of<EventCorrected> auto& f) {
  v("sequence", f.sequence), v("reason", f.reason);
}

template <typename V>
void Fields(V& v, Of<SearchStarted> auto& f) {
  v("wishes_self_employment", f.wishes_self_employment);
  v("available_from", f.available_from);
}

}  // namespace setara
