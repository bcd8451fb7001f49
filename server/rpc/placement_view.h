// A placement as one caller may see it, with what stands beside it: names of the person, the
// opening and the employer, whether it counts in the quota. Call inside Store::Read or
// Store::Write; errors are those of the store.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string>

#include "server/rpc/call_context.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/placement_ledger.h"
#include "setara/v1/placement_record.pb.h"

namespace setara {

// The consent under which the employer may know who the person is, on the day of the call.
absl::StatusOr<std::optional<GrantInForce>> ShareConsent(Connection& db, const Placement& placement,
                                                         Date on);

// Whether staff of the employer may see the placement at all: it was referred, and the person was
// hired by them, or consents to being known to them and has no restriction in effect.
absl::StatusOr<bool> EmployerMaySee(Connection& db, const LoadedPlacement& placement, Date on);

// The placement `id` when the caller reaches it: their own, of a person of their branch or whose
// record they opened in an emergency (noted for the audit), or at their employer and to be seen by
// it. PERMISSION_DENIED otherwise, whether or not there is one. Names it as the object of the
// audit.
absl::StatusOr<LoadedPlacement> ReachPlacement(Connection& db, CallContext& context,
                                               const std::string& id);

// Fills `out` for the caller of `context`, and notes the person as a subject of the audit. To staff
// of an employer it shows the person only under live consent, and keeps that as a Disclosure: then
// call it inside a write. events: with the steps.
absl::Status FillPlacement(Connection& db, CallContext& context, const LoadedPlacement& placement,
                           bool events, v1::Placement* out);

}  // namespace setara
