// Sectors of employers, as a caller names them. Pure; thread-safe.
#pragma once

#include <string_view>

namespace setara {

// Whether `sector` can name one: a section of some edition of the KBLI ("C"), or the first one to
// five digits of codes ("10" the division, "10130" the class itself).
bool IsSector(std::string_view sector);

// Whether the five-digit `code` of `edition` lies in the sector; a letter is read as that edition
// has it. False without a code, and for a letter with an edition that is not known.
bool InSector(std::string_view edition, std::string_view code, std::string_view sector);

}  // namespace setara
