// KBLI, the classification of industries of Indonesia: which section a code of an edition lies in.
// The editions number some divisions differently, so that a code means nothing without its edition.
//
// One immutable table, built at first use. Thread-safe.
#pragma once

#include <absl/status/status.h>

#include <span>
#include <string_view>

namespace setara {

struct KbliSection {
  std::string_view edition;  // "2020", "2025"
  std::string_view letter;   // "C"
  int first_division = 0;    // first two digits of a code
  int last_division = 0;     // inclusive
  std::string_view title_id;
  std::string_view title_en;
};

// All sections of both editions, by edition and letter.
std::span<const KbliSection> KbliSections();

// The section that `code` lies in, by its first two digits; nullptr: no such edition or division.
const KbliSection* SectionOf(std::string_view edition, std::string_view code);

// nullptr: no such section in that edition.
const KbliSection* FindKbliSection(std::string_view edition, std::string_view letter);

// The section of a division (0 to 99) in the letters of `edition`, whichever edition numbers it: a
// division that this edition gave up (45, of 2020 alone) lies where the rest of its section went.
// nullptr: none.
const KbliSection* SectionOfDivision(std::string_view edition, int division);

// INVALID_ARGUMENT naming `kbli_code`: the edition has no such division. OK for no code, and for an
// edition that is none, which others report.
absl::Status CheckKbli(std::string_view edition, std::string_view code);

// False: the edition's list of codes is at hand and does not have it. Our lists may have gaps, so
// this is a question and no error.
bool MayBeKbliCode(std::string_view edition, std::string_view code);

// The title of a code, as its source writes it; "" where it is not at hand.
std::string_view KbliTitle(std::string_view edition, std::string_view code);

}  // namespace setara
