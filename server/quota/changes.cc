#include "server/quota/changes.h"

#include <algorithm>
#include <optional>
#include <string>

#include "matcher/domain/errors.h"
#include "matcher/domain/limits.h"
#include "server/quota/day_facts.h"

namespace setara::quota {
namespace {

// What the changes that have begun by the day of a snapshot make of it.
struct Effect {
  const Change* total = nullptr;  // stands in place of the report
  int64_t persons = 0;
  int64_t heads = 0;
};

int64_t Signed(const Change& change) {
  return change.kind == Change::Kind::kLose ? -change.count : change.count;
}

Effect EffectOn(const std::vector<Change>& changes, const QuotaSnapshot& snapshot) {
  Effect effect;
  for (const Change& change : changes) {
    if (change.kind != Change::Kind::kTotal || change.from > snapshot.as_of) continue;
    if (snapshot.report && snapshot.report->valid_from > change.from) continue;
    if (effect.total == nullptr || effect.total->from < change.from) effect.total = &change;
  }
  for (const Change& change : changes) {
    if (change.kind == Change::Kind::kTotal || change.from > snapshot.as_of) continue;
    effect.persons += Signed(change);
    const bool in_total = effect.total != nullptr && change.from <= effect.total->from;
    if (!change.headcount_stays && !in_total) effect.heads += Signed(change);
  }
  return effect;
}

void AddTo(std::optional<int64_t>& count, int64_t more) {
  if (count) count = std::max<int64_t>(0, *count + more);
}

// Puts the total, if any, in place of the report.
void ApplyTotal(const Effect& effect, QuotaSnapshot& snapshot) {
  if (effect.total == nullptr) return;
  std::optional<int64_t> aggregate;
  if (snapshot.report) aggregate = snapshot.report->workers_with_disabilities;
  snapshot.report = QuotaSnapshot::Report{effect.total->from, effect.total->count, aggregate};
}

std::optional<int64_t> CountedIn(const QuotaSnapshot& snapshot) {
  if (snapshot.counted_by_records || !snapshot.report) return snapshot.counted_by_records;
  return snapshot.report->workers_with_disabilities;
}

std::string PathOf(size_t index, const char* field) {
  return "changes[" + std::to_string(index) + "]." + field;
}

absl::Status CheckForm(const QuotaFacts& facts, const std::vector<Change>& changes, size_t index,
                       Date until) {
  const Change& change = changes[index];
  const bool total = change.kind == Change::Kind::kTotal;
  if (change.from < facts.from || change.from >= until) {
    return InvalidField(PathOf(index, "valid_from"), "is not a day of the timeline");
  }
  if (change.count < (total ? 0 : 1) || change.count > limits::kWorkers) {
    return InvalidField(PathOf(index, "count"), "must be " + std::string(total ? "0" : "1") +
                                                    " to " + std::to_string(limits::kWorkers));
  }
  for (size_t i = 0; total && i < index; ++i) {
    if (changes[i].kind == Change::Kind::kTotal && changes[i].from == change.from) {
      return InvalidField(PathOf(index, "valid_from"), "is the day of another total");
    }
  }
  return absl::OkStatus();
}

// On the day of a change the figures must still make sense.
absl::Status CheckFigures(const QuotaFacts& facts, const std::vector<Change>& changes,
                          size_t index) {
  const Change& change = changes[index];
  QuotaSnapshot snapshot = SnapshotOn(facts, change.from);
  const Effect effect = EffectOn(changes, snapshot);
  ApplyTotal(effect, snapshot);
  const std::optional<int64_t> counted = CountedIn(snapshot);
  if (change.kind == Change::Kind::kLose) {
    if (counted && *counted + effect.persons < 0) {
      return InvalidField(PathOf(index, "count"), "more are lost than count on that day");
    }
    if (snapshot.report && snapshot.report->workers + effect.heads < 0) {
      return InvalidField(PathOf(index, "count"), "more are lost than work there on that day");
    }
    return absl::OkStatus();
  }
  const bool may_exceed = change.kind == Change::Kind::kTotal || change.headcount_stays;
  if (may_exceed && counted && snapshot.report &&
      *counted + effect.persons > snapshot.report->workers + effect.heads) {
    return InvalidField(PathOf(index, "count"),
                        "leaves fewer workers than workers with disabilities on that day");
  }
  return absl::OkStatus();
}

}  // namespace

void Suppose(const std::vector<Change>& changes, QuotaSnapshot& snapshot) {
  const Effect effect = EffectOn(changes, snapshot);
  ApplyTotal(effect, snapshot);
  AddTo(snapshot.counted_by_records, effect.persons);
  if (!snapshot.report) return;
  AddTo(snapshot.report->workers_with_disabilities, effect.persons);
  snapshot.report->workers = std::max<int64_t>(0, snapshot.report->workers + effect.heads);
}

absl::Status CheckChanges(const QuotaFacts& facts, const std::vector<Change>& changes, Date until) {
  for (size_t i = 0; i < changes.size(); ++i) {
    absl::Status status = CheckForm(facts, changes, i, until);
    if (!status.ok()) return status;
  }
  for (size_t i = 0; i < changes.size(); ++i) {
    absl::Status status = CheckFigures(facts, changes, i);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace setara::quota
