// The part of check_event.h that looks at one fact alone.
#pragma once

#include "matcher/domain/case_events.h"
#include "matcher/domain/checks.h"

namespace setara::casework {

// Adds every wrong field of `payload`, paths beginning with the name of the fact.
void CheckFact(const CasePayload& payload, Checks& checks);

}  // namespace setara::casework
