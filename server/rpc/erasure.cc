#include "server/rpc/erasure.h"

#include "matcher/domain/errors.h"
#include "server/rpc/placement_ledger.h"
#include "server/store/consents.h"
#include "server/store/person_rights.h"
#include "server/store/pseudonyms.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

absl::Status CheckHolds(Connection& db, int64_t row, Date on) {
  absl::StatusOr<std::vector<LegalHold>> holds = LegalHoldsOf(db, row);
  if (!holds.ok()) return holds.status();
  for (const LegalHold& hold : *holds) {
    if (!BlocksErasure(hold, on)) continue;
    absl::Status held = WithReason(
        absl::FailedPreconditionError("a legal hold keeps the record: it cannot be erased yet"),
        "LEGAL_HOLD");
    return WithMetadata(held, "hold", "legalHolds/" + hold.id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int64_t> ErasePerson(Connection& db, const Seeker& seeker,
                                    std::optional<int64_t> expected_version, Instant now) {
  if (absl::Status free = CheckHolds(db, seeker.row, JakartaDate(now)); !free.ok()) return free;
  absl::Status removed = ReleasePlacements(db, seeker.row, now);
  if (removed.ok()) removed = DeleteSeeker(db, seeker.id, expected_version);
  if (removed.ok()) removed = StripConsents(db, seeker.row);
  if (removed.ok()) removed = StripRequests(db, seeker.row);
  if (!removed.ok()) return removed;
  int64_t kept = 0;
  // Employers may have written either form of the name.
  for (const std::string& id : {seeker.id, "seekers/" + seeker.id}) {
    absl::StatusOr<int64_t> records = PseudonymizeEmployment(db, id);
    if (!records.ok()) return records;
    kept += *records;
  }
  return kept;
}

}  // namespace setara
