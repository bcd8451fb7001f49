#include "index/match_searcher.h"

#include <algorithm>
#include <utility>

#include "index/block.h"
#include "index/scan_bounds.h"
#include "index/top_rows.h"
#include "matcher/prepared.h"

namespace setara {
namespace {

constexpr size_t kBlocksBetweenChecks = 16;  // 4,096 records

absl::Status Interrupted() {
  return absl::DeadlineExceededError("the search took longer than the caller waits");
}

absl::Status CheckRequest(const MatchRequest& request, Direction direction) {
  if (request.limit < 1 || request.limit > kMaxPageSize) {
    return absl::InvalidArgumentError("match: limit out of range");
  }
  if ((request.tiers & ~0b11110) != 0 || request.tiers == 0) {
    return absl::InvalidArgumentError("match: tiers out of range");
  }
  if (request.options.direction != direction) {
    return absl::InvalidArgumentError("match: options of the other direction");
  }
  return absl::OkStatus();
}

// One person against openings.
class OpeningsSide {
 public:
  using Facts = OpeningFacts;
  OpeningsSide(const SeekerFacts& seeker, const MatchOptions& options)
      : seeker_(seeker), options_(options), prepared_(seeker, options.what_if) {}

  bool InSight(const Facts&) const { return true; }
  int64_t Distance(const Facts& opening) const { return DistanceOf(seeker_, opening); }
  int FirstFailed(const Facts& opening, int64_t distance) const {
    return FirstFailedCondition(seeker_, opening, options_, distance);
  }
  int32_t Points(const Facts& opening, int64_t distance) const {
    return PointsBesideReadiness(seeker_, opening, options_, distance);
  }
  Tier TierOf(const Facts& opening) const { return prepared_.TierOf(opening); }
  AccommodationSet Unlockers(const Facts& opening) const { return prepared_.UnlockersOf(opening); }

 private:
  const SeekerFacts& seeker_;
  const MatchOptions& options_;
  PreparedSeeker prepared_;
};

// One opening against people.
class SeekersSide {
 public:
  using Facts = SeekerFacts;
  SeekersSide(const OpeningFacts& opening, const MatchOptions& options)
      : opening_(opening), options_(options), prepared_(opening, options.what_if) {}

  bool InSight(const Facts& seeker) const {
    return !options_.branch.has_value() || seeker.branch == *options_.branch;
  }
  int64_t Distance(const Facts& seeker) const { return DistanceOf(seeker, opening_); }
  int FirstFailed(const Facts& seeker, int64_t distance) const {
    return FirstFailedCondition(seeker, opening_, options_, distance);
  }
  int32_t Points(const Facts& seeker, int64_t distance) const {
    return PointsBesideReadiness(seeker, opening_, options_, distance);
  }
  Tier TierOf(const Facts& seeker) const { return prepared_.TierOf(seeker); }
  AccommodationSet Unlockers(const Facts& seeker) const { return prepared_.UnlockersOf(seeker); }

