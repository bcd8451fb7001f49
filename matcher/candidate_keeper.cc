#include "matcher/candidate_keeper.h"

#include <algorithm>
#include <utility>

#include "matcher/shown_count.h"

namespace setara {
namespace {

// A person whose pairs were all left out has no number in the end; the others are numbered by row.
void Renumber(KeptCandidates& kept) {
  std::vector<bool> is_kept(kept.rows.size(), false);
  for (const std::vector<Candidate>& candidates : kept.graph.by_opening) {
    for (const Candidate& candidate : candidates) is_kept[candidate.person] = true;
  }
  std::vector<uint32_t> order;
  for (uint32_t person = 0; person < is_kept.size(); ++person) {
    if (is_kept[person]) order.push_back(person);
  }
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return kept.rows[a] < kept.rows[b]; });
  std::vector<uint32_t> number(kept.rows.size(), Assignment::kNone);
  std::vector<int64_t> rows;
  for (uint32_t person : order) {
    number[person] = static_cast<uint32_t>(rows.size());
    rows.push_back(kept.rows[person]);
  }
  for (std::vector<Candidate>& candidates : kept.graph.by_opening) {
    for (Candidate& candidate : candidates) candidate.person = number[candidate.person];
  }
  kept.rows = std::move(rows);
  kept.graph.people = kept.rows.size();
}

}  // namespace

// Rounded up so that an opening with `enough_` candidates has enough even where counts are rounded
// down before they are shown.
CandidateKeeper::CandidateKeeper(size_t openings, int64_t positions, bool ranked)
    : enough_(static_cast<size_t>(RoundedDown(positions + kSmallestShown - 1))),
      ranked_(ranked),
      by_tier_(openings),
      unlocked_(openings) {
  kept_.counts.resize(openings);
}

bool CandidateKeeper::Better(const Candidate& a, const Candidate& b) const {
  return a.points != b.points ? a.points > b.points : kept_.rows[a.person] < kept_.rows[b.person];
}

void CandidateKeeper::Keep(std::vector<Candidate>& list, const Candidate& candidate) {
  if (enough_ == 0 || (!ranked_ && list.size() == enough_)) return;
  list.push_back(candidate);
  ++held_;
  if (list.size() < 2 * enough_) return;
  const auto end = list.begin() + static_cast<ptrdiff_t>(enough_);
  std::nth_element(list.begin(), end, list.end(),
                   [this](const Candidate& a, const Candidate& b) { return Better(a, b); });
  held_ -= list.size() - enough_;
  list.resize(enough_);
}

void CandidateKeeper::KeepUnlocked(uint32_t opening, const Candidate& candidate) {
  bool needed = false;
  auto& counts = kept_.counts[opening].unlocked;
  candidate.unlockers.ForEach([&](AccommodationId id) {
    int64_t& count = counts[static_cast<size_t>(id.index())];
    needed = needed || count < static_cast<int64_t>(enough_);
    ++count;
  });
  if (!needed) return;
  unlocked_[opening].push_back(candidate);
  unlocked_[opening].back().tier = 0;
  ++held_;
}

bool CandidateKeeper::WantsMore(uint32_t opening, AccommodationSet accommodations) const {
  bool wants = false;
  accommodations.ForEach([&](AccommodationId id) {
    const int64_t have = kept_.counts[opening].unlocked[static_cast<size_t>(id.index())];
    wants = wants || have < static_cast<int64_t>(enough_);
  });
  return wants;
}

void CandidateKeeper::Add(int64_t row, std::span<const FittingPair> pairs) {
  if (pairs.empty()) return;
  int lowest = 4;
  for (const FittingPair& pair : pairs) {
    if (pair.tier != 0) lowest = std::min(lowest, pair.tier);
  }
  for (int tier = lowest; tier <= 3; ++tier) ++kept_.fitting[static_cast<size_t>(tier)];
  const size_t held = held_;
  const auto number = static_cast<uint32_t>(kept_.rows.size());
  kept_.rows.push_back(row);
  for (const FittingPair& pair : pairs) {
    Candidate candidate{.unlockers = pair.unlockers, .person = number};
    candidate.points = static_cast<uint32_t>(pair.points) & 0xffffff;
    candidate.tier = static_cast<uint32_t>(pair.tier) & 0xff;
    if (pair.tier != 0) {
      ++kept_.counts[pair.opening].by_tier[static_cast<size_t>(pair.tier)];
      Keep(by_tier_[pair.opening][static_cast<size_t>(pair.tier) - 1], candidate);
    }
    if (!pair.unlockers.empty()) KeepUnlocked(pair.opening, candidate);
  }
  // Nobody holds the number.
  if (!ranked_ && held_ == held) kept_.rows.pop_back();
}

KeptCandidates CandidateKeeper::Take() {
  kept_.graph.by_opening.resize(by_tier_.size());
  for (size_t opening = 0; opening < by_tier_.size(); ++opening) {
    std::vector<Candidate>& all = kept_.graph.by_opening[opening];
    for (std::vector<Candidate>& of_tier : by_tier_[opening]) {
      for (Candidate& candidate : of_tier) {
        // Those who come in by an unlocker are in the other list.
        candidate.unlockers = {};
        all.push_back(candidate);
      }
      of_tier = {};
    }
    all.insert(all.end(), unlocked_[opening].begin(), unlocked_[opening].end());
    unlocked_[opening] = {};
  }
  held_ = 0;
  Renumber(kept_);
  return std::exchange(kept_, {});
}

}  // namespace setara
