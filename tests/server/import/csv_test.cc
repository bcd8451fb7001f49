#include "server/import/csv.h"

#include <gtest/gtest.h>

#include <random>

namespace setara {
namespace {

using Strings = std::vector<std::string>;

TEST(Csv, ReadsQuotedCellsOverLinesAndNumbersThem) {
  const auto rows = ReadCsv("a,\"b\nc\"\r\n\n\"d \"\"e\"\"\",f\n", 5, 2);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].line, 5);
  EXPECT_EQ(rows[0].cells, (Strings{"a", "b\nc"}));
  EXPECT_EQ(rows[1].line, 8);
  EXPECT_EQ(rows[1].cells, (Strings{"d \"e\"", "f"}));
}

TEST(Csv, LastLineNeedsNoLineEnd) {
  const auto rows = ReadCsv("a,b\nc,", 1, 2);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].cells, (Strings{"c", ""}));
}

TEST(Csv, ByteOrderMarkIsNoData) {
  const auto rows = ReadCsv("\xEF\xBB\xBFid,x", 1, 0);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].cells, (Strings{"id", "x"}));
}

TEST(Csv, EachFaultCostsOneRecord) {
  const std::string block = "1,a\n2\n3,b,c\n4,\"stray\n5,\"x\"y\n6,q\"q\n7," +
                            std::string(kMaxCellBytes + 1, 'x') + "\n8,\xFF\n9," +
                            std::string(1, '\0') + "\n10,ok\n11,\"open\n";
  const auto rows = ReadCsv(block, 1, 2);
  std::vector<int64_t> good;
  std::vector<int64_t> bad;
  for (const SourceRow& row : rows) (row.fault.empty() ? good : bad).push_back(row.line);
  EXPECT_EQ(good, (std::vector<int64_t>{1, 10}));
  EXPECT_EQ(bad, (std::vector<int64_t>{2, 3, 4, 5, 6, 7, 8, 9, 11}));
}

TEST(Csv, RandomBytesNeitherCrashNorVanish) {
  std::mt19937 random(7);
  const std::string alphabet = "ab,\"\n\r \xC3\xA9" + std::string(1, '\0');
  for (int run = 0; run < 2000; ++run) {
    std::string block;
    for (size_t i = random() % 60; i > 0; --i) block += alphabet[random() % alphabet.size()];
    for (const SourceRow& row : ReadCsv(block, 1, 2)) {
      EXPECT_EQ(row.fault.empty(), row.cells.size() == 2) << "run " << run;
      EXPECT_GE(row.line, 1);
    }
  }
}

}  // namespace
}  // namespace setara
