// The clause that is shown around a finding.
#include <gtest/gtest.h>

#include <string>

#include "matcher/screening/screen.h"

namespace setara {
namespace {

// The excerpt around the words in brackets of `marked`, with the brackets.
std::string Around(std::string marked, size_t limit = 160) {
  const size_t begin = marked.find('[');
  marked.erase(begin, 1);
  const size_t end = marked.find(']');
  marked.erase(end, 1);
  const Excerpt excerpt = ExcerptAround(marked, begin, end, limit);
  std::string out = marked.substr(excerpt.begin, excerpt.end - excerpt.begin);
  out.insert(end - excerpt.begin, "]");
  return out.insert(begin - excerpt.begin, "[");
}

TEST(ScreeningExcerptTest, EndsWithTheSentenceAndTheLine) {
  EXPECT_EQ(Around("Kami mencari staf. [Usia maks. 30 tahun] dan jujur. Kirim berkas."),
            "[Usia maks. 30 tahun] dan jujur.");
  EXPECT_EQ(Around("Syarat:\n- [Pria]\n- SMA"), "- [Pria]");
  EXPECT_EQ(Around("[Wanita]"), "[Wanita]");
}

TEST(ScreeningExcerptTest, AnAbbreviationEndsNoSentence) {
  EXPECT_EQ(Around("Pendidikan min. SMA, [usia maks. 30] tahun"),
            "Pendidikan min. SMA, [usia maks. 30] tahun");
}

TEST(ScreeningExcerptTest, LongClausesAreCutAtSpaces) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "kata ";
  const std::string around = Around(words + "[pria]" + " " + words, 60);
  EXPECT_LE(around.size(), 62U);
  EXPECT_TRUE(around.starts_with("kata ")) << around;
  EXPECT_TRUE(around.ends_with(" kata")) << around;
}

TEST(ScreeningExcerptTest, NeverCutsTheFindingNorACharacter) {
  const std::string wide = "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2";
  for (size_t limit = 0; limit < 40; ++limit) {
    const std::string text = wide + "pria" + wide;
    const Excerpt excerpt = ExcerptAround(text, wide.size(), wide.size() + 4, limit);
    EXPECT_LE(excerpt.begin, wide.size());
    EXPECT_GE(excerpt.end, wide.size() + 4);
    for (const size_t at : {excerpt.begin, excerpt.end}) {
      EXPECT_TRUE(at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
    }
  }
  EXPECT_EQ(ExcerptAround("abc", 10, 20).end, 3U);
}

}  // namespace
}  // namespace setara
