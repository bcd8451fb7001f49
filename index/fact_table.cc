#include "index/fact_table.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace setara {

// Changes a copy of a table: blocks and pages are copied the first time they are touched.
template <typename Facts>
class FactTable<Facts>::Editor {
 public:
  explicit Editor(const FactTable& base) : table_(base) {}

  void Upsert(const Facts& facts) {
    Place place = table_.PlaceOf(facts.row);
    if (place != kAbsent) {
      Block<Facts>& block = Mutable(place / kBlockRecords);
      if (block.cell == CellOf(facts)) {
        block.facts[place % kBlockRecords] = facts;
        return;
      }
      Erase(facts.row);
    }
    Insert(facts);
  }

  void Erase(int64_t row) {
    Place place = table_.PlaceOf(row);
    if (place == kAbsent) return;
    Block<Facts>& block = Mutable(place / kBlockRecords);
    Facts& hole = block.facts[place % kBlockRecords];
    if (&hole != &block.facts.back()) {
      hole = block.facts.back();
      SetPlace(hole.row, place);
    }
    block.facts.pop_back();
    SetPlace(row, kAbsent);
    --table_.size_;
  }

  FactTable Take() && {
    for (auto& [number, block] : blocks_) {
      block->Recompute();
      table_.blocks_[number] = std::move(block);
    }
    for (auto& [number, page] : pages_) table_.pages_[number] = std::move(page);
    if (cells_ != nullptr) table_.cells_ = std::move(cells_);
    return std::move(table_);
  }

 private:
  void Insert(const Facts& facts) {
    uint32_t number = BlockWithRoom(CellOf(facts));
    Block<Facts>& block = Mutable(number);
    block.facts.push_back(facts);
    SetPlace(facts.row, static_cast<Place>(number * kBlockRecords + block.facts.size() - 1));
    ++table_.size_;
  }

  // The cell's last block with room; full cells get a new block.
  uint32_t BlockWithRoom(uint32_t cell) {
    const Cells& cells = cells_ != nullptr ? *cells_ : *table_.cells_;
    if (auto found = cells.find(cell); found != cells.end()) {
      for (auto number = found->second.rbegin(); number != found->second.rend(); ++number) {
        if (Current(*number).facts.size() < kBlockRecords) return *number;
      }
    }
    if (cells_ == nullptr) cells_ = std::make_shared<Cells>(*table_.cells_);
    auto number = static_cast<uint32_t>(table_.blocks_.size());
    auto block = std::make_shared<Block<Facts>>();
    block->cell = cell;
    table_.blocks_.push_back(block);
    blocks_.emplace(number, std::move(block));
    (*cells_)[cell].push_back(number);
    return number;
  }

  const Block<Facts>& Current(uint32_t number) const {
    auto found = blocks_.find(number);
    return found != blocks_.end() ? *found->second : *table_.blocks_[number];
  }

  Block<Facts>& Mutable(uint32_t number) {
    auto& block = blocks_[number];
    if (block == nullptr) block = std::make_shared<Block<Facts>>(*table_.blocks_[number]);
    return *block;
  }

  void SetPlace(int64_t row, Place place) {
    auto number = static_cast<size_t>(row) / kPageRows;
    while (table_.pages_.size() <= number) table_.pages_.push_back(nullptr);
    auto& page = pages_[number];
    if (page == nullptr) {
      page = std::make_shared<Page>();
      if (table_.pages_[number] != nullptr) {
        *page = *table_.pages_[number];
      } else {
        page->fill(kAbsent);
      }
      table_.pages_[number] = page;  // so that PlaceOf sees the edits
    }
    (*page)[static_cast<size_t>(row) % kPageRows] = place;
  }

  FactTable table_;
  std::unordered_map<uint32_t, std::shared_ptr<Block<Facts>>> blocks_;
  std::unordered_map<size_t, std::shared_ptr<Page>> pages_;
  std::shared_ptr<Cells> cells_;
};

template <typename Facts>
FactTable<Facts>::FactTable() : cells_(std::make_shared<Cells>()) {}

template <typename Facts>
FactTable<Facts> FactTable<Facts>::Build(std::vector<Facts> facts) {
  using Key = std::tuple<uint32_t, uint32_t, uint32_t>;  // cell, order in it, position in `facts`
  std::vector<Key> order;
  order.reserve(facts.size());
  for (uint32_t i = 0; i < facts.size(); ++i) {
    order.emplace_back(CellOf(facts[i]), OrderInCell(facts[i]), i);
  }
  std::sort(order.begin(), order.end());

  FactTable table;
  std::shared_ptr<Block<Facts>> block;
  auto cells = std::make_shared<Cells>();
  std::vector<std::shared_ptr<Page>> pages;
  for (const auto& [cell, ignored, i] : order) {
    if (block == nullptr || block->cell != cell || block->facts.size() == kBlockRecords) {
      block = std::make_shared<Block<Facts>>();
      block->cell = cell;
      (*cells)[cell].push_back(static_cast<uint32_t>(table.blocks_.size()));
      table.blocks_.push_back(block);
    }
    block->Add(facts[i]);
    auto row = static_cast<size_t>(facts[i].row);
    if (pages.size() <= row / kPageRows) pages.resize(row / kPageRows + 1);
    auto& page = pages[row / kPageRows];
    if (page == nullptr) {
      page = std::make_shared<Page>();
      page->fill(kAbsent);
    }
    (*page)[row % kPageRows] =
        static_cast<Place>((table.blocks_.size() - 1) * kBlockRecords + block->facts.size() - 1);
  }
  table.pages_.assign(pages.begin(), pages.end());
  table.cells_ = std::move(cells);
  table.size_ = facts.size();
  return table;
}

template <typename Facts>
FactTable<Facts> FactTable<Facts>::With(std::span<const Facts> upserted,
                                        std::span<const int64_t> deleted) const {
  std::unordered_set<int64_t> gone(deleted.begin(), deleted.end());
  Editor editor(*this);
  for (const Facts& facts : upserted) {
    if (!gone.contains(facts.row)) editor.Upsert(facts);
  }
  for (int64_t row : deleted) editor.Erase(row);
  return std::move(editor).Take();
}

template <typename Facts>
FactTable<Facts>::Place FactTable<Facts>::PlaceOf(int64_t row) const {
  auto number = static_cast<size_t>(row) / kPageRows;
  if (row < 0 || number >= pages_.size() || pages_[number] == nullptr) return kAbsent;
  return (*pages_[number])[static_cast<size_t>(row) % kPageRows];
}

template <typename Facts>
const Facts* FactTable<Facts>::Find(int64_t row) const {
  Place place = PlaceOf(row);
  if (place == kAbsent) return nullptr;
  return &blocks_[place / kBlockRecords]->facts[place % kBlockRecords];
}

template class FactTable<OpeningFacts>;
template class FactTable<SeekerFacts>;

}  // namespace setara
