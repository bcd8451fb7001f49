#include <algorithm>
#include <vector>

#include "server/casework/guard_rules.h"
#include "server/casework/words.h"

namespace setara::casework::guard_rules {
namespace {

std::string Words(const std::vector<Rung>& rungs) {
  std::string words;
  for (Rung rung : rungs) words += (words.empty() ? "" : ", ") + std::string(WordOf(rung));
  return words;
}

// The agreement for the rung chosen; nullptr: none.
const TrialAgreed* Agreement(const CaseRecord& record) {
  const auto* trial = record.Latest<TrialAgreed>();
  if (trial == nullptr || trial->fact.rung != ChosenRung(record)) return nullptr;
  const bool elsewhere = trial->fact.rung == Rung::kOtherEmployer;
  if (elsewhere &&
      (trial->fact.employer_id.empty() || trial->fact.employer_id == record.Report().employer_id)) {
    return nullptr;
  }
  return &trial->fact;
}

// The least wage that UU 8/2016 art. 49 and the terms of before allow: that of equal work, and with
// the old employer also the earlier one. nullopt: not known.
std::optional<int64_t> LeastWage(const CaseRecord& record, Rung rung,
                                 std::optional<int64_t> equal_work) {
  if (!IsAtOldEmployer(rung)) return equal_work;
  const std::optional<int64_t> before = record.Report().wage_idr_per_month;
  if (!equal_work) return before;
  return std::max(*equal_work, before.value_or(0));
}

// Work that began since the case entered the state it is in.
const WorkStarted* NewWork(const Asked& asked) {
  const int64_t since = ClockOf(asked.record, asked.move.at).sequence;
  const auto* work = LatestAfter<WorkStarted>(asked.record, since);
  return work == nullptr ? nullptr : &work->fact;
}

}  // namespace

Verdict RungIsChosen(const Asked& asked) {
  return Unless(ChosenRung(asked.record) != Rung::kUnknown);
}

Verdict ChosenRungIsOpen(const Asked& asked) {
  const Rung rung = ChosenRung(asked.record);
  return Unless(rung == Rung::kUnknown || RungIsOpen(asked.record, rung),
                std::string(WordOf(rung)));
}

Verdict StepDownReasons(const Asked& asked) {
  std::vector<Rung> missing = RungsLeftWithoutReason(asked.record, ChosenRung(asked.record));
  return Unless(missing.empty(), Words(missing));
}

Verdict TrialAgreement(const Asked& asked) { return Unless(Agreement(asked.record) != nullptr); }

Verdict TrialWage(const Asked& asked) {
  const TrialAgreed* trial = Agreement(asked.record);
  if (trial == nullptr || !HasWage(asked.record, trial->rung)) return kMet;  // asked elsewhere
  if (!trial->equal_work_wage_idr_per_month) return "";
  const auto least = LeastWage(asked.record, trial->rung, trial->equal_work_wage_idr_per_month);
  return Unless(!trial->steps.empty() &&
                std::all_of(trial->steps.begin(), trial->steps.end(),
                            [&](const auto& step) { return step.wage_idr_per_month >= *least; }));
}

Verdict AccommodationsInPlace(const Asked& asked) {
  std::string missing;
  AccommodationsMissing(asked.record).ForEach([&](AccommodationId id) {
    missing += (missing.empty() ? "" : ", ") + ToString(id);
  });
  return Unless(missing.empty(), missing);
}

Verdict FitNote(const Asked& asked) {
  // A note from before a relapse or a pause says nothing about the days after it.
  int64_t setback = 0;
  for (const StateSpan& span : asked.record.history) {
    if (span.trigger == CaseTrigger::kRelapse || span.trigger == CaseTrigger::kPause) {
      setback = span.sequence;
    }
  }
  const auto* note = LatestAfter<FitNoteGiven>(asked.record, setback);
  return Unless(note != nullptr && note->fact.fit && note->fact.on <= asked.on() &&
                (!note->fact.valid_until || asked.on() < *note->fact.valid_until));
}

Verdict WorkHasStarted(const Asked& asked) {
  const WorkStarted* work = NewWork(asked);
  return Unless(work != nullptr && work->rung == ChosenRung(asked.record) &&
                work->from <= asked.on());
}

Verdict WageNotBelow(const Asked& asked) {
  const WorkStarted* work = NewWork(asked);
  if (work == nullptr || !HasWage(asked.record, work->rung)) return kMet;  // asked elsewhere
  const auto least = LeastWage(asked.record, work->rung, work->equal_work_wage_idr_per_month);
  return Unless(least && work->wage_idr_per_month && *work->wage_idr_per_month >= *least);
}

Verdict HiredAtOtherEmployer(const Asked& asked) {
  const WorkStarted* work = NewWork(asked);
  return Unless(work != nullptr && work->rung == Rung::kOtherEmployer &&
                ChosenRung(asked.record) == Rung::kOtherEmployer && !work->employer_id.empty() &&
                work->employer_id != asked.record.Report().employer_id && work->from <= asked.on());
}

Verdict MonitoringPeriod(const Asked& asked) {
  const StateClock clock = ClockOf(asked.record, asked.move.at);
  const Instant end = asked.rules.calendar.End(
      clock.start, asked.rules.durations.Of("MONITORING").span, asked.zone());
  return Unless(end <= asked.move.at, ToString(LocalDate(end, asked.zone())));
}

Verdict Visits(const Asked& asked) {
  const StateClock clock = ClockOf(asked.record, asked.move.at);
  int made = 0;
  bool on_terms = false;  // by the latest visit
  for (const auto& visit : asked.record.Of<VisitMade>()) {
    if (visit.sequence < clock.sequence) continue;
    ++made;
    on_terms = visit.fact.on_agreed_terms;
  }
  return Unless(made >= 3 && on_terms, std::to_string(made) + "/3");
}

Verdict OutcomeOfRung(const Asked& asked) {
  const auto* work = asked.record.Latest<WorkStarted>();
  return Unless(
      work != nullptr && static_cast<int>(asked.move.outcome) == static_cast<int>(work->fact.rung),
      work == nullptr ? "" : "RTW_" + std::string(WordOf(work->fact.rung)));
}

Verdict ClosingReport(const Asked& asked) {
  return Unless(HasDocument(asked.record, CaseDocument::kClosingReport));
}

Verdict Form3Kk2IfRecovered(const Asked& asked) {
  const auto* recovery = asked.record.Latest<RecoveryStated>();
  return Unless(recovery == nullptr || !recovery->fact.recovered ||
                HasDocument(asked.record, CaseDocument::kForm3Kk2));
}

}  // namespace setara::casework::guard_rules
