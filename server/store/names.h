// Names of people for comparison, as Indonesian clerks write them: van Ophuijsen's spelling (1901:
// oe, tj, dj, nj, sj, j for y) beside Soewandi's (1947) and today's (1972), letters doubled or not,
// short forms of Muhammad and Abdul, titles and degrees. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace setara {

// ASCII letters in lower case, punctuation and repeated spaces gone, so that "Siti  Nur-Aini" is
// "SITI NUR AINI". Other letters stay as they are.
std::string NameKey(std::string_view full_name);

// The words of a name that tell people apart, as NameKey writes them, in order: no titles ("H.",
// "Dr."), no degrees after a comma, no "bin" or "binti", no initials unless there is nothing else;
// short forms in full ("M. Yusuf" is "muhammad yusuf").
std::vector<std::string> NameWords(std::string_view full_name);

// How a word of NameWords sounds: equal for spellings of one name, often equal for names that sound
// alike, and no more than that; people judge what it finds. Never empty for a word that is not.
std::string SoundOf(std::string_view word);

// How a whole name sounds, words run together, so that "Nur Aini" is "Nuraini" and "Abdul Rahman"
// is "Abdurrahman". Empty for a name without letters.
std::string SoundOfName(std::string_view full_name);

}  // namespace setara
