// Codes what an opening or a person says in words: the occupation of a title, skills.
#pragma once

#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

// An occupation code that nobody stated is coded from the title, or left out where the index of
// titles is not sure; coded skills are completed from the skill words. Pure; thread-safe.
void CodeWords(Opening& opening);
// Coded skills are completed from the skill words.
void CodeWords(Seeker& seeker);

}  // namespace setara
