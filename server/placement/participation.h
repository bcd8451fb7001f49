// How many placements are members of BPJS Ketenagakerjaan, on a day, as known at an instant.
//
// Counted are placements and not persons, so that the parts add up; one who works in two places is
// two. Pure; thread-safe, but for Participation, which belongs to one thread.
#pragma once

#include <absl/status/statusor.h>

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/placement.h"
#include "server/placement/cells.h"

namespace setara::placement {

enum class Registration : uint8_t { kRegistered = 0, kNotRegistered = 1, kNotRecorded = 2 };
inline constexpr size_t kRegistrations = 3;

// One placement at work.
struct WorkFacts {
  std::string region_code;  // of the work; "" not known
  WorkKind kind = WorkKind::kUnknown;
  BpjsSegment segment = BpjsSegment::kUnknown;  // not recorded
  Registration registration = Registration::kNotRecorded;
};

// Nullopt: not at work on that day. A membership counts as registered from the day it is registered
// since. Errors: those of Fold.
absl::StatusOr<std::optional<WorkFacts>> WorkFactsOn(const Placement& placement,
                                                     std::span<const PlacementEvent> events,
                                                     Date on, Instant known_at);

enum class Grouping : uint8_t { kSegment = 1, kRegion = 2, kWorkKind = 3 };

// A broken-down count: cells[i] belongs to keys[i], with the columns registered, not registered,
// not recorded and their sum; the last row of cells is the sum of the rows and has no key.
struct ParticipationTable {
  std::vector<std::string> keys;  // region code, or number of the enum value; "" not known, last
  Cells cells;
};

class Participation {
 public:
  // region_code: the region asked about; "" all. Regions are told apart one level below it.
  explicit Participation(std::string region_code) : region_code_(std::move(region_code)) {}

  void Add(const WorkFacts& facts);
  // Segments and kinds of work have a row each even where nothing was counted.
  ParticipationTable By(Grouping grouping) const;

 private:
  using Counts = std::array<int64_t, kRegistrations>;

  std::string KeyOf(const WorkFacts& facts, Grouping grouping) const;

  std::string region_code_;
  std::array<std::map<std::string, Counts>, 3> counts_;  // by Grouping - 1
};

}  // namespace setara::placement
