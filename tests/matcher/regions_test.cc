#include "matcher/reference/regions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace setara {
namespace {

using ::testing::ElementsAre;

const Regions& All() { return Regions::Get(); }

TEST(RegionsTest, HoldsTheWholeEdition) {
  int provinces = 0;
  int regencies = 0;
  std::set<std::string_view> codes;
  for (const Region& region : All().all()) {
    EXPECT_EQ(&All().at(region.index), &region);
    EXPECT_TRUE(codes.insert(region.code).second) << region.code;
    if (region.index == 0) continue;
    (region.kind == RegionKind::kProvince ? provinces : regencies)++;
    EXPECT_TRUE(region.lat >= -11100000 && region.lat <= 6100000) << region.name;
    EXPECT_TRUE(region.lng >= 95000000 && region.lng <= 141100000) << region.name;
    EXPECT_FALSE(region.point_source.empty());
    EXPECT_TRUE(Regions::Contains(All().at(region.parent).code, region.code));
  }
  EXPECT_EQ(provinces, 38);
  EXPECT_EQ(regencies, 514);
}

TEST(RegionsTest, FindsCodesInEverySpelling) {
  struct Case {
    const char* text;
    const char* code;
  };
  for (const Case& c :
       {Case{"33", "33"}, Case{"33.72", "33.72"}, Case{"3372", "33.72"}, Case{"33.72.01", "33.72"},
        Case{"33.72.01.1001", "33.72"}, Case{"3372011001", "33.72"}, Case{"ID", "ID"}}) {
    const auto region = All().Find(c.text);
    ASSERT_TRUE(region.ok()) << c.text;
    EXPECT_EQ((*region)->code, c.code);
  }
  for (const char* text : {"", "0", "99", "33.99", "3", "337", "id", "33,72", "33.72x"}) {
    EXPECT_EQ(All().Find(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(RegionsTest, TreeGoesBothWays) {
  const Region& jakarta = **All().Find("31");
  EXPECT_EQ(jakarta.kind, RegionKind::kProvince);
  EXPECT_EQ(All().Children(jakarta).size(), 6u);
  for (const Region& child : All().Children(jakarta)) EXPECT_EQ(child.parent, jakarta.index);
  EXPECT_EQ(All().Children(All().at(0)).size(), 38u);
  EXPECT_TRUE(All().Children(**All().Find("31.71")).empty());
  const auto path = All().Ancestors(**All().Find("31.71"));
  ASSERT_EQ(path.size(), 3u);
  EXPECT_EQ(path[1]->code, "31");
  EXPECT_EQ(path[2]->code, "ID");
}

TEST(RegionsTest, ContainsFollowsTheTreeNotTheDigits) {
  EXPECT_TRUE(Regions::Contains("33", "33.72"));
  EXPECT_TRUE(Regions::Contains("33.72", "33.72"));
  EXPECT_TRUE(Regions::Contains("ID", "33"));
  EXPECT_FALSE(Regions::Contains("33.72", "33"));
  EXPECT_FALSE(Regions::Contains("3", "33"));
  EXPECT_FALSE(Regions::Contains("33", "ID"));
  const auto index = [](const char* code) { return (*All().Find(code))->index; };
  EXPECT_TRUE(All().Contains(index("33"), index("33.72")));
  EXPECT_TRUE(All().Contains(0, index("33.72")));
  EXPECT_FALSE(All().Contains(index("32"), index("33.72")));
  EXPECT_FALSE(All().Contains(index("33.72"), index("33")));
}

TEST(RegionsTest, ZonesFollowTheIslands) {
  EXPECT_EQ((*All().Find("33.72"))->zone, TimeZone::kWib);
  EXPECT_EQ((*All().Find("62"))->zone, TimeZone::kWib);
  EXPECT_EQ((*All().Find("51.71"))->zone, TimeZone::kWita);
  EXPECT_EQ((*All().Find("64.72"))->zone, TimeZone::kWita);
  EXPECT_EQ((*All().Find("81.71"))->zone, TimeZone::kWit);
  EXPECT_EQ((*All().Find("91.71"))->zone, TimeZone::kWit);
}

struct PlaceCase {
  const char* text;
  const char* code;
  bool ambiguous;
};

TEST(RegionsTest, ResolvesPlacesAsPeopleWriteThem) {
  const PlaceCase cases[] = {
      {"Kota Adm. Jakarta Pusat", "31.71", false},
      {"KOTA ADM. JAKARTA PUSAT", "31.71", false},
      {"Jakarta Pusat", "31.71", false},
      {"KAB. BONE", "73.08", false},
      {"Kabupaten Bone", "73.08", false},
      {"Bandung Kota", "32.73", false},
      {"Bandung Kabupaten", "32.04", false},
      {"Kab. Bandung", "32.04", false},
      {"Tanah Abang, Jakarta Pusat, DKI Jakarta", "31.71", false},
      {"Kemantren Gondokusuman, Yogyakarta, DI Yogyakarta", "34.71", false},
      {"Kapanewon Depok, Sleman, DI Yogyakarta", "34.04", false},
      {"Tangerang, Tangerang, Banten", "36.71", false},
      {"Sukajadi, Bandung, Jawa Barat", "32.73", false},
      {"Cikarang Pusat, Jawa Barat", "32.16", false},
      {"Cikarang", "32.16", false},
      {"Kecamatan Tangerang", "36.71", false},
      {"Batam Kota", "21.71", false},
      {"Depok", "32.76", false},
      {"palangkaraya", "62.71", false},
      {"Pulogadung, Jakarta Timur", "31.75", false},
      {"Jakarta Raya", "31", false},
      {"D.I YOGYAKARTA", "34", false},
      {"Daerah Istimewa Yogyakarta", "34", false},
      {"Prov. Jawa Tengah", "33", false},
      {"Central Java", "33", false},
      {"NANGGROE ACEH DARUSSALAM (NAD)", "11", false},
      {"Solo", "33.72", false},
      {"3172", "31.72", false},
      {"31.72", "31.72", false},
      {" 33 ", "33", false},
      {"Banjar, Jawa Barat", "32.79", false},
      {"Kota Jambi", "15.71", false},
      {"Jl. Slamet Riyadi No. 1, Surakarta, Jawa Tengah", "33.72", false},
      {"Indonesia", "ID", false},
      {"Remote/WFH", "ID", false},
      {"Work From Home", "ID", false},
      // More than one place fits.
      {"Bandung", "32.73", true},
      {"Bandung, Jawa Barat", "32.73", true},
      {"Yogyakarta", "34", true},
      {"Jambi", "15", true},
      {"Banjar", "ID", true},
      {"Majalaya, Jawa Barat", "32", true},
      {"Salatiga,Semarang", "33", true},
      {"Jakarta Raya,Surabaya", "ID", true},
  };
  for (const PlaceCase& c : cases) {
    const auto place = All().Resolve(c.text);
    ASSERT_TRUE(place.ok()) << c.text;
    EXPECT_EQ(place->code, c.code) << c.text;
    EXPECT_EQ(place->ambiguous, c.ambiguous) << c.text;
    EXPECT_EQ(place->alternatives.empty(), !c.ambiguous) << c.text;
    EXPECT_EQ(place->confidence < 700, c.ambiguous) << c.text;
  }
}

TEST(RegionsTest, NamesWhatElseAWordMayMean) {
  EXPECT_THAT(All().Resolve("Bandung")->alternatives, ElementsAre("32.04"));
  EXPECT_THAT(All().Resolve("Yogyakarta")->alternatives, ElementsAre("34.71"));
  EXPECT_THAT(All().Resolve("Banjar")->alternatives, ElementsAre("32.79", "63.03"));
  EXPECT_EQ(All().Resolve("Banjar")->precision, RegionPrecision::kCountry);
  EXPECT_EQ(All().Resolve("Jambi")->precision, RegionPrecision::kProvince);
  EXPECT_EQ(All().Resolve("Bandung")->precision, RegionPrecision::kRegency);
}

TEST(RegionsTest, EveryRegionResolvesToItselfByName) {
  for (const Region& region : All().all()) {
    const auto place = All().Resolve(region.name);
    ASSERT_TRUE(place.ok()) << region.name;
    if (!place->ambiguous) {
      EXPECT_EQ(place->code, region.code) << region.name;
    }
    if (region.kind == RegionKind::kKabupaten || region.kind == RegionKind::kKota) {
      EXPECT_EQ(place->code, region.code) << region.name;
    }
  }
}

TEST(RegionsTest, RefusesWhatIsNoPlaceHere) {
  for (const char* text : {"", "   ", ",", "Petaling Jaya", "Hong Kong", "Singapura", "9999",
                           "12345678901234567890", "\xff\xfe", "Not found", "(((("}) {
    EXPECT_EQ(All().Resolve(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace setara
