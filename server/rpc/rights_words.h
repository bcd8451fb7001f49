// Codes in words, for texts that people take with them (the readable copy, notices). "" for a code
// that says nothing. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "matcher/domain/language.h"
#include "setara/v1/access.pb.h"
#include "setara/v1/consent.pb.h"
#include "setara/v1/rights.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {

std::string SexWord(v1::Sex sex, Language language);
std::string RagamWords(const v1::Ragam& ragam, Language language);
std::string EducationWord(v1::EducationLevel level, Language language);
std::string StanceWord(v1::AccommodationStance stance, Language language);
std::string PurposeWords(v1::ConsentPurpose purpose, Language language);
std::string GiverWord(v1::ConsentGiver giver, Language language);
std::string ChannelWords(v1::ConsentChannel channel, Language language);
std::string RequestWord(v1::RightsRequestKind kind, Language language);
std::string StateWord(v1::RightsRequestState state, Language language);
std::string RoleWord(v1::Role role, Language language);
// One entry a class of `bits` (bit n: DataClass n).
std::vector<std::string> ClassWords(uint32_t bits, Language language);

}  // namespace setara
