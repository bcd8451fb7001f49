// From the messages of facts to the facts.

#include "matcher/domain/errors.h"
#include "server/rpc/as_known.h"
#include "server/rpc/convert_case_facts.h"

namespace setara {
namespace {

// Reads the fields of one fact, each under its own path.
class Reader {
 public:
  Reader(std::string fact, FieldErrors& errors) : prefix_(std::move(fact) + "."), errors_(errors) {}

  std::string Path(const std::string& field) const { return prefix_ + field; }
  FieldErrors& errors() { return errors_; }

  // A day that is required is missed by the rules of casework.
  template <typename Message>
  Date Day(bool given, const Message& day, const std::string& field) {
    return given ? FromProto(day, Path(field), errors_).value_or(Date{}) : Date{};
  }
  template <typename Message>
  std::optional<Date> MaybeDay(bool given, const Message& day, const std::string& field) {
    return given ? FromProto(day, Path(field), errors_) : std::nullopt;
  }
  std::string Id(const std::string& name, const char* collection, const std::string& field) {
    if (name.empty()) return "";
    absl::StatusOr<std::string> id = ParseName(name, collection, Path(field));
    errors_.AddAll(id.status());
    return id.ok() ? *std::move(id) : "";
  }
  std::string Occupation(const std::string& code, const std::string& field) {
    CheckOccupation(code, Path(field), errors_);
    return code;
  }
  AccommodationSet Accommodations(const google::protobuf::RepeatedPtrField<std::string>& codes,
                                  const std::string& field) {
    return ReadAccommodations(codes, Path(field), errors_);
  }
  // Takes over what reading into a whole record found, under this fact.
  void AddBelow(const FieldErrors& below) {
    errors_.AddAll(WithFieldPrefix(below.ToStatus(), prefix_.substr(0, prefix_.size() - 1)));
  }

