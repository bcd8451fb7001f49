#include "server/casework/outcomes.h"

#include <algorithm>
#include <map>

#include "server/casework/assignment.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"

namespace setara::casework {
namespace {

std::optional<int64_t> Share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return (part * 20'000 + whole) / (2 * whole);
}

std::string KeyOf(const CaseFigures& figures, RateKey key) {
  switch (key) {
    case RateKey::kRegion:
      return figures.region_code;
    case RateKey::kBranch:
      return figures.branch;
    case RateKey::kInjury:
      return figures.injury == InjuryKind::kDisease ? "PAK" : "KK";
    case RateKey::kRung:
      return std::string(WordOf(figures.rung));
    case RateKey::kEmployer:
      return figures.employer_id;
  }
  return "";
}

std::map<std::string, std::vector<CaseFigures>> GroupsOf(std::span<const CaseFigures> cases,
                                                         RateKey key) {
  std::map<std::string, std::vector<CaseFigures>> groups;
  for (const CaseFigures& figures : cases) groups[KeyOf(figures, key)].push_back(figures);
  return groups;
}

// The smallest of `sorted` (not empty) that at least `percent` of them do not exceed.
int Quantile(const std::vector<int>& sorted, size_t percent) {
  const size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<size_t>(rank, 1) - 1];
}

}  // namespace

CaseFigures FiguresOf(const CaseRecord& record) {
  const CaseReported& report = record.Report();
  const TimeZone zone = ZoneOf(report.region_code);
  CaseFigures figures{.state = record.state, .outcome = record.outcome};
  figures.enrolled =
      std::any_of(record.history.begin(), record.history.end(),
                  [](const StateSpan& span) { return span.state == CaseState::kAssessed; });
  figures.happened_on = LocalDate(report.happened_at, zone);
  figures.state_since = LocalDate(record.history.back().from, zone);
  if (record.state == CaseState::kClosed) figures.closed_on = figures.state_since;
  figures.rung = ChosenRung(record);
  if (const auto* work = record.Latest<WorkStarted>()) {
    figures.rung = work->fact.rung;
    figures.returned_on = work->fact.from;
  }
  figures.injury = report.injury;
  figures.region_code = report.region_code;
  figures.employer_id = report.employer_id;
  const Assignment assignment = AssignmentOf(record);
  figures.manager = assignment.manager;
  figures.branch = assignment.branch;
  return figures;
}

std::optional<int64_t> SuccessRates::ReturnedOfClosed() const { return Share(returned, closed); }
std::optional<int64_t> SuccessRates::ReturnedOfEnrolled() const {
  return Share(returned, enrolled);
}

SuccessRates CountSuccess(std::span<const CaseFigures> cases) {
  SuccessRates rates;
  for (const CaseFigures& figures : cases) {
    const bool closed = figures.state == CaseState::kClosed;
    ++rates.cases;
    ++rates.outcomes[static_cast<size_t>(figures.outcome)];
    if (!figures.enrolled) {
      ++(closed ? rates.not_enrolled_closed : rates.not_enrolled_open);
      continue;
    }
    ++rates.enrolled;
    ++(closed ? rates.closed : rates.open);
    if (closed && IsReturned(figures.outcome)) ++rates.returned;
  }
  return rates;
}

std::vector<KeyedRates> CountSuccessBy(std::span<const CaseFigures> cases, RateKey key) {
  std::vector<KeyedRates> keyed;
  for (const auto& [name, group] : GroupsOf(cases, key)) {
    keyed.push_back({name, CountSuccess(group)});
  }
  return keyed;
}

std::vector<KeyedTime> TimeToReturnBy(std::span<const CaseFigures> cases, RateKey key) {
  std::vector<KeyedTime> keyed;
  for (const auto& [name, group] : GroupsOf(cases, key)) {
    keyed.push_back({name, TimeToReturnOf(group)});
  }
  return keyed;
}

TimeToReturn TimeToReturnOf(std::span<const CaseFigures> cases) {
  std::vector<int> days;
  for (const CaseFigures& figures : cases) {
    if (!IsReturned(figures.outcome) || !figures.returned_on) continue;
    days.push_back(static_cast<int>((*figures.returned_on - figures.happened_on).count()));
  }
  TimeToReturn time{.cases = static_cast<int64_t>(days.size())};
  if (days.empty()) return time;
  std::sort(days.begin(), days.end());
  time.quarter_days = Quantile(days, 25);
  time.median_days = Quantile(days, 50);
  time.three_quarters_days = Quantile(days, 75);
  time.longest_days = days.back();
  return time;
}

}  // namespace setara::casework
