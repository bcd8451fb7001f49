// Codes of placements in words, for texts that people take with them. "" for a code that says
// nothing. Pure; thread-safe.
#pragma once

#include <string>

#include "matcher/domain/language.h"
#include "setara/v1/placement_record.pb.h"

namespace setara {

std::string PlacementStateWord(v1::PlacementState state, Language language);
std::string PlacementStepWord(v1::PlacementStep step, Language language);
std::string PlacementReasonWords(const std::string& code, Language language);

}  // namespace setara
