#include "server/quota/timeline.h"

#include <algorithm>
#include <utility>

namespace setara::quota {
namespace {

bool IsRelation(const QuotaRecords::Employment& record) {
  return record.relation == EmploymentRelation::kPermanent ||
         record.relation == EmploymentRelation::kFixedTerm ||
         record.relation == EmploymentRelation::kPublicService;
}

struct Span {
  int person = 0;
  Date from{};
  Date until = kQuotaLastDay;
};

// The days on which the record counts its person; absent: none.
std::optional<Span> CountingDays(const QuotaRecords::Employment& record) {
  if (record.excluded || !record.evidence_from || !record.agreed_on) return std::nullopt;
  Span span{record.person, std::max({record.valid_from, *record.evidence_from, *record.agreed_on}),
            std::min(record.valid_until.value_or(kQuotaLastDay),
                     record.evidence_until.value_or(kQuotaLastDay))};
  if (span.until <= span.from) return std::nullopt;
  return span;
}

std::string RuleIds(const RulesInForce& rules) {
  std::string ids = rules.statute == nullptr ? "" : rules.statute->id;
  for (const Rule* rule : rules.regional) ids += "," + rule->id;
  return ids;
}

int64_t BitsOf(const Decision& decision, const RulesInForce& rules) {
  int64_t bits = 0;
  if (decision.flags.below_practice_minimum) bits |= kBelowPracticeMinimum;
  if (decision.flags.aggregate_only) bits |= kAggregateOnly;
  if (decision.flags.records_differ) bits |= kRecordsDiffer;
  if (!decision.headcount) return bits;
  for (const Rule* rule : rules.regional) {
    if (Required(*rule, *decision.headcount).value_or(0) > decision.required.value_or(0)) {
      bits |= kStricterRegional;
    }
  }
  return bits;
}

QuotaFigures FiguresUnder(const QuotaSnapshot& snapshot, const RulesInForce& rules) {
  Decision decision = Decide(snapshot, rules.statute);
  QuotaFigures figures;
  figures.kind = snapshot.kind;
  figures.seat_region_code = snapshot.seat_region_code;
  figures.report = snapshot.report;
  figures.counted_by_records = snapshot.counted_by_records;
  figures.status = static_cast<uint8_t>(decision.status);
  figures.counted = decision.counted;
  figures.required = decision.required;
  figures.shortfall = decision.shortfall;
  figures.flags = BitsOf(decision, rules);
  if (snapshot.report) {
    figures.stale_from = FreshThrough(snapshot.report->valid_from) + std::chrono::days(1);
  }
  figures.rules = RuleIds(rules);
  return figures;
}

template <typename Fact>
const Fact* LastUpTo(const std::map<Date, const Fact*>& by_day, Date day) {
  auto next = by_day.upper_bound(day);
  return next == by_day.begin() ? nullptr : std::prev(next)->second;
}

}  // namespace

QuotaFigures FiguresOf(const QuotaSnapshot& snapshot, const Rules& rules) {
  return FiguresUnder(snapshot,
                      rules.InForce(snapshot.kind, snapshot.seat_region_code, snapshot.as_of));
}

QuotaSnapshot SnapshotOf(const QuotaFigures& figures, Date as_of) {
  QuotaSnapshot snapshot;
  snapshot.as_of = as_of;
  snapshot.kind = figures.kind;
  snapshot.seat_region_code = figures.seat_region_code;
  snapshot.report = figures.report;
  snapshot.counted_by_records = figures.counted_by_records;
  return snapshot;
}

Beliefs::Beliefs(const QuotaRecords& facts)
    : facts_(facts), employment_(static_cast<size_t>(facts.keys), nullptr) {
  for (int person = 0; person < facts.persons; ++person) standing_.push_back(person);
}

void Beliefs::AdvanceBefore(Instant known_at) {
  if (known_at != Instant::min()) Advance(known_at - std::chrono::microseconds(1));
}

void Beliefs::Advance(Instant known_at) {
  for (; next_terms_ < facts_.terms.size(); ++next_terms_) {
    const QuotaRecords::Terms& terms = facts_.terms[next_terms_];
    if (terms.known_at > known_at) break;
    terms_[terms.valid_from] = &terms;
  }
  for (; next_headcount_ < facts_.headcounts.size(); ++next_headcount_) {
    const QuotaRecords::Headcount& headcount = facts_.headcounts[next_headcount_];
    if (headcount.known_at > known_at) break;
    if (headcount.retracted) {
      headcounts_.erase(headcount.report.valid_from);
    } else {
      headcounts_[headcount.report.valid_from] = &headcount;
    }
  }
  for (; next_employment_ < facts_.employment.size(); ++next_employment_) {
    const QuotaRecords::Employment& record = facts_.employment[next_employment_];
    if (record.known_at > known_at) break;
    employment_[static_cast<size_t>(record.key)] = &record;
  }
  for (; next_merge_ < facts_.merges.size(); ++next_merge_) {
    const QuotaRecords::Merge& merge = facts_.merges[next_merge_];
    if (merge.known_at > known_at) break;
    standing_[static_cast<size_t>(merge.person)] = merge.same_as;
  }
}

Beliefs::Count Beliefs::CountPersons() const {
  Count count;
  std::vector<Span> spans;
  for (const QuotaRecords::Employment* record : employment_) {
    if (record == nullptr || !record->here || !IsRelation(*record)) continue;
    if (!count.first_relation || record->valid_from < *count.first_relation) {
      count.first_relation = record->valid_from;
    }
    std::optional<Span> span = CountingDays(*record);
    if (!span) continue;
    span->person = standing_[static_cast<size_t>(record->person)];
    spans.push_back(*span);
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return std::pair(a.person, a.from) < std::pair(b.person, b.from);
  });
  // Each person once, whatever the number of records: their overlapping days are one span.
  for (size_t i = 0; i < spans.size();) {
    Span whole = spans[i];
    for (++i; i < spans.size() && spans[i].person == whole.person && spans[i].from <= whole.until;
         ++i) {
      whole.until = std::max(whole.until, spans[i].until);
    }
    ++count.changes[whole.from];
    --count.changes[whole.until];
  }
  return count;
}

