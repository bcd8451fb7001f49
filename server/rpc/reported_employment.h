// Employment records that callers report, by hand or in files, kept apart from those that follow
// from placements: these are written by placement_ledger.h alone, which would undo whatever else
// was said of them.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "matcher/domain/employer.h"
#include "server/store/employment.h"

namespace setara {

// INVALID_ARGUMENT naming `source`: the record bears the source of placements.
absl::Status CheckReportedSource(const EmploymentRecord& record);

// As UpsertEmployment, for a row of a file. An exported register holds the records of placements
// too, so one that repeats what is stored is let through, unchanged; any other is refused as by
// CheckReportedSource, and the caller undoes what this wrote, as after any error.
absl::StatusOr<RecordedFact> UpsertReportedEmployment(Connection& db,
                                                      const EmploymentRecord& record, Instant now,
                                                      Lane lane);

}  // namespace setara
