#include "server/rpc/live_records.h"

#include "server/store/openings.h"
#include "server/store/seekers.h"

namespace setara {

bool IsOpenOn(const Opening& opening, Date on) {
  return opening.state == OpeningState::kOpen && opening.open_from <= on &&
         (!opening.open_until || on < *opening.open_until);
}

bool MayBeMatchedOn(const Seeker& seeker, Date on) {
  return seeker.seeking && seeker.matching_consent_from && *seeker.matching_consent_from <= on &&
         (!seeker.matching_consent_until || on < *seeker.matching_consent_until);
}

absl::StatusOr<std::vector<Opening>> LiveOpenings(Store& store, const std::vector<int64_t>& rows,
                                                  std::optional<Date> open_on) {
  absl::StatusOr<std::vector<Opening>> openings;
  absl::Status status = store.Read([&](Connection& db) {
    openings = GetOpeningsByRows(db, rows);
    return openings.status();
  });
  if (!status.ok()) return status;
  if (open_on) {
    std::erase_if(*openings, [&](const Opening& opening) { return !IsOpenOn(opening, *open_on); });
  }
  return openings;
}

absl::StatusOr<std::vector<Seeker>> LiveSeekers(Store& store, const std::vector<int64_t>& rows,
                                                Date on) {
  absl::StatusOr<std::vector<Seeker>> seekers;
  absl::Status status = store.Read([&](Connection& db) {
    seekers = GetSeekersByRows(db, rows);
    return seekers.status();
  });
  if (!status.ok()) return status;
  std::erase_if(*seekers, [&](const Seeker& seeker) { return !MayBeMatchedOn(seeker, on); });
  return seekers;
}

}  // namespace setara
