#include "server/import/jsonl.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Jsonl, FlattensObjects) {
  const auto rows = ReadJsonl(
      "{\"a\":1,\"b\":{\"c\":\"x\",\"d\":null},\"e\":[1,\"y\"],\"f\":{}}\n\n"
      "{\"a\":true}",
      3);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].values, (Pairs{{"a", "1"}, {"b.c", "x"}, {"e", "[1,\"y\"]"}, {"f", "{}"}}));
  EXPECT_EQ(rows[1].line, 5);
  EXPECT_EQ(rows[1].values, (Pairs{{"a", "true"}}));
}

TEST(Jsonl, FaultsNameTheLineAndNoValue) {
  const std::string block =
      "{\"a\":\n[1]\n{\"a\":1,\"a\":2}\n{\"a\":\"\xFF\"}\n{\"a\":\"\\u0000\"}\n" +
      std::string(100000, '[') + "\n{\"a\":\"" + std::string(kMaxCellBytes + 1, 'x') + "\"}\n";
  const auto rows = ReadJsonl(block, 1);
  ASSERT_EQ(rows.size(), 7u);
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].line, static_cast<int64_t>(i) + 1);
    EXPECT_FALSE(rows[i].fault.empty()) << i;
    EXPECT_TRUE(rows[i].values.empty()) << i;
  }
}

}  // namespace
}  // namespace setara
