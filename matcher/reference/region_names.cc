#include "matcher/reference/region_names.h"

#include <algorithm>
#include <array>

#include "embedded/districts.h"
#include "embedded/region_names.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr int kCertain = 1000;
constexpr int kLoose = 800;       // a word was left out, or the name stood inside a longer text
constexpr int kKotaOfPair = 600;  // kabupaten and kota share the name
constexpr int kCommon = 500;      // only what several places have in common

template <size_t kSize>
bool IsOneOf(const std::array<std::string_view, kSize>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// What distinguishes neighbouring districts of one name.
constexpr std::array<std::string_view, 17> kSides = {
    "utara", "selatan", "timur", "barat", "pusat", "tengah", "kota", "hulu", "hilir",
    "kidul", "kaler",   "wetan", "kulon", "lor",   "induk",  "lama", "baru"};

constexpr std::array<std::string_view, 6> kDistrictWords = {"kec",       "kecamatan", "distrik",
                                                            "kapanewon", "kemantren", "district"};
constexpr std::array<std::string_view, 3> kProvinceWords = {"prov", "provinsi", "province"};

// The words of a name with abbreviations written out and words that carry nothing dropped.
std::vector<std::string> NameWords(std::string_view name) {
  std::vector<std::string> words;
  for (std::string& word : Words(name)) {
    if (word == "kab" || word == "regency") word = "kabupaten";
    if (word == "kep") word = "kepulauan";
    if (word == "city") word = "kota";
    if (word == "adm" || word == "administrasi") continue;
    words.push_back(std::move(word));
  }
  return words;
}

std::string Key(const std::vector<std::string>& words) { return Join(words, ""); }

bool IsKindWord(const std::string& word) { return word == "kabupaten" || word == "kota"; }

// Cuts a list of places or the parts of an address apart.
std::vector<std::string_view> Segments(std::string_view text) {
  std::vector<std::string_view> segments;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(",;|/()\n"), text.find(" - "));
    segments.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
    if (text.starts_with("- ")) text.remove_prefix(2);
  }
  return segments;
}

}  // namespace

RegionNames::RegionNames(const Regions& regions) : regions_(regions) {
  names_.reserve(12000);
  bases_.reserve(2000);
  AddRegions();
  AddDistricts();
  AddOtherNames();
}

void RegionNames::Add(Index& index, const std::string& key, Place place) {
  Places& places = index[key];
  if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
}

Places RegionNames::Find(const Index& index, const std::string& key) {
  const auto found = index.find(key);
  return found == index.end() ? Places{} : found->second;
}

void RegionNames::AddRegions() {
  for (const Region& region : regions_.all()) {
    std::vector<std::string> words = NameWords(region.name);
    const Place place{region.index, false};
    Add(names_, Key(words), place);
    if (region.kind == RegionKind::kProvince || region.index == 0) continue;
    words.erase(words.begin());  // the kind
    Add(names_, Key(words), place);
    if (words.size() > 1 && IsOneOf(kSides, words.back())) {
      words.pop_back();
      Add(bases_, Key(words), place);
    }
  }
}

void RegionNames::AddDistricts() {
  const Table table =
      LoadEmbedded("districts.tsv", embedded::districts(), {"regency", "districts"});
  for (const Table::Row& row : table.rows()) {
    const absl::StatusOr<const Region*> regency = regions_.Find(row[0]);
    if (!regency.ok()) BadEmbedded("districts.tsv", row[0]);
    const Place place{(*regency)->index, true};
    for (const std::string_view name : Split(row[1], '|')) {
      std::vector<std::string> words = NameWords(name);
      Add(names_, Key(words), place);
      if (words.size() > 1 && IsOneOf(kSides, words.back())) {
        words.pop_back();
        Add(bases_, Key(words), place);
      }
    }
  }
}

void RegionNames::AddOtherNames() {
  const Table table = LoadEmbedded("region_names.tsv", embedded::region_names(), {"name", "code"});
  for (const Table::Row& row : table.rows()) {
    const absl::StatusOr<const Region*> region = regions_.Find(row[1]);
    if (!region.ok()) BadEmbedded("region_names.tsv", row[1]);
    Add(names_, Key(NameWords(row[0])), Place{(*region)->index, false});
  }
}

Places RegionNames::LookupKind(const std::vector<std::string>& words) const {
  Places places = Find(names_, Key({words.begin() + 1, words.end()}));
  const bool district = IsOneOf(kDistrictWords, words[0]);
  std::erase_if(places, [&](Place place) {
    if (district) return !place.district;
    return regions_.at(place.region).kind != RegionKind::kProvince;
  });
  return places;
}

