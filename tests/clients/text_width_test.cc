#include "clients/text_width.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TextWidthTest, CountsColumnsAndNotBytes) {
  EXPECT_EQ(DisplayWidth("Rp4.500"), 7u);
  EXPECT_EQ(DisplayWidth("caf\xC3\xA9"), 4u);
  EXPECT_EQ(DisplayWidth("cafe\xCC\x81"), 4u);              // e and a combining accent
  EXPECT_EQ(DisplayWidth("\xE6\x97\xA5\xE6\x9C\xAC"), 4u);  // two wide characters
  EXPECT_EQ(DisplayWidth("a\xFF"), 2u);
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(TextWidthTest, TakesControlCharactersOutOfOneLine) {
  EXPECT_EQ(OneLine("a\n\n b\tc "), "a b c");
  EXPECT_EQ(OneLine("\x1B[31mred"), "[31mred");
  EXPECT_EQ(OneLine("a\xC2\x9B"
                    "b"),
            "a b");  // a one-byte escape of the terminal
  EXPECT_EQ(OneLine("a\xE2\x80\xAE"
                    "b"),
            "a b");  // right-to-left override
  EXPECT_EQ(OneLine("a\xC3"), "a?");
}

TEST(TextWidthTest, ShortensByColumns) {
  EXPECT_EQ(Shorten("Penjahit", 8), "Penjahit");
  EXPECT_EQ(Shorten("Penjahit", 5), "Penj…");
  EXPECT_EQ(Shorten("Staf gudang", 6), "Staf…");
  EXPECT_EQ(Shorten("\xE6\x97\xA5\xE6\x9C\xAC", 3), "\xE6\x97\xA5…");
}

TEST(TextWidthTest, WrapsAtSpaces) {
  EXPECT_THAT(Wrap("satu dua tiga", 8), ElementsAre("satu dua", "tiga"));
  EXPECT_THAT(Wrap("satu\ndua", 0), ElementsAre("satu dua"));
  EXPECT_THAT(Wrap("panjangsekali a", 4), ElementsAre("panjangsekali", "a"));
  EXPECT_THAT(Wrap("  ", 10), IsEmpty());
}

}  // namespace
}  // namespace setara
