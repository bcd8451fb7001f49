// The people behind the figures of FillShortfall, for those who may see people.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "index/fill_searcher.h"
#include "matcher/domain/language.h"
#include "matcher/match.h"
#include "server/rpc/shortfall_demand.h"
#include "server/store/store.h"
#include "setara/v1/shortfall.pb.h"

namespace setara {

// One person proposed, in the order of proposals: most points first, then by row.
struct ProposedPerson {
  int64_t row = 0;
  int32_t points = 0;    // of the pair
  uint32_t opening = 0;  // index in ShortfallDemand::counting

  // Whether this one comes after a page that ended with these.
  bool IsAfter(int32_t other_points, int64_t other_row) const {
    return points != other_points ? points < other_points : row > other_row;
  }
};

// Everybody to propose for tiers up to `tier` (1-3). DEADLINE_EXCEEDED: stopped.
absl::StatusOr<std::vector<ProposedPerson>> ProposeForDemand(const ShortfallDemand& demand,
                                                             const KeptCandidates& kept, int tier,
                                                             const Stop& stop);

// How the people of a page are shown.
struct ProposalView {
  const ShortfallDemand& demand;
  const MatchOptions& options;
  Language language = Language::kIndonesian;
  std::optional<std::string> branch;  // only people whose record it keeps; nullopt: all
};

// Adds a page of them as the store has them now: who has withdrawn a consent, was restricted, or
// objects to ranking since the index was read is left out, and so is a pair whose opening closed.
absl::Status AddProposals(Store& store, const ProposalView& view,
                          const std::vector<ProposedPerson>& page,
                          v1::FillShortfallResponse* response);

// Adds those who object to being ranked and meet the hard conditions of an opening.
absl::Status AddUnranked(Store& store, const ProposalView& view,
                         v1::FillShortfallResponse* response);

}  // namespace setara
