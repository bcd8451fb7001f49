#include "matcher/smallest_set.h"

#include <algorithm>
#include <bit>

#include "matcher/gaps.h"

namespace setara {
namespace {

// A candidate answer; smaller is better.
struct Choice {
  AccommodationSet set;
  int ranks = 0;

  bool BetterThan(const Choice& other) const {
    if (set.size() != other.set.size()) return set.size() < other.set.size();
    if (ranks != other.ranks) return ranks < other.ranks;
    const uint64_t differing = set.bits() ^ other.set.bits();
    return (differing & -differing & set.bits()) != 0;
  }
};

// Branch and bound over "each open gap takes one of its closers".
class Search {
 public:
  explicit Search(const SeekerFacts& seeker) {
    for (int i = 0; i < AccommodationId::kCount; ++i) {
      rank_[i] = StanceRank(seeker, AccommodationId(i));
    }
  }

  AccommodationSet Solve(AccommodationSet forced, std::vector<AccommodationSet> gaps) {
    DropImplied(gaps);
    DropDominated(gaps);
    DropImplied(gaps);
    // Few closers first: the tree stays narrow near its root.
    std::stable_sort(gaps.begin(), gaps.end(), [](auto a, auto b) { return a.size() < b.size(); });
    gaps_ = std::move(gaps);
    Choice start{forced, 0};
    forced.ForEach([&](AccommodationId a) { start.ranks += rank_[a.index()]; });
    Branch(start);
    return best_.set;
  }

 private:
  // A gap whose closers include all those of another is closed with it.
  static void DropImplied(std::vector<AccommodationSet>& gaps) {
    std::vector<AccommodationSet> kept;
    for (size_t i = 0; i < gaps.size(); ++i) {
      bool implied = false;
      for (size_t j = 0; j < gaps.size(); ++j) {
        if (i == j || !(gaps[j] - gaps[i]).empty()) continue;
        implied = implied || gaps[i] != gaps[j] || j < i;
      }
      if (!implied) kept.push_back(gaps[i]);
    }
    gaps = std::move(kept);
  }

  // Leaves out an accommodation when another one closes all that it closes and wins every tie
  // against it: swapping the two never makes an answer worse.
  void DropDominated(std::vector<AccommodationSet>& gaps) const {
    AccommodationSet all;
    for (AccommodationSet gap : gaps) all = all | gap;
    AccommodationSet dominated;
    all.ForEach([&](AccommodationId a) {
      (all - dominated).ForEach([&](AccommodationId b) {
        if (a != b && Dominates(b, a, gaps)) dominated.insert(a);
      });
    });
    for (AccommodationSet& gap : gaps) gap = gap - dominated;
  }

  bool Dominates(AccommodationId b, AccommodationId a,
                 const std::vector<AccommodationSet>& gaps) const {
    const int rank_a = rank_[a.index()], rank_b = rank_[b.index()];
    if (rank_b > rank_a || (rank_b == rank_a && b.index() > a.index())) return false;
    return std::all_of(gaps.begin(), gaps.end(),
                       [&](AccommodationSet gap) { return !gap.contains(a) || gap.contains(b); });
  }

  // Open gaps that share no closer each take one of their own: a lower bound for size and ranks.
  bool CannotWin(const Choice& choice) const {
    if (!found_) return false;
    AccommodationSet taken = choice.set;
    int size = choice.set.size(), ranks = choice.ranks;
    for (AccommodationSet gap : gaps_) {
      if (!(gap & taken).empty()) continue;
      taken = taken | gap;
      int least = 3;
      gap.ForEach([&](AccommodationId a) { least = std::min(least, rank_[a.index()]); });
      ++size;
      ranks += least;
    }
    if (size != best_.set.size()) return size > best_.set.size();
    return ranks > best_.ranks;
  }

  void Branch(const Choice& choice) {
    if (CannotWin(choice)) return;
    auto open = std::find_if(gaps_.begin(), gaps_.end(),
                             [&](AccommodationSet gap) { return (gap & choice.set).empty(); });
    if (open == gaps_.end()) {
      if (!found_ || choice.BetterThan(best_)) best_ = choice;
      found_ = true;
      return;
    }
    open->ForEach([&](AccommodationId a) {
      Choice next = choice;
      next.set.insert(a);
      next.ranks += rank_[a.index()];
      Branch(next);
    });
  }

  int rank_[AccommodationId::kCount];
  std::vector<AccommodationSet> gaps_;
  Choice best_;
  bool found_ = false;
};

}  // namespace

int StanceRank(const SeekerFacts& seeker, AccommodationId accommodation) {
  if (AccommodationSet(seeker.needs).contains(accommodation)) return 0;
  if (AccommodationSet(seeker.uses).contains(accommodation)) return 1;
  if (AccommodationSet(seeker.accepts).contains(accommodation)) return 2;
  return 3;
}

SmallestSet FindSmallestSet(const FitRules& rules, const SeekerFacts& seeker,
                            const OpeningFacts& opening, AccommodationSet what_if) {
  const AccommodationSet offered = OfferedSet(rules, opening, what_if);
  const AccommodationSet unmet = WorkNeeds(rules, seeker) - offered;
  SmallestSet answer;
  std::vector<AccommodationSet> open;
  for (const Gap& gap : FindGaps(rules, seeker, opening)) {
    if (gap.closers.empty()) answer.complete = false;
    if (gap.closers.empty() || !(gap.closers & (offered | unmet)).empty()) continue;
    open.push_back(gap.closers);
  }
  answer.provide = Search(seeker).Solve(unmet, std::move(open));
  return answer;
}

}  // namespace setara
