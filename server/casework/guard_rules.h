// What guards.cc and guards_return.cc share; nobody else includes this.
#pragma once

#include <optional>
#include <string>

#include "server/casework/guards.h"
#include "server/casework/questions.h"
#include "server/casework/rules.h"

namespace setara::casework::guard_rules {

struct Asked {
  const CaseRecord& record;
  const Move& move;
  const CaseRules& rules;

  TimeZone zone() const { return ZoneOf(record.Report().region_code); }
  Date on() const { return LocalDate(move.at, zone()); }
};

// nullopt: met; else the detail.
using Verdict = std::optional<std::string>;
constexpr std::nullopt_t kMet = std::nullopt;
inline Verdict Unless(bool met, std::string detail = "") {
  if (met) return kMet;
  return detail;
}

// The rules about rungs, trials, work and closing (guards_return.cc).
Verdict RungIsChosen(const Asked& asked);
Verdict ChosenRungIsOpen(const Asked& asked);
Verdict StepDownReasons(const Asked& asked);
Verdict TrialAgreement(const Asked& asked);
Verdict TrialWage(const Asked& asked);
Verdict AccommodationsInPlace(const Asked& asked);
Verdict FitNote(const Asked& asked);
Verdict WorkHasStarted(const Asked& asked);
Verdict WageNotBelow(const Asked& asked);
Verdict HiredAtOtherEmployer(const Asked& asked);
Verdict MonitoringPeriod(const Asked& asked);
Verdict Visits(const Asked& asked);
Verdict OutcomeOfRung(const Asked& asked);
Verdict ClosingReport(const Asked& asked);
Verdict Form3Kk2IfRecovered(const Asked& asked);

}  // namespace setara::casework::guard_rules
