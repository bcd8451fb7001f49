// Whether a case may move, and what is missing if it may not. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <vector>

#include "server/casework/guards.h"
#include "server/casework/machine.h"
#include "server/casework/record.h"
#include "server/casework/rules.h"

namespace setara::casework {

struct Missing {
  const Guard* guard = nullptr;
  std::string detail{};                // "L1, L2"; often ""
  const Citation* citation = nullptr;  // in force on the day of the move; nullptr: none on file

  // "the reason for a step down is not recorded (L1, L2)".
  std::string Text(Language language) const;
};

struct MoveCheck {
  const Edge* edge = nullptr;  // nullptr: there is no such move from where the case stands
  CaseState to = CaseState::kUnknown;
  CaseOutcome outcome = CaseOutcome::kNone;
  std::vector<Missing> missing{};  // in the order of the table

  bool Allowed() const { return edge != nullptr && missing.empty(); }
};

// The first move of a new case is kReport: pass the record with the report already in it and
// CheckReport below. rules must outlive the answer.
MoveCheck CheckMove(const CaseRecord& record, const Move& move, const CaseRules& rules);

// Every move that exists from where the case stands, with what each still needs: what a case
// manager can do next. For closing moves that leave a choice the outcome is the one of the work.
std::vector<MoveCheck> NextMoves(const CaseRecord& record, Instant at, const std::string& reason,
                                 const CaseRules& rules);

// A new case. previous: the record of the episode that the report links to, or nullptr.
// OK; FAILED_PRECONDITION with the guards not met (JKK_MEMBER); FAILED_PRECONDITION with reason
// PREVIOUS_CASE_OPEN or PREVIOUS_CASE_DIED: a case is reopened only as a new episode, after the old
// one has closed, and not after a death.
absl::Status CheckReport(const CaseRecord& record, Instant at, const CaseRecord* previous,
                         const CaseRules& rules);

// OK; FAILED_PRECONDITION with reason CASE_MOVE_UNKNOWN where the table has no such move, and
// metadata state, trigger; or CASE_GUARDS_NOT_MET with metadata missing ("WORKER_CONSENT,...") and
// a message of what is missing with its basis.
absl::Status ToStatus(const MoveCheck& check, const CaseRecord& record, const Move& move);

}  // namespace setara::casework
