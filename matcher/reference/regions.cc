#include "matcher/reference/regions.h"

#include <algorithm>

#include "embedded/regions.h"
#include "matcher/reference/region_names.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "regions.tsv";

RegionKind ParseKind(std::string_view text) {
  if (text == "provinsi") return RegionKind::kProvince;
  if (text == "kabupaten") return RegionKind::kKabupaten;
  if (text == "kota") return RegionKind::kKota;
  BadEmbedded(kTable, "unknown kind");
}

TimeZone ParseZone(std::string_view text) {
  if (text == "WIB") return TimeZone::kWib;
  if (text == "WITA") return TimeZone::kWita;
  if (text == "WIT") return TimeZone::kWit;
  BadEmbedded(kTable, "unknown zone");
}

Region ReadRegion(const Table::Row& row) {
  Region region;
  region.code = row[0];
  region.name = row[1];
  region.kind = ParseKind(row[2]);
  region.lat = static_cast<int32_t>(EmbeddedNumber(kTable, row[3]));
  region.lng = static_cast<int32_t>(EmbeddedNumber(kTable, row[4]));
  region.zone = ParseZone(row[5]);
  region.point_source = row[6];
  return region;
}

// Gives every region its index, its parent and its run of children; `regions` is in final order.
void LinkTree(std::vector<Region>& regions) {
  for (size_t i = 0; i < regions.size(); ++i) {
    Region& region = regions[i];
    region.index = static_cast<uint16_t>(i);
    if (i == 0) continue;
    Region* parent = &regions[0];
    if (region.kind != RegionKind::kProvince) {
      parent = &*std::find_if(regions.begin(), regions.end(), [&](const Region& other) {
        return other.code == region.code.substr(0, 2);
      });
    }
    region.parent = parent->index;
    if (parent->child_count++ == 0) parent->first_child = region.index;
  }
}

// "3372" and "33.72.01.1001" as this table spells them; empty when `text` is not made of digits.
std::string CanonicalCode(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != '.') {
      return "";
    }
  }
  const size_t size = digits.size();
  if (size != 2 && size != 4 && size != 6 && size != 10) return "";
  return size == 2 ? digits : digits.substr(0, 2) + "." + digits.substr(2, 2);
}

}  // namespace

Regions::Regions() {
  Region country;
  country.code = kCountryCode;
  country.name = "Indonesia";
  regions_.push_back(country);
  const Table table = LoadEmbedded(kTable, embedded::regions(),
                                   {"code", "name", "kind", "lat", "lng", "zone", "source"});
  for (const Table::Row& row : table.rows()) regions_.push_back(ReadRegion(row));
  std::sort(regions_.begin() + 1, regions_.end(), [](const Region& a, const Region& b) {
    return a.code.size() != b.code.size() ? a.code.size() < b.code.size() : a.code < b.code;
  });
  LinkTree(regions_);
  names_ = std::make_unique<const RegionNames>(*this);
}

Regions::~Regions() = default;

const Regions& Regions::Get() {
  // Never destroyed, so that other static objects may use it until the very end.
  static const Regions& regions = *new Regions();
  return regions;
}

absl::StatusOr<const Region*> Regions::Find(std::string_view code) const {
  if (code == kCountryCode) return &regions_[0];
  const std::string canonical = CanonicalCode(code);
  const auto found = std::lower_bound(regions_.begin() + 1, regions_.end(), canonical,
                                      [](const Region& region, const std::string& wanted) {
                                        return region.code.size() != wanted.size()
                                                   ? region.code.size() < wanted.size()
                                                   : region.code < wanted;
                                      });
  if (!canonical.empty() && found != regions_.end() && found->code == canonical) return &*found;
  return absl::InvalidArgumentError(
      "unknown region code: expected a province or regency code such as 33 or 33.72 of " +
      std::string(kEdition));
}

std::span<const Region> Regions::Children(const Region& region) const {
  return all().subspan(region.first_child, region.child_count);
}

std::vector<const Region*> Regions::Ancestors(const Region& region) const {
  std::vector<const Region*> path = {&region};
  while (path.back()->index != 0) path.push_back(&at(path.back()->parent));
  return path;
}

bool Regions::Contains(std::string_view tree, std::string_view code) {
  if (tree == kCountryCode || tree == code) return true;
  return code.size() > tree.size() && code.substr(0, tree.size()) == tree &&
         code[tree.size()] == '.';
}

bool Regions::Contains(uint16_t tree, uint16_t index) const {
  while (index > tree) index = at(index).parent;
  return index == tree;
}

absl::StatusOr<ResolvedRegion> Regions::Resolve(std::string_view text) const {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (!text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos) {
    const absl::StatusOr<const Region*> region = Find(text);
    if (!region.ok()) return region.status();
    return names_->Describe({Place{(*region)->index, false}}, 1000);
  }
  return names_->Resolve(text);
}

}  // namespace setara