 private:
  const OpeningFacts& opening_;
  const MatchOptions& options_;
  PreparedOpening prepared_;
};

// Evaluates every pair of one block. Nothing is left out but pairs that cannot reach the page, and
// those only when no counts are wanted.
template <typename Side>
void ScanBlock(const Side& side, const Block<typename Side::Facts>& block,
               const MatchRequest& request, TopRows& top, MatchCounts* counts) {
  // The best tier gives the most points, so this bounds a pair before its tier is known.
  const int32_t readiest = ReadinessPoints(Tier::kFits, request.options);
  for (const auto& facts : block.facts) {
    if (!side.InSight(facts)) continue;
    int64_t distance = side.Distance(facts);
    int32_t points = 0;
    if (counts == nullptr) {
      points = side.Points(facts, distance);
      if (!top.AdmitsAtMost(points + readiest, facts.row)) continue;
    }
    int failed = side.FirstFailed(facts, distance);
    if (failed != kConditions) {
      if (counts != nullptr) ++counts->excluded[failed];
      continue;
    }
    Tier tier = side.TierOf(facts);
    if (counts != nullptr) {
      ++counts->by_tier[static_cast<size_t>(tier)];
      points = side.Points(facts, distance);
    }
    if ((request.tiers >> static_cast<int>(tier) & 1) == 0) continue;
    points += ReadinessPoints(tier, request.options);
    if (top.Admits(points, facts.row)) top.Add({facts.row, points, tier});
  }
}

template <typename Side>
absl::StatusOr<MatchPage> Search(const Side& side, const FactTable<typename Side::Facts>& table,
                                 std::vector<BlockRank> ranks, const MatchRequest& request) {
  MatchPage page;
  if (request.want_counts) page.counts.emplace();
  MatchCounts* counts = page.counts ? &*page.counts : nullptr;
  TopRows top(request.limit, request.after);
  size_t scanned = 0;
  std::make_heap(ranks.begin(), ranks.end());
  for (; !ranks.empty(); ranks.pop_back()) {
    std::pop_heap(ranks.begin(), ranks.end());
    const BlockRank rank = ranks.back();
    if (counts == nullptr && !top.AdmitsPoints(rank.most_points)) break;
    if (++scanned % kBlocksBetweenChecks == 0 && request.interrupted && request.interrupted()) {
      return Interrupted();
    }
    ScanBlock(side, *table.blocks()[rank.block], request, top, counts);
  }
  page.rows = std::move(top).Take(page.more);
  return page;
}

template <typename Side>
absl::StatusOr<UnlockCounts> Unlocks(const Side& side, const FactTable<typename Side::Facts>& table,
                                     const Interrupt& interrupted) {
  UnlockCounter counter;
  size_t scanned = 0;
  for (const auto& block : table.blocks()) {
    if (++scanned % kBlocksBetweenChecks == 0 && interrupted && interrupted()) {
      return Interrupted();
    }
    for (const auto& facts : block->facts) {
      if (side.FirstFailed(facts, side.Distance(facts)) != kConditions) continue;
      if (side.TierOf(facts) == Tier::kFitsIfProvided) counter.Add(side.Unlockers(facts));
    }
  }
  return UnlockCounts{counter.Ranked(), "", 0};
}

// Names the snapshot that an answer was read from.
template <typename Answer>
absl::StatusOr<Answer> Stamp(absl::StatusOr<Answer> answer, const Snapshot& snapshot) {
  if (answer.ok()) {
    answer->epoch = snapshot.epoch;
    answer->sequence = snapshot.sequence;
  }
  return answer;
}

}  // namespace

absl::StatusOr<MatchPage> MatchSearcher::MatchOpenings(const SeekerFacts& seeker,
                                                       const MatchRequest& request) const {
  absl::Status valid = CheckRequest(request, Direction::kOpeningsForSeeker);
  if (!valid.ok()) return valid;
  std::shared_ptr<const Snapshot> snapshot = index_.Current();
  if (snapshot == nullptr) return index_.Ready();
  OpeningsSide side(seeker, request.options);
  std::vector<BlockRank> ranks =
      RankBlocks(snapshot->openings, seeker, request.options, request.want_counts);
  return Stamp(Search(side, snapshot->openings, std::move(ranks), request), *snapshot);
}

absl::StatusOr<MatchPage> MatchSearcher::MatchSeekers(const OpeningFacts& opening,
                                                      const MatchRequest& request) const {
  absl::Status valid = CheckRequest(request, Direction::kSeekersForOpening);
  if (!valid.ok()) return valid;
  std::shared_ptr<const Snapshot> snapshot = index_.Current();
  if (snapshot == nullptr) return index_.Ready();
  SeekersSide side(opening, request.options);
  std::vector<BlockRank> ranks =
      RankBlocks(snapshot->seekers, opening, request.options, request.want_counts);
  return Stamp(Search(side, snapshot->seekers, std::move(ranks), request), *snapshot);
}

absl::StatusOr<UnlockCounts> MatchSearcher::CountUnlocks(const SeekerFacts& seeker,
                                                         const MatchOptions& options,
                                                         const Interrupt& interrupted) const {
  std::shared_ptr<const Snapshot> snapshot = index_.Current();
  if (snapshot == nullptr) return index_.Ready();
  return Stamp(Unlocks(OpeningsSide(seeker, options), snapshot->openings, interrupted), *snapshot);
}

absl::StatusOr<UnlockCounts> MatchSearcher::CountUnlocks(const OpeningFacts& opening,
                                                         const MatchOptions& options,
                                                         const Interrupt& interrupted) const {
  std::shared_ptr<const Snapshot> snapshot = index_.Current();
  if (snapshot == nullptr) return index_.Ready();
  return Stamp(Unlocks(SeekersSide(opening, options), snapshot->seekers, interrupted), *snapshot);
}

}  // namespace setara
