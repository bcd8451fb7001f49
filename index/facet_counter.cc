#include "index/facet_counter.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "matcher/reference/regions.h"

namespace setara {
namespace {

constexpr int kAgeLimits[] = {1, 7, 30, 90};  // days
constexpr const char* kAgeNames[] = {"1", "7", "30", "90", "older", "unknown"};

size_t AgeBucket(int32_t posted_on, int32_t today) {
  if (posted_on == kNoDate) return 5;
  const auto* limit = std::find_if(std::begin(kAgeLimits), std::end(kAgeLimits),
                                   [&](int days) { return today - posted_on <= days; });
  return static_cast<size_t>(limit - std::begin(kAgeLimits));
}

FacetCounts Sorted(Facet facet, std::vector<FacetValue> values) {
  std::erase_if(values, [](const FacetValue& value) { return value.count == 0; });
  std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return {facet, std::move(values)};
}

// Values named by their number; 0, "not known", is left out unless `zero`.
template <size_t n>
FacetCounts Numbered(Facet facet, const std::array<int64_t, n>& counts, bool zero, size_t width) {
  std::vector<FacetValue> values;
  for (size_t i = zero ? 0 : 1; i < n; ++i) {
    std::string name = std::to_string(i);
    if (name.size() < width) name.insert(0, width - name.size(), '0');
    values.push_back({std::move(name), counts[i]});
  }
  return Sorted(facet, std::move(values));
}

FacetCounts Places(Facet facet, const std::vector<int64_t>& by_region) {
  const Regions& regions = Regions::Get();
  std::map<std::string_view, int64_t> counts;
  for (const Region& region : regions.all()) {
    bool regency = region.kind == RegionKind::kKabupaten || region.kind == RegionKind::kKota;
    int64_t count = by_region[region.index];
    if (facet == Facet::kRegency && regency) counts[region.code] += count;
    if (facet != Facet::kProvince) continue;
    if (regency) counts[regions.at(region.parent).code] += count;
    if (region.kind == RegionKind::kProvince) counts[region.code] += count;
  }
  std::vector<FacetValue> values;
  for (const auto& [code, count] : counts) values.push_back({std::string(code), count});
  return Sorted(facet, std::move(values));
}

}  // namespace

FacetCounter::FacetCounter(uint32_t facets, Date today)
    : facets_(facets),
      today_(static_cast<int32_t>(today.time_since_epoch().count())),
      regions_(facets == 0 ? 0 : Regions::Get().all().size()) {}

void FacetCounter::Add(const OpeningFacts& facts) {
  if (facets_ == 0) return;
  if (facts.region < regions_.size()) ++regions_[facts.region];
  if (facts.occupation.digits >= 1) ++majors_[facts.occupation.padded / 1000];
  if (facts.occupation.digits >= 2) ++sub_majors_[facts.occupation.padded / 100];
  ++kinds_[facts.kind];
  ++hours_[facts.hours];
  ++arrangements_[facts.arrangement];
  ++education_[facts.education];
  ++posted_[AgeBucket(facts.posted_on, today_)];
  AccommodationSet(facts.offered).ForEach([&](AccommodationId id) {
    ++offered_[static_cast<size_t>(id.index())];
  });
}

std::vector<FacetCounts> FacetCounter::Take() const {
  if (facets_ == 0) return {};
  std::vector<FacetCounts> all = {Places(Facet::kProvince, regions_)};
  all.push_back(Places(Facet::kRegency, regions_));
  all.push_back(Numbered(Facet::kOccupationMajor, majors_, true, 1));
  all.push_back(Numbered(Facet::kOccupationSubMajor, sub_majors_, true, 2));
  all.push_back(Numbered(Facet::kWorkKind, kinds_, false, 1));
  all.push_back(Numbered(Facet::kHours, hours_, false, 1));
  all.push_back(Numbered(Facet::kArrangement, arrangements_, false, 1));
  all.push_back(Numbered(Facet::kEducation, education_, false, 1));
  std::vector<FacetValue> ages;
  for (size_t i = 0; i < posted_.size(); ++i) ages.push_back({kAgeNames[i], posted_[i]});
  all.push_back(Sorted(Facet::kPosted, std::move(ages)));
  std::vector<FacetValue> offered;
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    offered.push_back({ToString(AccommodationId(i)), offered_[static_cast<size_t>(i)]});
  }
  all.push_back(Sorted(Facet::kOffered, std::move(offered)));
  std::erase_if(all,
                [&](const FacetCounts& counts) { return (facets_ & FacetBit(counts.facet)) == 0; });
  return all;
}

}  // namespace setara
