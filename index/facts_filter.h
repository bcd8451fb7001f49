// The filters of a search, made ready to be asked of a million openings' facts. Internal to index/.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <vector>

#include "index/text_searcher.h"
#include "matcher/facts.h"

namespace setara {

class FactsFilter {
 public:
  // INVALID_ARGUMENT names the field of a code that does not exist.
  static absl::StatusOr<FactsFilter> Make(const OpeningFilters& filters);

  // All but the employer and offered_terms(), which are no columns.
  bool Passes(const OpeningFacts& facts) const;

  // Codes as the index spells them in its terms, for narrowing a Xapian query.
  const std::vector<std::string>& region_codes() const { return region_codes_; }
  // Accommodations of recruitment and return that must be offered: matching does not read them.
  AccommodationSet offered_terms() const { return offered_terms_; }

 private:
  absl::Status AddRegion(const std::string& code);
  absl::Status AddOccupation(const std::string& code);
  bool PassesPlace(const OpeningFacts& facts) const;
  bool PassesDates(const OpeningFacts& facts) const;
  bool PassesOccupation(const OpeningFacts& facts) const;

  std::vector<bool> regions_;  // by region index; empty: all
  std::vector<std::string> region_codes_;
  std::vector<OccupationKey> occupations_;
  uint8_t education_at_most_ = 0xff;
  // Bit v: value v passes.
  uint8_t kinds_ = 0xff, contracts_ = 0xff, hours_ = 0xff, arrangements_ = 0xff;
  int32_t wage_ = kNoWage;
  int32_t posted_since_ = kNoDate;
  uint64_t offered_ = 0;
  AccommodationSet offered_terms_;
  int32_t open_on_ = kNoDate;
  GeoPoint near_{};
  int64_t radius_ = 0;
};

// Metres from `near`: 0 for remote work, -1 when the opening has no point.
int64_t DistanceFrom(const GeoPoint& near, const OpeningFacts& facts);

}  // namespace setara
