// Reads the cells of the vocabulary's tables. Every failure says where: "bridges.tsv:42: ...".
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/table.h"
#include "matcher/vocabulary/text.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {

// One row of a table, by column position. Not for longer than the table lives.
class Cells {
 public:
  Cells(const Table& table, size_t row) : table_(table), row_(row) {}

  std::string_view operator[](size_t column) const { return table_.rows()[row_][column]; }

  // InvalidArgument at this row.
  absl::Status Fail(std::string_view what) const;
  // The same, unless no cell of [first, last] is empty.
  absl::Status RequireFilled(size_t first, size_t last) const;

  // "yes" or "no".
  absl::StatusOr<bool> YesNo(size_t column) const;
  // 1 to 4, one digit.
  absl::StatusOr<int> Level(size_t column) const;
  // "F01>=1,F09>=2", or empty for none.
  absl::StatusOr<std::vector<CapacityCondition>> Conditions(size_t column) const;
  // 1 to 4 digits.
  absl::StatusOr<std::string_view> Occupation(size_t column) const;

  template <typename Spec>
  absl::StatusOr<Code<Spec>> Parse(size_t column) const {
    absl::StatusOr<Code<Spec>> code = ParseCode<Spec>((*this)[column]);
    if (!code.ok()) return Fail(std::string(code.status().message()));
    return code;
  }

  // Codes between `separator`, or none; a repeated one is an error.
  template <typename Spec>
  absl::StatusOr<CodeSet<Code<Spec>>> ParseSet(size_t column, char separator) const {
    CodeSet<Code<Spec>> set;
    for (std::string_view part : Split((*this)[column], separator)) {
      absl::StatusOr<Code<Spec>> code = ParseCode<Spec>(part);
      if (!code.ok()) return Fail(std::string(code.status().message()));
      if (set.contains(*code)) return Fail(std::string(part) + " twice");
      set.insert(*code);
    }
    return set;
  }

 private:
  const Table& table_;
  size_t row_;
};

}  // namespace setara
