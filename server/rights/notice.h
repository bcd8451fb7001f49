// The draft of the notice that a breach demands (UU 27/2022 art. 46): to the people and the agency,
// what data, when and how, and the remedy. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "matcher/domain/language.h"
#include "matcher/domain/person_rights.h"

namespace setara::rights {

// Plain text, one paragraph a fact. kinds: the kinds of data in words of the language. Instants are
// written in WIB (UTC+7) and say so. What is not known yet is said to be so.
std::string BreachNotice(const Breach& breach, const std::vector<std::string>& kinds,
                         Language language);

// "2026-11-21 12:00 WIB (UTC+7)".
std::string InWib(Instant instant);

}  // namespace setara::rights
