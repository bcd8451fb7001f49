// Suppositions about an employer ("what if it hires 3 from March on") and what they make of a day.
// Pure; thread-safe.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_facts.h"
#include "matcher/domain/quota_snapshot.h"

namespace setara::quota {

// A supposition. Our defaults, since the statute counts all workers (UU 8/2016 art. 53):
// - Whoever is hired or lost is a worker too, so the headcount moves with them, unless
//   `headcount_stays` (a hire fills a place that someone else leaves).
// - A total says everything of its day, so hires and losses of that day or before are in it; it
//   stands as a report of that day until a later report that is known. To a report they add.
// - Who is lost is not said. It is taken to be someone whose record would have gone on, so that the
//   answer is never better than what happens.
// - Where the numerator is not known, a hire does not make it known.
struct Change {
  enum class Kind : uint8_t {
    kHire,   // persons with disabilities begin, all of whom count
    kTotal,  // the headcount is `count` from then on
    kLose,   // persons who count leave
  };
  Kind kind = Kind::kHire;
  int64_t count = 0;
  Date from{};
  bool headcount_stays = false;  // not with kTotal
};

// Changes `snapshot`, which the facts gave, by every change that has begun by its day. No figure
// sinks below 0: records that end may take away whoever was lost already.
void Suppose(const std::vector<Change>& changes, QuotaSnapshot& snapshot);

// INVALID_ARGUMENT naming "changes[i].count" or "changes[i].valid_from": a count out of range (a
// total may be 0), a day outside [facts.from, until), two totals on a day, more lost than count or
// work there on that day, fewer workers than workers with disabilities.
absl::Status CheckChanges(const QuotaFacts& facts, const std::vector<Change>& changes, Date until);

}  // namespace setara::quota
