#include "server/quota/day_facts.h"

namespace setara::quota {
namespace {

int64_t PersonsOn(const QuotaFacts& facts, Date day) {
  int64_t persons = 0;
  ForEachPerson(facts.spells, [&](auto first, auto last) {
    const auto covers = [day](const QuotaFacts::Spell& spell) { return Covers(spell, day); };
    if (std::any_of(first, last, covers)) ++persons;
  });
  return persons;
}

}  // namespace

QuotaSnapshot SnapshotOn(const QuotaFacts& facts, Date day) {
  QuotaSnapshot snapshot;
  snapshot.as_of = day;
  if (const QuotaFacts::Terms* terms = LastBy(facts.terms, day)) {
    snapshot.kind = terms->kind;
    snapshot.seat_region_code = terms->seat_region_code;
  }
  if (const QuotaSnapshot::Report* report = LastBy(facts.reports, day)) snapshot.report = *report;
  if (facts.records_from && *facts.records_from <= day) {
    snapshot.counted_by_records = PersonsOn(facts, day);
  }
  return snapshot;
}

}  // namespace setara::quota
