// Reads JSON Lines: one JSON object a line. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/import/csv.h"

namespace setara {

// One object as names and texts: strings as they are, numbers and booleans as written, lists and
// empty objects as their JSON text, members of objects as "outer.inner", null left out.
struct JsonRow {
  int64_t line = 0;
  std::vector<std::pair<std::string, std::string>> values;
  std::string fault;  // "" or what is wrong; never a value of the record
  std::string_view raw;
};

inline constexpr int kMaxJsonDepth = 16;

// The objects of `block`, which starts at line `first_line`; blank lines are left out.
// A row with a fault: no JSON object, deeper than kMaxJsonDepth, a text above kMaxCellBytes,
// malformed UTF-8, NUL, a name that occurs twice in an object, more than kMaxColumns values.
std::vector<JsonRow> ReadJsonl(std::string_view block, int64_t first_line);

}  // namespace setara
