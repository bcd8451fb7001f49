// The named rules that moves need. Each asks one thing of the record and tells what is missing; its
// words and its basis are data (data/guards.tsv). Pure; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "matcher/domain/case.h"
#include "server/casework/record.h"

namespace setara::casework {

struct CaseRules;

// A move that somebody wants to make.
struct Move {
  CaseTrigger trigger = CaseTrigger::kUnknown;
  CaseOutcome outcome = CaseOutcome::kNone;  // of a closing move that leaves a choice
  Instant at{};
  std::string reason{};
};

// nullopt: the rule is met. Else what is missing beside the rule's own words, in signs that every
// language reads ("L1, L2", "2/3"); often "". id must be known; the case exists.
std::optional<std::string> MissingOf(std::string_view id, const CaseRecord& record,
                                     const Move& move, const CaseRules& rules);

// Whether there is a rule of that name, and how many there are.
bool HasGuardRule(std::string_view id);
size_t GuardRules();

}  // namespace setara::casework
