// Sectors of employers: the sections and divisions of the Indonesian classification of industries
// (KBLI), whose letters moved between the editions. Pure; thread-safe.
#pragma once

#include <string_view>

namespace setara {

// Whether `sector` can name a sector: a section letter of some edition, or the first one to five
// digits of codes ("10" the division, "10130" the class itself).
bool IsKbliSector(std::string_view sector);

// Whether the five-digit `code` of `edition` ("2020", "2025") lies in the sector. A letter is read
// as that edition has it. False without a code, and for a letter with an unknown edition.
bool InKbliSector(std::string_view code, std::string_view edition, std::string_view sector);

}  // namespace setara
