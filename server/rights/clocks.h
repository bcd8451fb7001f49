// The running clocks of UU 27/2022, from a table of data (clocks.tsv). Hours of the clock, not
// working days, on instants in UTC: no zone, month or leap day changes their length. Pure;
// thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "matcher/domain/date.h"
#include "matcher/domain/person_rights.h"

namespace setara::rights {

struct Clock {
  std::chrono::hours length{0};  // 1 h to 8760 h
  bool law = false;              // false: our default, the law sets none
  std::string legal_basis;       // "" where none is on file
  bool verified = false;         // the source was read
  std::string note_id, note_en;
};

class Clocks {
 public:
  // The shipped table; a damaged one ends the program.
  static const Clocks& Get();
  // InvalidArgument with the row: an unknown or repeated kind, a length out of range, a clock of
  // the law longer than 72 h or without its article, or a kind that is missing.
  static absl::StatusOr<Clocks> Parse(std::string_view name, std::string_view tsv);

  // kind must not be kUnknown.
  const Clock& Of(RightsRequestKind kind) const { return clocks_[static_cast<size_t>(kind)]; }
  // The notice of a breach, art. 46.
  const Clock& OfBreach() const { return clocks_[0]; }

 private:
  std::array<Clock, 8> clocks_;  // by kind; [0] the breach
};

// First instant that is too late.
inline Instant Due(const Clock& clock, Instant start) { return start + clock.length; }

// Whether something due at `due` is late: it ended at or after that, or still runs then.
inline bool IsOverdue(Instant due, std::optional<Instant> ended, Instant now) {
  return ended.value_or(now) >= due;
}

}  // namespace setara::rights
