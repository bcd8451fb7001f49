// Who keeps a case: as assigned, and as handed over since. Pure; thread-safe.
#pragma once

#include <string>

#include "server/casework/record.h"

namespace setara::casework {

struct Assignment {
  std::string manager;   // account id; "": nobody yet
  std::string branch;    // "" only where the report names none
  int64_t sequence = 0;  // of the event that made it so
  Instant since{};
};

// The report's branch, then every assignment and every accepted offer to assign or transfer, in the
// order recorded. An offer to refer moves nothing: it asks the other for a service. A transfer
// accepted by a branch without naming a manager leaves the case without one until somebody there is
// assigned. An offer that waits, or was rejected, changes nothing and shows nothing but what it
// carries. The case exists.
Assignment AssignmentOf(const CaseRecord& record);

// The offer that an answer is about; nullptr: there is none.
const Entry<HandOverOffered>* OfferOf(const CaseRecord& record, const std::string& offer_id);

}  // namespace setara::casework
