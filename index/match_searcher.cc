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
      : seeker_(seeker),
        options_(options),
        prepared_(seeker, options.what_if),
        bounds_(seeker, options) {}

  bool InSight(const Facts&) const { return true; }
  const OpeningBounds& bounds() const { return bounds_; }
  bool IsOpenAndAvailable(const Facts& opening) const {
    return setara::IsOpenAndAvailable(seeker_, opening, options_);
  }
  int64_t Distance(const Facts& opening) const {
    return IsRemote(opening) ? kNoDistance : DistanceOf(seeker_, opening);
  }
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
  OpeningBounds bounds_;
};

// One opening against people.
class SeekersSide {
 public:
  using Facts = SeekerFacts;
  SeekersSide(const OpeningFacts& opening, const MatchOptions& options)
      : opening_(opening),
        options_(options),
        prepared_(opening, options.what_if),
        bounds_(opening, options),
        remote_(IsRemote(opening)) {}

  bool InSight(const Facts& seeker) const {
    return !options_.branch.has_value() || seeker.branch == *options_.branch;
  }
  const SeekerBounds& bounds() const { return bounds_; }
  bool IsOpenAndAvailable(const Facts& seeker) const {
    return setara::IsOpenAndAvailable(seeker, opening_, options_);
  }
  int64_t Distance(const Facts& seeker) const {
    return remote_ ? kNoDistance : DistanceOf(seeker, opening_);
  }
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
  SeekerBounds bounds_;
  bool remote_;
};

// Adds the pair to the page if it belongs there; `points` beside readiness.
template <typename Facts>
void AddRow(const Facts& facts, int32_t points, Tier tier, const MatchRequest& request,
            TopRows& top) {
  if ((request.tiers >> static_cast<int>(tier) & 1) == 0) return;
  points += ReadinessPoints(tier, request.options);
  if (top.Admits(points, facts.row)) top.Add({facts.row, points, tier});
}

// Evaluates the pairs of one block that could reach the page.
template <typename Side>
void ScanForPage(const Side& side, const Block<typename Side::Facts>& block, const BlockRank& rank,
                 const MatchRequest& request, TopRows& top) {
  // The best tier gives the most points, so this bounds a pair before its tier is known.
  const int32_t readiest = ReadinessPoints(Tier::kFits, request.options);
  for (size_t i = 0; i < block.hints.size(); ++i) {
    const RecordHint& hint = block.hints[i];
    const int32_t most = side.bounds().MostPoints(hint) - rank.age_loss;
    if (!top.AdmitsAtMost(most - rank.commute_loss, hint.row)) continue;
    const int32_t commute_loss =
        block.bounds.remote ? 0 : side.bounds().CommuteLoss(block.places[i]);
    if (!top.AdmitsAtMost(most - commute_loss, hint.row)) continue;
    const auto& facts = block.facts[i];
    if (!side.InSight(facts) || !side.IsOpenAndAvailable(facts)) continue;
    int64_t distance = side.Distance(facts);
    int32_t points = side.Points(facts, distance);
    if (!top.AdmitsAtMost(points + readiest, facts.row)) continue;
    if (side.FirstFailed(facts, distance) != kConditions) continue;
    AddRow(facts, points, side.TierOf(facts), request, top);
  }
}

// Evaluates and counts every pair of one block; points only of those that could reach the page.
template <typename Side>
void ScanAndCount(const Side& side, const Block<typename Side::Facts>& block, const BlockRank& rank,
                  const MatchRequest& request, TopRows& top, MatchCounts& counts) {
  const int32_t loss = rank.age_loss + rank.commute_loss;
  for (size_t i = 0; i < block.hints.size(); ++i) {
    const auto& facts = block.facts[i];
    if (!side.InSight(facts)) continue;
    int64_t distance = side.Distance(facts);
    int failed = side.FirstFailed(facts, distance);
    if (failed != kConditions) {
      ++counts.excluded[failed];
      continue;
    }
    Tier tier = side.TierOf(facts);
    ++counts.by_tier[static_cast<size_t>(tier)];
    if (!top.AdmitsAtMost(side.bounds().MostPoints(block.hints[i]) - loss, facts.row)) continue;
    AddRow(facts, side.Points(facts, distance), tier, request, top);
  }
}

template <typename Side>
absl::StatusOr<MatchPage> Search(const Side& side, const FactTable<typename Side::Facts>& table,
                                 const MatchRequest& request) {
  MatchPage page;
  if (request.want_counts) page.counts.emplace();
  TopRows top(request.limit, request.after);
  size_t scanned = 0;
  std::vector<BlockRank> ranks = side.bounds().Rank(table, request.want_counts);
  std::make_heap(ranks.begin(), ranks.end());
  for (; !ranks.empty(); ranks.pop_back()) {
    std::pop_heap(ranks.begin(), ranks.end());
    const BlockRank& rank = ranks.back();
    if (!page.counts && !top.AdmitsAtMost(rank.most_points, rank.first_row)) break;
    if (++scanned % kBlocksBetweenChecks == 0 && request.interrupted && request.interrupted()) {
      return Interrupted();
    }
    const auto& block = *table.blocks()[rank.block];
    if (page.counts) {
      ScanAndCount(side, block, rank, request, top, *page.counts);
    } else {
      ScanForPage(side, block, rank, request, top);
    }
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
      if (!side.InSight(facts)) continue;
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
  return Stamp(Search(side, snapshot->openings, request), *snapshot);
}

absl::StatusOr<MatchPage> MatchSearcher::MatchSeekers(const OpeningFacts& opening,
                                                      const MatchRequest& request) const {
  absl::Status valid = CheckRequest(request, Direction::kSeekersForOpening);
  if (!valid.ok()) return valid;
  std::shared_ptr<const Snapshot> snapshot = index_.Current();
  if (snapshot == nullptr) return index_.Ready();
  SeekersSide side(opening, request.options);
  return Stamp(Search(side, snapshot->seekers, request), *snapshot);
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
