// What the columns of a row mean, from rehabilitation to the end, and what runs beside.
#include <charconv>

#include "server/import/case_maker.h"
#include "server/import/date_words.h"

namespace setara {
namespace {

constexpr std::string_view kStages[] = {"UNSPECIFIED", "ORDERED", "HANDED_OVER", "REPAIRED"};
constexpr std::string_view kRecoveries[] = {"UNSPECIFIED", "RECOVERED", "UNABLE_TOTAL_PERMANENT"};

CasePayload Service(CaseRowMaker& m) {
  m.Require("service");
  return ServiceReceived{m.cells.service, m.cells.by, m.cells.row.at.day, m.cells.text};
}

CasePayload Aid(CaseRowMaker& m) {
  m.Require("code");
  m.Require("status");
  return AidMoved{m.cells.code,       m.cells.text,  m.Status<AidStage>(kStages),
                  m.cells.row.at.day, m.cells.until, m.cells.amount_idr};
}

CasePayload Training(CaseRowMaker& m) {
  m.Require("text");
  return TrainingPlanned{m.cells.text, m.cells.by, m.From(), m.Until()};
}

CasePayload TrainingEnd(CaseRowMaker& m) { return TrainingEnded{m.cells.row.at.day, m.Yes()}; }

// "L1=reason; L2=reason".
CasePayload Choice(CaseRowMaker& m) {
  m.Require("rung");
  m.Require("text");
  RungChosen chosen{m.cells.rung, {}, m.cells.text};
  for (const std::string& item : CaseItems(m.cells.reasons)) {
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

CasePayload Fitness(CaseRowMaker& m) {
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

CasePayload Trial(CaseRowMaker& m) {
  m.Require("rung");
  m.Require("steps");
  TrialAgreed trial{.employer_id = "", .rung = m.cells.rung, .on = m.cells.row.at.day};
  for (const std::string& item : CaseItems(m.cells.steps)) {
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

CasePayload Provided(CaseRowMaker& m) {
  m.Require("accommodations");
  return AccommodationsProvided{m.cells.accommodations, m.cells.row.at.day};
}

CasePayload Work(CaseRowMaker& m) {
  m.Require("rung");
  return WorkStarted{.employer_id = "",
                     .placement_id = "",
                     .rung = m.cells.rung,
                     .from = m.cells.from.value_or(m.cells.row.at.day),
                     .wage_idr_per_month = m.cells.wage_idr_per_month,
                     .equal_work_wage_idr_per_month = m.cells.equal_work_wage_idr_per_month};
}

CasePayload Visit(CaseRowMaker& m) { return VisitMade{m.cells.row.at.day, m.Yes(), m.cells.text}; }
CasePayload Review(CaseRowMaker& m) { return ReviewHeld{m.cells.row.at.day, m.cells.text}; }

CasePayload Payment(CaseRowMaker& m) {
  m.Require("amount_idr");
  return StmbPaid{m.From(), m.Until(), static_cast<int>(m.cells.percent.value_or(100)),
                  m.cells.amount_idr.value_or(0), m.cells.row.at.day};
}

CasePayload OpinionAsked(CaseRowMaker& m) {
  return SecondOpinionAsked{m.cells.text, m.cells.row.at.day};
}
CasePayload OpinionGiven(CaseRowMaker& m) {
  m.Require("by");
  return SecondOpinionGiven{m.cells.by, m.cells.text, m.cells.row.at.day};
}
CasePayload Dismissal(CaseRowMaker& m) {
  return DismissalAttempted{m.cells.row.at.day, m.cells.text};
}
CasePayload DismissalDone(CaseRowMaker& m) {
  m.Require("text");
  return DismissalHandled{m.cells.row.at.day, m.cells.text};
}

CasePayload Recovery(CaseRowMaker& m) {
  m.Require("by");
  const int status = m.Status<int>(kRecoveries);
  return RecoveryStated{m.cells.row.at.day, status == 1, status == 2, m.cells.by};
}

CasePayload Note(CaseRowMaker& m) {
  m.Require("text");
  return NoteWritten{m.cells.text};
}

}  // namespace

std::span<const CaseEventKind> CaseWorkEvents() {
  static const auto& kinds = *new std::vector<CaseEventKind>{
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

}  // namespace setara
