// Counts facet values from the columns. Internal to index/; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "index/text_searcher.h"
#include "matcher/facts.h"

namespace setara {

class FacetCounter {
 public:
  // facets: bits of FacetBit; today: for the age of postings.
  FacetCounter(uint32_t facets, Date today);

  void Add(const OpeningFacts& facts);

  // The wanted facets in the order of the enum. A regency's openings count in its province.
  std::vector<FacetCounts> Take() const;

 private:
  uint32_t facets_;
  int32_t today_;
  std::vector<int64_t> regions_;           // by region index
  std::array<int64_t, 10> majors_{};       // by first digit
  std::array<int64_t, 100> sub_majors_{};  // by first two digits
  std::array<int64_t, 8> kinds_{}, hours_{}, arrangements_{};
  std::array<int64_t, 16> education_{};
  std::array<int64_t, 6> posted_{};
  std::array<int64_t, AccommodationId::kCount> offered_{};
};

}  // namespace setara