std::vector<Segment> Beliefs::Timeline(const Rules& rules) const {
  if (terms_.empty()) return {};
  const Count count = CountPersons();
  std::vector<Date> days = {kQuotaFirstDay};
  for (const auto& [day, terms] : terms_) days.push_back(day);
  for (const auto& [day, headcount] : headcounts_) days.push_back(day);
  for (const auto& [day, change] : count.changes) {
    if (change != 0 && day < kQuotaLastDay) days.push_back(day);
  }
  if (count.first_relation) days.push_back(*count.first_relation);
  days.insert(days.end(), rules.borders().begin(), rules.borders().end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());

  std::vector<Segment> segments;
  auto next_change = count.changes.begin();
  int64_t persons = 0;
  size_t border = 0;
  RulesInForce in_force;
  QuotaSnapshot snapshot;
  for (Date day : days) {
    bool look_up = segments.empty();
    for (; border < rules.borders().size() && rules.borders()[border] <= day; ++border) {
      look_up = true;
    }
    snapshot.as_of = day;
    if (const QuotaRecords::Terms* terms = LastUpTo(terms_, day)) {
      look_up = look_up || terms->kind != snapshot.kind ||
                terms->seat_region_code != snapshot.seat_region_code;
      snapshot.kind = terms->kind;
      snapshot.seat_region_code = terms->seat_region_code;
    }
    if (const QuotaRecords::Headcount* headcount = LastUpTo(headcounts_, day)) {
      snapshot.report = headcount->report;
    }
    for (; next_change != count.changes.end() && next_change->first <= day; ++next_change) {
      persons += next_change->second;
    }
    if (count.first_relation && *count.first_relation <= day) snapshot.counted_by_records = persons;
    if (look_up) in_force = rules.InForce(snapshot.kind, snapshot.seat_region_code, day);
    QuotaFigures figures = FiguresUnder(snapshot, in_force);
    if (segments.empty() || !(segments.back().figures == figures)) {
      segments.push_back({day, std::move(figures)});
    }
  }
  return segments;
}

}  // namespace setara::quota
