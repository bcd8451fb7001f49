#include "server/rpc/live_records.h"

#include "matcher/domain/errors.h"
#include "server/store/openings.h"
#include "server/store/person_rights.h"
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

namespace {

// Takes out of `seekers` who may not be matched on `on`, or whose limits `wanted` refuses.
absl::Status KeepLive(Connection& db, Date on, bool (*wanted)(const PersonLimits&),
                      std::vector<Seeker>& seekers) {
  std::vector<Seeker> kept;
  for (Seeker& seeker : seekers) {
    if (!MayBeMatchedOn(seeker, on)) continue;
    absl::StatusOr<PersonLimits> limits = LimitsOf(db, seeker.row);
    if (!limits.ok()) return limits.status();
    if (wanted(*limits)) kept.push_back(std::move(seeker));
  }
  seekers = std::move(kept);
  return absl::OkStatus();
}

bool IsRanked(const PersonLimits& limits) { return !limits.restricted && !limits.unranked; }
bool IsUnranked(const PersonLimits& limits) { return !limits.restricted && limits.unranked; }

}  // namespace

absl::StatusOr<std::vector<Seeker>> LiveSeekers(Store& store, const std::vector<int64_t>& rows,
                                                Date on) {
  std::vector<Seeker> live;
  absl::Status status = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<Seeker>> seekers = GetSeekersByRows(db, rows);
    if (!seekers.ok()) return seekers.status();
    live = *std::move(seekers);
    return KeepLive(db, on, IsRanked, live);
  });
  if (!status.ok()) return status;
  return live;
}

absl::StatusOr<std::vector<Seeker>> UnrankedSeekers(Store& store,
                                                    const std::optional<std::string>& branch,
                                                    Date on, int limit) {
  std::vector<Seeker> live;
  absl::Status status = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<int64_t>> rows = UnrankedRows(db, branch, limit);
    if (!rows.ok()) return rows.status();
    absl::StatusOr<std::vector<Seeker>> seekers = GetSeekersByRows(db, *rows);
    if (!seekers.ok()) return seekers.status();
    live = *std::move(seekers);
    return KeepLive(db, on, IsUnranked, live);
  });
  if (!status.ok()) return status;
  return live;
}

absl::Status CheckNotRestricted(Store& store, const Seeker& seeker) {
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<PersonLimits> limits = LimitsOf(db, seeker.row);
    if (!limits.ok() || !limits->restricted) return limits.status();
    return WithReason(
        absl::FailedPreconditionError("the person's record is restricted: it is kept, not used"),
        "RECORD_RESTRICTED");
  });
}

}  // namespace setara
