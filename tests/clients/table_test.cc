#include "clients/table.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

Table Sample() {
  Table table({{"name", "ID", false, true},
               {"title", "Lowongan"},
               {"nothing", "Kosong"},
               {"wage", "Upah", true}});
  table.Add({"openings/1", "Café", "", Cell("Rp4.500.000", "4500000")});
  table.Note("Semua cocok.");
  table.Add({"openings/2", "Petugas Entri Data", "", Cell("Rp900.000", "900000")});
  return table;
}

TEST(TableTest, LinesUpByColumnsOfTheScreen) {
  EXPECT_EQ(Sample().Text(0),
            "ID          Lowongan                   Upah\n"
            "openings/1  Café                Rp4.500.000\n"
            "    Semua cocok.\n"
            "openings/2  Petugas Entri Data    Rp900.000\n");
}

TEST(TableTest, ShortensLongTextsButNeverNamesAndFigures) {
  EXPECT_EQ(Sample().Text(41),
            "ID          Lowongan                 Upah\n"
            "openings/1  Café              Rp4.500.000\n"
            "    Semua cocok.\n"
            "openings/2  Petugas Entri D…    Rp900.000\n");
}

TEST(TableTest, BecomesBlocksOnANarrowScreen) {
  EXPECT_EQ(Sample().Text(30),
            "ID:       openings/1\n"
            "Lowongan: Café\n"
            "Upah:     Rp4.500.000\n"
            "Semua cocok.\n"
            "\n"
            "ID:       openings/2\n"
            "Lowongan: Petugas Entri Data\n"
            "Upah:     Rp900.000\n");
}

TEST(TableTest, GivesProgramsRawValuesAndEveryColumn) {
  EXPECT_EQ(Sample().Csv(),
            "name,title,nothing,wage\r\n"
            "openings/1,Café,,4500000\r\n"
            "openings/2,Petugas Entri Data,,900000\r\n");
}

TEST(TableTest, ListsOneRecordWithoutEmptyLines) {
  EXPECT_EQ(Listing({{"ID", "openings/1"}, {"Izin", ""}, {"Upah", "Rp1"}}, 0),
            "ID:   openings/1\nUpah: Rp1\n");
}

TEST(TableTest, WrapsValuesUnderTheirFirstLine) {
  EXPECT_EQ(Listing({{"A", "satu dua tiga empat lima enam"}}, 24),
            "A: satu dua tiga empat\n   lima enam\n");
}

}  // namespace
}  // namespace setara