Places RegionNames::Lookup(std::string_view segment, bool& loose) const {
  std::vector<std::string> words = NameWords(segment);
  if (words.empty()) return {};
  if (words.size() > 1 &&
      (IsOneOf(kDistrictWords, words[0]) || IsOneOf(kProvinceWords, words[0]))) {
    return LookupKind(words);
  }
  Places places = Find(names_, Key(words));
  if (words.size() > 1 && IsKindWord(words.back())) {
    std::rotate(words.begin(), words.end() - 1, words.end());
    for (const Place place : Find(names_, Key(words))) places.push_back(place);
  }
  if (places.empty()) places = Find(bases_, Key(words));
  if (!places.empty()) return places;
  loose = true;
  if (words.size() > 1 && IsKindWord(words.front())) {
    words.erase(words.begin());
    places = Find(names_, Key(words));
  }
  return places.empty() ? Scan(words) : places;
}

Places RegionNames::Scan(const std::vector<std::string>& words) const {
  constexpr size_t kLongest = 5;
  Places context;
  for (size_t end = words.size(); end > 0;) {
    size_t used = 0;
    for (size_t size = std::min(kLongest, end); size > 0 && used == 0; --size) {
      const auto found = names_.find(Key(
          {words.begin() + static_cast<long>(end - size), words.begin() + static_cast<long>(end)}));
      if (found == names_.end()) continue;
      Places places = found->second;
      // District names are everyday words ("Jaya", "Baru"): too weak without a comma.
      std::erase_if(places, [](Place place) { return place.district || place.region == 0; });
      if (places.empty()) continue;
      if (context.empty()) {
        context = places;
      } else if (!Narrow(context, places)) {
        context.insert(context.end(), places.begin(), places.end());
      }
      used = size;
    }
    end -= std::max<size_t>(used, 1);
  }
  return context;
}

bool RegionNames::Within(Place inner, Place outer) const {
  if (outer.district) return inner == outer;
  return regions_.Contains(outer.region, inner.region);
}

bool RegionNames::Narrow(Places& context, const Places& found) const {
  Places deeper;
  for (const Place place : found) {
    for (const Place outer : context) {
      if (place != outer && Within(place, outer)) {
        deeper.push_back(place);
        break;
      }
    }
  }
  if (!deeper.empty()) {
    context = deeper;
    return true;
  }
  Places kept;
  for (const Place place : context) {
    for (const Place outer : found) {
      if (Within(place, outer)) {
        kept.push_back(place);
        break;
      }
    }
  }
  if (kept.empty()) return false;
  context = kept;
  return true;
}

absl::StatusOr<ResolvedRegion> RegionNames::Resolve(std::string_view text) const {
  std::vector<Places> groups;
  bool loose = false;
  const std::vector<std::string_view> segments = Segments(text);
  // From the back, since the widest name usually comes last.
  for (auto segment = segments.rbegin(); segment != segments.rend(); ++segment) {
    const Places found = Lookup(*segment, loose);
    if (found.empty()) continue;
    if (groups.empty() || !Narrow(groups.back(), found)) groups.push_back(found);
  }
  if (groups.empty()) {
    return absl::InvalidArgumentError(
        "unknown place: expected a region code, or the name of a province, regency, city or "
        "district of Indonesia");
  }
  const int confidence = loose ? kLoose : kCertain;
  if (groups.size() == 1) return Describe(groups[0], confidence);
  Places settled;
  for (const Places& group : groups) {
    const ResolvedRegion one = Describe(group, confidence);
    settled.push_back(Place{(*regions_.Find(one.code))->index, true});
  }
  return Describe(settled, confidence);
}

uint16_t RegionNames::CommonAncestor(const std::vector<uint16_t>& regions) const {
  uint16_t common = regions.front();
  for (const uint16_t region : regions) {
    while (!regions_.Contains(common, region)) common = regions_.at(common).parent;
  }
  return common;
}

ResolvedRegion RegionNames::Describe(const Places& places, int confidence) const {
  std::vector<uint16_t> regions;
  for (const Place place : places) {
    if (!place.district) regions.push_back(place.region);
  }
  // A regency is meant before any district of the same name.
  const bool by_name = !regions.empty();
  if (!by_name) {
    for (const Place place : places) regions.push_back(place.region);
  }
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());

  uint16_t chosen = CommonAncestor(regions);
  ResolvedRegion result;
  result.confidence = confidence;
  if (regions.size() > 1) {
    result.ambiguous = true;
    result.confidence = kCommon;
    const auto is_kota = [&](uint16_t i) { return regions_.at(i).kind == RegionKind::kKota; };
    if (by_name && regions.size() == 2 && regions_.at(chosen).kind == RegionKind::kProvince &&
        chosen != regions[0] && is_kota(regions[0]) != is_kota(regions[1])) {
      chosen = is_kota(regions[0]) ? regions[0] : regions[1];
      result.confidence = kKotaOfPair;
    }
    for (const uint16_t region : regions) {
      if (region != chosen) result.alternatives.emplace_back(regions_.at(region).code);
    }
  }
  const Region& region = regions_.at(chosen);
  result.code = region.code;
  result.precision = region.kind == RegionKind::kCountry    ? RegionPrecision::kCountry
                     : region.kind == RegionKind::kProvince ? RegionPrecision::kProvince
                                                            : RegionPrecision::kRegency;
  return result;
}

}  // namespace setara
