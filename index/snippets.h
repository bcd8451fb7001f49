// Where a query's words stand in a stored text, as ranges: whoever shows the text marks them, no
// markup is made here. Pure.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace setara {

// Bytes of the UTF-8 text, [begin, end), on character boundaries.
struct TextRange {
  size_t begin = 0;
  size_t end = 0;
  bool operator==(const TextRange&) const = default;
};

struct Snippet {
  TextRange window;                   // the part worth showing, on word boundaries
  std::vector<TextRange> highlights;  // inside the window, ascending, apart from each other
};

// One snippet a text, in order: the window of at most `window_bytes` (a longer word is kept whole)
// that has the most of the query's words; its beginning when there is none. An empty query
// highlights nothing. INVALID_ARGUMENT of the field "query" as a search would say.
absl::StatusOr<std::vector<Snippet>> MakeSnippets(std::string_view query,
                                                  const std::vector<std::string_view>& texts,
                                                  size_t window_bytes);

}  // namespace setara
