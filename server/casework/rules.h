// Everything of casework that may differ between two installations or years, in one value that is
// passed along: durations, calendar, citations, thresholds. Immutable once made; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "server/casework/calendar.h"
#include "server/casework/citations.h"
#include "server/casework/durations.h"
#include "server/casework/machine.h"

namespace setara::casework {

struct CaseOptions {
  CalendarOptions calendar{};
  std::map<std::string, int> durations{};  // id to value, in the unit of the table; defaults only
  int lost_contact_attempts = 3;           // 1-100; our default
};

struct CaseRules {
  const Machine* machine = nullptr;
  const Citations* citations = nullptr;
  Durations durations;
  Calendar calendar;
  int lost_contact_attempts = 3;

  // As Durations::WithValues; InvalidArgument naming lost_contact_attempts out of its range.
  static absl::StatusOr<CaseRules> Make(const CaseOptions& options);
  // With everything as shipped. Lives as long as the process.
  static const CaseRules& Shipped();
};

}  // namespace setara::casework
