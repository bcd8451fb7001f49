// What the columns of a row mean, from the report to the plan.
#include "server/import/case_maker.h"

namespace setara {
namespace {

constexpr std::string_view kConsentSteps[] = {"UNSPECIFIED", "REQUESTED", "GIVEN", "REFUSED",
                                              "WITHDRAWN"};
constexpr std::string_view kDisabilities[] = {"UNSPECIFIED", "NONE", "PRESENT", "PREDICTED"};

CasePayload Reported(CaseRowMaker& m) {
  const CaseCells& cells = m.cells;
  CaseReported report;
  report.injury = cells.injury;
  report.segment = cells.segment;
  report.jkk_member = cells.jkk_member;
  report.incapacity_from = cells.incapacity_from;
  report.region_code = cells.region_code;
  report.branch = cells.branch;
  report.occupation_code = cells.occupation_code;
  report.wage_idr_per_month = cells.wage_idr_per_month;
  for (std::string_view column : {"injury", "segment", "jkk_member", "happened_on"}) {
    m.Require(column);
  }
  CaseImportRow& row = m.cells.row;
  if (row.seeker_id.empty() && row.seeker_source_id.empty()) {
    m.notes.Reject("seeker", "is required: seeker, or seeker_source and seeker_source_id");
  } else if (row.seeker_id.empty() && row.seeker_source.empty()) {
    m.notes.Reject("seeker_source", "is required with seeker_source_id");
  }
  if (m.employer.id.empty() && m.employer.source.empty() != m.employer.source_id.empty()) {
    m.notes.Reject("employer_source", "is required with employer_source_id, and the reverse");
  }
  row.happened = {cells.happened_on.value_or(Date{}),
                  cells.happened_minute.value_or(LocalMoment().minute)};
  if (cells.employer_knew_on) row.employer_knew = LocalMoment{*cells.employer_knew_on};
  if (cells.first_reported_on) row.first_report = LocalMoment{*cells.first_reported_on};
  return report;
}

CasePayload Assigned(CaseRowMaker& m) {
  m.Require("manager");
  return CaseManagerAssigned();
}

CasePayload Contact(CaseRowMaker& m) {
  ContactTried contact;
  if (m.cells.party != CaseParty::kUnknown) contact.party = m.cells.party;
  if (m.cells.modes && m.cells.modes->size() == 1) {
    m.cells.modes->ForEach([&](ModeId mode) { contact.mode = mode; });
  } else if (m.cells.modes) {
    m.notes.Reject("modes", "a contact has one mode");
  }
  contact.channel = m.cells.by;
  contact.reached = m.Yes();
  contact.note = m.cells.text;
  return contact;
}

CasePayload Modes(CaseRowMaker& m) {
  m.Require("modes");
  return ModesStated{m.cells.modes.value_or(ModeSet()), m.cells.preferred_modes};
}

CasePayload Recommendation(CaseRowMaker& m) {
  m.Require("by");
  return RecommendationGiven{m.Yes(), m.Status<DisabilityFinding>(kDisabilities), m.cells.by,
                             m.cells.row.at.day};
}

CasePayload Consent(CaseRowMaker& m) {
  m.Require("party");
  m.Require("status");
  const auto status = m.Status<ConsentStatus>(kConsentSteps);
  // What was signed stays where it lies; the reference says where.
  if (status == ConsentStatus::kGiven) m.Require("document");
  return ConsentAnswered{m.cells.party, status, m.cells.row.at.day, m.cells.document};
}

CasePayload Assessment(CaseRowMaker& m) {
  m.Require("levels");
  AssessmentDone done;
  done.on = m.cells.row.at.day;
  for (const auto& [function, level] : m.cells.levels) {
    done.capacities.push_back(
        {.function = function, .usual = level, .low = std::nullopt, .how_often = ""});
  }
  m.cells.accommodations.ForEach(
      [&](AccommodationId id) { done.accommodations.push_back({id, AccommodationStance::kUses}); });
  done.modes = m.cells.modes;
  done.preferred_modes = m.cells.preferred_modes;
  done.assessor = m.cells.by;
  return done;
}

CasePayload Job(CaseRowMaker& m) {
  m.Require("text");
  JobAnalysed job;
  job.on = m.cells.row.at.day;
  job.rung = m.cells.rung == Rung::kUnknown ? Rung::kSameJob : m.cells.rung;
  job.title = m.cells.text;
  job.occupation_code = m.cells.occupation_code;
  for (const auto& [function, level] : m.cells.levels) {
    job.demands.push_back({.function = function,
                           .level = level,
                           .essential = true,
                           .origin = DemandOrigin::kConfirmed,
                           .task = m.cells.text});
  }
  job.offered = m.cells.accommodations;
  return job;
}

CasePayload Gaps(CaseRowMaker& m) {
  m.Require("text");
  return GapsDecided{m.cells.row.at.day, m.cells.rung, m.Yes(), m.cells.text};
}

CasePayload Plan(CaseRowMaker& m) {
  m.Require("text");
  return PlanWritten{CaseItems(m.cells.text), m.cells.rung, {}};
}

CasePayload Approval(CaseRowMaker& m) {
  m.Require("party");
  return PlanApproved{m.cells.party, m.cells.row.at.day};
}

}  // namespace

std::span<const CaseEventKind> CaseIntakeEvents() {
  static const auto& kinds = *new std::vector<CaseEventKind>{
      {"REPORT",
       Reported,
       {"seeker", "seeker_source", "seeker_source_id", "employer", "employer_source",
        "employer_source_id", "branch", "previous_source_id", "injury", "segment", "jkk_member",
        "happened_on", "happened_time", "employer_knew_on", "first_reported_on", "incapacity_from",
        "region_code", "occupation_code", "wage_idr_per_month"}},
      {"MANAGER_ASSIGNED", Assigned, {"manager"}},
      {"CONTACT_TRIED", Contact, {"party", "modes", "by", "yes", "text"}},
      {"MODES_STATED", Modes, {"modes", "preferred_modes"}},
      {"RECOMMENDATION_GIVEN", Recommendation, {"yes", "status", "by"}},
      {"CONSENT_ANSWERED", Consent, {"party", "status", "document"}},
      {"ASSESSMENT_DONE",
       Assessment,
       {"levels", "accommodations", "modes", "preferred_modes", "by"}},
      {"JOB_ANALYSED",
       Job,
       {"rung", "text", "levels", "occupation_code", "accommodations", "employer",
        "employer_source", "employer_source_id"}},
      {"GAPS_DECIDED", Gaps, {"rung", "yes", "text"}},
      {"PLAN_WRITTEN", Plan, {"text", "rung"}},
      {"PLAN_APPROVED", Approval, {"party"}},
  };
  return kinds;
}

}  // namespace setara
