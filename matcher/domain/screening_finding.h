// Wording of an opening that shuts people out, as it is found and kept. A plain value.
#pragma once

#include <cstddef>
#include <string>

namespace setara {

struct ScreeningFinding {
  std::string rule;   // "age_limit", see matcher/screening/data/rules.tsv
  std::string field;  // "title", "description", "skill_words[2]"
  // Bytes [begin, end) of the field's UTF-8 text, on character boundaries.
  size_t begin = 0;
  size_t end = 0;

  bool operator==(const ScreeningFinding&) const = default;
};

}  // namespace setara
