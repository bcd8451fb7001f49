#include "index/text_query.h"

#include <algorithm>

#include "index/schema.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

using Xapian::Query;

Query Join(Query::op op, const std::vector<Query>& parts) {
  if (parts.size() == 1) return parts.front();
  return Query(op, parts.begin(), parts.end());
}

Query Phrase(const std::vector<std::string>& words) {
  if (words.size() == 1) return Query(words.front());
  return Query(Query::OP_PHRASE, words.begin(), words.end());
}

// Any form of the word; as written when it is a stop word.
Query WordQuery(const std::string& word, Analyzer& analyzer) {
  if (IsStopWord(word)) return Query(word);
  const Stems& stems = analyzer.StemsOf(word);
  std::vector<std::string> terms = {TermOf(Field::kStemIndonesian, stems.indonesian),
                                    TermOf(Field::kStemIndonesian, stems.english),
                                    TermOf(Field::kStemEnglish, stems.english)};
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

Query ClauseQuery(const TextClause& clause, Analyzer& analyzer) {
  switch (clause.kind) {
    case ClauseKind::kPhrase:
      return Phrase(clause.words);
    case ClauseKind::kPrefix:
      return Query(Query::OP_WILDCARD, clause.words.front(), kMaxPrefixWords,
                   Query::WILDCARD_LIMIT_MOST_FREQUENT, Query::OP_SYNONYM);
    case ClauseKind::kWord:
      break;
  }
  return WordQuery(clause.words.front(), analyzer);
}

// Alternatives of the vocabulary for words that stand together.
std::vector<Query> SynonymQueries(const std::string& joined, Analyzer& analyzer) {
  std::vector<Query> queries;
  for (std::string_view synonym : Vocabulary::Get().synonyms().Expand(joined)) {
    std::vector<std::string> words;
    for (const Word& word : Tokenize(synonym)) words.push_back(word.text);
    if (words.empty()) continue;
    queries.push_back(words.size() == 1 ? WordQuery(words.front(), analyzer) : Phrase(words));
  }
  return queries;
}

bool IsKept(const std::string& joined) {
  const auto kept = Vocabulary::Get().synonyms().kept_phrases();
  return std::any_of(kept.begin(), kept.end(), [&](std::string_view phrase) {
    std::string words;
    for (const Word& word : Tokenize(phrase)) words += (words.empty() ? "" : " ") + word.text;
    return words == joined;
  });
}

// Splits the plain words into groups that the vocabulary knows as one, longest first, and turns
// each into a query. Words that take part in no synonym are groups of their own.
class PlainWords {
 public:
  PlainWords(std::vector<std::string> words, bool match_any, Analyzer& analyzer)
      : words_(std::move(words)), match_any_(match_any), analyzer_(analyzer) {
    only_stop_words_ = std::all_of(words_.begin(), words_.end(), IsStopWord);
  }

  std::vector<Query> Queries() {
    std::vector<Query> queries;
    for (size_t at = 0; at < words_.size();) at = AddGroup(at, queries);
    return queries;
  }

 private:
  size_t AddGroup(size_t at, std::vector<Query>& queries) {
    size_t longest = Vocabulary::Get().synonyms().longest_phrase();
    for (size_t count = std::min(longest, words_.size() - at); count > 0; --count) {
      std::string joined = words_[at];
      for (size_t i = 1; i < count; ++i) joined += " " + words_[at + i];
      std::vector<Query> synonyms = SynonymQueries(joined, analyzer_);
      if (synonyms.empty() && !IsKept(joined)) continue;
      std::vector<Query> own = OwnWords(at, count);
      if (!own.empty()) {
        synonyms.push_back(Join(match_any_ ? Query::OP_OR : Query::OP_AND, own));
      }
      if (!synonyms.empty()) queries.push_back(Join(Query::OP_OR, synonyms));
      return at + count;
    }
    for (Query& query : OwnWords(at, 1)) queries.push_back(std::move(query));
    return at + 1;
  }

  // Stop words say nothing beside other words.
  std::vector<Query> OwnWords(size_t at, size_t count) {
    std::vector<Query> own;
    for (size_t i = at; i < at + count; ++i) {
      if (only_stop_words_ || !IsStopWord(words_[i])) {
        own.push_back(WordQuery(words_[i], analyzer_));
      }
    }
    return own;
  }

  std::vector<std::string> words_;
  bool match_any_;
  bool only_stop_words_ = false;
  Analyzer& analyzer_;
};

}  // namespace

Query BuildTextQuery(const std::vector<TextClause>& clauses, bool match_any, Analyzer& analyzer) {
  std::vector<std::string> plain_words;
  std::vector<Query> optional, required, excluded;
  for (const TextClause& clause : clauses) {
    bool plain = clause.sign == ClauseSign::kPlain;
    if (plain && clause.kind == ClauseKind::kWord) {
      plain_words.push_back(clause.words.front());
    } else {
      auto& list = plain ? optional : clause.sign == ClauseSign::kRequired ? required : excluded;
      list.push_back(ClauseQuery(clause, analyzer));
    }
  }
  for (Query& query : PlainWords(plain_words, match_any, analyzer).Queries()) {
    optional.push_back(std::move(query));
  }
  Query query;
  if (required.empty()) {
    query = Join(match_any ? Query::OP_OR : Query::OP_AND, optional);
  } else {
    query = Join(Query::OP_AND, required);
    if (!optional.empty()) {
      query = match_any ? Query(Query::OP_AND_MAYBE, query, Join(Query::OP_OR, optional))
                        : Query(Query::OP_AND, query, Join(Query::OP_AND, optional));
    }
  }
  if (excluded.empty()) return query;
  return Query(Query::OP_AND_NOT, query, Join(Query::OP_OR, excluded));
}

}  // namespace setara
