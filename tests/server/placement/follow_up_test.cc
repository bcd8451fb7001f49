#include "server/placement/follow_up.h"

#include <gtest/gtest.h>

#include "server/placement/history.h"
#include "tests/server/placement/placement_testing.h"

namespace setara::placement {
namespace {

TEST(FollowUpTest, MonthsEndWithShorterMonths) {
  const struct {
    const char* day;
    int months;
    const char* later;
  } kCases[] = {
      {"2026-01-15", 3, "2026-04-15"},  {"2025-11-30", 3, "2026-02-28"},
      {"2023-11-30", 3, "2024-02-29"},  {"2026-01-31", 3, "2026-04-30"},
      {"2024-02-29", 12, "2025-02-28"}, {"2026-08-31", 6, "2027-02-28"},
      {"2026-12-31", 6, "2027-06-30"},  {"2026-05-31", 0, "2026-05-31"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(ToString(MonthsAfter(Day(one.day), one.months)), one.later) << one.day;
  }
}

TEST(FollowUpTest, TheNextCheckFollowsFromTheFirstDayOfWork) {
  Steps steps = Offered();
  EXPECT_EQ(NextCheck(*Fold(steps.events())), std::nullopt) << "nobody is hired";
  steps.Hire("2026-01-05", "2026-02-01");
  EXPECT_EQ(NextCheck(*Fold(steps.events())), (FollowUpCheck{Day("2026-05-01"), 3}));
  steps.Check("2026-05-03", 3);
  EXPECT_EQ(NextCheck(*Fold(steps.events())), (FollowUpCheck{Day("2026-08-01"), 6}));
  steps.Check("2027-02-01", 12);
  EXPECT_EQ(NextCheck(*Fold(steps.events())), std::nullopt) << "a later check makes the one at six "
                                                               "months needless";
}

TEST(FollowUpTest, ACheckLeftOutIsNotAskedForAgain) {
  const Steps steps = Offered().Hire("2026-01-05", "2026-01-05").Check("2026-07-05", 6);
  EXPECT_EQ(NextCheck(*Fold(steps.events())), (FollowUpCheck{Day("2027-01-05"), 12}));
}

TEST(FollowUpTest, NobodyIsAskedAfterTheEnd) {
  const Steps steps =
      Offered().Hire("2026-01-05", "2026-01-05").Add(PlacementStep::kEnd, "2026-03-01", "RESIGNED");
  EXPECT_EQ(NextCheck(*Fold(steps.events())), std::nullopt);
}

}  // namespace
}  // namespace setara::placement
