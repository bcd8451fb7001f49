// What the columns of a row mean, event by event.
#include <algorithm>
#include <charconv>
#include <span>

#include "server/import/case_cells.h"
#include "server/import/date_words.h"
#include "server/import/record_fields.h"
#include "server/import/text_repair.h"

namespace setara {
namespace {

using Columns = std::vector<std::string_view>;

constexpr std::string_view kConsentSteps[] = {"UNSPECIFIED", "REQUESTED", "GIVEN", "REFUSED",
                                              "WITHDRAWN"};
constexpr std::string_view kDisabilities[] = {"UNSPECIFIED", "NONE", "PRESENT", "PREDICTED"};
constexpr std::string_view kStages[] = {"UNSPECIFIED", "ORDERED", "HANDED_OVER", "REPAIRED"};
constexpr std::string_view kRecoveries[] = {"UNSPECIFIED", "RECOVERED", "UNABLE_TOTAL_PERMANENT"};

// By CaseTrigger; REPORT is the event that opens a case.
constexpr std::string_view kMoves[] = {"UNSPECIFIED",
                                       "REPORT",
                                       "START_SCREENING",
                                       "RECOMMEND",
                                       "REQUEST_CONSENTS",
                                       "COMPLETE_ASSESSMENT",
                                       "START_REHAB",
                                       "START_TRAINING",
                                       "START_TRIAL",
                                       "START_MONITORING",
                                       "CLOSE_RETURNED",
                                       "CLOSE_NOT_ELIGIBLE",
                                       "DECLINE",
                                       "RELAPSE",
                                       "RUNG_FAILED",
                                       "RETURN_TO_TRIAL",
                                       "WITHDRAW",
                                       "EMPLOYER_REFUSES",
                                       "RECORD_DEATH",
                                       "LOSE_CONTACT",
                                       "HIRED_ELSEWHERE",
                                       "CLOSE_UNABLE",
                                       "PAUSE",
                                       "RESUME"};

// One row while its event is made.
struct Maker {
  CaseCells& cells;
  const EmployerReference& employer;
  RowNotes& notes;

