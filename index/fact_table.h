// The columns: all facts of one record kind in memory, in blocks by place and occupation, as an
// immutable value. A change copies the blocks it touches and shares the rest, so that a search
// keeps its table while newer ones are published.
//
// Thread-safe: const after it is made. Copies are cheap (pointers).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "index/block.h"
#include "index/document_set.h"
#include "matcher/facts.h"

namespace setara {

template <typename Facts>
class FactTable {
 public:
  using Blocks = std::vector<std::shared_ptr<const Block<Facts>>>;

  // No records.
  FactTable();

  // Rows are positive and distinct.
  static FactTable Build(std::vector<Facts> facts);

  // This table after the changes; a row in both lists is deleted. Rows in `deleted` that the table
  // does not hold are no error.
  FactTable With(std::span<const Facts> upserted, std::span<const int64_t> deleted) const;

  // The facts of `row`, valid as long as this table; nullptr when it is not here.
  const Facts* Find(int64_t row) const;

  // visit(facts) for each of `rows` that is here, in the order of memory: neighbouring rows lie far
  // apart, since blocks are by place, so that a large set is read several times faster than by
  // Find.
  template <typename Visit>
  void ForEach(const DocumentSet& rows, const Visit& visit) const;

  // Some blocks may be empty.
  const Blocks& blocks() const { return blocks_; }
  size_t size() const { return size_; }

 private:
  // Where a row stands: block number x kBlockRecords + position in it.
  using Place = uint32_t;
  static constexpr Place kAbsent = 0xffffffff;
  static constexpr size_t kPageRows = 1024;
  using Page = std::array<Place, kPageRows>;
  using Cells = std::unordered_map<uint32_t, std::vector<uint32_t>>;

  class Editor;

  Place PlaceOf(int64_t row) const;

  Blocks blocks_;
  std::vector<std::shared_ptr<const Page>> pages_;  // places by row
  std::shared_ptr<const Cells> cells_;              // block numbers by cell
  size_t size_ = 0;
};

template <typename Facts>
template <typename Visit>
void FactTable<Facts>::ForEach(const DocumentSet& rows, const Visit& visit) const {
  DocumentSet places;
  rows.ForEach([&](uint32_t row) {
    const Place place = PlaceOf(row);
    if (place != kAbsent) places.Add(place);
  });
  // What comes next is fetched meanwhile.
  std::array<const Facts*, 16> ahead;
  size_t count = 0;
  const auto visit_them = [&] {
    for (size_t i = 0; i < count; ++i) visit(*ahead[i]);
    count = 0;
  };
  places.ForEach([&](Place place) {
    const Facts* facts = &blocks_[place / kBlockRecords]->facts[place % kBlockRecords];
    constexpr size_t kCacheLine = 64;
    for (size_t at = 0; at < sizeof(Facts); at += kCacheLine) {
      __builtin_prefetch(reinterpret_cast<const char*>(facts) + at);
    }
    ahead[count++] = facts;
    if (count == ahead.size()) visit_them();
  });
  visit_them();
}

extern template class FactTable<OpeningFacts>;
extern template class FactTable<SeekerFacts>;

}  // namespace setara
