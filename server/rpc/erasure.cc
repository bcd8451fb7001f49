#include "server/rpc/erasure.h"

#include "matcher/domain/errors.h"
#include "server/rpc/placement_ledger.h"
#include "server/store/cases.h"
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

// A case under way processes the data for a benefit that the law owes (PP 44/2015 art. 49): the
// worker withdraws from it first, which they always may. Our default.
absl::Status CheckCases(Connection& db, int64_t row) {
  absl::StatusOr<std::vector<CaseRow>> cases = CasesOfSeeker(db, row);
  if (!cases.ok()) return cases.status();
  for (const CaseRow& one : *cases) {
    if (one.state == CaseState::kClosed) continue;
    return WithMetadata(
        WithReason(absl::FailedPreconditionError(
                       "a return-to-work case is open: it ends, or the worker withdraws, first"),
                   "CASE_OPEN"),
        "case", "cases/" + one.id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int64_t> ErasePerson(Connection& db, const Seeker& seeker,
                                    std::optional<int64_t> expected_version, Instant now) {
  if (absl::Status free = CheckHolds(db, seeker.row, JakartaDate(now)); !free.ok()) return free;
  if (absl::Status closed = CheckCases(db, seeker.row); !closed.ok()) return closed;
  absl::Status removed = ReleasePlacements(db, seeker.row, now);
  if (removed.ok()) removed = StripCases(db, seeker.row);
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
