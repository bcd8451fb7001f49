#include "server/rpc/convert_case_facts.h"

#include <array>

#include "matcher/domain/errors.h"
#include "server/casework/words.h"

namespace setara {
namespace {

template <typename Name>
std::string Named(const char* collection, const Name& id) {
  return id.empty() ? std::string() : std::string(collection) + "/" + id;
}

v1::Rung Of(Rung rung) { return static_cast<v1::Rung>(rung); }
v1::CaseParty Of(CaseParty party) { return static_cast<v1::CaseParty>(party); }

template <typename Set>
void AddCodes(Set set, google::protobuf::RepeatedPtrField<std::string>* out) {
  set.ForEach([&](auto id) { *out->Add() = ToString(id); });
}

// A profile or a job as the messages of the records have it.
Seeker ProfileOf(const AssessmentDone& fact) {
  Seeker seeker;
  seeker.capacities = fact.capacities;
  seeker.tolerances = fact.tolerances;
  seeker.accommodations = fact.accommodations;
  seeker.modes = fact.modes;
  seeker.preferred_modes = fact.preferred_modes;
  return seeker;
}

void Put(const CaseReported& f, v1::CaseEvent& out) { *out.mutable_report() = ToProto(f); }

void Put(const CaseMoved& f, v1::CaseEvent& out) {
  out.mutable_moved()->set_trigger(static_cast<v1::CaseTrigger>(f.trigger));
  out.mutable_moved()->set_to(static_cast<v1::CaseState>(f.to));
  out.mutable_moved()->set_outcome(static_cast<v1::CaseOutcome>(f.outcome));
}

void Put(const CaseManagerAssigned& f, v1::CaseEvent& out) {
  out.mutable_manager_assigned()->set_manager(f.manager);
  out.mutable_manager_assigned()->set_branch(f.branch);
}

void Put(const ContactTried& f, v1::CaseEvent& out) {
  v1::ContactTried& to = *out.mutable_contact_tried();
  to.set_party(Of(f.party));
  if (f.mode) to.set_mode(ToString(*f.mode));
  to.set_channel(f.channel);
  to.set_reached(f.reached);
  to.set_note(f.note);
}

void Put(const ModesStated& f, v1::CaseEvent& out) {
  v1::CommunicationModes& to = *out.mutable_modes_stated()->mutable_communication();
  AddCodes(f.modes, to.mutable_modes());
  AddCodes(f.preferred, to.mutable_preferred_modes());
}

void Put(const RecommendationGiven& f, v1::CaseEvent& out) {
  v1::RecommendationGiven& to = *out.mutable_recommendation_given();
  to.set_suitable(f.suitable);
  to.set_disability(static_cast<v1::RecommendationGiven::Disability>(f.disability));
  to.set_doctor(f.doctor);
  *to.mutable_on() = ToProto(f.on);
}

void Put(const ConsentAnswered& f, v1::CaseEvent& out) {
  v1::ConsentAnswered& to = *out.mutable_consent_answered();
  to.set_party(Of(f.party));
  to.set_status(static_cast<v1::ConsentStatus>(f.status));
  *to.mutable_on() = ToProto(f.on);
  to.set_document(f.document_id);
}

void Put(const AssessmentDone& f, v1::CaseEvent& out) {
  v1::AssessmentDone& to = *out.mutable_assessment_done();
  v1::Seeker profile = ToProto(ProfileOf(f));
  *to.mutable_on() = ToProto(f.on);
  to.mutable_capacities()->Swap(profile.mutable_capacities());
  to.mutable_tolerances()->Swap(profile.mutable_tolerances());
  to.mutable_accommodations()->Swap(profile.mutable_accommodations());
  if (profile.has_communication())
    to.mutable_communication()->Swap(profile.mutable_communication());
}

void Put(const JobAnalysed& f, v1::CaseEvent& out) {
  Opening job;
  job.demands = f.demands;
  job.contexts = f.contexts;
  v1::Opening as_opening = ToProto(job);
  v1::JobAnalysed& to = *out.mutable_job_analysed();
  *to.mutable_on() = ToProto(f.on);
  to.set_rung(Of(f.rung));
  to.set_employer(Named("employers", f.employer_id));
  to.set_title(f.title);
  to.set_occupation_code(f.occupation_code);
  to.mutable_demands()->Swap(as_opening.mutable_demands());
  to.mutable_contexts()->Swap(as_opening.mutable_contexts());
  AddCodes(f.offered, to.mutable_offered_accommodations());
}

void Put(const GapsDecided& f, v1::CaseEvent& out) {
  v1::GapsDecided& to = *out.mutable_gaps_decided();
  *to.mutable_on() = ToProto(f.on);
  to.set_suggested(Of(f.suggested));
  to.set_bridgeable_at_old_employer(f.bridgeable_at_old_employer);
  to.set_reason(f.reason);
}

void Put(const PlanWritten& f, v1::CaseEvent& out) {
  v1::PlanWritten& to = *out.mutable_plan_written();
  to.mutable_goals()->Assign(f.goals.begin(), f.goals.end());
  to.set_target(Of(f.target));
  for (const PlanItem& item : f.items) {
    v1::PlanWritten::Item& added = *to.add_items();
    added.set_service(static_cast<v1::ServiceKind>(item.service));
    added.set_provider(item.provider);
    *added.mutable_from() = ToProto(item.from);
    if (item.until) *added.mutable_until() = ToProto(*item.until);
    if (item.cost_idr) added.set_cost_idr(*item.cost_idr);
  }
}

void Put(const PlanApproved& f, v1::CaseEvent& out) {
  out.mutable_plan_approved()->set_party(Of(f.party));
  *out.mutable_plan_approved()->mutable_on() = ToProto(f.on);
}

void Put(const ServiceReceived& f, v1::CaseEvent& out) {
  v1::ServiceReceived& to = *out.mutable_service_received();
  to.set_service(static_cast<v1::ServiceKind>(f.service));
  to.set_provider(f.provider);
  *to.mutable_on() = ToProto(f.on);
  to.set_note(f.note);
}

void Put(const AidMoved& f, v1::CaseEvent& out) {
  v1::AidMoved& to = *out.mutable_aid_moved();
  to.set_aid_id(f.aid_id);
  to.set_title(f.name);
  to.set_stage(static_cast<v1::AidMoved::Stage>(f.stage));
  *to.mutable_on() = ToProto(f.on);
  if (f.expected_on) *to.mutable_expected_on() = ToProto(*f.expected_on);
  if (f.cost_idr) to.set_cost_idr(*f.cost_idr);
}

void Put(const TrainingPlanned& f, v1::CaseEvent& out) {
  v1::TrainingPlanned& to = *out.mutable_training_planned();
  to.set_course(f.course);
  to.set_provider(f.provider);
  *to.mutable_from() = ToProto(f.from);
  *to.mutable_until() = ToProto(f.until);
}

void Put(const TrainingEnded& f, v1::CaseEvent& out) {
  *out.mutable_training_ended()->mutable_on() = ToProto(f.on);
  out.mutable_training_ended()->set_certificate(f.certificate);
}

void Put(const RungChosen& f, v1::CaseEvent& out) {
  v1::RungChosen& to = *out.mutable_rung_chosen();
  to.set_rung(Of(f.rung));
  for (const RungChosen::Left& left : f.left_because) {
    v1::RungChosen::Left& added = *to.add_left_because();
    added.set_rung(Of(left.rung));
    added.set_reason(left.reason);
  }
  to.set_reason(f.reason);
}

void Put(const FitNoteGiven& f, v1::CaseEvent& out) {
  v1::FitNoteGiven& to = *out.mutable_fit_note_given();
  to.set_doctor(f.doctor);
  *to.mutable_on() = ToProto(f.on);
  to.set_fit(f.fit);
  if (f.valid_until) *to.mutable_valid_until() = ToProto(*f.valid_until);
  to.set_restrictions(f.restrictions);
}

void Put(const TrialAgreed& f, v1::CaseEvent& out) {
  v1::TrialAgreed& to = *out.mutable_trial_agreed();
  to.set_employer(Named("employers", f.employer_id));
  to.set_rung(Of(f.rung));
  *to.mutable_on() = ToProto(f.on);
  for (const GradedStep& step : f.steps) {
    v1::TrialAgreed::Step& added = *to.add_steps();
    *added.mutable_from() = ToProto(step.from);
    added.set_hours_per_week(step.hours_per_week);
    added.set_duties(step.duties);
    added.set_wage_idr_per_month(step.wage_idr_per_month);
  }
  if (f.equal_work_wage_idr_per_month) {
    to.set_equal_work_wage_idr_per_month(*f.equal_work_wage_idr_per_month);
  }
  AddCodes(f.accommodations, to.mutable_accommodations());
}

void Put(const AccommodationsProvided& f, v1::CaseEvent& out) {
  AddCodes(f.provided, out.mutable_accommodations_provided()->mutable_accommodations());
  *out.mutable_accommodations_provided()->mutable_on() = ToProto(f.on);
}

void Put(const WorkStarted& f, v1::CaseEvent& out) {
  v1::WorkStarted& to = *out.mutable_work_started();
  to.set_employer(Named("employers", f.employer_id));
  to.set_placement(Named("placements", f.placement_id));
  to.set_rung(Of(f.rung));
  *to.mutable_from() = ToProto(f.from);
  if (f.wage_idr_per_month) to.set_wage_idr_per_month(*f.wage_idr_per_month);
  if (f.equal_work_wage_idr_per_month) {
    to.set_equal_work_wage_idr_per_month(*f.equal_work_wage_idr_per_month);
  }
}

void Put(const VisitMade& f, v1::CaseEvent& out) {
  *out.mutable_visit_made()->mutable_on() = ToProto(f.on);
  out.mutable_visit_made()->set_on_agreed_terms(f.on_agreed_terms);
  out.mutable_visit_made()->set_note(f.note);
}

void Put(const ReviewHeld& f, v1::CaseEvent& out) {
  *out.mutable_review_held()->mutable_on() = ToProto(f.on);
  out.mutable_review_held()->set_note(f.note);
}

void Put(const StmbPaid& f, v1::CaseEvent& out) {
  v1::StmbPaid& to = *out.mutable_stmb_paid();
  *to.mutable_from() = ToProto(f.from);
  *to.mutable_until() = ToProto(f.until);
  to.set_percent(f.percent);
  to.set_amount_idr(f.amount_idr);
  *to.mutable_on() = ToProto(f.on);
}

void Put(const SecondOpinionAsked& f, v1::CaseEvent& out) {
  out.mutable_second_opinion_asked()->set_about(f.about);
  *out.mutable_second_opinion_asked()->mutable_on() = ToProto(f.on);
}

void Put(const SecondOpinionGiven& f, v1::CaseEvent& out) {
  v1::SecondOpinion& to = *out.mutable_second_opinion_given();
  to.set_doctor(f.doctor);
  to.set_result(f.result);
  *to.mutable_on() = ToProto(f.on);
}

void Put(const DismissalAttempted& f, v1::CaseEvent& out) {
  *out.mutable_dismissal_attempted()->mutable_on() = ToProto(f.on);
  out.mutable_dismissal_attempted()->set_text(f.ground);
}

void Put(const DismissalHandled& f, v1::CaseEvent& out) {
  *out.mutable_dismissal_handled()->mutable_on() = ToProto(f.on);
  out.mutable_dismissal_handled()->set_text(f.action);
}

void Put(const RecoveryStated& f, v1::CaseEvent& out) {
  v1::RecoveryStated& to = *out.mutable_recovery_stated();
  *to.mutable_on() = ToProto(f.on);
  to.set_recovered(f.recovered);
  to.set_unable_total_permanent(f.unable_total_permanent);
  to.set_doctor(f.doctor);
}

void Put(const DocumentAdded& f, v1::CaseEvent& out) {
  v1::DocumentAdded& to = *out.mutable_document_added();
  to.set_document_id(f.document_id);
  to.set_kind(std::string(casework::WordOf(f.kind)));
  *to.mutable_issued_on() = ToProto(f.issued_on);
  to.set_media_type(f.media_type);
  to.set_size_bytes(f.bytes);
  to.set_sha256(f.sha256);
  to.set_file_name(f.file_name);
}

void Put(const NoteWritten& f, v1::CaseEvent& out) { out.mutable_note_written()->set_text(f.text); }

void Put(const HandOverOffered& f, v1::CaseEvent& out) {
  v1::HandOverOffered& to = *out.mutable_hand_over_offered();
  to.set_offer_id(f.offer_id);
  to.set_kind(static_cast<v1::HandOverOffered::Kind>(f.kind));
  to.set_to_manager(f.to_manager);
  to.set_to_branch(f.to_branch);
  to.set_carries(f.carries);
}

void Put(const HandOverAnswered& f, v1::CaseEvent& out) {
  out.mutable_hand_over_answered()->set_offer_id(f.offer_id);
  out.mutable_hand_over_answered()->set_accepted(f.accepted);
  out.mutable_hand_over_answered()->set_reason(f.reason);
}

void Put(const ProcessingStopped&, v1::CaseEvent& out) { out.mutable_processing_stopped(); }

void Put(const EventCorrected& f, v1::CaseEvent& out) {
  out.mutable_event_corrected()->set_sequence(f.sequence);
  out.mutable_event_corrected()->set_reason(f.reason);
}

void Put(const SearchStarted& f, v1::CaseEvent& out) {
  out.mutable_search_started()->set_wishes_self_employment(f.wishes_self_employment);
  if (f.available_from)
    *out.mutable_search_started()->mutable_available_from() = ToProto(*f.available_from);
}

}  // namespace

v1::CaseReport ToProto(const CaseReported& f) {
  v1::CaseReport out;
  out.set_seeker(Named("seekers", f.seeker_id));
  out.set_employer(Named("employers", f.employer_id));
  out.set_previous_case(Named("cases", f.previous_case_id));
  out.set_injury(static_cast<v1::InjuryKind>(f.injury));
  out.set_segment(static_cast<v1::BpjsSegment>(f.segment));
  if (f.jkk_member) out.set_jkk_member(*f.jkk_member);
  *out.mutable_happen_time() = ToProto(f.happened_at);
  if (f.employer_knew_at) *out.mutable_employer_know_time() = ToProto(*f.employer_knew_at);
  if (f.first_report_at) *out.mutable_first_report_time() = ToProto(*f.first_report_at);
  if (f.incapacity_from) *out.mutable_incapacity_from() = ToProto(*f.incapacity_from);
  out.set_region_code(f.region_code);
  out.set_occupation_code(f.occupation_code);
  if (f.wage_idr_per_month) out.set_wage_idr_per_month(*f.wage_idr_per_month);
  return out;
}

void SetFact(const CasePayload& payload, v1::CaseEvent& out) {
  std::visit([&](const auto& fact) { Put(fact, out); }, payload);
}

absl::Status InContractNames(const absl::Status& status) {
  constexpr std::array<std::array<std::string_view, 2>, 14> kNames = {{
      {"at", "happen_time"},
      {"reported.seeker_id", "report.seeker"},
      {"reported.employer_id", "report.employer"},
      {"reported.previous_case_id", "report.previous_case"},
      {"reported.happened_at", "report.happen_time"},
      {"reported.employer_knew_at", "report.employer_know_time"},
      {"reported.first_report_at", "report.first_report_time"},
      {"modes_stated.preferred", "modes_stated.communication.preferred_modes"},
      {"consent_answered.document_id", "consent_answered.document"},
      {"assessment_done.preferred_modes", "assessment_done.communication.preferred_modes"},
      {"dismissal_attempted.ground", "dismissal_attempted.text"},
      {"dismissal_handled.action", "dismissal_handled.text"},
      {"document_added.bytes", "document_added.size_bytes"},
      {"aid_moved.name", "aid_moved.title"},
  }};
  std::vector<FieldViolation> violations = FieldViolations(status);
  if (violations.empty()) return status;
  for (FieldViolation& violation : violations) {
    bool named = false;
    for (const auto& [ours, theirs] : kNames) {
      if (violation.field != ours) continue;
      violation.field = theirs;
      named = true;
      break;
    }
    if (!named && violation.field.starts_with("reported.")) {
      violation.field.replace(0, std::string_view("reported").size(), "report");
    }
  }
  return InvalidFields(violations);
}

}  // namespace setara
