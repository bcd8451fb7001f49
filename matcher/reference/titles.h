// Codes the titles that employers write to occupation groups, from an index of titles. Precision
// comes first: a title that is not clearly one occupation is left uncoded, never guessed.
// Deterministic integers; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace setara {

// Below this a title is left uncoded. Our default, set where judged titles came out right more than
// nine times in ten.
inline constexpr int kTitleThreshold = 600;

struct CodedTitle {
  std::string code;    // an occupation group of Occupations, mostly a unit group (4 digits)
  int confidence = 0;  // kTitleThreshold..1000
};

// The occupation behind `title`, after taking off noise (seniority, "dibutuhkan", brackets,
// places): the whole title as listed; else a listed title inside it, where most of the words are
// covered and none of the others changes the occupation ("manager", "asisten"). Absent: unknown,
// ambiguous ("CS", "OB"), or not sure enough.
std::optional<CodedTitle> CodeTitle(std::string_view title);

}  // namespace setara
