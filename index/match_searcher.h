// The best matches of one person or one opening out of all, exactly: the first results equal those
// of a program that evaluates every pair. Reads the columns alone, so it costs no Xapian reader.
//
// Thread-safe; each call reads one snapshot and names its sequence.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "index/index.h"
#include "matcher/match.h"
#include "matcher/unlocks.h"

namespace setara {

// True once the caller no longer waits (deadline passed, call cancelled). Called every few thousand
// records from the searching thread; empty: never.
using Interrupt = std::function<bool()>;

inline constexpr int kMaxPageSize = 1000;

// Bit t stands for Tier t.
inline constexpr uint8_t kFittingTiers = (1 << 1) | (1 << 2) | (1 << 3);

// Where a page ended: the order is points descending, then row ascending (row order is id order).
struct MatchKey {
  int32_t points = 0;
  int64_t row = 0;
  bool operator==(const MatchKey&) const = default;
};

struct MatchRequest {
  MatchOptions options;           // its direction must be that of the call
  int limit = 20;                 // 1 to kMaxPageSize
  std::optional<MatchKey> after;  // absent: from the best
  uint8_t tiers = kFittingTiers;  // bits 1-4
  bool want_counts = false;       // costs a scan of everything
  Interrupt interrupted;
};

struct RankedRow {
  int64_t row = 0;
  int32_t points = 0;
  Tier tier = Tier::kUnknown;
  bool operator==(const RankedRow&) const = default;
};

struct MatchCounts {
  std::array<int64_t, 5> by_tier{};             // by Tier; index 0 stays 0
  std::array<int64_t, kConditions> excluded{};  // by the first failed condition
  bool operator==(const MatchCounts&) const = default;
};

struct MatchPage {
  std::vector<RankedRow> rows;
  bool more = false;                  // there are results after the last of `rows`
  std::optional<MatchCounts> counts;  // over everything, whatever `after` and `tiers` say
  std::string epoch;
  int64_t sequence = 0;
};

// What each accommodation alone would open, most first.
struct UnlockCounts {
  std::vector<Unlock> unlocks;
  std::string epoch;
  int64_t sequence = 0;
};

class MatchSearcher {
 public:
  // `index` must outlive the searcher.
  explicit MatchSearcher(const Index& index) : index_(index) {}

  // Openings for a person. UNAVAILABLE: no index. INVALID_ARGUMENT: limit or tiers out of range.
  // DEADLINE_EXCEEDED: interrupted.
  absl::StatusOr<MatchPage> MatchOpenings(const SeekerFacts& seeker,
                                          const MatchRequest& request) const;

  // People for an opening; the same errors.
  absl::StatusOr<MatchPage> MatchSeekers(const OpeningFacts& opening,
                                         const MatchRequest& request) const;

  // By how many openings more the person would fit with one accommodation more; `options.on` and
  // `options.what_if` count. Pairs that a hard condition excludes gain nothing. Scans everything.
  absl::StatusOr<UnlockCounts> CountUnlocks(const SeekerFacts& seeker, const MatchOptions& options,
                                            const Interrupt& interrupted) const;
  // By how many people more.
  absl::StatusOr<UnlockCounts> CountUnlocks(const OpeningFacts& opening,
                                            const MatchOptions& options,
                                            const Interrupt& interrupted) const;

 private:
  const Index& index_;
};

}  // namespace setara
