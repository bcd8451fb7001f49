// The caseload of a supervisor, counted from rows: how much work there is, where it stands still,
// what is late. One pass over the cases and one over their open deadlines. Not thread-safe; one
// owner.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/casework/ageing.h"
#include "server/casework/urgency_clock.h"

namespace setara::casework {

struct StateLoad {
  StateAge age{};
  int64_t overdue = 0;  // of them past a deadline of the state
  bool operator==(const StateLoad&) const = default;
};

struct ManagerLoad {
  std::string manager{};  // "" those that nobody has
  int64_t cases = 0;
  int64_t overdue_cases = 0;  // with anything overdue
  bool operator==(const ManagerLoad&) const = default;
};

struct CaseloadCounts {
  int64_t open_cases = 0;
  std::vector<StateLoad> states{};      // each open state, in order
  std::vector<ManagerLoad> managers{};  // by manager
  std::vector<KindCount> kinds{};       // by kind; without those of which nothing presses
  bool operator==(const CaseloadCounts&) const = default;
};

// Whether a deadline of this kind is one of where the case stands, not of law or of what runs
// beside: what says that a case stands still.
bool IsOfTheState(std::string_view kind);

class CaseloadCounter {
 public:
  // today: where most of Indonesia's clocks stand.
  CaseloadCounter(Instant now, Date today, const CaseRules& rules)
      : clock_(now, rules), today_(today) {}

  // A case, open or closed; each once, `row` tells them apart.
  void AddCase(int64_t row, const CaseFigures& figures);
  // An open deadline of a case, closed ones included.
  void AddDeadline(int64_t row, const std::string& kind, Instant due, TimeZone zone, bool alarm,
                   bool suspended);

  CaseloadCounts Finish() const;

 private:
  struct Late {
    bool in_state = false, at_all = false;
  };

  const UrgencyClock clock_;
  const Date today_;
  std::vector<CaseFigures> open_;
  std::vector<int64_t> rows_;  // of `open_`
  std::unordered_map<int64_t, Late> late_;
  std::map<std::string, KindCount> kinds_;
};

}  // namespace setara::casework
