// A set of document ids, or of other numbers as dense, one bit each. Internal to index/; one
// thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace setara {

class DocumentSet {
 public:
  // Memory is one bit for each id up to the largest.
  void Add(uint32_t id) {
    if (id / 64 >= words_.size()) words_.resize(id / 64 + 1);
    words_[id / 64] |= uint64_t{1} << (id % 64);
  }

  bool Contains(uint32_t id) const {
    return id / 64 < words_.size() && (words_[id / 64] >> (id % 64) & 1) != 0;
  }

  void AddAll(const DocumentSet& other) {
    if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
    for (size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  }

  void KeepOnly(const DocumentSet& other) {
    if (words_.size() > other.words_.size()) words_.resize(other.words_.size());
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }

  void Remove(const DocumentSet& other) {
    size_t common = std::min(words_.size(), other.words_.size());
    for (size_t i = 0; i < common; ++i) words_[i] &= ~other.words_[i];
  }

  size_t Count() const {
    size_t count = 0;
    for (uint64_t word : words_) count += static_cast<size_t>(std::popcount(word));
    return count;
  }

  // The first member that is at least `id`; 0: none. For sets without 0.
  uint32_t NextFrom(uint32_t id) const {
    size_t at = id / 64;
    if (at >= words_.size()) return 0;
    uint64_t word = words_[at] & (~uint64_t{0} << (id % 64));
    while (word == 0) {
      if (++at == words_.size()) return 0;
      word = words_[at];
    }
    return static_cast<uint32_t>(at * 64) + static_cast<uint32_t>(std::countr_zero(word));
  }

  // visit(id), ascending.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (size_t at = 0; at < words_.size(); ++at) {
      for (uint64_t word = words_[at]; word != 0; word &= word - 1) {
        visit(static_cast<uint32_t>(at * 64) + static_cast<uint32_t>(std::countr_zero(word)));
      }
    }
  }

 private:
  std::vector<uint64_t> words_;
};

}  // namespace setara
