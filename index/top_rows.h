// The best so many rows of a scan, by points descending and row ascending, after a key. Internal to
// index/; one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "index/match_searcher.h"

namespace setara {

class TopRows {
 public:
  // Keeps one row more than `limit`, to know whether there are more.
  TopRows(int limit, std::optional<MatchKey> after)
      : capacity_(static_cast<size_t>(limit) + 1), after_(after) {
    heap_.reserve(capacity_);
  }

  // Whether a row of these points could still get in.
  bool Admits(int32_t points, int64_t row) const {
    if (after_ && !Before(after_->points, after_->row, points, row)) return false;
    return AdmitsAtMost(points, row);
  }

  // Whether a row could still get in whose points are at most these.
  bool AdmitsAtMost(int32_t points, int64_t row) const {
    return heap_.size() < capacity_ || Before(points, row, heap_.front().points, heap_.front().row);
  }

  void Add(const RankedRow& row) {
    if (heap_.size() == capacity_) {
      std::pop_heap(heap_.begin(), heap_.end(), Better);
      heap_.pop_back();
    }
    heap_.push_back(row);
    std::push_heap(heap_.begin(), heap_.end(), Better);
  }

  // Best first; leaves out the extra row, whose presence means `more`.
  std::vector<RankedRow> Take(bool& more) && {
    std::sort_heap(heap_.begin(), heap_.end(), Better);
    more = heap_.size() == capacity_;
    if (more) heap_.pop_back();
    return std::move(heap_);
  }

 private:
  static bool Before(int32_t points, int64_t row, int32_t other_points, int64_t other_row) {
    return points != other_points ? points > other_points : row < other_row;
  }
  static bool Better(const RankedRow& a, const RankedRow& b) {
    return Before(a.points, a.row, b.points, b.row);
  }

  size_t capacity_;
  std::optional<MatchKey> after_;
  std::vector<RankedRow> heap_;  // its front is the worst
};

}  // namespace setara
