#include "server/quota/projection.h"

#include <algorithm>
#include <set>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/quota/day_facts.h"

namespace setara::quota {
namespace {

using Spell = QuotaFacts::Spell;
using Ending = QuotaFacts::Ending;

class Projector {
 public:
  Projector(const QuotaFacts& facts, const std::vector<Change>& changes, Date until,
            const Rules& rules)
      : facts_(facts), changes_(changes), until_(until), rules_(rules) {}

  Timeline Run() const;

 private:
  std::set<Date> Borders() const;
  Period PeriodFrom(Date day) const;
  static bool Same(const Period& before, const Period& after);
  void AddCauses(const Period& before, Period& period) const;
  void AddRuleCauses(const Period& before, Period& period) const;
  PersonCauses PersonsAt(Date day) const;

  const QuotaFacts& facts_;
  const std::vector<Change>& changes_;
  const Date until_;
  const Rules& rules_;
};

// Every day on which anything may change.
std::set<Date> Projector::Borders() const {
  std::set<Date> days;
  const auto add = [&](const std::optional<Date>& day) {
    if (day && facts_.from < *day && *day < until_) days.insert(*day);
  };
  const auto stale = [](Date report) { return FreshThrough(report) + std::chrono::days(1); };
  for (const QuotaFacts::Terms& terms : facts_.terms) add(terms.valid_from);
  for (const QuotaSnapshot::Report& report : facts_.reports) {
    add(report.valid_from);
    add(stale(report.valid_from));
  }
  add(facts_.records_from);
  for (const Spell& spell : facts_.spells) {
    add(spell.from);
    add(spell.until);
  }
  for (const Rule& rule : rules_.all()) {
    add(rule.valid_from);
    add(rule.valid_until);
  }
  for (const Change& change : changes_) {
    add(change.from);
    if (change.kind == Change::Kind::kTotal) add(stale(change.from));
  }
  return days;
}

Period Projector::PeriodFrom(Date day) const {
  Period period;
  period.from = day;
  period.snapshot = SnapshotOn(facts_, day);
  Suppose(changes_, period.snapshot);
  period.assessment = Assess(period.snapshot, rules_);
  return period;
}

bool Projector::Same(const Period& before, const Period& after) {
  QuotaSnapshot then = before.snapshot;
  then.as_of = after.snapshot.as_of;
  const auto same_rule = [](const Citation& a, const Citation& b) { return a.rule == b.rule; };
  return then == after.snapshot &&
         before.assessment.decision.statute == after.assessment.decision.statute &&
         before.assessment.decision.flags == after.assessment.decision.flags &&
         std::equal(before.assessment.regional.begin(), before.assessment.regional.end(),
                    after.assessment.regional.begin(), after.assessment.regional.end(), same_rule);
}

PersonCauses Projector::PersonsAt(Date day) const {
  PersonCauses causes;
  ForEachPerson(facts_.spells, [&](auto first, auto last) {
    const auto counts = [&](Date on) {
      return std::any_of(first, last, [on](const Spell& spell) { return Covers(spell, on); });
    };
    const bool before = counts(day - std::chrono::days(1));
    const bool after = counts(day);
    if (!before && after) ++causes.begin;
    if (!before || after) return;
    const auto ends_by = [&](Ending ending) {
      return std::any_of(first, last, [&](const Spell& spell) {
        return spell.until == day && spell.ending == ending;
      });
    };
    // Of several records that end together, the evidence is what can be renewed.
    if (ends_by(Ending::kEvidence)) {
      ++causes.evidence_ends;
    } else if (ends_by(Ending::kFixedTerm)) {
      ++causes.fixed_term_ends;
    } else {
      ++causes.employment_ends;
    }
  });
  return causes;
}

void Projector::AddRuleCauses(const Period& before, Period& period) const {
  const auto rules_of = [](const Assessment& assessment) {
    std::vector<const Rule*> rules;
    if (assessment.decision.statute != nullptr) rules.push_back(assessment.decision.statute);
    for (const Citation& citation : assessment.regional) rules.push_back(citation.rule);
    return rules;
  };
  const auto has = [](const std::vector<const Rule*>& rules, const Rule* rule) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  };
  const std::vector<const Rule*> old = rules_of(before.assessment);
  const std::vector<const Rule*> now = rules_of(period.assessment);
  for (const Rule* rule : old) {
    if (rule->valid_until == period.from && !has(now, rule)) {
      period.causes.push_back({Cause::Kind::kRuleEnds, rule});
    }
  }
  for (const Rule* rule : now) {
    if (rule->valid_from == period.from && !has(old, rule)) {
      period.causes.push_back({Cause::Kind::kRuleBegins, rule});
    }
  }
}

void Projector::AddCauses(const Period& before, Period& period) const {
  const auto add = [&](bool holds, Cause::Kind kind) {
    if (holds) period.causes.push_back({kind});
  };
  const QuotaSnapshot& old = before.snapshot;
  const QuotaSnapshot& now = period.snapshot;
  const QuotaSnapshot::Report* report = LastBy(facts_.reports, period.from);
  add(report != nullptr && report->valid_from == period.from, Cause::Kind::kReport);
  add(!before.assessment.decision.flags.stale && period.assessment.decision.flags.stale,
      Cause::Kind::kStale);
  add(old.kind != now.kind || old.seat_region_code != now.seat_region_code, Cause::Kind::kTerms);
  AddRuleCauses(before, period);
  period.persons = PersonsAt(period.from);
  const PersonCauses& persons = period.persons;
  add(persons.begin + persons.evidence_ends + persons.fixed_term_ends + persons.employment_ends > 0,
      Cause::Kind::kRecords);
  add(!old.counted_by_records && now.counted_by_records, Cause::Kind::kRecordsDecide);
  for (size_t i = 0; i < changes_.size(); ++i) {
    if (changes_[i].from == period.from) {
      period.causes.push_back({Cause::Kind::kChange, nullptr, i});
    }
  }
}

Timeline Projector::Run() const {
  Timeline timeline;
  timeline.periods.push_back(PeriodFrom(facts_.from));
  for (Date day : Borders()) {
    Period period = PeriodFrom(day);
    Period& before = timeline.periods.back();
    if (Same(before, period)) continue;
    AddCauses(before, period);
    before.until = day;
    timeline.periods.push_back(std::move(period));
  }
  timeline.periods.back().until = until_;
  for (const Period& period : timeline.periods) {
    const Decision& decision = period.assessment.decision;
    const bool is_short = decision.status == QuotaStatus::kShort;
    if (is_short && !timeline.short_from) timeline.short_from = period.from;
    if (decision.flags.stale && !timeline.stale_from) timeline.stale_from = period.from;
  }
  return timeline;
}

}  // namespace

absl::StatusOr<Timeline> Project(const QuotaFacts& facts, const std::vector<Change>& changes,
                                 Date until, const Rules& rules) {
  if (until <= facts.from) return InvalidField("until", "must be after the first day");
  if (absl::Status status = CheckChanges(facts, changes, until); !status.ok()) return status;
  return Projector(facts, changes, until, rules).Run();
}

}  // namespace setara::quota
