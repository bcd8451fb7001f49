// How text becomes words: the same for documents, queries and highlighting. A word is a run of
// letters, marks and digits (Xapian's word characters, joined by ' . & between them as in "3.5" or
// "d'art"), in lower case; "c++" and "c#" keep their signs. Pure; thread-safe; one Analyzer
// belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

// Longer words are cut off documents and match nothing (our default).
inline constexpr size_t kMaxWordBytes = 64;

struct Word {
  std::string text;  // lower case
  size_t begin = 0;  // bytes in the analysed text, [begin, end)
  size_t end = 0;
};

// The words of `text` in order; words over kMaxWordBytes are left out. Invalid UTF-8 bytes read as
// Latin-1, as Xapian does.
std::vector<Word> Tokenize(std::string_view text);

// Words so common in Indonesian or English advertisements that their stems would match everything.
// They stay searchable as written, in phrases and after `+`.
bool IsStopWord(std::string_view lower_case_word);

// The stems of one word; equal ones are possible. Words that the vocabulary keeps apart ("Tuli"
// from "tulis") are their own stems.
struct Stems {
  std::string indonesian;
  std::string english;
};

// Stems with a bounded memory of the last words. Belongs to one thread.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // Valid until the next call.
  const Stems& StemsOf(const std::string& lower_case_word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
