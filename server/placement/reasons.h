// The coded reasons of ends, rejections and withdrawals, from a table of data (reasons.tsv). Pure;
// thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/placement.h"

namespace setara::placement {

struct PlacementReason {
  std::string code;  // UPPER_SNAKE_CASE
  PlacementStep step = PlacementStep::kUnknown;
  bool told_to_employer = false;
  bool by_system = false;  // set by Setara alone, never by a caller
  std::string label_id, label_en;
};

// Codes that the program itself gives or looks at.
inline constexpr char kNeverStarted[] = "NEVER_STARTED";
inline constexpr char kHiredElsewhere[] = "HIRED_ELSEWHERE";
inline constexpr char kDataErased[] = "DATA_ERASED";

class Reasons {
 public:
  // The shipped table; a damaged one ends the program.
  static const Reasons& Get();
  // InvalidArgument with the row: an unknown step, a repeated code, a label that is missing, or one
  // of the codes above that is not there.
  static absl::StatusOr<Reasons> Parse(std::string_view name, std::string_view tsv);

  // Null: no such code.
  const PlacementReason* Find(std::string_view code) const;
  const std::vector<PlacementReason>& all() const { return reasons_; }

 private:
  std::vector<PlacementReason> reasons_;
};

}  // namespace setara::placement
