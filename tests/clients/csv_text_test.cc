#include "clients/csv_text.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

TEST(CsvTextTest, QuotesWhatRfc4180Needs) {
  EXPECT_EQ(CsvCell("biasa"), "biasa");
  EXPECT_EQ(CsvCell("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvCell("\"a\""), "\"\"\"a\"\"\"");
  EXPECT_EQ(CsvCell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(CsvCell(" a"), "\" a\"");
  EXPECT_EQ(CsvLine({"a", "", "c"}), "a,,c\r\n");
}

TEST(CsvTextTest, NoCellRunsAsFormula) {
  EXPECT_EQ(CsvCell("=HYPERLINK(A1)"), "'=HYPERLINK(A1)");
  EXPECT_EQ(CsvCell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(CsvCell("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
  EXPECT_EQ(CsvCell("+1+cmd"), "'+1+cmd");
  EXPECT_EQ(CsvCell("+62-812"), "'+62-812");
  EXPECT_EQ(CsvCell("\t=1"), "'\t=1");
}

TEST(CsvTextTest, LeavesNumbersAndPhonesAlone) {
  EXPECT_EQ(CsvCell("-7566110"), "-7566110");
  EXPECT_EQ(CsvCell("+62 812 3456"), "+62 812 3456");
}

}  // namespace
}  // namespace setara
