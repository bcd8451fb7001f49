// Dated facts, read on one day. Pure; thread-safe.
#pragma once

#include <algorithm>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/quota_facts.h"
#include "matcher/domain/quota_snapshot.h"

namespace setara::quota {

// What the facts say of one day, not before `facts.from`.
QuotaSnapshot SnapshotOn(const QuotaFacts& facts, Date day);

// Whether the person of this record counts by it on that day.
inline bool Covers(const QuotaFacts::Spell& spell, Date day) {
  return spell.from <= day && (!spell.until || day < *spell.until);
}

// The last fact that has begun by `day`, of facts in order of their days; nullptr: none.
template <typename Fact>
const Fact* LastBy(const std::vector<Fact>& facts, Date day) {
  const auto later = std::find_if(facts.begin(), facts.end(),
                                  [day](const Fact& fact) { return fact.valid_from > day; });
  return later == facts.begin() ? nullptr : &*std::prev(later);
}

// Calls `visit` with the records of each person, [first, last).
template <typename Visit>
void ForEachPerson(const std::vector<QuotaFacts::Spell>& spells, Visit visit) {
  for (auto first = spells.begin(); first != spells.end();) {
    const auto last = std::find_if(first, spells.end(), [first](const QuotaFacts::Spell& spell) {
      return spell.person != first->person;
    });
    visit(first, last);
    first = last;
  }
}

}  // namespace setara::quota
