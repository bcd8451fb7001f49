// Texts for people in both languages, and words as searches and skill coding see them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/language.h"

namespace setara {

// The same text in both languages; both are views into embedded data.
struct Text {
  std::string_view id;
  std::string_view en;

  std::string_view in(Language language) const {
    return language == Language::kIndonesian ? id : en;
  }
};

// The words of a text in lower case, joined by single spaces, with the start of each word.
// A word is a run of ASCII letters and digits, `+`, `#` and every byte above 127, or the same after
// a dot that begins a word, so that "C++", "C#" and ".NET" stay apart from "C" and "net". Only
// ASCII letters are folded: Indonesian and English need no more.
struct Words {
  std::string joined;
  std::vector<size_t> starts;  // into `joined`, one per word
};

Words SplitWords(std::string_view text);

}  // namespace setara
