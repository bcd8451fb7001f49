// The national figures that a participation report stands beside: dated data, shipped
// (targets.tsv) or an institution's own file of the same form. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"

namespace setara::placement {

struct NationalFigure {
  bool is_target = false;           // else a count
  Date from{};                      // of a target the first day, of a count its day
  std::optional<Date> until;        // of a target: first day it no longer holds
  int64_t people = 0;               // active members, > 0
  std::optional<int64_t> non_wage;  // of them BPU
  bool verified = false;            // the source was read
  std::string source;
};

class NationalFigures {
 public:
  // The shipped table; a damaged one ends the program.
  static const NationalFigures& Get();
  // InvalidArgument with the row: a day or number that is none, a target without its end, more BPU
  // than members, no source, or targets that overlap.
  static absl::StatusOr<NationalFigures> Parse(std::string_view name, std::string_view tsv);

  // Null: none is on file.
  const NationalFigure* TargetOn(Date on) const;
  // The last count on or before `on`; null: none.
  const NationalFigure* LastCountBy(Date on) const;

 private:
  std::vector<NationalFigure> figures_;
};

}  // namespace setara::placement
