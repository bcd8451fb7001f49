#include "server/casework/caseload.h"

#include <algorithm>
#include <array>

namespace setara::casework {
namespace {

constexpr std::array<std::string_view, 13> kOfTheState = {
    "FIRST_CONTACT", "RECOMMENDATION", "CONSENT_REQUEST", "CONSENT", "ASSESSMENT",
    "PLAN",          "REHAB_REVIEW",   "TRAINING_END",    "TRIAL",   "VISIT_1",
    "VISIT_2",       "VISIT_3",        "CLOSE_CASE"};
constexpr std::string_view kOfAPause = "PAUSE_REVIEW";

}  // namespace

bool IsOfTheState(std::string_view kind) {
  return kind == kOfAPause ||
         std::find(kOfTheState.begin(), kOfTheState.end(), kind) != kOfTheState.end();
}

void CaseloadCounter::AddCase(int64_t row, const CaseFigures& figures) {
  if (figures.state == CaseState::kClosed || figures.state == CaseState::kUnknown) return;
  open_.push_back(figures);
  rows_.push_back(row);
}

void CaseloadCounter::AddDeadline(int64_t row, const std::string& kind, Instant due, TimeZone zone,
                                  bool alarm, bool suspended) {
  const Urgency urgency = clock_.Of(due, zone, alarm, suspended);
  KindCount& count = kinds_[kind];
  count.overdue += urgency == Urgency::kOverdue;
  count.due += urgency == Urgency::kDue;
  count.coming_up += urgency == Urgency::kComingUp;
  count.sounding += urgency == Urgency::kSounding;
  if (urgency != Urgency::kOverdue) return;
  Late& late = late_[row];
  late.at_all = true;
  late.in_state = late.in_state || IsOfTheState(kind);
}

CaseloadCounts CaseloadCounter::Finish() const {
  CaseloadCounts counts;
  counts.open_cases = static_cast<int64_t>(open_.size());
  std::array<int64_t, kCaseStates> overdue{};
  std::map<std::string, ManagerLoad> managers;
  for (size_t i = 0; i < open_.size(); ++i) {
    const auto late = late_.find(rows_[i]);
    ManagerLoad& load = managers[open_[i].manager];
    ++load.cases;
    if (late == late_.end()) continue;
    load.overdue_cases += late->second.at_all;
    overdue[static_cast<size_t>(open_[i].state)] += late->second.in_state;
  }
  for (const StateAge& age : AgeingOf(open_, today_)) {
    counts.states.push_back({age, overdue[static_cast<size_t>(age.state)]});
  }
  for (auto& [manager, load] : managers) {
    load.manager = manager;
    counts.managers.push_back(std::move(load));
  }
  for (const auto& [kind, count] : kinds_) {
    if (count.overdue + count.due + count.coming_up + count.sounding == 0) continue;
    counts.kinds.push_back(count);
    counts.kinds.back().kind = kind;
  }
  return counts;
}

}  // namespace setara::casework
