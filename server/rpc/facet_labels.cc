#include "server/rpc/facet_labels.h"

#include <array>
#include <charconv>
#include <utility>

#include "matcher/reference/education.h"
#include "matcher/reference/occupations.h"
#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

constexpr std::pair<v1::Facet, Facet> kFacetPairs[] = {
    {v1::FACET_PROVINCE, Facet::kProvince},
    {v1::FACET_REGENCY, Facet::kRegency},
    {v1::FACET_OCCUPATION_MAJOR, Facet::kOccupationMajor},
    {v1::FACET_OCCUPATION_SUB_MAJOR, Facet::kOccupationSubMajor},
    {v1::FACET_KIND, Facet::kWorkKind},
    {v1::FACET_HOURS, Facet::kHours},
    {v1::FACET_ARRANGEMENT, Facet::kArrangement},
    {v1::FACET_EDUCATION, Facet::kEducation},
    {v1::FACET_ACCOMMODATION, Facet::kOffered},
};

constexpr std::array<Text, 5> kKinds = {{{"tidak diketahui", "not known"},
                                         {"hubungan kerja", "employment"},
                                         {"magang", "apprenticeship"},
                                         {"kemitraan", "partnership"},
                                         {"dukungan wirausaha", "self-employment support"}}};
constexpr std::array<Text, 3> kHours = {
    {{"tidak diketahui", "not known"}, {"penuh waktu", "full time"}, {"paruh waktu", "part time"}}};
constexpr std::array<Text, 4> kArrangements = {{{"tidak diketahui", "not known"},
                                                {"di tempat kerja", "on site"},
                                                {"hibrida", "hybrid"},
                                                {"jarak jauh", "remote"}}};

struct Spelling {
  std::string value;
  Text label;
};

template <size_t kSize>
Spelling EnumSpelling(int number, const std::array<Text, kSize>& labels, const std::string& name) {
  size_t index = static_cast<size_t>(number);
  return {number == 0 ? "" : name, index < kSize ? labels[index] : Text{}};
}

Spelling Spell(Facet facet, const std::string& value) {
  int number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  switch (facet) {
    case Facet::kWorkKind:
      return EnumSpelling(number, kKinds, v1::WorkKind_Name(number));
    case Facet::kHours:
      return EnumSpelling(number, kHours, v1::WorkHours_Name(number));
    case Facet::kArrangement:
      return EnumSpelling(number, kArrangements, v1::Arrangement_Name(number));
    case Facet::kEducation: {
      if (number < 0 || number >= kEducationLevels) return {value, {}};
      const EducationLabels& labels = LabelsOf(static_cast<EducationLevel>(number));
      return {number == 0 ? "" : v1::EducationLevel_Name(number), {labels.id, labels.en}};
    }
    case Facet::kProvince:
    case Facet::kRegency: {
      absl::StatusOr<const Region*> region = Regions::Get().Find(value);
      return {value, region.ok() ? Text{(*region)->name, (*region)->name} : Text{}};
    }
    case Facet::kOccupationMajor:
    case Facet::kOccupationSubMajor: {
      absl::StatusOr<const Occupation*> group = Occupations::Get().Find(value);
      return {value, group.ok() ? Text{(*group)->title_id, (*group)->title_en} : Text{}};
    }
    case Facet::kOffered: {
      absl::StatusOr<AccommodationId> id = ParseAccommodation(value);
      return {value, id.ok() ? Vocabulary::Get().accommodation(*id).label : Text{}};
    }
    case Facet::kPosted:
      break;
  }
  return {value, {}};
}

}  // namespace

v1::Facet ToProto(Facet facet) {
  for (const auto& [proto, ours] : kFacetPairs) {
    if (ours == facet) return proto;
  }
  return v1::FACET_UNSPECIFIED;
}

std::optional<Facet> FromProto(v1::Facet facet) {
  for (const auto& [proto, ours] : kFacetPairs) {
    if (proto == facet) return ours;
  }
  return std::nullopt;
}

v1::FacetValue ToProto(Facet facet, const FacetValue& value) {
  Spelling spelling = Spell(facet, value.value);
  if (spelling.label.id.empty()) spelling.label = {"tidak diketahui", "not known"};
  v1::FacetValue out;
  out.set_value(spelling.value);
  out.mutable_label()->set_indonesian(std::string(spelling.label.id));
  out.mutable_label()->set_english(std::string(spelling.label.en));
  out.set_count(value.count);
  return out;
}

}  // namespace setara
