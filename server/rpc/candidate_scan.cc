#include "server/rpc/candidate_scan.h"

#include <algorithm>

#include "matcher/facts.h"
#include "matcher/match.h"
#include "matcher/reference/regions.h"

namespace setara {
namespace {

OpeningFacts WithoutOffers(Opening opening) {
  opening.offered = {};
  return MakeOpeningFacts(opening);
}

int SharedDigits(const SeekerFacts& seeker, const OpeningFacts& opening) {
  int most = 0;
  for (int i = 0; i < seeker.wish_count; ++i) {
    most = std::max(most, CommonDigits(seeker.wishes[i].occupation, opening.occupation));
  }
  return most;
}

int SharedSkills(const SeekerFacts& seeker, const OpeningFacts& opening) {
  int shared = 0;
  for (int i = 0; i < opening.skill_count; ++i) {
    shared += std::count(seeker.skills, seeker.skills + seeker.skill_count, opening.skills[i]) > 0;
  }
  return shared;
}

// The person as if they lived at their regency's point.
SeekerFacts AtRegency(SeekerFacts seeker) {
  seeker.latitude_e6 = seeker.longitude_e6 = kNoPoint;
  if (seeker.region == 0xffff) return seeker;
  const Region& region = Regions::Get().at(seeker.region);
  if (region.kind != RegionKind::kKabupaten && region.kind != RegionKind::kKota) return seeker;
  seeker.latitude_e6 = region.lat;
  seeker.longitude_e6 = region.lng;
  return seeker;
}

bool Before(const CandidateRow& a, const CandidateRow& b) {
  if (a.key.digits != b.key.digits) return a.key.digits > b.key.digits;
  if (a.key.skills != b.key.skills) return a.key.skills > b.key.skills;
  if (a.key.tie != b.key.tie) return a.key.tie < b.key.tie;
  return a.row < b.row;
}

}  // namespace

std::vector<CandidateRow> ScanCandidates(const Snapshot& snapshot, const Opening& opening, Date on,
                                         const std::function<uint64_t(int64_t)>& tie,
                                         const CandidateKey* after, int limit) {
  const OpeningFacts facts = WithoutOffers(opening);
  MatchOptions options;
  options.direction = Direction::kSeekersForOpening;
  options.on = on;
  // Largest row: what stands at `after` itself has been given.
  const CandidateRow last{after == nullptr ? CandidateKey{} : *after, INT64_MAX};
  std::vector<CandidateRow> found;
  for (const auto& block : snapshot.seekers.blocks()) {
    for (const SeekerFacts& seeker : block->facts) {
      CandidateRow row{{SharedDigits(seeker, facts), SharedSkills(seeker, facts), 0}, seeker.row};
      if (row.key.digits < kRelatedDigits && row.key.skills == 0) continue;
      if (FirstFailedCondition(AtRegency(seeker), facts, options) != kConditions) continue;
      row.key.tie = tie(seeker.row);
      if (after == nullptr || Before(last, row)) found.push_back(row);
    }
  }
  const size_t kept = std::min(found.size(), static_cast<size_t>(limit));
  std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(kept), found.end(),
                    Before);
  found.resize(kept);
  return found;
}

}  // namespace setara
