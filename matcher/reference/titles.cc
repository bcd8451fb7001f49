#include "matcher/reference/titles.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "embedded/titles.h"
#include "embedded/titles_esco.h"
#include "matcher/reference/occupations.h"
#include "matcher/reference/regions.h"
#include "matcher/reference/title_words.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr int kExact = 1000;
constexpr int kExactWithoutFillers = 900;
constexpr int kExactEsco = 800;
constexpr int kStrong = 700;     // a listed title marked "!" inside a longer one
constexpr int kContained = 950;  // a listed title that covers every word that counts

using Iterator = std::vector<std::string>::const_iterator;

struct Entry {
  std::string_view code;  // empty: uncoded on purpose
  bool whole_only = false;
  bool strong = false;
};

// A listed title found at words [begin, end).
struct Match {
  size_t begin = 0;
  size_t end = 0;
  Entry entry;
};

class TitleIndex {
 public:
  TitleIndex() {
    entries_.reserve(6000);
    esco_.reserve(3000);
    const Table own = LoadEmbedded("titles.tsv", embedded::titles(), {"code", "titles"});
    for (const Table::Row& row : own.rows()) {
      CheckCode(row[0]);
      for (const std::string_view title : Split(row[1], '|')) AddOwn(row[0], title);
    }
    const Table esco = LoadEmbedded("titles_esco.tsv", embedded::titles_esco(), {"code", "titles"});
    for (const Table::Row& row : esco.rows()) {
      CheckCode(row[0]);
      for (const std::string_view title : Split(row[1], '|')) esco_.emplace(title, row[0]);
    }
    for (const Region& region : Regions::Get().all()) {
      for (std::string& word : Words(region.name)) places_.insert(std::move(word));
    }
  }

  const Entry* Find(const std::string& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
  }
  // Empty when ESCO has no such title.
  std::string_view FindEsco(const std::string& key) const {
    const auto found = esco_.find(key);
    return found == esco_.end() ? std::string_view() : found->second;
  }
  bool IsPlace(const std::string& word) const { return places_.contains(word); }
  size_t longest() const { return longest_; }

 private:
  static void CheckCode(std::string_view code) {
    if (!code.empty() && !Occupations::Get().Find(code).ok()) BadEmbedded("titles", code);
  }

  void AddOwn(std::string_view code, std::string_view title) {
    Entry entry{code, title.starts_with('='), title.ends_with('!')};
    const std::vector<std::string> words = TitleWords(title);
    const auto [at, added] = entries_.emplace(Join(words, " "), entry);
    if (words.empty() || (!added && at->second.code != code)) BadEmbedded("titles.tsv", title);
    if (!added) {
      at->second.whole_only &= entry.whole_only;
      at->second.strong |= entry.strong;
    }
    longest_ = std::max(longest_, words.size());
  }

  std::unordered_map<std::string, Entry> entries_;
  // Keys are views into the embedded table: it is in normal form already.
  std::unordered_map<std::string_view, std::string_view> esco_;
  std::unordered_set<std::string> places_;
  size_t longest_ = 1;
};

const TitleIndex& GetIndex() {
  static const TitleIndex& index = *new TitleIndex();
  return index;
}

std::vector<std::string> WithoutFillers(std::vector<std::string> words) {
  std::erase_if(words, [](const std::string& word) { return IsFiller(word); });
  return words;
}

// The longest listed titles inside `words`, from left to right, not overlapping.
std::vector<Match> FindInside(const TitleIndex& index, const std::vector<std::string>& words) {
  std::vector<Match> matches;
  for (size_t size = std::min(index.longest(), words.size()); size > 0; --size) {
    for (size_t begin = 0; begin + size <= words.size(); ++begin) {
      const size_t end = begin + size;
      const bool overlaps = std::any_of(matches.begin(), matches.end(), [&](const Match& match) {
        return begin < match.end && match.begin < end;
      });
      if (overlaps) continue;
      const Iterator first = words.begin() + static_cast<long>(begin);
      const Entry* entry = index.Find(Join({first, first + static_cast<long>(size)}, " "));
      if (entry != nullptr && !entry->whole_only && !entry->code.empty()) {
        matches.push_back({begin, end, *entry});
      }
    }
  }
  return matches;
}

