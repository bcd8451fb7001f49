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

extern template class FactTable<OpeningFacts>;
extern template class FactTable<SeekerFacts>;

}  // namespace setara
