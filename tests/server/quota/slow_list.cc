#include "tests/server/quota/slow_list.h"

#include <algorithm>
#include <utility>

namespace setara::quota {
namespace {

bool EntryBefore(const ListEntry& a, const ListEntry& b) { return Before(a.key, b.key); }

void AddTo(Totals& totals, const Decision& decision) {
  ++totals.employers;
  switch (decision.status) {
    case QuotaStatus::kMet:
      ++totals.met;
      break;
    case QuotaStatus::kShort:
      ++totals.short_of;
      break;
    case QuotaStatus::kNoData:
      ++totals.no_data;
      break;
    case QuotaStatus::kNoRule:
      ++totals.no_rule;
      break;
  }
  totals.headcount += decision.headcount.value_or(0);
  totals.counted += decision.counted.value_or(0);
  totals.required += decision.required.value_or(0);
  totals.shortfall += decision.shortfall;
}

}  // namespace

bool Before(const ListKey& a, const ListKey& b) {
  return a.shortfall != b.shortfall ? a.shortfall > b.shortfall : a.row < b.row;
}

QuotaList::QuotaList(const Rules& rules, std::vector<QuotaStatus> statuses,
                     std::optional<ListKey> after, size_t limit)
    : rules_(rules), statuses_(std::move(statuses)), after_(after), limit_(limit) {}

void QuotaList::Add(int64_t row, const QuotaSnapshot& snapshot) {
  Decision decision = Decide(snapshot, rules_);
  if (!statuses_.empty() &&
      std::find(statuses_.begin(), statuses_.end(), decision.status) == statuses_.end()) {
    return;
  }
  AddTo(totals_, decision);
  ListKey key{decision.shortfall, row};
  if (after_.has_value() && !Before(*after_, key)) return;
  // One more than the page holds, to know whether there are more.
  bool full = page_.size() > limit_;
  if (full && !Before(key, page_.front().key)) return;
  if (full) {
    std::pop_heap(page_.begin(), page_.end(), EntryBefore);
    page_.pop_back();
  }
  page_.push_back({key, snapshot});
  std::push_heap(page_.begin(), page_.end(), EntryBefore);
}

std::vector<ListEntry> QuotaList::TakePage() {
  std::sort_heap(page_.begin(), page_.end(), EntryBefore);
  if (page_.size() > limit_) page_.pop_back();
  return std::exchange(page_, {});
}

}  // namespace setara::quota
