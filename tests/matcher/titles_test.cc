#include "matcher/reference/titles.h"

#include <gtest/gtest.h>

#include <string>

#include "embedded/judged_titles.h"
#include "matcher/domain/table.h"
#include "matcher/reference/occupations.h"

namespace setara {
namespace {

std::string Coded(std::string_view title) {
  const auto coded = CodeTitle(title);
  return coded ? coded->code : "";
}

TEST(TitlesTest, JudgedTitlesAreRightWhereCoded) {
  const auto table = Table::Parse("titles.tsv", embedded::judged_titles(), {"title", "code"});
  ASSERT_TRUE(table.ok()) << table.status();
  std::string wrong;
  int codable = 0;
  int coded = 0;
  int right = 0;
  for (const Table::Row& row : table->rows()) {
    const std::string code = Coded(row[0]);
    codable += row[1].empty() ? 0 : 1;
    if (code.empty()) continue;
    ++coded;
    // A wider group than the judge's is right as far as it goes.
    const bool fits = !row[1].empty() && row[1].starts_with(code);
    right += fits ? 1 : 0;
    if (!fits) wrong += std::string(row[0]) + " -> " + code + "\n";
  }
  EXPECT_GE(right * 1000, coded * 970) << right << " right of " << coded << "\n" << wrong;
  EXPECT_GE(coded * 100, codable * 85) << coded << " coded of " << codable;
}

TEST(TitlesTest, AmbiguousTitlesStayUncoded) {
  for (const char* title : {"CS", "OB", "CS/OB", "Manager", "Staff", "Engineer", "Teknisi",
                            "Supervisor", "Urgent!!", "", "   ", "123", "((", "\xff\xfe"}) {
    EXPECT_EQ(Coded(title), "") << title;
  }
}

TEST(TitlesTest, OneWordChangesTheOccupation) {
  EXPECT_EQ(Coded("Sales"), "3322");
  EXPECT_EQ(Coded("Sales Engineer"), "2433");
  EXPECT_EQ(Coded("Sales Manager"), "1221");
  EXPECT_EQ(Coded("Admin"), "4110");
  EXPECT_EQ(Coded("Admin Gudang"), "4321");
  EXPECT_EQ(Coded("Apoteker"), "2262");
  EXPECT_EQ(Coded("Asisten Apoteker"), "3213");
  EXPECT_EQ(Coded("Perawat"), "2221");
  EXPECT_EQ(Coded("Perawat Gigi"), "3251");
  EXPECT_EQ(Coded("Driver"), "8322");
  EXPECT_EQ(Coded("Driver Truk"), "8332");
  EXPECT_EQ(Coded("Driver Forklift"), "8344");
}

TEST(TitlesTest, TwoOccupationsInOneTitleStayUncoded) {
  EXPECT_EQ(Coded("Purchasing & Finance"), "");
  EXPECT_EQ(Coded("Admin merangkap Driver"), "");
  EXPECT_EQ(Coded("Marketing Export & Data Analyst Staff"), "");
}

TEST(TitlesTest, NoiseChangesNothing) {
  const auto plain = CodeTitle("Java Developer");
  ASSERT_TRUE(plain.has_value());
  for (const char* title : {"URGENT!! Java Developer", "Java Developer [JPRO-SDHD25]",
                            "Senior Java Developer (Jakarta)", "java developer - remote"}) {
    EXPECT_EQ(Coded(title), plain->code) << title;
  }
}

TEST(TitlesTest, ConfidenceStaysInItsRange) {
  for (const char* title : {"Kasir", "Staff Kasir", "Admin Gudang Bahan Baku", "web developer"}) {
    const auto coded = CodeTitle(title);
    ASSERT_TRUE(coded.has_value()) << title;
    EXPECT_GE(coded->confidence, kTitleThreshold);
    EXPECT_LE(coded->confidence, 1000);
    EXPECT_TRUE(Occupations::Get().Find(coded->code).ok());
  }
}

}  // namespace
}  // namespace setara