// The noun that names the occupation is part of the match, by the order of words of its language.
bool HoldsHead(const std::vector<std::string>& words, const Match& match) {
  if (match.begin == 0 && (match.entry.strong || IsOpeningNoun(words[0]))) return true;
  return match.end == words.size() && IsClosingNoun(words.back());
}

// How sure `matches` make the occupation of all `words`; the first match names it, the others agree
// with it. 0 when a word outside changes it.
int Confidence(const TitleIndex& index, const std::vector<std::string>& words,
               const std::vector<Match>& matches) {
  int total = 0;
  int covered = 0;
  bool joined = false;
  bool other_noun = false;
  bool other_word = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool inside = std::any_of(matches.begin(), matches.end(), [&](const Match& match) {
      return match.begin <= i && i < match.end;
    });
    if (!inside && IsLevel(words[i])) return 0;
    joined |= !inside && IsJoin(words[i]);
    other_noun |= !inside && (IsClosingNoun(words[i]) || IsOpeningNoun(words[i]));
    if (!inside && (IsFiller(words[i]) || index.IsPlace(words[i]))) continue;
    ++total;
    covered += inside ? 1 : 0;
    other_word |= !inside;
  }
  // "Purchasing & Finance": the other half may be another occupation.
  if (joined && other_word) return 0;
  if (other_noun && !HoldsHead(words, matches.front())) return 0;
  const int confidence = kContained * 2 * covered / (total + covered);
  return matches.front().entry.strong ? std::max(confidence, kStrong) : confidence;
}

std::optional<CodedTitle> CodeInside(const TitleIndex& index,
                                     const std::vector<std::string>& words) {
  std::vector<Match> matches = FindInside(index, words);
  if (matches.empty()) return std::nullopt;
  const auto head = std::find_if(matches.begin(), matches.end(),
                                 [&](const Match& match) { return HoldsHead(words, match); });
  if (head != matches.end()) std::iter_swap(matches.begin(), head);
  std::string_view code = matches.front().entry.code;
  if (head == matches.end()) {
    for (const Match& other : matches) {
      const int common = Occupations::CommonDigits(code, other.entry.code);
      // Two occupations in one title: their minor group if they share it, else neither.
      if (common < 3) return std::nullopt;
      code = code.substr(0, static_cast<size_t>(common));
    }
  } else {
    std::erase_if(matches, [&](const Match& other) {
      return Occupations::CommonDigits(code, other.entry.code) < 3;
    });
  }
  const int confidence = Confidence(index, words, matches);
  if (confidence < kTitleThreshold) return std::nullopt;
  return CodedTitle{std::string(code), confidence};
}

}  // namespace

std::optional<CodedTitle> CodeTitle(std::string_view title) {
  const TitleIndex& index = GetIndex();
  const std::vector<std::vector<std::string>> parts = TitleParts(title);
  if (parts.empty()) return std::nullopt;
  const std::vector<std::string>& words = parts.front();
  const std::vector<std::string> core = WithoutFillers(words);
  // Commas may be part of the name: "Environment, Health, and Safety".
  std::vector<std::string> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  const std::array<std::pair<std::string, int>, 3> wholes = {
      {{Join(all, " "), kExact},
       {Join(words, " "), kExact},
       {Join(core, " "), kExactWithoutFillers}}};
  for (const auto& [whole, confidence] : wholes) {
    const Entry* entry = index.Find(whole);
    if (entry == nullptr) continue;
    if (entry->code.empty()) return std::nullopt;
    return CodedTitle{std::string(entry->code), confidence};
  }
  const std::string_view esco = index.FindEsco(Join(words, " "));
  if (!esco.empty()) return CodedTitle{std::string(esco), kExactEsco};
  std::optional<CodedTitle> coded = CodeInside(index, words);
  if (coded || std::any_of(words.begin(), words.end(), IsJoin)) return coded;
  return CodeInside(index, core);
}

}  // namespace setara
