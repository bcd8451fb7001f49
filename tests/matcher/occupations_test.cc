#include "matcher/reference/occupations.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace setara {
namespace {

const Occupations& All() { return Occupations::Get(); }

TEST(OccupationsTest, HoldsEveryGroupWithTwoTitles) {
  std::array<int, 5> by_length{};
  for (const Occupation& group : All().all()) {
    ++by_length[group.code.size()];
    EXPECT_EQ(&All().at(group.index), &group);
    EXPECT_FALSE(group.title_id.empty()) << group.code;
    EXPECT_FALSE(group.title_en.empty()) << group.code;
  }
  EXPECT_EQ(by_length, (std::array<int, 5>{0, 10, 43, 130, 436}));
}

TEST(OccupationsTest, SiblingsHaveDifferentTitles) {
  for (const Occupation& group : All().all()) {
    std::set<std::string_view> titles;
    for (const Occupation& child : All().Children(group)) {
      EXPECT_TRUE(titles.insert(child.title_id).second) << child.code;
    }
  }
}

TEST(OccupationsTest, FindsOnlyKnownCodes) {
  EXPECT_EQ((*All().Find("2512"))->title_id, "Pengembang perangkat lunak");
  EXPECT_EQ((*All().Find("2"))->title_en, "Professionals");
  EXPECT_EQ((*All().Find("0110"))->code, "0110");
  for (const char* code : {"", "9999", "25120", "99", "x", "251x", " 2512"}) {
    EXPECT_EQ(All().Find(code).status().code(), absl::StatusCode::kInvalidArgument) << code;
  }
}

TEST(OccupationsTest, TreeGoesBothWays) {
  const Occupation& developer = **All().Find("2512");
  const auto path = All().Ancestors(developer);
  ASSERT_EQ(path.size(), 4u);
  EXPECT_EQ(path[1]->code, "251");
  EXPECT_EQ(path[3]->code, "2");
  EXPECT_EQ(All().Children(*path[1]).size(), 5u);
  EXPECT_TRUE(All().Children(developer).empty());
  for (const Occupation& group : All().all()) {
    for (const Occupation& child : All().Children(group)) EXPECT_EQ(child.parent, group.index);
  }
  EXPECT_TRUE(Occupations::Contains("25", "2512"));
  EXPECT_FALSE(Occupations::Contains("2512", "25"));
}

TEST(OccupationsTest, CommonDigitsMeasureNearness) {
  EXPECT_EQ(Occupations::CommonDigits("2512", "2512"), 4);
  EXPECT_EQ(Occupations::CommonDigits("2512", "2514"), 3);
  EXPECT_EQ(Occupations::CommonDigits("2512", "25"), 2);
  EXPECT_EQ(Occupations::CommonDigits("2512", "5120"), 0);
}

}  // namespace
}  // namespace setara
