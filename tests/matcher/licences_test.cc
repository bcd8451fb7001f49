#include "matcher/reference/licences.h"

#include <gtest/gtest.h>

#include <string>

namespace setara {
namespace {

std::string Found(std::string_view text) {
  std::string ids;
  FindLicences(text).licences.ForEach([&](LicenceId id) { ids += ToString(id) + " "; });
  return ids;
}

TEST(LicencesTest, ReadsDrivingLicences) {
  EXPECT_EQ(Found("Memiliki SIM A"), "L01 ");
  EXPECT_EQ(Found("SIM A dan SIM C"), "L01 L07 ");
  EXPECT_EQ(Found("punya SIM A/C aktif"), "L01 L07 ");
  EXPECT_EQ(Found("SIM A, C"), "L01 L07 ");
  EXPECT_EQ(Found("SIM B1 Umum"), "L04 ");
  EXPECT_EQ(Found("SIM B I"), "L03 ");
  EXPECT_EQ(Found("sim B II umum"), "L06 ");
  EXPECT_EQ(Found("SIM D"), "L08 ");
  EXPECT_EQ(Found("SIM"), "");
  EXPECT_EQ(Found("SIM B"), "");
  EXPECT_EQ(Found("simulasi a"), "");
}

TEST(LicencesTest, TellsOneOfFromAllOf) {
  EXPECT_TRUE(FindLicences("SIM A atau C").any_driving_licence);
  EXPECT_TRUE(FindLicences("SIM A / SIM C").any_driving_licence);
  EXPECT_FALSE(FindLicences("SIM A dan C").any_driving_licence);
  EXPECT_FALSE(FindLicences("SIM A atau pengalaman setara").any_driving_licence);
}

TEST(LicencesTest, ReadsOtherLicences) {
  EXPECT_EQ(Found("STR aktif"), "L09 ");
  EXPECT_EQ(Found("Memiliki SIO Forklift dan SIM A"), "L01 L11 ");
  EXPECT_EQ(Found("bersertifikat Gada Pratama"), "L16 ");
  EXPECT_EQ(Found("Sertifikat Pendidik"), "L17 ");
  EXPECT_EQ(Found("Ahli K3 Umum"), "L15 ");
  EXPECT_EQ(Found("Brevet A & B"), "L27 ");
  EXPECT_EQ(Found("jujur dan pekerja keras"), "");
}

TEST(LicencesTest, EveryLicenceHasNamesAndBasis) {
  for (int i = 0; i < LicenceId::kCount; ++i) {
    const Licence& licence = LicenceOf(LicenceId(i));
    EXPECT_EQ(licence.id, LicenceId(i));
    EXPECT_FALSE(licence.label_id.empty());
    EXPECT_FALSE(licence.label_en.empty());
    EXPECT_FALSE(licence.basis.empty());
  }
  EXPECT_TRUE(RequiredByLaw(*ParseLicence("L08")));
  EXPECT_FALSE(RequiredByLaw(*ParseLicence("L27")));
  EXPECT_FALSE(ParseLicence("L29").ok());
}

}  // namespace
}  // namespace setara
