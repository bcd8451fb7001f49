#include <algorithm>
#include <iterator>
#include <string_view>

#include "matcher/screening/screen.h"

namespace setara {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// "min. SMA", "PT. Maju": the point ends no sentence.
bool IsAbbreviation(std::string_view word) {
  constexpr std::string_view kShort[] = {"min", "max", "maks", "mak", "thn", "th",  "no",
                                         "jl",  "pt",  "cv",   "gol", "dll", "dsb", "telp"};
  return std::any_of(std::begin(kShort), std::end(kShort), [&](std::string_view known) {
    return std::equal(word.begin(), word.end(), known.begin(), known.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  });
}

// A new line, or the point, question or exclamation mark of a sentence, ends before `at`.
bool ClauseEndsBefore(std::string_view text, size_t at) {
  if (at == 0 || text[at - 1] == '\n') return true;
  const bool mark = at >= 2 && (text[at - 2] == '.' || text[at - 2] == '!' || text[at - 2] == '?' ||
                                text[at - 2] == ';');
  if (!mark || !IsSpace(text[at - 1])) return false;
  if (text[at - 2] != '.') return true;
  size_t word = at - 2;
  while (word > 0 && !IsSpace(text[word - 1])) --word;
  return !IsAbbreviation(text.substr(word, at - 2 - word));
}

bool IsInsideCharacter(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

}  // namespace

Excerpt ExcerptAround(std::string_view text, size_t begin, size_t end, size_t limit) {
  end = std::min(end, text.size());
  begin = std::min(begin, end);
  const size_t spare = limit > end - begin ? limit - (end - begin) : 0;
  Excerpt excerpt{begin, end};
  const size_t first = begin > spare / 2 ? begin - spare / 2 : 0;
  while (excerpt.begin > first && !ClauseEndsBefore(text, excerpt.begin)) --excerpt.begin;
  if (excerpt.begin == first && first > 0) {
    while (excerpt.begin < begin && !IsSpace(text[excerpt.begin])) ++excerpt.begin;
  }
  const size_t last = std::min(text.size(), end + spare - (begin - excerpt.begin));
  while (excerpt.end < last && text[excerpt.end] != '\n' &&
         !(excerpt.end > end && ClauseEndsBefore(text, excerpt.end))) {
    ++excerpt.end;
  }
  if (excerpt.end == last && last < text.size()) {
    while (excerpt.end > end && !IsSpace(text[excerpt.end])) --excerpt.end;
  }
  while (IsInsideCharacter(text, excerpt.begin)) --excerpt.begin;
  while (IsInsideCharacter(text, excerpt.end)) ++excerpt.end;
  while (excerpt.begin < begin && IsSpace(text[excerpt.begin])) ++excerpt.begin;
  while (excerpt.end > end && IsSpace(text[excerpt.end - 1])) --excerpt.end;
  return excerpt;
}

}  // namespace setara
