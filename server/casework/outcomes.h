// How return-to-work cases end, counted both ways, and how long they take. Exact integers; the
// smallest unit is one case. Pure; thread-safe.
//
// Enrolled: the case got as far as the assessment, so both consents were in or waived (our default:
// nobody is enrolled who never agreed). Published rates differ by whether open cases are in the
// denominator: 787 back of 935 enrolled are 84.2 %, of those not open 100 %. Both are given, always
// with the number still open.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/date.h"
#include "server/casework/calendar.h"
#include "server/casework/record.h"

namespace setara::casework {

// What the counts need of one case.
struct CaseFigures {
  CaseState state = CaseState::kUnknown;
  CaseOutcome outcome = CaseOutcome::kNone;
  bool enrolled = false;
  Date happened_on{};                 // local
  std::optional<Date> returned_on{};  // first day of the work it stands by
  std::optional<Date> closed_on{};
  Date state_since{};          // entered the state it is in
  Rung rung = Rung::kUnknown;  // of that work, else the one chosen
  InjuryKind injury = InjuryKind::kUnknown;
  std::string region_code{};
  std::string branch{};
  std::string employer_id{};  // of the accident
  std::string manager{};
};

// The case exists.
CaseFigures FiguresOf(const CaseRecord& record);

inline constexpr bool IsReturned(CaseOutcome outcome) {
  return outcome >= CaseOutcome::kReturnedL1 && outcome <= CaseOutcome::kReturnedL5;
}

struct SuccessRates {
  int64_t cases = 0;     // all
  int64_t enrolled = 0;  // of them; the rest ended before the assessment or has not got there
  int64_t open = 0;      // enrolled and open
  int64_t closed = 0;    // enrolled and closed
  int64_t returned = 0;  // closed with RTW_L1 to RTW_L5
  int64_t not_enrolled_open = 0;
  int64_t not_enrolled_closed = 0;
  std::array<int64_t, kCaseOutcomes> outcomes{};  // by outcome, of all cases; [0] open

  // Hundredths of a percent, rounded half up; nullopt: nobody to divide by.
  std::optional<int64_t> ReturnedOfClosed() const;
  std::optional<int64_t> ReturnedOfEnrolled() const;
  bool operator==(const SuccessRates&) const = default;
};
SuccessRates CountSuccess(std::span<const CaseFigures> cases);

// The same by a key, in the order of the keys.
struct KeyedRates {
  std::string key{};
  SuccessRates rates{};
};
enum class RateKey : uint8_t { kRegion = 1, kBranch = 2, kInjury = 3, kRung = 4, kEmployer = 5 };
std::vector<KeyedRates> CountSuccessBy(std::span<const CaseFigures> cases, RateKey key);

// Days from the event to the first day of work, of cases that returned. Nearest-rank quantiles.
struct TimeToReturn {
  int64_t cases = 0;
  int median_days = 0;
  int quarter_days = 0;  // a quarter is back by then
  int three_quarters_days = 0;
  int longest_days = 0;
  bool operator==(const TimeToReturn&) const = default;
};
TimeToReturn TimeToReturnOf(std::span<const CaseFigures> cases);

struct KeyedTime {
  std::string key;
  TimeToReturn time;
};
std::vector<KeyedTime> TimeToReturnBy(std::span<const CaseFigures> cases, RateKey key);

}  // namespace setara::casework
