// Cases as a country has them, for tests and benchmarks of counts: in every state, with logs of
// realistic length. Repeatable: one seed gives one case.
#pragma once

#include <cstdint>
#include <string>

#include "tests/server/casework/case_log.h"

namespace setara::casework {

struct CasePlace {
  std::string manager;  // "accounts/..."; "" nobody has the case
  std::string branch;
  std::string seeker_id;
  std::string employer_id;
};

// closed: in hundredths, how likely the case has ended. The clock of the log stands some time after
// its last entry, in 2026.
CaseLog RandomCase(uint32_t seed, const CasePlace& place, int closed);

}  // namespace setara::casework
