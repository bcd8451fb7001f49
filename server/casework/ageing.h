// How long open cases have stood in their states: where they stall. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/date.h"
#include "server/casework/deadlines.h"
#include "server/casework/outcomes.h"

namespace setara::casework {

// Days in the state: 0-7, 8-14, 15-30, 31-60, 61-90, more.
inline constexpr std::array<int, 5> kAgeBounds = {7, 14, 30, 60, 90};
inline constexpr int kAgeBuckets = 6;

struct StateAge {
  CaseState state = CaseState::kUnknown;
  int64_t cases = 0;
  std::array<int64_t, kAgeBuckets> buckets{};  // sum to `cases`
  int oldest_days = 0;
  int median_days = 0;  // nearest rank
  bool operator==(const StateAge&) const = default;
};

// One entry for each open state, in the order of the states, empty ones included.
std::vector<StateAge> AgeingOf(std::span<const CaseFigures> cases, Date today);

// Open cases in each state at the end of each day of `days`: the data of the caseload chart. A case
// counts from the day it was reported to the day before it closed.
struct Caseload {
  Date day{};
  std::array<int64_t, kCaseStates> cases{};  // by state; CLOSED and the value 0 stay 0
};
std::vector<Caseload> CaseloadOn(std::span<const CaseRecord> records, std::span<const Date> days);

// Open cases of each manager; "" those that nobody has. By manager.
struct Workload {
  std::string manager{};
  int64_t cases = 0;
  std::array<int64_t, kCaseStates> by_state{};
};
std::vector<Workload> WorkloadOf(std::span<const CaseFigures> cases);

// Open deadlines of many cases by kind: what is late, due today and coming up, and which alarms
// sound. By kind; kinds of which nothing is open are left out.
struct KindCount {
  std::string kind{};
  int64_t overdue = 0;
  int64_t due = 0;
  int64_t coming_up = 0;
  int64_t sounding = 0;
  bool operator==(const KindCount&) const = default;
};
std::vector<KindCount> CountByKind(std::span<const Deadline> open, Instant now,
                                   const CaseRules& rules);

}  // namespace setara::casework
