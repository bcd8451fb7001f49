#include "index/facts_filter.h"

#include <algorithm>

#include "matcher/conditions.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/geo.h"
#include "matcher/domain/opening.h"
#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

int32_t DayOf(Date date) { return static_cast<int32_t>(date.time_since_epoch().count()); }

template <typename Enum>
uint8_t BitsOf(const std::vector<Enum>& values) {
  if (values.empty()) return 0xff;
  uint8_t bits = 0;
  for (Enum value : values) bits = static_cast<uint8_t>(bits | (1 << static_cast<int>(value)));
  return bits;
}

}  // namespace

absl::Status FactsFilter::AddRegion(const std::string& code) {
  const Regions& regions = Regions::Get();
  absl::StatusOr<const Region*> region = regions.Find(code);
  if (!region.ok()) return InvalidField("filter.region_codes", "is not a region code");
  if ((*region)->kind != RegionKind::kCountry) region_codes_.emplace_back((*region)->code);
  regions_.resize(regions.all().size());
  for (const Region& other : regions.all()) {
    if (regions.Contains((*region)->index, other.index)) regions_[other.index] = true;
  }
  return absl::OkStatus();
}

absl::Status FactsFilter::AddOccupation(const std::string& code) {
  bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (code.empty() || code.size() > 4 || !digits) {
    return InvalidField("filter.occupation_codes", "must have one to four digits");
  }
  occupations_.push_back(MakeOccupationKey(code));
  return absl::OkStatus();
}

absl::StatusOr<FactsFilter> FactsFilter::Make(const OpeningFilters& filters) {
  FactsFilter made;
  for (const std::string& code : filters.regions) {
    if (absl::Status added = made.AddRegion(code); !added.ok()) return added;
  }
  bool whole_country = std::find(filters.regions.begin(), filters.regions.end(),
                                 std::string(Regions::kCountryCode)) != filters.regions.end();
  if (whole_country) {
    made.regions_.clear();
    made.region_codes_.clear();
  }
  for (const std::string& code : filters.occupations) {
    if (absl::Status added = made.AddOccupation(code); !added.ok()) return added;
  }
  if (filters.education_at_most) {
    made.education_at_most_ = static_cast<uint8_t>(*filters.education_at_most);
  }
  made.kinds_ = BitsOf(filters.kinds);
  made.contracts_ = BitsOf(filters.contracts);
  made.hours_ = BitsOf(filters.hours);
  made.arrangements_ = BitsOf(filters.arrangements);
  if (filters.wage_at_least_idr_per_month) {
    made.wage_ = static_cast<int32_t>(
        std::clamp<int64_t>(*filters.wage_at_least_idr_per_month / 1000, 0, INT32_MAX));
  }
  if (filters.posted_since) made.posted_since_ = DayOf(*filters.posted_since);
  if (filters.open_on) made.open_on_ = DayOf(*filters.open_on);
  AccommodationSet work_phase = Vocabulary::Get().WorkPhase();
  made.offered_ = (filters.offered & work_phase).bits();
  made.offered_terms_ = filters.offered - work_phase;
  made.near_ = filters.near.value_or(GeoPoint());
  made.radius_ = filters.near ? filters.radius_metres : 0;
  return made;
}

bool FactsFilter::PassesPlace(const OpeningFacts& facts) const {
  if (!regions_.empty() && (facts.region >= regions_.size() || !regions_[facts.region])) {
    return false;
  }
  if (radius_ <= 0) return true;
  int64_t distance = DistanceFrom(near_, facts);
  return distance >= 0 && distance <= radius_;
}

bool FactsFilter::PassesDates(const OpeningFacts& facts) const {
  // kNoDate is less than any day, so an unknown day never passes.
  if (posted_since_ != kNoDate && facts.posted_on < posted_since_) return false;
  if (open_on_ == kNoDate) return true;
  return facts.state == static_cast<uint8_t>(OpeningState::kOpen) && facts.open_from <= open_on_ &&
         (facts.open_until == kNoDate || open_on_ < facts.open_until);
}

bool FactsFilter::PassesOccupation(const OpeningFacts& facts) const {
  if (occupations_.empty()) return true;
  return std::any_of(occupations_.begin(), occupations_.end(), [&](OccupationKey key) {
    return CommonDigits(key, facts.occupation) == key.digits;
  });
}

bool FactsFilter::Passes(const OpeningFacts& facts) const {
  return (kinds_ >> facts.kind & 1) != 0 && (contracts_ >> facts.contract & 1) != 0 &&
         (hours_ >> facts.hours & 1) != 0 && (arrangements_ >> facts.arrangement & 1) != 0 &&
         facts.education <= education_at_most_ && (offered_ & ~facts.offered) == 0 &&
         (wage_ == kNoWage || WageOf(facts) >= wage_) && PassesDates(facts) &&
         PassesOccupation(facts) && PassesPlace(facts);
}

int64_t DistanceFrom(const GeoPoint& near, const OpeningFacts& facts) {
  if (facts.arrangement == static_cast<uint8_t>(Arrangement::kRemote)) return 0;
  if (facts.latitude_e6 == kNoPoint || facts.longitude_e6 == kNoPoint) return -1;
  return DistanceMetres(near.latitude_e6, near.longitude_e6, facts.latitude_e6, facts.longitude_e6);
}

}  // namespace setara
