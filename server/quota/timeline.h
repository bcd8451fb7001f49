// What one employer's records say of every day, as believed at one instant.
//
// Pure, no I/O; one thread at a time.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "matcher/domain/quota_interval.h"
#include "server/quota/assess.h"
#include "server/quota/rules.h"

namespace setara::quota {

// Bits of QuotaFigures::flags.
enum FlagBits : int64_t {
  kBelowPracticeMinimum = 1,
  kAggregateOnly = 2,
  kRecordsDiffer = 4,
  kStricterRegional = 8,
};

// The figures hold from `from` until the next segment.
struct Segment {
  Date from = kQuotaFirstDay;
  QuotaFigures figures;
};

// What is believed of the versions of `facts`, advanced instant by instant: of the versions of one
// key the last one learned. `facts` outlives it.
class Beliefs {
 public:
  explicit Beliefs(const QuotaRecords& facts);

  // Takes in what was learned up to `known_at`, inclusive; instants must not fall.
  void Advance(Instant known_at);
  // Takes in what was learned before `known_at`.
  void AdvanceBefore(Instant known_at);

  // By day, without gaps and without equal neighbours; empty while the employer is not known.
  // Staleness is no border: it follows from the report and the day.
  std::vector<Segment> Timeline(const Rules& rules) const;

 private:
  // The persons who count, as the days on which their number changes; and the first day of an
  // employment relation, absent without one.
  struct Count {
    std::map<Date, int64_t> changes;
    std::optional<Date> first_relation;
  };
  Count CountPersons() const;

  const QuotaRecords& facts_;
  size_t next_terms_ = 0, next_headcount_ = 0, next_employment_ = 0, next_merge_ = 0;
  std::map<Date, const QuotaRecords::Terms*> terms_;
  std::map<Date, const QuotaRecords::Headcount*> headcounts_;  // without the retracted
  std::vector<const QuotaRecords::Employment*> employment_;    // by key; null: not known yet
  std::vector<int> standing_;                                  // by person: who stands for them
};

// What is true on a day of `snapshot`, as it is kept: the decision and every rule that applies.
QuotaFigures FiguresOf(const QuotaSnapshot& snapshot, const Rules& rules);

// The same figures as a snapshot of one of their days.
QuotaSnapshot SnapshotOf(const QuotaFigures& figures, Date as_of);

}  // namespace setara::quota
