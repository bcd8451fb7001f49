// What a call about filling shortfalls is about: the employers that are short, and their openings.
// One place each decides who is short, which openings are open, and how many of their positions.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/opening.h"
#include "matcher/facts.h"
#include "server/quota/assess.h"
#include "server/store/sqlite.h"

namespace setara {

struct ShortEmployer {
  int64_t row = 0;
  std::string id;
  std::string name;
  quota::QuotaStatus status = quota::QuotaStatus::kNoData;
  std::optional<int64_t> shortfall;  // known when MET (0) or SHORT
};

struct DemandedOpening {
  int64_t row = 0;
  std::string id;
  std::string title;
  WorkKind kind = WorkKind::kUnknown;
  int64_t positions = 0;  // still open, >= 1
  uint32_t employer = 0;  // index in ShortfallDemand::employers
  OpeningFacts facts;
};

struct ShortfallDemand {
  // Of one employer asked for: that one. Else those that are short, largest shortfall first, then
  // by row.
  std::vector<ShortEmployer> employers;
  std::vector<DemandedOpening> counting;  // an employment relation: adds to the quota
  std::vector<DemandedOpening> others;    // any other kind, or not known
};

struct DemandFilter {
  std::string employer_id;  // "": all short ones of region and sector
  std::string region_code;  // "" any
  std::string sector;       // "" any; see sector.h
  Date as_of{};
  Instant known_at{};
};

// Call inside Store::Read. NOT_FOUND: no such employer. DEADLINE_EXCEEDED: `expired`. Besides, the
// errors of the store.
absl::StatusOr<ShortfallDemand> LoadDemand(Connection& db, const DemandFilter& filter,
                                           const std::function<bool()>& expired);

// How many people an opening still looks for on `on`, at least 0.
absl::StatusOr<int64_t> PositionsStillOpen(Connection& db, const Opening& opening, Date on);

}  // namespace setara
