// The name index behind Regions::Resolve; not for other callers.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matcher/reference/regions.h"

namespace setara {

// One meaning of a name. A district stands for its regency but lies one level deeper.
struct Place {
  uint16_t region = 0;
  bool district = false;

  auto operator<=>(const Place&) const = default;
};
using Places = std::vector<Place>;

class RegionNames {
 public:
  // Only reads `regions.all()`, which must outlive this.
  explicit RegionNames(const Regions& regions);

  // As Regions::Resolve, for text that is no code.
  absl::StatusOr<ResolvedRegion> Resolve(std::string_view text) const;

  // Settles on one region for `places` (not empty), which all fit; see Regions::Resolve for how.
  // `confidence` is what a single meaning earns.
  ResolvedRegion Describe(const Places& places, int confidence) const;

 private:
  using Index = std::unordered_map<std::string, Places>;

  void AddRegions();
  void AddDistricts();
  void AddOtherNames();
  static void Add(Index& index, const std::string& key, Place place);
  static Places Find(const Index& index, const std::string& key);
  // The districts, or the provinces, of a name that begins with the word for them.
  Places LookupKind(const std::vector<std::string>& words) const;

  // All meanings of one name, say "Kab. Bone" or "Bandung Kota"; empty when unknown. `loose` is set
  // when the name matched only after leaving something out.
  Places Lookup(std::string_view segment, bool& loose) const;
  // Looks for names of provinces and regencies inside a longer text.
  Places Scan(const std::vector<std::string>& words) const;
  bool Within(Place inner, Place outer) const;
  // Fits `found` to what the names behind it in the text allow; false when it is another place.
  bool Narrow(Places& context, const Places& found) const;
  uint16_t CommonAncestor(const std::vector<uint16_t>& regions) const;

  const Regions& regions_;
  Index names_;  // spelling without spaces -> places
  Index bases_;  // "cikarang" for "Cikarang Pusat", "Cikarang Utara", ...
};

}  // namespace setara
