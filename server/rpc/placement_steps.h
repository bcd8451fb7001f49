// What the methods that add a step to a placement share.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <functional>
#include <string>

#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "server/rpc/placement_ledger.h"
#include "server/rpc/write_or_check.h"
#include "setara/v1/placement_record.pb.h"

namespace setara {

// A change under way, in its transaction.
struct PlacementChange {
  Connection& db;
  CallContext& context;
  LoadedPlacement& placement;
  const Seeker* person;  // null: erased

  // Adds a step of the caller.
  absl::Status Take(PlacementEvent step);
};

// Runs `change` on the placement in one audited write, with everything that follows from it, and
// puts the placement as it then stands into `out`. Errors of ReachPlacement; ABORTED
// (ETAG_MISMATCH). `change` may run more than once.
absl::Status ChangePlacement(Store& store, CallContext& context, const std::string& name,
                             const std::string& etag, bool validate_only, v1::Placement* out,
                             const std::function<absl::Status(PlacementChange&)>& change);

// The day a step happened: today when not given. INVALID_ARGUMENT (occurred_on): no day, or after
// today.
absl::StatusOr<Date> OccurredOn(const CallContext& context, bool given, const v1::Date& day);

// INVALID_ARGUMENT (reason): a code that Setara alone sets.
absl::Status CheckReasonOfCaller(const std::string& code);

// FAILED_PRECONDITION: RECORD_RESTRICTED, or CONSENT_MISSING, which says, and tells in the metadata
// `missing`, what for: the consent to be matched ("matching"), and (share) the one to be known to
// the employer for the opening ("share-with-employer"), on the day of the call.
absl::Status CheckMayBePlaced(Connection& db, const Seeker& person, const Placement& placement,
                              bool share, Date on);

// The opening when it is open on `on` and of an employer. NOT_FOUND; FAILED_PRECONDITION:
// OPENING_NOT_OPEN, OPENING_WITHOUT_EMPLOYER.
absl::StatusOr<Opening> LoadOpenOpening(Connection& db, const std::string& id, Date on);

}  // namespace setara
