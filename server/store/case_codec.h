// The facts of a case's log as text, to be sealed. Private to server/store. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>

#include "matcher/domain/case_events.h"

namespace setara {

// The kind of a fact as stored: its place in CasePayload, from 1. Kinds are only ever added.
int KindOf(const CasePayload& payload);

// What is sealed of an event: its sequence, its reason and its fact.
std::string WriteCaseFact(const CaseEvent& event);

// The reverse: sets reason and payload of `event`, whose sequence is known. DATA_LOSS: an unknown
// kind, not what WriteCaseFact can have written, or of another sequence.
absl::Status ReadCaseFact(int kind, std::string_view text, CaseEvent& event);

}  // namespace setara
