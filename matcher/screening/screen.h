// Finds wording that shuts people out in the texts of an opening. It informs: no search, match or
// rank reads a finding. Pure, linear in the length of the texts; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/opening.h"
#include "matcher/domain/screening_finding.h"
#include "matcher/screening/rules.h"

namespace setara {

// Findings of one opening that are told, the first ones in its texts; what a text of nothing else
// holds beyond is the same again. Our default.
inline constexpr size_t kMaxFindings = 100;

// One of an opening's texts.
struct ScreenedText {
  std::string field;  // "title", "description", "skill_words[2]"
  std::string_view text;
};

// What an opening says beside its texts that may set a rule aside.
struct ScreeningFacts {
  FunctionSet essential;  // functions with a confirmed essential demand
  std::string occupation_code;
  bool age_basis = false;
  bool licence_basis = false;
};

// In the order of `texts`, then of the ranges, then of the rules; ranges of one rule in one text do
// not overlap. At most kMaxFindings.
std::vector<ScreeningFinding> ScreenTexts(const std::vector<ScreenedText>& texts,
                                          const ScreeningFacts& facts,
                                          const ScreeningRules& rules = ScreeningRules::Get());

// Title, description and skills as written, with the facts of the opening.
std::vector<ScreeningFinding> ScreenOpening(const Opening& opening);

// The text of a field as ScreenOpening names it; empty when the opening has no such text.
std::string_view TextOfField(const Opening& opening, std::string_view field);

// The clause of `text` around [begin, end), which it always holds: cut at ends of sentences and
// lines, and to about `limit` bytes at spaces, on character boundaries, without white space at its
// ends.
struct Excerpt {
  size_t begin = 0;
  size_t end = 0;
};
Excerpt ExcerptAround(std::string_view text, size_t begin, size_t end, size_t limit = 160);

}  // namespace setara
