// The quota of one employer month by month, and its yearly average in exact fractions.
//
// The statute names neither a day nor an average (UU 8/2016 art. 53): the days, the average and
// what follows from it are our default and decide nothing; a status belongs to a day. Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_facts.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/quota/assess.h"
#include "server/quota/rules.h"

namespace setara::quota {

enum class MonthDay : uint8_t { kLast, kFirst };

// That day of every month, where it lies in [from, until).
std::vector<Date> MonthDays(Date from, Date until, MonthDay which);

// numerator / denominator in lowest terms, denominator >= 1.
struct Fraction {
  int64_t numerator = 0;
  int64_t denominator = 1;
  bool operator==(const Fraction&) const = default;
};

// sum / count; count >= 1.
Fraction Mean(int64_t sum, int64_t count);

// Fewest workers due under `rule` for an average headcount: as Required, from the exact fraction,
// never from a rounded average. Absent for kNotComputed. headcount: up to 120 times kMaxHeadcount
// over up to 120.
std::optional<int64_t> RequiredOf(const Rule& rule, const Fraction& headcount);

// The sum as a letter spells it, Indonesian: "1% × 3001/12 → 3 (pembulatan ke atas: tafsir)". ""
// for kNotComputed.
std::string SpelledSum(const Rule& rule, const Fraction& headcount);

struct SeriesMonth {
  QuotaSnapshot snapshot;  // of the month's day
  Assessment assessment;
};

// One statute under which an average was computed.
struct AverageRequirement {
  const Rule* rule = nullptr;
  int64_t months = 0;               // of those averaged, in which it was in force
  std::optional<int64_t> required;  // absent: not computed
  std::string sum;
};

// Arithmetic means. Months without a headcount are in none of them: no report is not 0.
struct Average {
  int64_t months = 0;  // with a headcount, >= 1
  Fraction headcount;
  int64_t counted_months = 0;  // of them, with a numerator
  std::optional<Fraction> counted;
  // One for each statute in force on a day of these months, in their order; none is preferred.
  std::vector<AverageRequirement> requirements;
};

struct Series {
  std::vector<SeriesMonth> months;  // one for each day asked for, in order
  std::vector<Date> without_data;   // days without a headcount
  std::optional<Average> average;   // absent: no month has a headcount
};

// days: in order, none before `facts.from`; at most 120.
Series MakeSeries(const QuotaFacts& facts, const std::vector<Date>& days, const Rules& rules);

}  // namespace setara::quota
