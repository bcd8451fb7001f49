// The regions of Indonesia: the country, 38 provinces, 514 regencies (kabupaten) and cities (kota),
// with Kemendagri codes of one edition ("33" Jawa Tengah, "33.72" Kota Surakarta), and the reader
// of place names as people write them.
//
// One immutable table, built at first use. Thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

enum class RegionKind : uint8_t { kCountry, kProvince, kKabupaten, kKota };

// Hours ahead of UTC; Indonesia has no summer time (Keppres 41/1987).
enum class TimeZone : uint8_t { kWib = 7, kWita = 8, kWit = 9 };

struct Region {
  // Position in this edition's table: country 0, provinces from 1, then regencies by code. Changes
  // with the edition, so never store it; store the code.
  uint16_t index = 0;
  std::string_view code;  // "ID", "33", "33.72"
  std::string_view name;  // "Indonesia", "Jawa Tengah", "Kota Surakarta"
  RegionKind kind = RegionKind::kCountry;
  uint16_t parent = 0;  // index; the country is its own parent
  uint16_t first_child = 0;
  uint16_t child_count = 0;
  // An indicative point in micro-degrees, not a centroid: good to tens of kilometres, and
  // `point_source` tells where it comes from. The country's is empty: it has no point.
  int32_t lat = 0;
  int32_t lng = 0;
  std::string_view point_source;
  // Of a province with two zones there is none in this edition. The country counts as WIB.
  TimeZone zone = TimeZone::kWib;
};

enum class RegionPrecision : uint8_t { kCountry, kProvince, kRegency };

// What a place name means.
struct ResolvedRegion {
  std::string code;
  RegionPrecision precision = RegionPrecision::kCountry;
  // The words fit more than one place, `code` is our reading and `alternatives` are the others
  // (codes, ascending). A person should be asked before it decides anything.
  bool ambiguous = false;
  int confidence = 0;  // 0..1000; 1000 = a name or code that means one place only
  std::vector<std::string> alternatives;
};

class RegionNames;

class Regions {
 public:
  static constexpr std::string_view kCountryCode = "ID";
  static constexpr std::string_view kEdition = "Kemendagri 300.2.2-2138/2025";

  static const Regions& Get();

  // Every region by index.
  std::span<const Region> all() const { return regions_; }
  // index: 0 <= index < all().size().
  const Region& at(uint16_t index) const { return regions_[index]; }

  // Reads "33", "33.72", "3372" and "ID"; longer codes (district, village) give their regency.
  // InvalidArgument: not a code of this edition.
  absl::StatusOr<const Region*> Find(std::string_view code) const;

  std::span<const Region> Children(const Region& region) const;
  // From `region` itself up to the country.
  std::vector<const Region*> Ancestors(const Region& region) const;

  // True when `code` is `tree` or lies in it. Both must be codes as this table spells them.
  static bool Contains(std::string_view tree, std::string_view code);
  bool Contains(uint16_t tree, uint16_t index) const;

  // The place behind `text`: a code, a name, or names with commas ("Tanah Abang, Jakarta Pusat, DKI
  // Jakarta"). Districts give their regency. Our readings, all marked `ambiguous`:
  // - A name that a province and its city share ("Yogyakarta", "Jambi") is the province: portals
  //   list it beside the other provinces, and the province is never wrong, only wider.
  // - A name that a kabupaten and a kota of one province share ("Bandung") is the kota: portals
  //   write "Kab. Bandung" for the other, and the two points lie close together.
  // - A name of several other places, or a list of places, is what they have in common: a province
  //   or the country.
  // Remote work, "Indonesia" and "nationwide" are the country.
  // InvalidArgument: empty, or no place of Indonesia known here (the text is not repeated).
  absl::StatusOr<ResolvedRegion> Resolve(std::string_view text) const;

  Regions(const Regions&) = delete;
  Regions& operator=(const Regions&) = delete;

 private:
  Regions();
  ~Regions();

  std::vector<Region> regions_;
  std::unique_ptr<const RegionNames> names_;
};

}  // namespace setara
