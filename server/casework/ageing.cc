#include "server/casework/ageing.h"

#include <algorithm>
#include <map>

#include "server/casework/calendar.h"

namespace setara::casework {
namespace {

size_t BucketOf(int days) {
  size_t bucket = 0;
  while (bucket < kAgeBounds.size() && days > kAgeBounds[bucket]) ++bucket;
  return bucket;
}

}  // namespace

std::vector<StateAge> AgeingOf(std::span<const CaseFigures> cases, Date today) {
  std::map<CaseState, std::vector<int>> ages;
  for (const CaseFigures& figures : cases) {
    if (figures.state == CaseState::kClosed || figures.state == CaseState::kUnknown) continue;
    const auto days = static_cast<int>((today - figures.state_since).count());
    ages[figures.state].push_back(std::max(days, 0));
  }
  std::vector<StateAge> ageing;
  for (int s = 1; s < kCaseStates; ++s) {
    const auto state = static_cast<CaseState>(s);
    if (state == CaseState::kClosed) continue;
    std::vector<int>& days = ages[state];
    std::sort(days.begin(), days.end());
    StateAge age{.state = state, .cases = static_cast<int64_t>(days.size())};
    for (int day : days) ++age.buckets[BucketOf(day)];
    if (!days.empty()) {
      age.oldest_days = days.back();
      age.median_days = days[(days.size() - 1) / 2];
    }
    ageing.push_back(age);
  }
  return ageing;
}

std::vector<Caseload> CaseloadOn(std::span<const CaseRecord> records, std::span<const Date> days) {
  std::vector<Caseload> load;
  for (Date day : days) load.push_back({.day = day});
  for (const CaseRecord& record : records) {
    const TimeZone zone = ZoneOf(record.Report().region_code);
    for (Caseload& on : load) {
      const Instant end = StartOfDay(on.day + std::chrono::days(1), zone);
      CaseState state = CaseState::kUnknown;
      for (const StateSpan& span : record.history) {
        if (span.from < end) state = span.state;
      }
      if (state == CaseState::kUnknown || state == CaseState::kClosed) continue;
      ++on.cases[static_cast<size_t>(state)];
    }
  }
  return load;
}

std::vector<Workload> WorkloadOf(std::span<const CaseFigures> cases) {
  std::map<std::string, Workload> loads;
  for (const CaseFigures& figures : cases) {
    if (figures.state == CaseState::kClosed || figures.state == CaseState::kUnknown) continue;
    Workload& load = loads[figures.manager];
    load.manager = figures.manager;
    ++load.cases;
    ++load.by_state[static_cast<size_t>(figures.state)];
  }
  std::vector<Workload> list;
  for (auto& [manager, load] : loads) list.push_back(std::move(load));
  return list;
}

std::vector<KindCount> CountByKind(std::span<const Deadline> open, Instant now,
                                   const CaseRules& rules) {
  std::map<std::string, KindCount> counts;
  for (const Deadline& deadline : open) {
    const Urgency urgency = UrgencyOf(deadline, now, rules);
    if (urgency == Urgency::kDone) continue;
    KindCount& count = counts[deadline.kind];
    count.kind = deadline.kind;
    count.overdue += urgency == Urgency::kOverdue;
    count.due += urgency == Urgency::kDue;
    count.coming_up += urgency == Urgency::kComingUp;
    count.sounding += urgency == Urgency::kSounding;
  }
  std::vector<KindCount> list;
  for (auto& [kind, count] : counts) list.push_back(std::move(count));
  return list;
}

}  // namespace setara::casework
