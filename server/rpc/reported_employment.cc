#include "server/rpc/reported_employment.h"

#include "matcher/domain/errors.h"
#include "server/placement/employment.h"

namespace setara {

absl::Status CheckReportedSource(const EmploymentRecord& record) {
  if (record.source != placement::kRecordSource) return absl::OkStatus();
  return InvalidField("source",
                      "marks what follows from a placement: record it with the "
                      "placement, or report under another source");
}

absl::StatusOr<RecordedFact> UpsertReportedEmployment(Connection& db,
                                                      const EmploymentRecord& record, Instant now,
                                                      Lane lane) {
  absl::StatusOr<RecordedFact> fact = UpsertEmployment(db, record, now, lane);
  if (!fact.ok() || fact->outcome == UpsertOutcome::kUnchanged) return fact;
  absl::Status allowed = CheckReportedSource(record);
  if (!allowed.ok()) return allowed;
  return fact;
}

}  // namespace setara
