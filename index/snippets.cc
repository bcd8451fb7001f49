#include "index/snippets.h"

#include <algorithm>
#include <set>
#include <string>

#include "index/analysis.h"
#include "index/guard.h"
#include "index/schema.h"
#include "index/text_query.h"

namespace setara {
namespace {

// The words that a query looks for, in any of the forms that the index has.
class WantedWords {
 public:
  WantedWords(const std::vector<TextClause>& clauses, Analyzer& analyzer) : analyzer_(analyzer) {
    for (const TextClause& clause : clauses) {
      if (clause.kind == ClauseKind::kPrefix) prefixes_.push_back(clause.words.front());
    }
    if (clauses.empty()) return;
    Xapian::Query query = BuildTextQuery(clauses, true, analyzer);
    for (auto term = query.get_terms_begin(); term != query.get_terms_end(); ++term) {
      terms_.insert(*term);
    }
  }

  bool Has(const std::string& word) {
    if (terms_.contains(word)) return true;
    for (const std::string& prefix : prefixes_) {
      if (word.starts_with(prefix)) return true;
    }
    if (IsStopWord(word)) return false;
    const Stems& stems = analyzer_.StemsOf(word);
    return terms_.contains(TermOf(Field::kStemIndonesian, stems.indonesian)) ||
           (stems.english != stems.indonesian &&
            terms_.contains(TermOf(Field::kStemEnglish, stems.english)));
  }

 private:
  Analyzer& analyzer_;
  std::set<std::string> terms_;
  std::vector<std::string> prefixes_;
};

// The last word that ends within `window_bytes` of the beginning of words[first].
size_t LastWithin(const std::vector<Word>& words, size_t first, size_t window_bytes) {
  size_t last = first;
  while (last + 1 < words.size() && words[last + 1].end - words[first].begin <= window_bytes) {
    ++last;
  }
  return last;
}

// The first word of the window with the most hits; some words before its first hit.
size_t BestStart(const std::vector<Word>& words, const std::vector<bool>& hit,
                 size_t window_bytes) {
  size_t best = 0, most = 0;
  for (size_t first = 0; first < words.size(); ++first) {
    if (!hit[first]) continue;
    size_t last = LastWithin(words, first, window_bytes * 3 / 4);
    auto hits =
        static_cast<size_t>(std::count(hit.begin() + static_cast<std::ptrdiff_t>(first),
                                       hit.begin() + static_cast<std::ptrdiff_t>(last) + 1, true));
    if (hits <= most) continue;
    most = hits;
    best = first;
  }
  size_t start = best;
  while (start > 0 && words[best].begin - words[start - 1].begin <= window_bytes / 4) --start;
  return start;
}

Snippet SnippetOf(std::string_view text, WantedWords& wanted, size_t window_bytes) {
  Snippet snippet;
  std::vector<Word> words = Tokenize(text);
  if (words.empty()) return snippet;
  std::vector<bool> hit;
  for (const Word& word : words) hit.push_back(wanted.Has(word.text));
  size_t first = BestStart(words, hit, window_bytes);
  size_t last = LastWithin(words, first, window_bytes);
  snippet.window = {first == 0 ? 0 : words[first].begin, words[last].end};
  for (size_t i = first; i <= last; ++i) {
    if (hit[i]) snippet.highlights.push_back({words[i].begin, words[i].end});
  }
  return snippet;
}

}  // namespace

absl::StatusOr<std::vector<Snippet>> MakeSnippets(std::string_view query,
                                                  const std::vector<std::string_view>& texts,
                                                  size_t window_bytes) {
  absl::StatusOr<std::vector<TextClause>> clauses = ParseTextQuery(query);
  if (!clauses.ok()) return clauses.status();
  return Guard([&] {
    Analyzer analyzer;
    WantedWords wanted(WithoutExclusions(*std::move(clauses)), analyzer);
    std::vector<Snippet> snippets;
    for (std::string_view text : texts) snippets.push_back(SnippetOf(text, wanted, window_bytes));
    return snippets;
  });
}

}  // namespace setara
