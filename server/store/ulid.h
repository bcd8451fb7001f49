// Public record ids: ULIDs, 26 characters of Crockford's base 32 in upper case, 48 bits of
// milliseconds since 1970 and 80 random bits, so that they sort by creation and tell nothing else.
#pragma once

#include <string>
#include <string_view>

#include "matcher/domain/date.h"

namespace setara {

inline constexpr int kUlidLength = 26;

// An id at `now`, greater than `last` ("" when there is none yet) even when the clock went back:
// then it follows `last` by a random step, so that neighbours cannot be guessed by counting.
// `last` must be "" or an id. Thread-safe.
std::string NextUlid(std::string_view last, Instant now);

// Whether `text` has the form of an id.
bool IsUlid(std::string_view text);

}  // namespace setara
