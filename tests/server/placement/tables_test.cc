// The tables of data: reasons and national figures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "server/placement/reasons.h"
#include "server/placement/targets.h"
#include "tests/server/placement/placement_testing.h"

namespace setara::placement {
namespace {

using ::testing::HasSubstr;

TEST(ReasonsTest, TheShippedTableHasReasonsForEveryEnd) {
  std::set<PlacementStep> steps;
  for (const PlacementReason& reason : Reasons::Get().all()) {
    steps.insert(reason.step);
    EXPECT_EQ(Reasons::Get().Find(reason.code), &reason);
    if (reason.step != PlacementStep::kWithdraw) {
      EXPECT_TRUE(reason.told_to_employer) << reason.code << ": the employer was there";
    }
  }
  EXPECT_EQ(steps.size(), 3u);
  EXPECT_EQ(Reasons::Get().Find("HEALTH")->told_to_employer, false);
  EXPECT_TRUE(Reasons::Get().Find(kDataErased)->by_system);
  EXPECT_EQ(Reasons::Get().Find("NO_SUCH"), nullptr);
}

TEST(ReasonsTest, ADamagedRowIsNamed) {
  const std::string head = "code\tstep\ttold\tby\tlabel_id\tlabel_en\n";
  const auto error = [&](const std::string& row) {
    return std::string(Reasons::Parse("r", head + row).status().message());
  };
  EXPECT_THAT(error("A\tleave\tyes\tcaller\ta\ta"), HasSubstr("r:2: step"));
  EXPECT_THAT(error("A\tend\tmaybe\tcaller\ta\ta"), HasSubstr("told"));
  EXPECT_THAT(error("A\tend\tyes\tnobody\ta\ta"), HasSubstr("by"));
  EXPECT_THAT(error("A\tend\tyes\tcaller\t\ta"), HasSubstr("labels"));
  EXPECT_THAT(error("A\tend\tyes\tcaller\ta\ta\nA\tend\tyes\tcaller\tb\tb"), HasSubstr("twice"));
  EXPECT_THAT(error("A\tend\tyes\tcaller\ta\ta"), HasSubstr("NEVER_STARTED is missing"));
}

TEST(NationalFiguresTest, TheShippedFiguresAreDated) {
  const NationalFigures& figures = NationalFigures::Get();
  EXPECT_EQ(figures.TargetOn(Day("2024-12-31"))->people, 53'860'000);
  EXPECT_EQ(figures.TargetOn(Day("2025-06-30")), nullptr) << "none was read for 2025";
  EXPECT_EQ(figures.TargetOn(Day("2026-01-01"))->people, 70'000'000);
  EXPECT_EQ(figures.LastCountBy(Day("2022-01-01")), nullptr);
  EXPECT_EQ(figures.LastCountBy(Day("2023-06-30"))->people, 35'600'000);
  EXPECT_EQ(figures.LastCountBy(Day("2023-06-30"))->non_wage, 4'600'000);
  EXPECT_EQ(figures.LastCountBy(Day("2026-11-25"))->people, 42'500'000);
}

TEST(NationalFiguresTest, ADamagedRowIsNamed) {
  const std::string head = "kind\tfrom\tuntil\tpeople\tnon_wage\tmark\tsource\n";
  const auto error = [&](const std::string& row) {
    return std::string(NationalFigures::Parse("t", head + row).status().message());
  };
  EXPECT_THAT(error("goal\t2026-01-01\t\t5\t\tverified\ts"), HasSubstr("t:2: kind"));
  EXPECT_THAT(error("target\t2026-01-01\t\t5\t\tverified\ts"), HasSubstr("end"));
  EXPECT_THAT(error("count\t2026-01-01\t2027-01-01\t5\t\tverified\ts"), HasSubstr("end"));
  EXPECT_THAT(error("target\t2026-01-01\t2026-01-01\t5\t\tverified\ts"), HasSubstr("not after"));
  EXPECT_THAT(error("count\t2026-02-30\t\t5\t\tverified\ts"), HasSubstr("t:2"));
  EXPECT_THAT(error("count\t2026-01-01\t\t5x\t\tverified\ts"), HasSubstr("number"));
  EXPECT_THAT(error("count\t2026-01-01\t\t0\t\tverified\ts"), HasSubstr("people"));
  EXPECT_THAT(error("count\t2026-01-01\t\t5\t6\tverified\ts"), HasSubstr("people"));
  EXPECT_THAT(error("count\t2026-01-01\t\t5\t\tread\ts"), HasSubstr("mark"));
  EXPECT_THAT(error("count\t2026-01-01\t\t5\t\tverified\t"), HasSubstr("source"));
  EXPECT_THAT(error("target\t2026-01-01\t2027-01-01\t5\t\tverified\ts\n"
                    "target\t2026-06-01\t2028-01-01\t6\t\tverified\ts"),
              HasSubstr("t:3: two targets"));
}

}  // namespace
}  // namespace setara::placement
