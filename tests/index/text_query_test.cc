// The query language: what is read, what is refused, and where snippets mark.
#include "index/text_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/snippets.h"
#include "matcher/domain/errors.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(TextQueryTest, ReadsWordsPhrasesSignsAndPrefixes) {
  auto clauses = ParseTextQuery("Teknisi +\"listrik industri\" -magang admin* C++");
  ASSERT_TRUE(clauses.ok()) << clauses.status();
  ASSERT_THAT(*clauses, SizeIs(5));
  EXPECT_THAT((*clauses)[0].words, ElementsAre("teknisi"));
  EXPECT_EQ((*clauses)[1].kind, ClauseKind::kPhrase);
  EXPECT_EQ((*clauses)[1].sign, ClauseSign::kRequired);
  EXPECT_THAT((*clauses)[1].words, ElementsAre("listrik", "industri"));
  EXPECT_EQ((*clauses)[2].sign, ClauseSign::kExcluded);
  EXPECT_EQ((*clauses)[3].kind, ClauseKind::kPrefix);
  EXPECT_THAT((*clauses)[4].words, ElementsAre("c++"));
}

TEST(TextQueryTest, ADashBetweenWordsIsNoExclusion) {
  auto clauses = ParseTextQuery("pekerja-keras - gudang");
  ASSERT_TRUE(clauses.ok());
  ASSERT_THAT(*clauses, SizeIs(3));
  for (const TextClause& clause : *clauses) EXPECT_EQ(clause.sign, ClauseSign::kPlain);
}

TEST(TextQueryTest, WhiteSpaceIsNoQuery) {
  EXPECT_THAT(ParseTextQuery(" \t\n").value(), IsEmpty());
}

TEST(TextQueryTest, RefusesWhatCannotBeSearchedByNamingTheField) {
  std::string words;
  for (int i = 0; i < 65; ++i) words += "w" + std::to_string(i) + " ";
  const std::string bad[] = {words,
                             std::string(2049, 'a'),
                             "\"teknisi listrik",
                             "!!! ???",
                             "-magang",
                             "-\"magang kerja\" -x",
                             "a*",
                             "teknisi \xff",
                             "\xc0\xaf",
                             "\xed\xa0\x80"};
  for (const std::string& text : bad) {
    auto clauses = ParseTextQuery(text);
    EXPECT_EQ(clauses.status().code(), absl::StatusCode::kInvalidArgument) << text;
    ASSERT_THAT(FieldViolations(clauses.status()), SizeIs(1)) << text;
    EXPECT_EQ(FieldViolations(clauses.status())[0].field, "query");
  }
}

std::vector<std::string> Marked(std::string_view query, std::string_view text, size_t window) {
  auto snippets = MakeSnippets(query, {text}, window);
  EXPECT_TRUE(snippets.ok()) << snippets.status();
  std::vector<std::string> marked;
  for (const TextRange& range : snippets->front().highlights) {
    EXPECT_GE(range.begin, snippets->front().window.begin);
    EXPECT_LE(range.end, snippets->front().window.end);
    marked.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return marked;
}

TEST(SnippetsTest, MarksEveryFormOfAWord) {
  EXPECT_THAT(Marked("perbaikan mesin", "Memperbaiki Mesin dan mesin-mesin lain", 200),
              ElementsAre("Memperbaiki", "Mesin", "mesin", "mesin"));
  EXPECT_THAT(Marked("welding", "We need welders; a welder who welds", 200), ElementsAre("welds"));
}

TEST(SnippetsTest, RangesAreBytesOfUtf8) {
  EXPECT_THAT(Marked("kafe", "Caf\u00e9 \u2014 kafe \u00e9clair \U0001F600 kafe", 200),
              ElementsAre("kafe", "kafe"));
}

TEST(SnippetsTest, ShowsThePartWithTheMostHitsAndCutsBetweenWords) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\u00e9kata ";
  text += "teknisi listrik ";
  for (int i = 0; i < 200; ++i) text += "\u00e9kata ";
  auto snippets = MakeSnippets("teknisi listrik", {text}, 120);
  ASSERT_TRUE(snippets.ok());
  const Snippet& snippet = snippets->front();
  EXPECT_THAT(snippet.highlights, SizeIs(2));
  std::string window = text.substr(snippet.window.begin, snippet.window.end - snippet.window.begin);
  EXPECT_LE(window.size(), 120u);
  EXPECT_TRUE(window.starts_with("\u00e9kata")) << window;
  EXPECT_TRUE(window.ends_with("\u00e9kata")) << window;
}

TEST(SnippetsTest, ExcludedWordsAreNotMarkedAndEmptyTextsHaveEmptyWindows) {
  EXPECT_THAT(Marked("gudang -magang", "gudang magang", 100), ElementsAre("gudang"));
  EXPECT_THAT(Marked("gudang", "", 100), IsEmpty());
  EXPECT_THAT(Marked("", "gudang", 100), IsEmpty());
}

}  // namespace
}  // namespace setara
