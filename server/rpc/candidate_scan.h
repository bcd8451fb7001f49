// Who may suit an opening as its employer may see them: by what the opening asks and the person
// wishes, and by nothing that would tell of capacities or of the place of a home.
//
// What the workplace offers is left out on purpose: were people listed or ordered by it, an
// employer could learn of a capacity by switching an offer on and off. Distance is reckoned between
// regencies, as it is shown. Pure but for the snapshot; thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "index/snapshot.h"
#include "matcher/domain/date.h"
#include "matcher/domain/opening.h"

namespace setara {

// Where a candidate stands in the list: more digits first, then more skills, then by tie.
struct CandidateKey {
  int digits = 0;    // 0-4 leading digits that a wish and the occupation share
  int skills = 0;    // coded skills shared
  uint64_t tie = 0;  // random towards this employer
  auto operator<=>(const CandidateKey&) const = default;
};

struct CandidateRow {
  CandidateKey key;
  int64_t row = 0;
};

// Fewest shared leading digits that relate a wish to an opening (ISCO sub-major group). Our
// default.
inline constexpr int kRelatedDigits = 2;

// The people who meet the hard conditions of the opening on `on` and relate to it by a wish or a
// skill, in their order, at most `limit` (>= 1) after `after` (nullptr: from the first). tie: a
// number for a row, the same on every call.
std::vector<CandidateRow> ScanCandidates(const Snapshot& snapshot, const Opening& opening, Date on,
                                         const std::function<uint64_t(int64_t)>& tie,
                                         const CandidateKey* after, int limit);

}  // namespace setara
