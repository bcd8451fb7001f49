#include "clients/search_text.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

v1::Snippet Sample(std::initializer_list<std::pair<int, int>> ranges) {
  v1::Snippet snippet;
  snippet.set_text("teknisi listrik");
  for (const auto& [begin, end] : ranges) {
    v1::TextRange* range = snippet.add_highlights();
    range->set_begin(begin);
    range->set_end(end);
  }
  return snippet;
}

TEST(SearchTextTest, MarksMatchesWithBrackets) {
  EXPECT_EQ(Bracketed(Sample({{0, 7}, {8, 15}})), "[teknisi] [listrik]");
  EXPECT_EQ(Bracketed(Sample({})), "teknisi listrik");
}

TEST(SearchTextTest, IgnoresRangesThatDoNotFit) {
  EXPECT_EQ(Bracketed(Sample({{-1, 3}, {8, 99}, {5, 5}})), "teknisi listrik");
  EXPECT_EQ(Bracketed(Sample({{8, 15}, {0, 7}})), "teknisi [listrik]");
}

}  // namespace
}  // namespace setara
