// What a person types into the search box, read and turned into a Xapian query. Plain words, "exact
// phrases", +must, -must not, and prefix*; everything else is punctuation. Words match by their
// Indonesian or English stem and by the vocabulary's synonyms; phrases and prefixes as written.
// Internal to index/ (Xapian types).
#pragma once

#include <absl/status/statusor.h>
#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/analysis.h"

namespace setara {

// Our defaults; the contract repeats them.
inline constexpr size_t kMaxQueryBytes = 2048;
inline constexpr size_t kMaxQueryWords = 64;
inline constexpr size_t kMinPrefixBytes = 2;
inline constexpr unsigned kMaxPrefixWords =
    200;  // the most frequent words that a prefix stands for

enum class ClauseKind : uint8_t { kWord, kPhrase, kPrefix };
enum class ClauseSign : uint8_t { kPlain, kRequired, kExcluded };

struct TextClause {
  ClauseKind kind = ClauseKind::kWord;
  ClauseSign sign = ClauseSign::kPlain;
  std::vector<std::string> words;  // lower case; one unless a phrase
};

// No clauses for an empty text or one of white space. INVALID_ARGUMENT of the field "query": too
// long, too many words, invalid UTF-8, a quotation mark without its partner, no word in it, nothing
// but exclusions, a prefix too short.
absl::StatusOr<std::vector<TextClause>> ParseTextQuery(std::string_view text);

// `clauses` must not be empty. match_any: one of the plain words is enough.
Xapian::Query BuildTextQuery(const std::vector<TextClause>& clauses, bool match_any,
                             Analyzer& analyzer);

// The same without exclusions, for highlighting.
std::vector<TextClause> WithoutExclusions(std::vector<TextClause> clauses);

}  // namespace setara
