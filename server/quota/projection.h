// What an employer's quota will be, day by day, from what is known: with its records and rules as
// they are dated, and with hypothetical changes on top ("what if"). Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_facts.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/quota/assess.h"
#include "server/quota/changes.h"
#include "server/quota/rules.h"

namespace setara::quota {

// Why a period begins.
struct Cause {
  enum class Kind : uint8_t {
    kReport = 1,         // a headcount report takes effect
    kStale = 2,          // the report in force passes 13 months
    kTerms = 3,          // kind or seat change
    kRuleBegins = 4,     // `rule`
    kRuleEnds = 5,       // `rule`
    kRecords = 6,        // other persons count; see Period::persons
    kRecordsDecide = 7,  // the first record: the reported total no longer decides
    kChange = 8,         // the supposition `change`
  };
  Kind kind = Kind::kReport;
  const Rule* rule = nullptr;
  size_t change = 0;
};

// How many persons begin or stop to count with the first day of a period. Who is never said.
struct PersonCauses {
  int64_t begin = 0;
  int64_t evidence_ends = 0;
  int64_t fixed_term_ends = 0;
  int64_t employment_ends = 0;
};

// Days on which nothing changes: neither a figure, nor a rule, nor a flag.
struct Period {
  Date from{};
  Date until{};            // half-open
  QuotaSnapshot snapshot;  // of the first day
  Assessment assessment;
  std::vector<Cause> causes;  // none for the first period
  PersonCauses persons;
};

struct Timeline {
  std::vector<Period> periods;     // without gaps, from `facts.from` to `until`
  std::optional<Date> short_from;  // first day that is short; absent: none
  std::optional<Date> stale_from;  // first day on which the report in force is stale
};

// The timeline of [facts.from, until). INVALID_ARGUMENT: `until` is not after the first day, and
// see CheckChanges.
absl::StatusOr<Timeline> Project(const QuotaFacts& facts, const std::vector<Change>& changes,
                                 Date until, const Rules& rules);

}  // namespace setara::quota
