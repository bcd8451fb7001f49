// What follows from the log of a case, as the rows that the store keeps beside it, and back. Pure;
// thread-safe.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matcher/domain/case_events.h"
#include "matcher/domain/case_rows.h"
#include "server/casework/deadlines.h"
#include "server/casework/outcomes.h"
#include "server/casework/record.h"
#include "server/casework/rules.h"

namespace setara {

struct DerivedCase {
  CaseRow row{};
  std::vector<CaseSpan> spans{};
  std::vector<CaseDue> due{};  // open ones, by due time
  std::vector<CaseOffer> offers{};
};

// stored: who and which the case is. record: the fold of `events`, of a case that exists.
DerivedCase DeriveCase(const CaseRow& stored, std::span<const CaseEvent> events,
                       const casework::CaseRecord& record, const casework::CaseRules& rules);

// The deadline that a row is of, as DeadlinesOf has it. rules must outlive it.
casework::Deadline DeadlineOf(const CaseDue& due, const casework::CaseRules& rules);

// Every deadline of `row` that runs and is not later than `urgencies` ask for lies before this:
// what lies after is kLater.
Instant ComingUpBy(Instant now, const casework::CaseRules& rules);

// What reports count of a case.
casework::CaseFigures FiguresOf(const CaseRow& row);

// Names the rules and the program that derive: where it differs from the one on file, everything
// has to be derived again (refresh.h).
std::string FingerprintOf(const casework::CaseRules& rules);

}  // namespace setara
