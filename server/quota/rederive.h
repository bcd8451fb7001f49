// The intervals of one employer from the versions of its records: the bitemporal table behind
// lists, totals and history.
//
// How the plane of valid and known time is cut: something learned at an instant changes some days
// and leaves the others. What it leaves keeps its row, cut to those days and known since it was
// first learned; what it changes is closed at the instant and followed by a new row. The other way
// to cut it, closing the whole row whenever its end moves, would make every report that follows
// another rewrite what was known of the year before; then almost no row of a past day would be
// known since the past, and a question with an old instant of knowledge would wade through rows
// learned later. (A report holds until the next: each one moves the end of the one before.)
//
// The cut depends on the versions alone, not on when or how often it was computed, so that
// recomputing gives the same rows and `setarad verify` can compare them one by one.
//
// Pure, no I/O; thread-safe.
#pragma once

#include <vector>

#include "matcher/domain/quota_interval.h"
#include "server/quota/rule_book.h"

namespace setara::quota {

// All intervals of the employer of `facts`, by (valid_from, known_from). `stored`: those that were
// derived before, right up to, not including, `since`; what was learned from then on is derived
// anew. Instant::min(): everything. Empty: the employer was never known.
std::vector<QuotaInterval> Rederive(const QuotaRecords& facts, const RuleBook& rules,
                                    std::vector<QuotaInterval> stored, Instant since);

}  // namespace setara::quota
