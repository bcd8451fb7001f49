#include "matcher/vocabulary/text.h"

namespace setara {
namespace {

bool IsWordByte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '#' || c > 127;
}

char Fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Words SplitWords(std::string_view text) {
  Words words;
  words.joined.reserve(text.size() + 1);
  bool in_word = false;
  for (size_t i = 0; i < text.size(); ++i) {
    bool is_word = IsWordByte(static_cast<unsigned char>(text[i]));
    bool leading_dot = text[i] == '.' && !in_word && i + 1 < text.size() &&
                       IsWordByte(static_cast<unsigned char>(text[i + 1])) &&
                       (i == 0 || text[i - 1] != '.');
    if (!is_word && !leading_dot) {
      in_word = false;
      continue;
    }
    if (!in_word) {
      if (!words.joined.empty()) words.joined += ' ';
      words.starts.push_back(words.joined.size());
      in_word = true;
    }
    words.joined += Fold(text[i]);
  }
  return words;
}

}  // namespace setara
