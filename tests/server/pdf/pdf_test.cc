// The file that is printed: the same bytes again, tagged, in its language, on as many pages as it
// takes. What it looks like is for eyes; what it says is for pdftotext (poppler).
#include "server/pdf/pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>
#include <vector>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Kind = DocumentBlock::Kind;

DocumentBlock Paragraph(std::string text) {
  DocumentBlock block;
  block.text = std::move(text);
  return block;
}

Document Sample(int paragraphs) {
  Document document;
  document.title = "Surat contoh";
  document.author = "Dinas";
  document.created = *ParseInstant("2025-06-30T02:00:00Z");
  document.footer = "notices/X";
  DocumentBlock table;
  table.kind = Kind::kTable;
  table.widths = {3, 1};
  table.right = {false, true};
  table.rows = {{"Uraian", "Jumlah"}, {"Pekerja → é “x”", "350"}};
  document.blocks.push_back(table);
  for (int i = 0; i < paragraphs; ++i) {
    document.blocks.push_back(Paragraph("Kalimat nomor " + std::to_string(i) +
                                        " yang panjangnya lebih dari satu baris supaya pemutusan "
                                        "baris dan halaman terjadi seperti pada surat sungguhan."));
  }
  return document;
}

std::string Print(const Document& document) {
  absl::StatusOr<std::string> pdf = PrintPdf(document);
  EXPECT_TRUE(pdf.ok()) << pdf.status();
  return pdf.ok() ? *pdf : "";
}

TEST(PdfTest, TheSameDocumentGivesTheSameBytes) {
  const Document document = Sample(60);
  const std::string first = Print(document);
  EXPECT_EQ(Print(document), first);
  setenv("SOURCE_DATE_EPOCH", "0", 1);
  setenv("FONTCONFIG_FILE", "/dev/null", 1);
  EXPECT_EQ(Print(document), first) << "the environment does not get in";
  unsetenv("SOURCE_DATE_EPOCH");
  unsetenv("FONTCONFIG_FILE");
  Document other = document;
  other.blocks.back().text += ".";
  EXPECT_NE(Print(other), first);
}

TEST(PdfTest, IsTaggedAndNamesItsLanguage) {
  const std::string pdf = Print(Sample(1));
  EXPECT_THAT(pdf, ::testing::StartsWith("%PDF-1.5"));
  EXPECT_THAT(pdf, AllOf(HasSubstr("/Lang (id-ID)"), HasSubstr("/StructTreeRoot"),
                         HasSubstr("/Marked true"), HasSubstr("/DisplayDocTitle true")));
}

TEST(PdfTest, ManyThreadsPrintAtOnce) {
  const Document document = Sample(20);
  const std::string alone = Print(document);
  std::vector<std::string> printed(4);
  std::vector<std::thread> threads;
  for (std::string& mine : printed) threads.emplace_back([&] { mine = Print(document); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& mine : printed) EXPECT_EQ(mine, alone);
}

TEST(PdfTest, MissingFontsAreSaidToBe) {
  setenv("SETARA_FONT_DIR", "/nonexistent", 1);
  EXPECT_EQ(Reason(PrintPdf(Sample(1)).status()), "FONT_MISSING");
  unsetenv("SETARA_FONT_DIR");
}

TEST(PdfTest, AnEmptyAndAVeryLongWordPrint) {
  Document document;
  EXPECT_THAT(Print(document), Not(::testing::IsEmpty()));
  document.blocks.push_back(Paragraph(std::string(5000, 'x')));
  EXPECT_THAT(Print(document), Not(::testing::IsEmpty()));
}

}  // namespace
}  // namespace setara
