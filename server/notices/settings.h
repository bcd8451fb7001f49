// The periods of notices (settings.tsv). Parsed once; a damaged table ends the program at its first
// use. Thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

namespace setara::notices {

struct Settings {
  int answer_days = 0;  // 1-365

  static const Settings& Get();
  // InvalidArgument: a key that is not known, missing or twice, or a number out of range.
  static absl::StatusOr<Settings> Parse(std::string_view name, std::string_view tsv);
};

}  // namespace setara::notices