 private:
  const std::string prefix_;
  FieldErrors& errors_;
};

template <typename To, typename From>
To As(From code) {
  return static_cast<To>(code);
}

CasePayload Read(const v1::CaseManagerAssigned& in, Reader&) {
  return CaseManagerAssigned{in.manager(), ""};
}

CasePayload Read(const v1::ContactTried& in, Reader& read) {
  ContactTried fact{.party = As<CaseParty>(in.party())};
  if (!in.mode().empty()) {
    absl::StatusOr<ModeId> mode = ParseMode(in.mode());
    read.errors().Add(read.Path("mode"), mode.status());
    if (mode.ok()) fact.mode = *mode;
  }
  fact.channel = in.channel();
  fact.reached = in.reached();
  fact.note = in.note();
  return fact;
}

CasePayload Read(const v1::ModesStated& in, Reader& read) {
  if (!in.has_communication()) read.errors().Add(read.Path("communication"), "is required");
  return ModesStated{
      ReadModes(in.communication().modes(), read.Path("communication.modes"), read.errors()),
      ReadModes(in.communication().preferred_modes(), read.Path("communication.preferred_modes"),
                read.errors())};
}

CasePayload Read(const v1::RecommendationGiven& in, Reader& read) {
  return RecommendationGiven{in.suitable(), As<DisabilityFinding>(in.disability()), in.doctor(),
                             read.Day(in.has_on(), in.on(), "on")};
}

CasePayload Read(const v1::ConsentAnswered& in, Reader& read) {
  return ConsentAnswered{As<CaseParty>(in.party()), As<ConsentStatus>(in.status()),
                         read.Day(in.has_on(), in.on(), "on"), in.document()};
}

CasePayload Read(const v1::AssessmentDone& in, Reader& read) {
  v1::Seeker profile;
  *profile.mutable_capacities() = in.capacities();
  *profile.mutable_tolerances() = in.tolerances();
  *profile.mutable_accommodations() = in.accommodations();
  if (in.has_communication()) *profile.mutable_communication() = in.communication();
  Seeker seeker;
  FieldErrors below;
  ReadProfile(profile, seeker, below);
  // The rules that a seeker's own profile keeps, since it may become one.
  seeker.identity.full_name = "-";
  if (below.empty()) below.AddAll(ValidateSeeker(seeker));
  read.AddBelow(below);
  AssessmentDone fact;
  fact.on = read.Day(in.has_on(), in.on(), "on");
  fact.capacities = std::move(seeker.capacities);
  fact.tolerances = std::move(seeker.tolerances);
  fact.accommodations = std::move(seeker.accommodations);
  fact.modes = seeker.modes;
  fact.preferred_modes = seeker.preferred_modes;
  return fact;
}

CasePayload Read(const v1::JobAnalysed& in, Reader& read) {
  v1::Opening as_opening;
  *as_opening.mutable_demands() = in.demands();
  *as_opening.mutable_contexts() = in.contexts();
  Opening job;
  FieldErrors below;
  ReadDemands(as_opening, job, below);
  read.AddBelow(below);
  JobAnalysed fact;
  fact.on = read.Day(in.has_on(), in.on(), "on");
  fact.rung = As<Rung>(in.rung());
  fact.employer_id = read.Id(in.employer(), "employers", "employer");
  fact.title = in.title();
  fact.occupation_code = read.Occupation(in.occupation_code(), "occupation_code");
  fact.demands = std::move(job.demands);
  fact.contexts = std::move(job.contexts);
  fact.offered = read.Accommodations(in.offered_accommodations(), "offered_accommodations");
  return fact;
}

CasePayload Read(const v1::GapsDecided& in, Reader& read) {
  return GapsDecided{read.Day(in.has_on(), in.on(), "on"), As<Rung>(in.suggested()),
                     in.bridgeable_at_old_employer(), in.reason()};
}

CasePayload Read(const v1::PlanWritten& in, Reader& read) {
  PlanWritten fact;
  fact.goals.assign(in.goals().begin(), in.goals().end());
  fact.target = As<Rung>(in.target());
  for (int i = 0; i < in.items_size(); ++i) {
    const v1::PlanWritten::Item& item = in.items(i);
    const std::string path = Element("items", i);
    PlanItem& added = fact.items.emplace_back();
    added.service = As<ServiceKind>(item.service());
    added.provider = item.provider();
    added.from = read.Day(item.has_from(), item.from(), path + "from");
    added.until = read.MaybeDay(item.has_until(), item.until(), path + "until");
    if (item.has_cost_idr()) added.cost_idr = item.cost_idr();
  }
  return fact;
}

CasePayload Read(const v1::PlanApproved& in, Reader& read) {
  return PlanApproved{As<CaseParty>(in.party()), read.Day(in.has_on(), in.on(), "on")};
}

CasePayload Read(const v1::ServiceReceived& in, Reader& read) {
  return ServiceReceived{As<ServiceKind>(in.service()), in.provider(),
                         read.Day(in.has_on(), in.on(), "on"), in.note()};
}

CasePayload Read(const v1::AidMoved& in, Reader& read) {
  AidMoved fact{.aid_id = in.aid_id(), .name = in.title(), .stage = As<AidStage>(in.stage())};
  fact.on = read.Day(in.has_on(), in.on(), "on");
  fact.expected_on = read.MaybeDay(in.has_expected_on(), in.expected_on(), "expected_on");
  if (in.has_cost_idr()) fact.cost_idr = in.cost_idr();
  return fact;
}

CasePayload Read(const v1::TrainingPlanned& in, Reader& read) {
  return TrainingPlanned{in.course(), in.provider(), read.Day(in.has_from(), in.from(), "from"),
                         read.Day(in.has_until(), in.until(), "until")};
}

CasePayload Read(const v1::TrainingEnded& in, Reader& read) {
  return TrainingEnded{read.Day(in.has_on(), in.on(), "on"), in.certificate()};
}

CasePayload Read(const v1::RungChosen& in, Reader&) {
  RungChosen fact{.rung = As<Rung>(in.rung()), .left_because = {}, .reason = in.reason()};
  for (const v1::RungChosen::Left& left : in.left_because()) {
    fact.left_because.push_back({As<Rung>(left.rung()), left.reason()});
  }
  return fact;
}

CasePayload Read(const v1::FitNoteGiven& in, Reader& read) {
  return FitNoteGiven{in.doctor(), read.Day(in.has_on(), in.on(), "on"), in.fit(),
                      read.MaybeDay(in.has_valid_until(), in.valid_until(), "valid_until"),
                      in.restrictions()};
}

CasePayload Read(const v1::TrialAgreed& in, Reader& read) {
  TrialAgreed fact{.employer_id = read.Id(in.employer(), "employers", "employer"),
                   .rung = As<Rung>(in.rung())};
  fact.on = read.Day(in.has_on(), in.on(), "on");
  for (int i = 0; i < in.steps_size(); ++i) {
    const v1::TrialAgreed::Step& step = in.steps(i);
    fact.steps.push_back({read.Day(step.has_from(), step.from(), Element("steps", i) + "from"),
                          step.hours_per_week(), step.duties(), step.wage_idr_per_month()});
  }
  if (in.has_equal_work_wage_idr_per_month()) {
    fact.equal_work_wage_idr_per_month = in.equal_work_wage_idr_per_month();
  }
  fact.accommodations = read.Accommodations(in.accommodations(), "accommodations");
  return fact;
}

CasePayload Read(const v1::AccommodationsProvided& in, Reader& read) {
  return AccommodationsProvided{read.Accommodations(in.accommodations(), "accommodations"),
                                read.Day(in.has_on(), in.on(), "on")};
}

CasePayload Read(const v1::WorkStarted& in, Reader& read) {
  WorkStarted fact{.employer_id = read.Id(in.employer(), "employers", "employer"),
                   .placement_id = read.Id(in.placement(), "placements", "placement"),
                   .rung = As<Rung>(in.rung())};
  fact.from = read.Day(in.has_from(), in.from(), "from");
  if (in.has_wage_idr_per_month()) fact.wage_idr_per_month = in.wage_idr_per_month();
  if (in.has_equal_work_wage_idr_per_month()) {
    fact.equal_work_wage_idr_per_month = in.equal_work_wage_idr_per_month();
  }
  return fact;
}

CasePayload Read(const v1::VisitMade& in, Reader& read) {
  return VisitMade{read.Day(in.has_on(), in.on(), "on"), in.on_agreed_terms(), in.note()};
}

CasePayload Read(const v1::ReviewHeld& in, Reader& read) {
  return ReviewHeld{read.Day(in.has_on(), in.on(), "on"), in.note()};
}

CasePayload Read(const v1::StmbPaid& in, Reader& read) {
  return StmbPaid{read.Day(in.has_from(), in.from(), "from"),
                  read.Day(in.has_until(), in.until(), "until"), in.percent(), in.amount_idr(),
                  read.Day(in.has_on(), in.on(), "on")};
}

CasePayload Read(const v1::RecoveryStated& in, Reader& read) {
  return RecoveryStated{read.Day(in.has_on(), in.on(), "on"), in.recovered(),
                        in.unable_total_permanent(), in.doctor()};
}

CasePayload Read(const v1::NoteWritten& in, Reader&) { return NoteWritten{in.text()}; }

CasePayload Read(const v1::ProcessingStopped&, Reader&) { return ProcessingStopped{}; }

CasePayload Read(const v1::EventCorrected& in, Reader&) {
  return EventCorrected{in.sequence(), in.reason()};
}

absl::Status MadeElsewhere(const char* fact, const char* method) {
  return InvalidField(fact, std::string("is made by ") + method + " alone");
}

}  // namespace

CaseReported FromProto(const v1::CaseReport& in, FieldErrors& errors) {
  Reader read("report", errors);
  CaseReported fact;
  fact.seeker_id = read.Id(in.seeker(), "seekers", "seeker");
  fact.employer_id = read.Id(in.employer(), "employers", "employer");
  fact.previous_case_id = read.Id(in.previous_case(), "cases", "previous_case");
  fact.injury = As<InjuryKind>(in.injury());
  fact.segment = As<BpjsSegment>(in.segment());
  if (in.has_jkk_member()) fact.jkk_member = in.jkk_member();
  const auto instant = [&](bool given, const google::protobuf::Timestamp& time,
                           const std::string& field) -> std::optional<Instant> {
    if (!given) return std::nullopt;
    return ReadInstant(true, time, Instant{}, read.Path(field), errors);
  };
  fact.happened_at =
      instant(in.has_happen_time(), in.happen_time(), "happen_time").value_or(Instant{});
  fact.employer_knew_at =
      instant(in.has_employer_know_time(), in.employer_know_time(), "employer_know_time");
  fact.first_report_at =
      instant(in.has_first_report_time(), in.first_report_time(), "first_report_time");
  fact.incapacity_from =
      read.MaybeDay(in.has_incapacity_from(), in.incapacity_from(), "incapacity_from");
  CheckRegion(in.region_code(), read.Path("region_code"), errors);
  fact.region_code = in.region_code();
  fact.occupation_code = read.Occupation(in.occupation_code(), "occupation_code");
  if (in.has_wage_idr_per_month()) fact.wage_idr_per_month = in.wage_idr_per_month();
  return fact;
}

absl::StatusOr<CasePayload> ReadFact(const v1::CaseEvent& in, const std::string& assessor) {
  FieldErrors errors;
  CasePayload fact;
  const auto take = [&](const char* name, const auto& message) {
    Reader reader(name, errors);
    fact = Read(message, reader);
  };
  switch (in.fact_case()) {
    case v1::CaseEvent::kReport:
      fact = FromProto(in.report(), errors);
      break;
    case v1::CaseEvent::kManagerAssigned:
      take("manager_assigned", in.manager_assigned());
      break;
    case v1::CaseEvent::kContactTried:
      take("contact_tried", in.contact_tried());
      break;
    case v1::CaseEvent::kModesStated:
      take("modes_stated", in.modes_stated());
      break;
    case v1::CaseEvent::kRecommendationGiven:
      take("recommendation_given", in.recommendation_given());
      break;
    case v1::CaseEvent::kConsentAnswered:
      take("consent_answered", in.consent_answered());
      break;
    case v1::CaseEvent::kAssessmentDone:
      take("assessment_done", in.assessment_done());
      std::get<AssessmentDone>(fact).assessor = assessor;
      break;
    case v1::CaseEvent::kJobAnalysed:
      take("job_analysed", in.job_analysed());
      break;
    case v1::CaseEvent::kGapsDecided:
      take("gaps_decided", in.gaps_decided());
      break;
    case v1::CaseEvent::kPlanWritten:
      take("plan_written", in.plan_written());
      break;
    case v1::CaseEvent::kPlanApproved:
      take("plan_approved", in.plan_approved());
      break;
    case v1::CaseEvent::kServiceReceived:
      take("service_received", in.service_received());
      break;
    case v1::CaseEvent::kAidMoved:
      take("aid_moved", in.aid_moved());
      break;
    case v1::CaseEvent::kTrainingPlanned:
      take("training_planned", in.training_planned());
      break;
    case v1::CaseEvent::kTrainingEnded:
      take("training_ended", in.training_ended());
      break;
    case v1::CaseEvent::kRungChosen:
      take("rung_chosen", in.rung_chosen());
      break;
    case v1::CaseEvent::kFitNoteGiven:
      take("fit_note_given", in.fit_note_given());
      break;
    case v1::CaseEvent::kTrialAgreed:
      take("trial_agreed", in.trial_agreed());
      break;
    case v1::CaseEvent::kAccommodationsProvided:
      take("accommodations_provided", in.accommodations_provided());
      break;
    case v1::CaseEvent::kWorkStarted:
      take("work_started", in.work_started());
      break;
    case v1::CaseEvent::kVisitMade:
      take("visit_made", in.visit_made());
      break;
    case v1::CaseEvent::kReviewHeld:
      take("review_held", in.review_held());
      break;
    case v1::CaseEvent::kStmbPaid:
      take("stmb_paid", in.stmb_paid());
      break;
    case v1::CaseEvent::kSecondOpinionAsked: {
      Reader reader("second_opinion_asked", errors);
      const v1::SecondOpinion& asked = in.second_opinion_asked();
      fact = SecondOpinionAsked{asked.about(), reader.Day(asked.has_on(), asked.on(), "on")};
      break;
    }
    case v1::CaseEvent::kSecondOpinionGiven: {
      Reader reader("second_opinion_given", errors);
      const v1::SecondOpinion& given = in.second_opinion_given();
      fact = SecondOpinionGiven{given.doctor(), given.result(),
                                reader.Day(given.has_on(), given.on(), "on")};
      break;
    }
    case v1::CaseEvent::kDismissalAttempted: {
      Reader reader("dismissal_attempted", errors);
      const v1::Dismissal& attempt = in.dismissal_attempted();
      fact = DismissalAttempted{reader.Day(attempt.has_on(), attempt.on(), "on"), attempt.text()};
      break;
    }
    case v1::CaseEvent::kDismissalHandled: {
      Reader reader("dismissal_handled", errors);
      const v1::Dismissal& handled = in.dismissal_handled();
      fact = DismissalHandled{reader.Day(handled.has_on(), handled.on(), "on"), handled.text()};
      break;
    }
    case v1::CaseEvent::kRecoveryStated:
      take("recovery_stated", in.recovery_stated());
      break;
    case v1::CaseEvent::kNoteWritten:
      take("note_written", in.note_written());
      break;
    case v1::CaseEvent::kProcessingStopped:
      take("processing_stopped", in.processing_stopped());
      break;
    case v1::CaseEvent::kEventCorrected:
      take("event_corrected", in.event_corrected());
      break;
    case v1::CaseEvent::kMoved:
      return MadeElsewhere("moved", "AdvanceCase");
    case v1::CaseEvent::kDocumentAdded:
      return MadeElsewhere("document_added", "AddCaseDocument");
    case v1::CaseEvent::kHandOverOffered:
      return MadeElsewhere("hand_over_offered", "OfferCase");
    case v1::CaseEvent::kHandOverAnswered:
      return MadeElsewhere("hand_over_answered", "AnswerCaseOffer");
    case v1::CaseEvent::kSearchStarted:
      return MadeElsewhere("search_started", "StartCaseSearch");
    case v1::CaseEvent::FACT_NOT_SET:
      return InvalidField("fact", "is required");
  }
  if (!errors.empty()) return errors.ToStatus();
  return fact;
}

}  // namespace setara
