// Sections of KBLI, the Indonesian classification of industries, by edition.
//
// One immutable table, built at first use. Thread-safe.
#pragma once

#include <span>
#include <string_view>

namespace setara {

struct KbliSection {
  std::string_view edition;  // "2020", "2025"
  std::string_view section;  // "C"
  int first_division = 0;    // inclusive, as is the last; 01 to 99
  int last_division = 0;
  std::string_view label_id;
  std::string_view label_en;
};

// By edition and letter.
std::span<const KbliSection> KbliSections();

// Null: no such section in that edition.
const KbliSection* FindKbliSection(std::string_view edition, std::string_view section);

// The section of a division (the first two digits of a code of either edition), in the letters of
// `edition`. Null: none, 0 among them.
const KbliSection* KbliSectionOf(std::string_view edition, int division);

}  // namespace setara