  void Require(std::string_view column) {
    if (!cells.filled.contains(column)) notes.Reject(column, "is required by this event");
  }
  // The word of `status` in the event's own list.
  template <typename Enum>
  Enum Status(std::span<const std::string_view> names) {
    Enum value{};
    const FieldText word{"status", {cells.status}, ";", {}};
    if (!cells.status.empty()) ReadEnum(word, "", names, &value, notes);
    return value;
  }
  bool Yes() {
    Require("yes");
    return cells.yes.value_or(false);
  }
  Date From() {
    Require("from");
    return cells.from.value_or(Date{});
  }
  Date Until() {
    Require("until");
    return cells.until.value_or(Date{});
  }
};

std::vector<std::string> Items(const std::string& text) { return SplitTrimmed(text, ";"); }

CasePayload Reported(Maker& m) {
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

CasePayload Assigned(Maker& m) {
  m.Require("manager");
  return CaseManagerAssigned();
}

CasePayload Contact(Maker& m) {
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

CasePayload Modes(Maker& m) {
  m.Require("modes");
  return ModesStated{m.cells.modes.value_or(ModeSet()), m.cells.preferred_modes};
}

CasePayload Recommendation(Maker& m) {
  m.Require("by");
  return RecommendationGiven{m.Yes(), m.Status<DisabilityFinding>(kDisabilities), m.cells.by,
                             m.cells.row.at.day};
}

CasePayload Consent(Maker& m) {
  m.Require("party");
  m.Require("status");
  const auto status = m.Status<ConsentStatus>(kConsentSteps);
  // What was signed stays where it lies; the reference says where.
  if (status == ConsentStatus::kGiven) m.Require("document");
  return ConsentAnswered{m.cells.party, status, m.cells.row.at.day, m.cells.document};
}

CasePayload Assessment(Maker& m) {
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

CasePayload Job(Maker& m) {
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

CasePayload Gaps(Maker& m) {
  m.Require("text");
  return GapsDecided{m.cells.row.at.day, m.cells.rung, m.Yes(), m.cells.text};
}

CasePayload Plan(Maker& m) {
  m.Require("text");
  return PlanWritten{Items(m.cells.text), m.cells.rung, {}};
}

CasePayload Approval(Maker& m) {
  m.Require("party");
  return PlanApproved{m.cells.party, m.cells.row.at.day};
}

CasePayload Service(Maker& m) {
  m.Require("service");
  return ServiceReceived{m.cells.service, m.cells.by, m.cells.row.at.day, m.cells.text};
}

CasePayload Aid(Maker& m) {
  m.Require("code");
  m.Require("status");
  return AidMoved{m.cells.code,       m.cells.text,  m.Status<AidStage>(kStages),
                  m.cells.row.at.day, m.cells.until, m.cells.amount_idr};
}

CasePayload Training(Maker& m) {
  m.Require("text");
  return TrainingPlanned{m.cells.text, m.cells.by, m.From(), m.Until()};
}

CasePayload TrainingEnd(Maker& m) { return TrainingEnded{m.cells.row.at.day, m.Yes()}; }

// "L1=reason; L2=reason".
CasePayload Choice(Maker& m) {
  m.Require("rung");
  m.Require("text");
  RungChosen chosen{m.cells.rung, {}, m.cells.text};
  for (const std::string& item : Items(m.cells.reasons)) {
    const bool rung =
        item.size() > 3 && item[0] == 'L' && item[1] >= '1' && item[1] <= '4' && item[2] == '=';
    if (!rung) {
      m.notes.Reject("reasons", "is no list of rungs with reasons, as L1=...; L2=...");
      break;
    }
    chosen.left_because.push_back({static_cast<Rung>(item[1] - '0'), item.substr(3)});
  }
  return chosen;
}

CasePayload Fitness(Maker& m) {
  m.Require("by");
  return FitNoteGiven{m.cells.by, m.cells.row.at.day, m.Yes(), m.cells.until, m.cells.text};
}

std::optional<int64_t> NumberOf(const std::string& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// "2024-05-01 | 20 | 4000000 | Tugas ringan": from, hours a week, wage a month, duties.
std::optional<GradedStep> StepOf(const std::string& text) {
  const std::vector<std::string> parts = SplitTrimmed(text, "|");
  if (parts.size() != 4) return std::nullopt;
  const auto from = ReadDate(parts[0], std::nullopt);
  const auto hours = NumberOf(parts[1]);
  const auto wage = NumberOf(parts[2]);
  if (!from.ok() || !*from || !hours || *hours > 1000 || !wage) return std::nullopt;
  return GradedStep{**from, static_cast<int>(*hours), parts[3], *wage};
}

CasePayload Trial(Maker& m) {
  m.Require("rung");
  m.Require("steps");
  TrialAgreed trial{.employer_id = "", .rung = m.cells.rung, .on = m.cells.row.at.day};
  for (const std::string& item : Items(m.cells.steps)) {
    std::optional<GradedStep> step = StepOf(item);
    if (!step) {
      m.notes.Reject("steps", "is no list of steps, as 2024-05-01 | 20 | 4000000 | duties; ...");
      break;
    }
    trial.steps.push_back(*std::move(step));
  }
  trial.equal_work_wage_idr_per_month = m.cells.equal_work_wage_idr_per_month;
  trial.accommodations = m.cells.accommodations;
  return trial;
}

CasePayload Provided(Maker& m) {
  m.Require("accommodations");
  return AccommodationsProvided{m.cells.accommodations, m.cells.row.at.day};
}

CasePayload Work(Maker& m) {
  m.Require("rung");
  return WorkStarted{.employer_id = "",
                     .placement_id = "",
                     .rung = m.cells.rung,
                     .from = m.cells.from.value_or(m.cells.row.at.day),
                     .wage_idr_per_month = m.cells.wage_idr_per_month,
                     .equal_work_wage_idr_per_month = m.cells.equal_work_wage_idr_per_month};
}

CasePayload Visit(Maker& m) { return VisitMade{m.cells.row.at.day, m.Yes(), m.cells.text}; }
CasePayload Review(Maker& m) { return ReviewHeld{m.cells.row.at.day, m.cells.text}; }

CasePayload Payment(Maker& m) {
  m.Require("amount_idr");
  return StmbPaid{m.From(), m.Until(), static_cast<int>(m.cells.percent.value_or(100)),
                  m.cells.amount_idr.value_or(0), m.cells.row.at.day};
}

CasePayload OpinionAsked(Maker& m) { return SecondOpinionAsked{m.cells.text, m.cells.row.at.day}; }
CasePayload OpinionGiven(Maker& m) {
  m.Require("by");
  return SecondOpinionGiven{m.cells.by, m.cells.text, m.cells.row.at.day};
}
CasePayload Dismissal(Maker& m) { return DismissalAttempted{m.cells.row.at.day, m.cells.text}; }
CasePayload DismissalDone(Maker& m) {
  m.Require("text");
  return DismissalHandled{m.cells.row.at.day, m.cells.text};
}

CasePayload Recovery(Maker& m) {
  m.Require("by");
  const int status = m.Status<int>(kRecoveries);
  return RecoveryStated{m.cells.row.at.day, status == 1, status == 2, m.cells.by};
}

CasePayload Note(Maker& m) {
  m.Require("text");
  return NoteWritten{m.cells.text};
}

struct EventKind {
  std::string_view word;  // the fact of the contract
  CasePayload (*make)(Maker&);
  Columns uses;
};

const std::vector<EventKind>& EventKinds() {
  static const std::vector<EventKind>& kinds = *new std::vector<EventKind>{
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
      {"SERVICE_RECEIVED", Service, {"service", "by", "text"}},
      {"AID_MOVED", Aid, {"code", "status", "text", "until", "amount_idr"}},
      {"TRAINING_PLANNED", Training, {"text", "by", "from", "until"}},
      {"TRAINING_ENDED", TrainingEnd, {"yes"}},
      {"RUNG_CHOSEN", Choice, {"rung", "text", "reasons"}},
      {"FIT_NOTE_GIVEN", Fitness, {"by", "yes", "until", "text"}},
      {"TRIAL_AGREED",
       Trial,
       {"rung", "steps", "equal_work_wage_idr_per_month", "accommodations", "employer",
        "employer_source", "employer_source_id"}},
      {"ACCOMMODATIONS_PROVIDED", Provided, {"accommodations"}},
      {"WORK_STARTED",
       Work,
       {"rung", "from", "wage_idr_per_month", "equal_work_wage_idr_per_month", "employer",
        "employer_source", "employer_source_id"}},
      {"VISIT_MADE", Visit, {"yes", "text"}},
      {"REVIEW_HELD", Review, {"text"}},
      {"STMB_PAID", Payment, {"from", "until", "percent", "amount_idr"}},
      {"SECOND_OPINION_ASKED", OpinionAsked, {"text"}},
      {"SECOND_OPINION_GIVEN", OpinionGiven, {"by", "text"}},
      {"DISMISSAL_ATTEMPTED", Dismissal, {"text"}},
      {"DISMISSAL_HANDLED", DismissalDone, {"text"}},
      {"RECOVERY_STATED", Recovery, {"status", "by"}},
      {"NOTE_WRITTEN", Note, {"text"}},
  };
  return kinds;
}

// What every event has.
constexpr std::string_view kOfEvery[] = {"source", "source_id", "event", "on", "time"};

void RefuseOthers(const CaseCells& cells, const Columns& uses, RowNotes& notes) {
  const auto holds = [](const auto& list, std::string_view column) {
    return std::find(std::begin(list), std::end(list), column) != std::end(list);
  };
  for (const std::string_view column : cells.filled) {
    if (!holds(uses, column) && !holds(kOfEvery, column)) {
      notes.Reject(column, "does not belong to this event");
    }
  }
}

std::string UpperWord(const std::string& text) {
  std::string word = text;
  for (char& c : word) {
    if (c == '-' || c == ' ') c = '_';
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return word;
}

}  // namespace

void MakeCaseEvent(CaseCells& cells, const EmployerReference& employer, RowNotes& notes) {
  const std::string word = UpperWord(cells.event);
  for (const EventKind& kind : EventKinds()) {
    if (kind.word != word) continue;
    RefuseOthers(cells, kind.uses, notes);
    Maker maker{cells, employer, notes};
    cells.row.payload = kind.make(maker);
    return;
  }
  const std::optional<int> move = FindName(word, "CASE_TRIGGER_", kMoves);
  if (!move || *move == 0) {
    notes.Reject("event", "is neither a fact nor a move of a case");
    return;
  }
  static const Columns& uses = *new Columns{"text", "outcome"};
  RefuseOthers(cells, uses, notes);
  cells.row.reason = cells.text;
  cells.row.payload = CaseMoved{.trigger = static_cast<CaseTrigger>(*move),
                                .to = CaseState::kUnknown,
                                .outcome = cells.outcome};
}

}  // namespace setara
