#include "matcher/vocabulary/cells.h"

#include <algorithm>

namespace setara {

absl::Status Cells::Fail(std::string_view what) const {
  return absl::InvalidArgumentError(table_.Where(row_) + ": " + std::string(what));
}

absl::Status Cells::RequireFilled(size_t first, size_t last) const {
  for (size_t column = first; column <= last; ++column) {
    if ((*this)[column].empty()) return Fail("a text is empty");
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> Cells::YesNo(size_t column) const {
  if ((*this)[column] == "yes") return true;
  if ((*this)[column] == "no") return false;
  return Fail("expected yes or no");
}

absl::StatusOr<int> Cells::Level(size_t column) const {
  std::string_view cell = (*this)[column];
  if (cell.size() != 1 || cell[0] < '1' || cell[0] > '4') return Fail("a level is 1 to 4");
  return cell[0] - '0';
}

absl::StatusOr<std::vector<CapacityCondition>> Cells::Conditions(size_t column) const {
  std::vector<CapacityCondition> conditions;
  for (std::string_view part : Split((*this)[column], ',')) {
    if (part.size() != 6 || part.substr(3, 2) != ">=" || part[5] < '1' || part[5] > '4') {
      return Fail("a condition reads like F01>=1, with a level of 1 to 4");
    }
    absl::StatusOr<FunctionId> function = ParseFunction(part.substr(0, 3));
    if (!function.ok()) return Fail(std::string(function.status().message()));
    conditions.push_back({*function, part[5] - '0'});
  }
  return conditions;
}

absl::StatusOr<std::string_view> Cells::Occupation(size_t column) const {
  std::string_view cell = (*this)[column];
  bool digits = std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; });
  if (cell.empty() || cell.size() > 4 || !digits) return Fail("an occupation is 1 to 4 digits");
  return cell;
}

}  // namespace setara
