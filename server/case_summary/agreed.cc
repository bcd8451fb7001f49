// What was agreed: the words and promises of others than the worker's side stay theirs.

#include "matcher/vocabulary/vocabulary.h"
#include "server/case_summary/parts.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"
#include "server/document/indonesian.h"

namespace setara::casework::summary {
namespace {

// The last step of a party's consent; nullptr: it was never asked.
const ConsentAnswered* LastAnswer(const CaseRecord& record, CaseParty party) {
  const ConsentAnswered* last = nullptr;
  for (const auto& answer : record.Of<ConsentAnswered>()) {
    if (answer.fact.party == party) last = &answer.fact;
  }
  return last;
}

void AddConsents(const Teller& teller, Lines& lines) {
  for (const auto& [party, word] :
       {std::pair(CaseParty::kWorker, "worker_"), std::pair(CaseParty::kEmployer, "employer_")}) {
    const ConsentAnswered* answer = LastAnswer(teller.record(), party);
    if (answer == nullptr) continue;
    lines.push_back(teller.Say(word + std::to_string(static_cast<int>(answer->status)),
                               {{"day", IndonesianDate(answer->on)}}));
  }
}

void AddPlan(const Teller& teller, Lines& lines) {
  const auto* plan = teller.record().Latest<PlanWritten>();
  if (plan == nullptr) return;
  for (const std::string& goal : plan->fact.goals) {
    lines.push_back(teller.Say("goal", {{"goal", goal}}));
  }
  const PlanApproved* agreed = nullptr;
  for (const auto& approval : teller.record().Of<PlanApproved>()) {
    if (approval.fact.party == CaseParty::kWorker && approval.sequence > plan->sequence) {
      agreed = &approval.fact;
    }
  }
  lines.push_back(agreed == nullptr
                      ? teller.Say("plan_waits")
                      : teller.Say("plan_agreed", {{"day", IndonesianDate(agreed->on)}}));
}

void AddTraining(const Teller& teller, Lines& lines) {
  const auto* plan = teller.record().Latest<TrainingPlanned>();
  if (plan == nullptr) return;
  const TrainingPlanned& training = plan->fact;
  lines.push_back(teller.Say(training.provider.empty() ? "training" : "training_at",
                             {{"course", training.course},
                              {"provider", training.provider},
                              {"from", IndonesianDate(training.from)},
                              {"last", IndonesianDate(training.until - std::chrono::days(1))}}));
}

// Each aid as it stands: the stages before it are history.
void AddAids(const Teller& teller, Lines& lines) {
  const auto& moves = teller.record().Of<AidMoved>();
  for (size_t i = 0; i < moves.size(); ++i) {
    const AidMoved& aid = moves[i].fact;
    std::string name = aid.name;
    bool superseded = false;
    for (size_t other = 0; other < moves.size(); ++other) {
      if (moves[other].fact.aid_id != aid.aid_id) continue;
      superseded = superseded || other > i;
      if (name.empty()) name = moves[other].fact.name;
    }
    if (superseded || name.empty()) continue;
    lines.push_back(teller.Say("aid_" + std::to_string(static_cast<int>(aid.stage)),
                               {{"day", IndonesianDate(aid.on)}, {"aid", name}}));
  }
}

void AddAccommodations(const Teller& teller, Lines& lines) {
  AccommodationSet there;
  for (const auto& provided : teller.record().Of<AccommodationsProvided>()) {
    there = there | provided.fact.provided;
  }
  std::string list;
  there.ForEach([&](AccommodationId id) {
    const std::string_view name =
        Vocabulary::Get().accommodation(id).label.in(Language::kIndonesian);
    list += (list.empty() ? "" : ", ") + std::string(name);
  });
  if (!list.empty()) lines.push_back(teller.Say("accommodations", {{"list", list}}));
}

void AddWork(const Teller& teller, Lines& lines) {
  if (const auto* trial = teller.record().Latest<TrialAgreed>()) {
    lines.push_back(teller.Say(teller.facts().trial_employer.empty() ? "trial" : "trial_at",
                               {{"day", IndonesianDate(trial->fact.on)}}));
  }
  const auto* work = teller.record().Latest<WorkStarted>();
  if (work == nullptr) return;
  lines.push_back(teller.Say(teller.facts().work_employer.empty() ? "work" : "work_at",
                             {{"day", IndonesianDate(work->fact.from)}}));
  if (const auto& wage = work->fact.wage_idr_per_month) {
    lines.push_back(teller.Say("work_wage", {{"wage", IndonesianNumber(*wage)}}));
  }
}

}  // namespace

Lines Agreed(const Teller& teller) {
  Lines lines;
  AddConsents(teller, lines);
  AddPlan(teller, lines);
  if (const Rung rung = ChosenRung(teller.record()); rung != Rung::kUnknown) {
    lines.push_back(teller.Say("rung_" + std::string(WordOf(rung))));
  }
  AddTraining(teller, lines);
  AddAids(teller, lines);
  AddAccommodations(teller, lines);
  AddWork(teller, lines);
  if (lines.empty()) lines.push_back(teller.Say("agreed_nothing"));
  return lines;
}

DocumentBlock::Rows TrialSteps(const Teller& teller) {
  DocumentBlock::Rows rows;
  const auto* trial = teller.record().Latest<TrialAgreed>();
  if (trial == nullptr) return rows;
  for (const GradedStep& step : trial->fact.steps) {
    rows.push_back(
        {IndonesianDate(step.from), std::to_string(step.hours_per_week), step.duties,
         step.wage_idr_per_month == 0 ? "–" : IndonesianNumber(step.wage_idr_per_month)});
  }
  return rows;
}

}  // namespace setara::casework::summary
