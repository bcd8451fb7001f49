// Whether an employer is to be reminded, and of what: a pure function of what was known about it,
// of the rules, and of what a run looks for.
//
// An employer has at most one finding a run. Of the findings asked for, short comes first (its
// letter says too that the report is old), then stale, then silent. What makes a finding one and
// not another
// (`key`, unique for the employer in the store):
//   SHORT   report (day, heads, reported total), rule, required, counted; and the year, where the
//           report is stale;
//   STALE   report (day), and the year;
//   SILENT  report (day) or none, and the year.
// So a new report or another shortfall is a new finding, the same one of tomorrow is not, and what
// is owed every year (UU 7/1981: the report is annual) may be asked for once a year. Our default.
//
// Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "matcher/domain/notice.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/quota/rules.h"

namespace setara::notices {

// Whether kind, seat and size are those of the selection. Without a report there is no size, and no
// minimum keeps the employer out: else who never reports would never be asked to.
bool Admits(const NoticeSelection& selection, const QuotaSnapshot& snapshot,
            const quota::Rules& rules);

// Absent: nothing to remind of, or none of the findings asked for. The employer's name and where
// the report comes from are left to the caller.
std::optional<Finding> Find(const NoticeSelection& selection, const QuotaSnapshot& snapshot,
                            const quota::Rules& rules);

// Whether the selection asks for the kind.
bool Asks(const NoticeSelection& selection, FindingKind kind);

// "SHORT", "STALE", "SILENT".
std::string_view FindingWord(FindingKind kind);

}  // namespace setara::notices
