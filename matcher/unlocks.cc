#include "matcher/unlocks.h"

#include <algorithm>

#include "matcher/gaps.h"
#include "matcher/prepared.h"

namespace setara {

AccommodationSet UnlockersOf(const FitRules& rules, const SeekerFacts& seeker,
                             const OpeningFacts& opening, AccommodationSet what_if) {
  const AccommodationSet offered = OfferedSet(rules, opening, what_if);
  const AccommodationSet unmet = WorkNeeds(rules, seeker) - offered;
  // An accommodation closes a gap alone or not at all, so one that unlocks closes every open gap
  // and is the only unmet need, if there is one.
  if (unmet.size() > 1) return {};
  AccommodationSet unlockers = unmet.empty() ? rules.work_phase() - offered : unmet;
  bool open = !unmet.empty();
  for (const Gap& gap : FindGaps(rules, seeker, opening)) {
    if (!(gap.closers & offered).empty()) continue;
    unlockers = unlockers & gap.closers;
    open = true;
  }
  return open ? unlockers : AccommodationSet();
}

AccommodationSet PreparedSeeker::UnlockersOf(const OpeningFacts& opening) const {
  return setara::UnlockersOf(*rules_, *facts_, opening, what_if_);
}

AccommodationSet PreparedOpening::UnlockersOf(const SeekerFacts& seeker) const {
  return setara::UnlockersOf(*rules_, seeker, *facts_, offered_);
}

void UnlockCounter::Add(AccommodationSet unlockers) {
  unlockers.ForEach([&](AccommodationId a) { ++gained_[a.index()]; });
}

void UnlockCounter::Merge(const UnlockCounter& other) {
  for (size_t i = 0; i < gained_.size(); ++i) gained_[i] += other.gained_[i];
}

std::vector<Unlock> UnlockCounter::Ranked() const {
  std::vector<Unlock> ranked;
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    if (gained_[i] > 0) ranked.push_back({AccommodationId(i), gained_[i]});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Unlock& a, const Unlock& b) { return a.gained > b.gained; });
  return ranked;
}

}  // namespace setara
