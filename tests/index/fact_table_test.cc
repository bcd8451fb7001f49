#include "index/fact_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "index/document_set.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

TEST(FactTable, ASetIsVisitedWholeWithoutRowsThatAreNotHere) {
  std::vector<OpeningFacts> facts;
  for (int i = 0; i < 1'000; ++i) {
    facts.push_back(MakeOpeningFacts(testing::GenerateOpening(1, i)));
    facts.back().row = 3 * i + 1;
  }
  const auto table = FactTable<OpeningFacts>::Build(facts);
  DocumentSet rows;
  std::vector<int64_t> expected;
  for (uint32_t row = 1; row < 4'000; row += 2) {
    rows.Add(row);
    if (row % 3 == 1 && row < 3'000) expected.push_back(row);
  }
  std::vector<int64_t> visited;
  table.ForEach(rows, [&](const OpeningFacts& one) { visited.push_back(one.row); });
  EXPECT_THAT(visited, ::testing::UnorderedElementsAreArray(expected));
  visited.clear();
  table.ForEach(DocumentSet(), [&](const OpeningFacts& one) { visited.push_back(one.row); });
  EXPECT_THAT(visited, ::testing::IsEmpty());
}

}  // namespace
}  // namespace setara
