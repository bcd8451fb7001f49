#include "index/fill_searcher.h"

#include <optional>
#include <utility>

#include "index/block.h"
#include "matcher/conditions.h"
#include "matcher/domain/errors.h"
#include "matcher/fit_rules.h"
#include "matcher/prepared.h"

namespace setara {
namespace {

constexpr size_t kPairsBetweenChecks = 16'384;

// One opening made ready for many people.
class Side {
 public:
  Side(const OpeningFacts& opening, const MatchOptions& options)
      : opening_(opening), options_(options), prepared_(opening, options.what_if) {
    if (ReachIsNoBar(opening, options.what_if)) return;
    DefaultFitRules().reach_closers().ForEach([&](AccommodationId id) {
      AccommodationSet with = options.what_if;
      with.insert(id);
      closers_.emplace_back(id, PreparedOpening(opening, with));
      closer_set_.insert(id);
    });
    nearer_ = options;
    nearer_.what_if = options.what_if | closer_set_;
  }

  // The accommodations that would bring people from beyond their reach.
  AccommodationSet closers() const { return closer_set_; }

  // Whether the opening lies beyond the reach of everybody in the block.
  bool IsBeyondReachOf(const BlockBounds& bounds) const {
    if (closers_.empty() || bounds.distance_free || bounds.unplaced) return false;
    return LeastDistance(bounds, opening_.latitude_e6, opening_.longitude_e6) > bounds.max_reach;
  }

  // nullopt: the person cannot take the opening. points_up_to: the last tier that needs points.
  std::optional<FittingPair> Evaluate(const SeekerFacts& seeker, int points_up_to) const {
    const int64_t distance = IsRemote(opening_) ? kNoDistance : DistanceOf(seeker, opening_);
    const int failed = FirstFailedCondition(seeker, opening_, options_, distance);
    if (failed == static_cast<int>(Condition::kReach)) return EvaluateNearer(seeker, distance);
    if (failed != kConditions) return std::nullopt;
    const Tier tier = prepared_.TierOf(seeker);
    if (tier == Tier::kToDiscuss) return std::nullopt;
    FittingPair pair;
    pair.tier = static_cast<int>(tier);
    if (tier == Tier::kFitsIfProvided) pair.unlockers = prepared_.UnlockersOf(seeker);
    if (pair.tier <= points_up_to) {
      pair.points = PointsBesideReadiness(seeker, opening_, options_, distance);
    }
    return pair;
  }

  // The pair if the reach were no bar.
  std::optional<FittingPair> EvaluateNearer(const SeekerFacts& seeker, int64_t distance) const {
    if (FirstFailedCondition(seeker, opening_, nearer_, distance) != kConditions) {
      return std::nullopt;
    }
    FittingPair pair;
    for (const auto& [id, prepared] : closers_) {
      const Tier tier = prepared.TierOf(seeker);
      if (tier == Tier::kFits || tier == Tier::kFitsWithOffered) pair.unlockers.insert(id);
    }
    if (pair.unlockers.empty()) return std::nullopt;
    return pair;
  }

 private:
  const OpeningFacts& opening_;
  const MatchOptions& options_;
  PreparedOpening prepared_;
  std::vector<std::pair<AccommodationId, PreparedOpening>> closers_;
  AccommodationSet closer_set_;
  MatchOptions nearer_;
};

class Scan {
 public:
  explicit Scan(const FillRequest& request)
      : request_(request),
        keeper_(request.openings.size(), request.positions, request.ranked_tier > 0) {
    for (const OpeningFacts& opening : request.openings) sides_.emplace_back(opening, options());
  }

  absl::Status Visit(const Block<SeekerFacts>& block) {
    ChooseOpenings(block.bounds);
    if (near_.empty() && far_.empty()) return absl::OkStatus();
    for (const SeekerFacts& seeker : block.facts) {
      if (!IsInSight(seeker)) continue;
      VisitPerson(seeker);
      absl::Status goes_on = Check();
      if (!goes_on.ok()) return goes_on;
    }
    return absl::OkStatus();
  }

  KeptCandidates Take() { return keeper_.Take(); }

 private:
  const MatchOptions& options() const { return request_.options; }

  bool IsInSight(const SeekerFacts& seeker) const {
    if (options().branch.has_value() && seeker.branch != *options().branch) return false;
    return CheckCondition(Condition::kSeekerAvailable, seeker, {}, options(), kNoDistance) !=
           ConditionResult::kFailed;
  }

  // Openings that nobody of the block can reach matter as long as an accommodation could bring in
  // more people from afar than are known already.
  void ChooseOpenings(const BlockBounds& bounds) {
    near_.clear();
    far_.clear();
    for (uint32_t i = 0; i < sides_.size(); ++i) {
      if (!sides_[i].IsBeyondReachOf(bounds)) {
        near_.push_back(i);
      } else if (keeper_.WantsMore(i, sides_[i].closers())) {
        far_.push_back(i);
      }
    }
  }

  void VisitPerson(const SeekerFacts& seeker) {
    pairs_.clear();
    for (uint32_t opening : near_) Add(opening, sides_[opening].Evaluate(seeker, ranked_tier()));
    for (uint32_t opening : far_) Add(opening, sides_[opening].Evaluate(seeker, ranked_tier()));
    keeper_.Add(seeker.row, pairs_);
    since_check_ += near_.size() + far_.size();
  }

  void Add(uint32_t opening, std::optional<FittingPair> pair) {
    if (!pair) return;
    pair->opening = opening;
    pairs_.push_back(*pair);
  }

  absl::Status Check() {
    if (since_check_ < kPairsBetweenChecks) return absl::OkStatus();
    since_check_ = 0;
    if (keeper_.held() > kMaxHeldPairs) {
      return WithReason(absl::ResourceExhaustedError(
                            "too many openings and people to assign at once: ask for a smaller "
                            "region or sector, or for one employer"),
                        "TOO_MANY_TO_ASSIGN");
    }
    if (request_.interrupted && request_.interrupted()) {
      return absl::DeadlineExceededError("the search took longer than the caller waits");
    }
    return absl::OkStatus();
  }

  int ranked_tier() const { return request_.ranked_tier; }

  const FillRequest& request_;
  CandidateKeeper keeper_;
  std::vector<Side> sides_;
  std::vector<uint32_t> near_, far_;  // openings, for the block at hand
  std::vector<FittingPair> pairs_;    // of the person at hand
  size_t since_check_ = 0;
};

}  // namespace

absl::StatusOr<FillCandidates> FillSearcher::Find(const FillRequest& request) const {
  if (request.options.direction != Direction::kSeekersForOpening || request.ranked_tier < 0 ||
      request.ranked_tier > 3 || request.positions < 0) {
    return absl::InvalidArgumentError("fill: request out of range");
  }
  std::shared_ptr<const Snapshot> snapshot = index_.Current();
  if (snapshot == nullptr) return index_.Ready();
  Scan scan(request);
  for (const auto& block : snapshot->seekers.blocks()) {
    absl::Status visited = scan.Visit(*block);
    if (!visited.ok()) return visited;
  }
  return FillCandidates{scan.Take(), snapshot->epoch, snapshot->sequence};
}

}  // namespace setara
