#include <algorithm>

#include "matcher/screening/screen.h"

namespace setara {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// A new line, or the point, question or exclamation mark of a sentence, ends before `at`.
bool ClauseEndsBefore(std::string_view text, size_t at) {
  if (at == 0 || text[at - 1] == '\n') return true;
  const bool mark = at >= 2 && (text[at - 2] == '.' || text[at - 2] == '!' || text[at - 2] == '?' ||
                                text[at - 2] == ';');
  // "min. 2 tahun", "PT. Maju": a short word before the point is an abbreviation.
  if (!mark || !IsSpace(text[at - 1])) return false;
  size_t word = at - 2;
  while (word > 0 && !IsSpace(text[word - 1])) --word;
  return text[at - 2] != '.' || at - 2 - word > 4;
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
