// The slow way to a page of employers by shortfall and to totals over all: one pass over all their
// snapshots. What tests and benchmarks hold the interval table against.
//
// One thread at a time. Memory is bounded by the page, not by the number of employers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/domain/quota_snapshot.h"
#include "server/quota/assess.h"
#include "server/quota/rules.h"

namespace setara::quota {

// Where an employer stands in the list: largest shortfall first, then by row, which is the order of
// ids.
struct ListKey {
  int64_t shortfall = 0;
  int64_t row = 0;
  bool operator==(const ListKey&) const = default;
};

// Whether `a` comes before `b`.
bool Before(const ListKey& a, const ListKey& b);

struct ListEntry {
  ListKey key;
  QuotaSnapshot snapshot;
};

// Sums over every employer that passed the filter, whatever the page. Each employer rounds on its
// own; a surplus of one never reduces the shortfall of another.
struct Totals {
  int64_t employers = 0;
  int64_t met = 0;
  int64_t short_of = 0;
  int64_t no_data = 0;
  int64_t no_rule = 0;
  int64_t headcount = 0;
  int64_t counted = 0;
  int64_t required = 0;
  int64_t shortfall = 0;
  bool operator==(const Totals&) const = default;
};

class QuotaList {
 public:
  // statuses: only these; empty: any. after: the last key of the page before; absent: first page.
  // limit: >= 1. `rules` must outlive the list.
  QuotaList(const Rules& rules, std::vector<QuotaStatus> statuses, std::optional<ListKey> after,
            size_t limit);

  // Takes one employer into account; each row once.
  void Add(int64_t row, const QuotaSnapshot& snapshot);

  const Totals& totals() const { return totals_; }
  // The page in order. Leaves the list empty.
  std::vector<ListEntry> TakePage();
  // Whether employers follow the page; call before TakePage.
  bool has_more() const { return page_.size() > limit_; }

 private:
  const Rules& rules_;
  const std::vector<QuotaStatus> statuses_;
  const std::optional<ListKey> after_;
  const size_t limit_;
  Totals totals_;
  std::vector<ListEntry> page_;  // a heap, the last in order on top; at most limit_ + 1 entries
};

}  // namespace setara::quota
