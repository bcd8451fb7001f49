// Names of the education levels, and the reader of how employers write them. One immutable table,
// built at first use. Thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "matcher/domain/education.h"

namespace setara {

struct EducationLabels {
  std::string_view code;  // "SMA", "D4_S1"; "" for kUnknown
  std::string_view id;
  std::string_view en;
};

// The code and the names of `level`.
const EducationLabels& LabelsOf(EducationLevel level);

// Reads exactly a code of the table ("D4_S1"). InvalidArgument otherwise.
absl::StatusOr<EducationLevel> ParseEducationCode(std::string_view code);

// Reads the words of an advertisement or form: "SMA / SMK / STM", "Diploma, Sarjana", "Bachelor's".
// Several levels give the lowest: it is the least that is accepted. Empty text is kUnknown: nobody
// asked for anything. InvalidArgument: no word of the text is a level.
absl::StatusOr<EducationLevel> ParseEducation(std::string_view text);

}  // namespace setara
