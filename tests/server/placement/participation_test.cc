#include "server/placement/participation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/placement/placement_testing.h"

namespace setara::placement {
namespace {

using ::testing::ElementsAre;

constexpr Instant kForever = Instant::max();

std::optional<WorkFacts> FactsOn(const Steps& steps, const std::string& on,
                                 Instant known_at = kForever) {
  Placement placement;
  placement.region_code = "33.72";
  return WorkFactsOn(placement, steps.events(), Day(on), known_at).value();
}

TEST(ParticipationTest, CountsWhoIsAtWorkOnTheDay) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01");
  EXPECT_FALSE(FactsOn(steps, "2026-01-31")) << "hired, and not at work yet";
  ASSERT_TRUE(FactsOn(steps, "2026-02-01"));
  EXPECT_EQ(FactsOn(steps, "2026-02-01")->kind, WorkKind::kEmployment);
  EXPECT_EQ(FactsOn(steps, "2026-02-01")->registration, Registration::kNotRecorded);
  EXPECT_FALSE(FactsOn(steps, "2026-02-01", Instant(Day("2026-01-04")))) << "not known yet";
  steps.Add(PlacementStep::kEnd, "2026-06-01", "RESIGNED");
  EXPECT_TRUE(FactsOn(steps, "2026-05-31"));
  EXPECT_FALSE(FactsOn(steps, "2026-06-01"));
}

TEST(ParticipationTest, AMembershipCountsFromItsDay) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01").Membership("2026-02-02", BpjsSegment::kWageEarner);
  EXPECT_EQ(FactsOn(steps, "2026-02-01")->registration, Registration::kNotRecorded);
  EXPECT_EQ(FactsOn(steps, "2026-03-01")->registration, Registration::kNotRegistered);
  EXPECT_EQ(FactsOn(steps, "2026-03-01")->segment, BpjsSegment::kWageEarner);
  steps.Membership("2026-04-01", BpjsSegment::kWageEarner, "2026-03-15");
  EXPECT_EQ(FactsOn(steps, "2026-03-20")->registration, Registration::kNotRegistered)
      << "it was noted in April, that it was so since March";
  EXPECT_EQ(FactsOn(steps, "2026-04-01")->registration, Registration::kRegistered);
}

WorkFacts Facts(const std::string& region, WorkKind kind, BpjsSegment segment,
                Registration registration) {
  return {region, kind, segment, registration};
}

TEST(ParticipationTest, TablesAddUpAndNameEverySegmentAndKind) {
  Participation national("");
  national.Add(
      Facts("33.72", WorkKind::kEmployment, BpjsSegment::kWageEarner, Registration::kRegistered));
  national.Add(
      Facts("33.73", WorkKind::kPartnership, BpjsSegment::kNonWage, Registration::kRegistered));
  national.Add(Facts("", WorkKind::kEmployment, BpjsSegment::kUnknown, Registration::kNotRecorded));
  const ParticipationTable segments = national.By(Grouping::kSegment);
  EXPECT_THAT(segments.keys, ElementsAre("2", "3", "4", "5", ""));
  EXPECT_THAT(segments.cells, ElementsAre(ElementsAre(1, 0, 0, 1), ElementsAre(1, 0, 0, 1),
                                          ElementsAre(0, 0, 0, 0), ElementsAre(0, 0, 0, 0),
                                          ElementsAre(0, 0, 1, 1), ElementsAre(2, 0, 1, 3)));
  EXPECT_THAT(national.By(Grouping::kWorkKind).keys, ElementsAre("1", "2", "3", "4"));
  EXPECT_THAT(national.By(Grouping::kRegion).keys, ElementsAre("33", ""));
  Participation province("33");
  province.Add(
      Facts("33.72", WorkKind::kEmployment, BpjsSegment::kWageEarner, Registration::kRegistered));
  province.Add(
      Facts("33", WorkKind::kEmployment, BpjsSegment::kWageEarner, Registration::kRegistered));
  EXPECT_THAT(province.By(Grouping::kRegion).keys, ElementsAre("33.72", ""));
}

}  // namespace
}  // namespace setara::placement
