#include "server/import/text_repair.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

TEST(TextRepair, UndoesDoubleEncoding) {
  EXPECT_EQ(RepairMojibake("Rp\u00C2\u00A05.000.000 \u00E2\u0080\u0093 Rp\u00C2\u00A06.000.000"),
            "Rp\u00A05.000.000 – Rp\u00A06.000.000");
  EXPECT_EQ(RepairMojibake("caf\u00C3\u00A9"), "café");
  EXPECT_EQ(RepairMojibake("\u00E2\u20AC\u201C"), "–");  // read as Windows-1252
}

TEST(TextRepair, LeavesSoundTextAlone) {
  for (const char* text : {"", "café – Rp 5", "Â", "â lone", "日本語", "naïve"}) {
    EXPECT_EQ(RepairMojibake(text), text);
  }
}

TEST(TextRepair, HtmlBecomesText) {
  EXPECT_EQ(HtmlToText("<p>Syarat &amp; tugas:</p><ul><li>SMK</li><li>umur&nbsp;18</li></ul>"),
            "Syarat & tugas:\n\n- SMK\n\n- umur 18");
  EXPECT_EQ(HtmlToText("a<br/>b<script>x<1</script>c"), "a\nbc");
  EXPECT_EQ(HtmlToText("5 < 6 &bogus; &#233; &#x2013;"), "5 < 6 &bogus; é –");
  EXPECT_EQ(HtmlToText("<!-- note"), "");
  EXPECT_EQ(HtmlToText("open <b"), "open <b");
}

TEST(TextRepair, TitleCaseTouchesOneCaseTextOnly) {
  EXPECT_EQ(TitleCase("staff administrasi"), "Staff Administrasi");
  EXPECT_EQ(TitleCase("OPERATOR PRODUKSI PT ABC"), "Operator Produksi PT ABC");
  EXPECT_EQ(TitleCase("iOS Developer"), "iOS Developer");
  EXPECT_EQ(TitleCase("123"), "123");
}

TEST(TextRepair, CollapsesSpace) {
  EXPECT_EQ(CollapseSpace(" a\u00A0\t b \u200B"), "a b");
  EXPECT_EQ(CollapseSpace("a\r\nb\n\n\n\nc", true), "a\nb\n\nc");
  EXPECT_EQ(CollapseSpace("   "), "");
}

TEST(TextRepair, ClipsBetweenCharacters) {
  EXPECT_EQ(ClipUtf8("aé", 2), "a");
  EXPECT_EQ(ClipUtf8("aé", 3), "aé");
}

TEST(TextRepair, SplitsAndTrims) {
  EXPECT_EQ(SplitTrimmed(" a ;; b;", ";"), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace setara
