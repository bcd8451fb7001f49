// Tables that are part of the program.
#pragma once

#include <absl/status/statusor.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace setara::casework {

// What a table that ships inside the program was read to. A damaged one ends the program: no move
// and no deadline of it could be trusted.
template <typename Parsed>
Parsed MustParse(absl::StatusOr<Parsed> parsed) {
  if (!parsed.ok()) {
    std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
    std::abort();
  }
  return *std::move(parsed);
}

}  // namespace setara::casework
