// Provincial minimum wages (UMP). They only ever flag an offer for people to look at: they never
// rank or exclude anyone, and a regency's own minimum (UMK), where set, is higher and not known
// here. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace setara {

struct MinimumWage {
  int64_t rupiah_per_month = 0;
  int year = 0;  // the year the figure was set for
};

// The wage of the province of `region` (a code of Regions, province or regency) for `year`; where
// that year is not known, the latest one before it. Absent: no figure known up to that year, or
// `region` is no province or regency.
std::optional<MinimumWage> ProvincialMinimumWage(std::string_view region, int year);

}  // namespace setara
