#include "index/analysis.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

using Xapian::Utf8Iterator;

// Written for Setara: function words of both languages, and the greetings of advertisements. No
// word that names work, a skill or a place. Sorted.
constexpr std::array<std::string_view, 96> kStopWords = {
    "a",    "ada",    "adalah",  "agar",   "akan",  "an",   "and",    "anda",   "are",   "as",
    "at",   "atas",   "atau",    "bagi",   "bahwa", "be",   "been",   "bila",   "bisa",  "but",
    "by",   "can",    "dalam",   "dan",    "dapat", "dari", "dengan", "di",     "do",    "for",
    "from", "guna",   "had",     "has",    "have",  "he",   "her",    "his",    "if",    "in",
    "ini",  "into",   "is",      "it",     "its",   "itu",  "jika",   "juga",   "kami",  "karena",
    "ke",   "kepada", "kita",    "lah",    "lain",  "maka", "may",    "mereka", "not",   "of",
    "oleh", "on",     "or",      "our",    "pada",  "para", "per",    "pun",    "saat",  "saja",
    "sang", "saya",   "sebagai", "secara", "serta", "she",  "so",     "such",   "telah", "tersebut",
    "that", "the",    "their",   "they",   "this",  "to",   "untuk",  "was",    "we",    "were",
    "who",  "will",   "with",    "yaitu",  "yang",  "you"};

bool IsJoiner(unsigned c) { return c == '\'' || c == '.' || c == '&' || c == 0x2019; }

// Advances `it` over one word and appends it in lower case; keeps "+" and "#" signs at the end.
void ReadWord(Utf8Iterator& it, std::string& word) {
  const Utf8Iterator end;
  while (it != end) {
    if (Xapian::Unicode::is_wordchar(*it)) {
      Xapian::Unicode::append_utf8(word, Xapian::Unicode::tolower(*it));
      ++it;
      continue;
    }
    if (!IsJoiner(*it)) break;
    Utf8Iterator next = it;
    ++next;
    if (next == end || !Xapian::Unicode::is_wordchar(*next)) break;
    Xapian::Unicode::append_utf8(word, *it == 0x2019 ? '\'' : *it);
    it = next;
  }
  Utf8Iterator sign = it;
  size_t signs = 0;
  std::string suffix;
  while (sign != end && (*sign == '+' || *sign == '#') && signs < 3) {
    suffix += static_cast<char>(*sign);
    ++sign;
    ++signs;
  }
  if (signs > 0 && (sign == end || !Xapian::Unicode::is_wordchar(*sign))) {
    word += suffix;
    it = sign;
  }
}

}  // namespace

std::vector<Word> Tokenize(std::string_view text) {
  std::vector<Word> words;
  Utf8Iterator it(text.data(), text.size());
  const Utf8Iterator end;
  while (it != end) {
    if (!Xapian::Unicode::is_wordchar(*it)) {
      ++it;
      continue;
    }
    Word word;
    word.begin = static_cast<size_t>(it.raw() - text.data());
    ReadWord(it, word.text);
    word.end = it == end ? text.size() : static_cast<size_t>(it.raw() - text.data());
    if (word.text.size() <= kMaxWordBytes) words.push_back(std::move(word));
  }
  return words;
}

bool IsStopWord(std::string_view word) {
  static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));
  return std::binary_search(kStopWords.begin(), kStopWords.end(), word);
}

struct Analyzer::Impl {
  Xapian::Stem indonesian{"indonesian"};
  Xapian::Stem english{"english"};
  std::unordered_map<std::string, Stems> known;
  std::unordered_set<std::string> unstemmed;
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {
  for (std::string_view word : Vocabulary::Get().synonyms().unstemmed()) {
    for (const Word& part : Tokenize(word)) impl_->unstemmed.insert(part.text);
  }
}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

const Stems& Analyzer::StemsOf(const std::string& word) {
  constexpr size_t kRemembered = 100'000;
  auto found = impl_->known.find(word);
  if (found != impl_->known.end()) return found->second;
  if (impl_->known.size() >= kRemembered) impl_->known.clear();
  Stems stems = impl_->unstemmed.contains(word)
                    ? Stems{word, word}
                    : Stems{impl_->indonesian(word), impl_->english(word)};
  return impl_->known.emplace(word, std::move(stems)).first->second;
}

}  // namespace setara
