// Records behind the rows that the index found, as the store has them now: what an answer would
// disclose is checked against the store, so that a withdrawn consent, a closed opening or an erased
// person never comes back, even while the index lags.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "server/store/store.h"

namespace setara {

// True when the opening is open on `on`: state and dates.
bool IsOpenOn(const Opening& opening, Date on);

// True when the person looks for work and consents to be matched on `on`, whether or not they can
// start that day. UU 27/2022 arts. 20-24.
bool MayBeMatchedOn(const Seeker& seeker, Date on);

// Those of `rows` that exist, in order; with `open_on` only those open that day.
absl::StatusOr<std::vector<Opening>> LiveOpenings(Store& store, const std::vector<int64_t>& rows,
                                                  std::optional<Date> open_on);

// Those of `rows` that exist and may be matched on `on`, in order; without people whose record is
// restricted or who object to being ranked (UU 27/2022 arts. 41, 10).
absl::StatusOr<std::vector<Seeker>> LiveSeekers(Store& store, const std::vector<int64_t>& rows,
                                                Date on);

// People who object to being ranked, may be matched on `on` and are not restricted, by row, at most
// `limit` (>= 1). branch: only people whose record it keeps; nullopt: all.
absl::StatusOr<std::vector<Seeker>> UnrankedSeekers(Store& store,
                                                    const std::optional<std::string>& branch,
                                                    Date on, int limit);

// FAILED_PRECONDITION (reason RECORD_RESTRICTED) while a restriction of the person is in effect.
absl::Status CheckNotRestricted(Store& store, const Seeker& seeker);

}  // namespace setara
