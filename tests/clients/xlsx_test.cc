// Workbooks: what is written is read back, and what is hostile or broken is refused without harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <minizip/zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/batch_cutter.h"
#include "clients/register_sheets.h"
#include "clients/sheet_csv.h"
#include "clients/table.h"
#include "clients/xlsx_reader.h"
#include "clients/xlsx_writer.h"

namespace setara {
namespace {

using Kind = XlsxCell::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Rows = std::vector<std::vector<std::string>>;

class XlsxTest : public ::testing::Test {
 protected:
  XlsxTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "setara-xlsx-XXXXXX";
    directory_ = mkdtemp(pattern.data());
  }
  ~XlsxTest() override { std::filesystem::remove_all(directory_); }

  std::string Path(const std::string& name) const { return directory_ + "/" + name; }
  std::string Bytes(const std::string& name) const {
    std::ifstream file(Path(name), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  void Put(const std::string& name, const std::string& bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
  }

  // A workbook of one sheet with this XML of its cells.
  std::string Workbook(const std::string& sheet, const std::string& strings = "") const {
    const std::string path = Path("made.xlsx");
    zipFile zip = zipOpen(path.c_str(), APPEND_STATUS_CREATE);
    const auto add = [&](const std::string& name, const std::string& text) {
      zip_fileinfo info{};
      zipOpenNewFileInZip(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 9);
      zipWriteInFileInZip(zip, text.data(), static_cast<unsigned>(text.size()));
      zipCloseFileInZip(zip);
    };
    add("_rels/.rels",
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/>"
        "</Relationships>");
    add("xl/workbook.xml",
        "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' "
        "r:id='r1'/></sheets></workbook>");
    add("xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/>"
        "<Relationship Id='r2' Type='x/sharedStrings' Target='/xl/strings.xml'/></Relationships>");
    add("xl/strings.xml", "<sst>" + strings + "</sst>");
    add("xl/worksheets/s.xml", "<worksheet><sheetData>" + sheet + "</sheetData></worksheet>");
    zipClose(zip, nullptr);
    return path;
  }
  // The one sheet's rows.
  Rows Read(const std::string& path, const XlsxLimits& limits = {}) const {
    const auto sheets = ReadXlsx(path, limits);
    EXPECT_TRUE(sheets.ok()) << sheets.status();
    return sheets.ok() && !sheets->empty() ? sheets->front().rows : Rows();
  }
  std::string Refused(const std::string& path, const XlsxLimits& limits = {}) const {
    const auto sheets = ReadXlsx(path, limits);
    EXPECT_FALSE(sheets.ok());
    return sheets.ok() ? "" : std::string(sheets.status().message());
  }

  std::string directory_;
};

TEST_F(XlsxTest, WhatIsWrittenIsReadBack) {
  auto book = XlsxWriter::Create(Path("a.xlsx"));
  ASSERT_TRUE(book.ok());
  (*book)->AddSheet("employers", {"npwp", "workers", "from"});
  (*book)->AddRow({"0123456789012345", {Kind::kNumber, "350"}, {Kind::kDay, "2025-12-31"}});
  (*book)->AddRow({"", {Kind::kNumber, "-7"}, {Kind::kDay, "1900-01-01"}});
  (*book)->AddRow({"=1+1", {Kind::kNumber, "1234567890123456"}, {Kind::kDay, "hari ini"}});
  (*book)->AddSheet("workers", {"person"});
  (*book)->AddRow({"<Tuli & netra> \"é\""});
  ASSERT_TRUE((*book)->Finish().ok());
  const auto sheets = ReadXlsx(Path("a.xlsx"));
  ASSERT_TRUE(sheets.ok()) << sheets.status();
  ASSERT_THAT(*sheets, SizeIs(2));
  EXPECT_EQ((*sheets)[0].name, "employers");
  EXPECT_THAT((*sheets)[0].rows, ElementsAre(ElementsAre("npwp", "workers", "from"),
                                             ElementsAre("0123456789012345", "350", "2025-12-31"),
                                             ElementsAre("", "-7", "1900-01-01"),
                                             ElementsAre("=1+1", "1234567890123456", "hari ini")));
  EXPECT_THAT((*sheets)[1].rows[1], ElementsAre("<Tuli & netra> \"é\""));
}

TEST_F(XlsxTest, AnUnfinishedFileIsNotThere) {
  {
    auto book = XlsxWriter::Create(Path("a.xlsx"));
    ASSERT_TRUE(book.ok());
    (*book)->AddSheet("s", {"a"});
  }
  EXPECT_THAT(Refused(Path("a.xlsx")), HasSubstr("no such file"));
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
  EXPECT_FALSE(XlsxWriter::Create(Path("no/such/folder.xlsx")).ok());
}

TEST_F(XlsxTest, ATableKeepsNumbersDaysAndLeadingZeros) {
  Table table({{"npp", "NPP"}, {"valid_from", "Mulai"}, {"workers", "Pekerja", true}});
  table.Add({"00070955", "2026-01-31", Cell("1.240", "1240")});
  ASSERT_TRUE(table.WriteXlsx(Path("t.xlsx")).ok());
  EXPECT_THAT(Read(Path("t.xlsx")), ElementsAre(ElementsAre("NPP", "Mulai", "Pekerja"),
                                                ElementsAre("00070955", "2026-01-31", "1240")));
}

TEST_F(XlsxTest, CellsOfOtherProgramsAreRead) {
  const std::string path = Workbook(
      "<row r='2'><c r='B2' t='s'><v>1</v></c><c r='D2' t='inlineStr'><is><r><t>di</t></r><r><t> "
      "baris</t></r></is></c></row>"
      "<row><c t='b'><v>1</v></c><c><v>1.5</v></c><c t='str'><f>A1</f><v>hasil</v></c>"
      "<c><f>1+1</f><v>2</v></c><c><v>1234567890123456</v></c><c t='d'><v>2026-01-31T00:00:00</v>"
      "</c></row>",
      "<si><t>nol</t></si><si><r><t>sa</t></r><r><t>tu</t></r><rPh><t>x</t></rPh></si>");
  EXPECT_THAT(Read(path), ElementsAre(IsEmpty(), ElementsAre("", "satu", "", "di baris"),
                                      ElementsAre("true", "1.5", "hasil", "2",
                                                  "1.23456789012346E+15", "2026-01-31")));
}

TEST_F(XlsxTest, ABombIsNotUnpacked) {
  const std::string path =
      Workbook("<row><c t='str'><v>" + std::string(40'000'000, 'a') + "</v></c></row>");
  ASSERT_LT(std::filesystem::file_size(path), 100'000u);
  XlsxLimits limits;
  limits.unpacked_bytes = 1'000'000;
  EXPECT_THAT(Refused(path, limits), HasSubstr("unpacks to far more"));
  EXPECT_THAT(Refused(path), HasSubstr("a cell is larger than 64 KiB"));
  limits.file_bytes = 10;
  EXPECT_THAT(Refused(path, limits), HasSubstr("split it"));
}

TEST_F(XlsxTest, LimitsAreNamed) {
  XlsxLimits limits;
  limits.columns = 2;
  EXPECT_THAT(Refused(Workbook("<row><c r='C1'><v>1</v></c></row>"), limits),
              HasSubstr("sheet \"S\" has more than 2 columns"));
  limits.columns = 512;
  limits.cells = 1;
  EXPECT_THAT(Refused(Workbook("<row><c><v>1</v></c><c><v>1</v></c></row>"), limits),
              HasSubstr("has more than 1 cells"));
  EXPECT_THAT(Refused(Workbook("<row><c r='A99999999'><v>1</v></c></row>")),
              HasSubstr("a cell lies nowhere"));
  EXPECT_THAT(Refused(Workbook("<c><v>1</v></c>")), HasSubstr("a cell lies nowhere"));
  // A text that is shared by its number, which is none.
  EXPECT_THAT(Read(Workbook("<row><c t='s'><v>99</v></c></row>")), IsEmpty());
}

TEST_F(XlsxTest, BrokenFilesAreRefusedWhereverTheyBreak) {
  auto book = XlsxWriter::Create(Path("whole.xlsx"));
  (*book)->AddSheet("employers", {"a", "b"});
  for (int i = 0; i < 50; ++i) (*book)->AddRow({"teks " + std::to_string(i), "lain"});
  ASSERT_TRUE((*book)->Finish().ok());
  const std::string whole = Bytes("whole.xlsx");
  for (size_t size = 0; size < whole.size(); size += 97) {
    Put("cut.xlsx", whole.substr(0, size));
    EXPECT_FALSE(ReadXlsx(Path("cut.xlsx")).ok()) << size;
  }
  for (size_t at = 0; at < whole.size(); at += 41) {  // must not crash; may be read
    std::string bad = whole;
    bad[at] = static_cast<char>(bad[at] ^ 0x55);
    Put("bad.xlsx", bad);
    (void)ReadXlsx(Path("bad.xlsx"));
  }
  Put("text.xlsx", "source,source_id\n1,2\n");
  EXPECT_THAT(Refused(Path("text.xlsx")), HasSubstr("is no workbook"));
  for (const char* xml : {"<row><c><v>1</v></row>", "<row><c><v>1", "<"}) {
    EXPECT_THAT(Refused(Workbook(xml)), HasSubstr("is damaged")) << xml;
  }
}

TEST_F(XlsxTest, OnlyReferencesOfXmlItselfAreKnown) {
  EXPECT_THAT(
      Read(Workbook("<row><c t='str'><v>&lt;&amp;&gt;&apos;&quot;&#65;&#x42;</v></c></row>")),
      ElementsAre(ElementsAre("<&>'\"AB")));
  EXPECT_THAT(Read(Workbook("<!-- &unknown; & --><row q='&amp;>&gt;'><c t='str'>"
                            "<v><![CDATA[&unknown; &]]></v></c></row>")),
              ElementsAre(ElementsAre("&unknown; &")));
  for (const char* xml :
       {"<row>&unknown;</row>", "<row><c t='str'><v>a &unknown; b</v></c></row>",
        "<row r='&unknown;'/>", "<row q='<!--' p='&unknown;'/>", "<row>&</row>", "<row>&;</row>",
        "<row>& amp;</row>", "<row>&AMP;</row>", "<row>&#;</row>", "<row>&#x;</row>",
        "<row>&#x110000;</row>", "<row>&#xD800;</row>", "<row>&#0;</row>", "<row>&#-5;</row>",
        "<row>&#99999999999;</row>", "<!-- --->&unknown;", "<row><![CDATA[x]]>&unknown;</row>"}) {
    EXPECT_THAT(Refused(Workbook(xml)), HasSubstr("is damaged")) << xml;
  }
}

TEST_F(XlsxTest, ASheetBecomesCsvLineByLine) {
  const Sheet sheet{"s", {{"a", "b", "c"}, {}, {"satu\ndua", "=x"}, {"1", "\"q\"", "3", "vier"}}};
  const auto csv = SheetCsv::Make(sheet);
  ASSERT_TRUE(csv.ok());
  auto cutter = BatchCutter::Open(csv->path(), RecordFormat::kCsv);
  ASSERT_TRUE(cutter.ok());
  EXPECT_EQ((*cutter)->header(), "a,b,c");
  RecordBatch batch;
  ASSERT_TRUE(*(*cutter)->Next(&batch));
  EXPECT_THAT(batch.data, HasSubstr("satu dua,=x,\n1,\"\"\"q\"\"\",3,vier\n"));
  const std::string before = batch.data.substr(0, batch.data.find("satu"));
  EXPECT_EQ(batch.first_line + std::count(before.begin(), before.end(), '\n'), 3);
}

TEST_F(XlsxTest, ARegisterNeedsItsSheets) {
  auto book = XlsxWriter::Create(Path("r.xlsx"));
  (*book)->AddSheet("Pekerja", {"person"});
  (*book)->AddRow({"p1"});
  (*book)->AddSheet("Catatan", {"apa saja"});
  ASSERT_TRUE((*book)->Finish().ok());
  const auto files = OpenRegister(Path("r.xlsx"), "", "");
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ((*files)[0], nullptr);
  ASSERT_NE((*files)[2], nullptr);
  EXPECT_EQ((*files)[2]->cutter->header(), "person");
  const auto wrong = OpenRegister(Workbook("<row><c><v>1</v></c></row>"), "", "");
  ASSERT_FALSE(wrong.ok());
  EXPECT_THAT(std::string(wrong.status().message()), HasSubstr("it has: S"));
}

}  // namespace
}  // namespace setara
