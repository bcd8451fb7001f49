// Whether one employer meets its quota on one day: a pure function of what was known about it and
// of the rules in force.
//
// Thread-safe. No status means failure: "we cannot tell" is a value (kNoData).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/quota/rules.h"

namespace setara::quota {

enum class QuotaStatus : uint8_t {
  kMet = 1,     // counted >= required
  kShort = 2,   // by `shortfall`
  kNoData = 3,  // headcount or numerator not known: neither met nor short
  kNoRule = 4,  // no statute reaches its kind, or the kind is not known, on that day
};

// "MET", "SHORT", "NO_DATA", "NO_RULE".
std::string_view StatusWord(QuotaStatus status);

struct Flags {
  bool stale = false;                   // the report is older than 13 months (our default)
  bool below_practice_minimum = false;  // practice (100 private, 50 public), not the statute
  bool aggregate_only = false;          // no records: the report's own aggregate was counted
  bool records_differ = false;          // records and aggregate are both known and not equal
  bool operator==(const Flags&) const = default;
};

// The figures without any text: what lists sort and sum by.
struct Decision {
  QuotaStatus status = QuotaStatus::kNoData;
  const Rule* statute = nullptr;
  std::optional<int64_t> headcount;
  std::optional<int64_t> counted;
  std::optional<int64_t> counted_by_report;  // both shown, whichever was counted
  std::optional<int64_t> counted_by_records;
  std::optional<int64_t> required;  // known as soon as statute and headcount are
  int64_t shortfall = 0;            // > 0 exactly when kShort
  Flags flags;
};

// A rule as cited beside a figure.
struct Citation {
  const Rule* rule = nullptr;
  std::optional<int64_t> required;  // absent: not computed, or no headcount
  std::string sum;                  // "2% × 350 = 7,00 → 7"; "" where `required` is absent
  bool stricter = false;            // regional only: asks more than the statute
};

struct Assessment {
  Decision decision;
  std::optional<Citation> statute;  // absent exactly when no statute applies
  std::vector<Citation> regional;   // beside it; they decide nothing
};

// UU 8/2016 art. 53, UU 4/1997 art. 14. A report is in force until the next, however old.
Decision Decide(const QuotaSnapshot& snapshot, const Rules& rules);
// The same under a statute that was looked up already; null: none applies.
Decision Decide(const QuotaSnapshot& snapshot, const Rule* statute);

Assessment Assess(const QuotaSnapshot& snapshot, const Rules& rules);

// The rule as cited for `headcount`; `statute_required` decides `stricter` (pass the rule's own
// figure for a statute).
Citation Cite(const Rule& rule, std::optional<int64_t> headcount,
              std::optional<int64_t> statute_required);

// The last day on which a report of `valid_from` is not yet stale: 13 calendar months later, or the
// last day of that month where it has no such day. Our default.
Date FreshThrough(Date valid_from);

}  // namespace setara::quota
