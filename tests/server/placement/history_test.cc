#include "server/placement/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "matcher/domain/errors.h"
#include "server/placement/steps.h"
#include "tests/server/placement/placement_testing.h"

namespace setara::placement {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr Instant kForever = Instant::max();

std::string FieldOf(const absl::Status& status) {
  const std::vector<FieldViolation> fields = FieldViolations(status);
  return fields.empty() ? "" : fields.front().field;
}

TEST(PlacementHistoryTest, NothingStandsForNothing) {
  const PlacementStanding standing = *Fold({});
  EXPECT_EQ(standing.state, PlacementState::kUnknown);
  EXPECT_FALSE(standing.referred);
}

TEST(PlacementHistoryTest, TheStepsLeadToTheStandingWithItsFacts) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01", EmploymentRelation::kPermanent)
      .Evidence("2026-01-06", "2025-01-01", "2027-01-01")
      .Membership("2026-02-03", BpjsSegment::kWageEarner, "2026-02-01");
  PlacementStanding standing = *Fold(steps.events());
  EXPECT_EQ(standing.state, PlacementState::kHired);
  EXPECT_EQ(ToString(standing.since), "2026-01-05") << "papers move nothing";
  EXPECT_TRUE(standing.referred);
  EXPECT_EQ(standing.starts_on, Day("2026-02-01"));
  EXPECT_EQ(standing.relation, EmploymentRelation::kPermanent);
  ASSERT_THAT(standing.evidence, SizeIs(1));
  EXPECT_EQ(standing.evidence[0].number, 6);
  EXPECT_EQ(standing.membership->segment, BpjsSegment::kWageEarner);
  steps.Add(PlacementStep::kEnd, "2026-06-01", "CONTRACT_ENDED");
  standing = *Fold(steps.events());
  EXPECT_EQ(standing.state, PlacementState::kEnded);
  EXPECT_EQ(standing.ended_on, Day("2026-06-01"));
  EXPECT_EQ(standing.reason, "CONTRACT_ENDED");
}

TEST(PlacementHistoryTest, StepsDoNotGoBackInTime) {
  const Steps steps = Offered().Hire("2026-01-03", "2026-02-01");
  EXPECT_EQ(FieldOf(Fold(steps.events()).status()), "occurred_on");
}

TEST(PlacementHistoryTest, EndsHaveTheirOwnReasons) {
  const auto field = [](const Steps& steps) { return FieldOf(Fold(steps.events()).status()); };
  EXPECT_EQ(field(Offered().Add(PlacementStep::kReject, "2026-01-05")), "reason");
  EXPECT_EQ(field(Offered().Add(PlacementStep::kReject, "2026-01-05", "RESIGNED")), "reason");
  EXPECT_EQ(field(Offered().Add(PlacementStep::kReject, "2026-01-05", "NO_SUCH")), "reason");
  EXPECT_EQ(field(Offered().Add(PlacementStep::kReject, "2026-01-05", "POSITION_FILLED")), "");
  EXPECT_EQ(field(Steps().Add(PlacementStep::kShortlist, "2026-01-01", "TOO_FAR")), "reason");
}

TEST(PlacementHistoryTest, WhoNeverStartedIsSaidToHaveNeverStarted) {
  const auto end = [](const std::string& on, const std::string& reason) {
    Steps steps = Offered();
    steps.Hire("2026-01-05", "2026-02-01").Add(PlacementStep::kEnd, on, reason);
    return FieldOf(Fold(steps.events()).status());
  };
  EXPECT_EQ(end("2026-01-20", "RESIGNED"), "occurred_on");
  EXPECT_EQ(end("2026-02-01", "RESIGNED"), "occurred_on") << "no day of work";
  EXPECT_EQ(end("2026-02-01", "NEVER_STARTED"), "");
  EXPECT_EQ(end("2026-02-02", "NEVER_STARTED"), "reason");
  EXPECT_EQ(end("2026-02-02", "RESIGNED"), "");
}

TEST(PlacementHistoryTest, AHireNamesItsFirstDayAndRelation) {
  PlacementEvent hire;
  hire.step = PlacementStep::kHire;
  hire.occurred_on = Day("2026-01-05");
  EXPECT_EQ(FieldOf(Fold(Offered().Add(hire).events()).status()), "starts_on");
  hire.starts_on = Day("2026-02-01");
  EXPECT_EQ(FieldOf(Fold(Offered().Add(hire).events()).status()), "relation");
}

TEST(PlacementHistoryTest, ACheckWaitsForItsMonths) {
  const auto reason = [](const std::string& on, int months) {
    return Reason(
        Fold(Offered().Hire("2026-01-05", "2026-02-01").Check(on, months).events()).status());
  };
  EXPECT_EQ(reason("2026-04-30", 3), "CHECK_TOO_EARLY");
  EXPECT_EQ(reason("2026-05-01", 3), "");
  EXPECT_EQ(reason("2026-05-01", 6), "CHECK_TOO_EARLY");
}

TEST(PlacementHistoryTest, AQuestionStaysUntilItIsDecided) {
  Steps steps = Offered();
  EXPECT_EQ(Reason(Fold(Steps(steps).Add(PlacementStep::kKeep, "2026-01-05").events()).status()),
            "NOTHING_TO_DECIDE");
  steps.Add(PlacementStep::kAskDecision, "2026-01-05");
  EXPECT_TRUE(Fold(steps.events())->needs_decision);
  EXPECT_TRUE(
      Fold(Steps(steps).Add(PlacementStep::kAskDecision, "2026-01-06").events())->needs_decision);
  EXPECT_EQ(Fold(steps.events())->state, PlacementState::kOffered) << "it closes nothing";
  EXPECT_FALSE(Fold(Steps(steps).Add(PlacementStep::kKeep, "2026-01-06").events())->needs_decision);
  EXPECT_FALSE(Fold(Steps(steps).Hire("2026-01-06", "2026-01-07").events())->needs_decision);
  EXPECT_FALSE(
      Fold(Steps(steps).Add(PlacementStep::kWithdraw, "2026-01-06", "HIRED_ELSEWHERE").events())
          ->needs_decision);
}

TEST(PlacementHistoryTest, ARetractedStepCountsAsIfItHadNotBeen) {
  Steps steps = Offered();
  steps.Add(PlacementStep::kReject, "2026-01-05", "NO_ANSWER").Retract("2026-01-09", 5);
  const PlacementStanding standing = *Fold(steps.events());
  EXPECT_EQ(standing.state, PlacementState::kOffered);
  EXPECT_EQ(standing.reason, "");
  EXPECT_TRUE(Fold(steps.Hire("2026-01-10", "2026-02-01").events()).ok());
  const std::vector<StandingStep> corrected = Corrected(steps.events());
  ASSERT_THAT(corrected, SizeIs(6)) << "the correction is no step of its own";
  EXPECT_TRUE(corrected[4].retracted);
}

PlacementEvent CorrectionOf(int number) {
  PlacementEvent event;
  event.step = PlacementStep::kCorrect;
  event.occurred_on = Day("2026-12-01");
  event.corrects = number;
  return event;
}

TEST(PlacementHistoryTest, ACorrectionChangesDayReasonAndHire) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01").Add(PlacementStep::kEnd, "2026-06-01", "RESIGNED");
  PlacementEvent correction = CorrectionOf(6);
  correction.reason = "DISMISSED_REDUNDANCY";
  correction.corrected_on = Day("2026-07-01");
  PlacementStanding standing = *FoldCorrected(steps.events(), correction);
  EXPECT_EQ(standing.reason, "DISMISSED_REDUNDANCY");
  EXPECT_EQ(standing.ended_on, Day("2026-07-01"));
  correction = CorrectionOf(5);
  correction.starts_on = Day("2026-03-01");
  correction.relation = EmploymentRelation::kApprenticeship;
  standing = *FoldCorrected(steps.events(), correction);
  EXPECT_EQ(standing.starts_on, Day("2026-03-01"));
  EXPECT_EQ(standing.relation, EmploymentRelation::kApprenticeship);
}

TEST(PlacementHistoryTest, ACorrectionMustLeaveAHistoryThatHolds) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01").Check("2026-05-02", 3);
  PlacementEvent correction = CorrectionOf(5);
  correction.starts_on = Day("2026-03-01");
  const absl::Status broken = FoldCorrected(steps.events(), correction).status();
  EXPECT_EQ(Reason(broken), "CORRECTION_NOT_POSSIBLE");
  EXPECT_THAT(std::string(broken.message()), HasSubstr("step 6"));
  correction = CorrectionOf(2);
  correction.retracts = true;
  EXPECT_EQ(Reason(FoldCorrected(steps.events(), correction).status()), "CORRECTION_NOT_POSSIBLE");
  correction = CorrectionOf(4);
  correction.retracts = true;
  EXPECT_TRUE(FoldCorrected(steps.events(), correction).ok()) << "an offer may be left out";
}

TEST(PlacementHistoryTest, ACorrectionSaysSomethingOfAStepThatHasIt) {
  Steps steps = Offered();
  steps.Add(PlacementStep::kAskDecision, "2026-01-05");
  const auto field = [&](const PlacementEvent& correction) {
    return FieldOf(FoldCorrected(steps.events(), correction).status());
  };
  PlacementEvent correction = CorrectionOf(3);
  EXPECT_EQ(field(correction), "retract") << "it says nothing";
  correction.starts_on = Day("2026-02-01");
  EXPECT_EQ(field(correction), "starts_on") << "an interview has no first day of work";
  correction.retracts = true;
  EXPECT_EQ(field(correction), "retract") << "it says two things";
  for (const int number : {0, 1, 5, 6}) {
    correction = CorrectionOf(number);
    correction.retracts = true;
    EXPECT_EQ(field(correction), "number") << number;
  }
}

TEST(PlacementHistoryTest, WhatStoodOnADayAsKnownThen) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01")
      .Add(PlacementStep::kEnd, "2026-06-01", "RESIGNED")
      .KnownOn("2026-09-01");
  PlacementEvent late = CorrectionOf(6);
  late.corrected_on = Day("2026-08-01");
  steps.Add(late);
  const auto state = [&](const std::string& on, Instant known_at) {
    return FoldAsOf(steps.events(), Day(on), known_at)->state;
  };
  EXPECT_EQ(state("2025-12-31", kForever), PlacementState::kUnknown);
  EXPECT_EQ(state("2026-01-03", kForever), PlacementState::kInterview);
  EXPECT_EQ(state("2026-07-01", kForever), PlacementState::kHired) << "as corrected";
  EXPECT_EQ(state("2026-07-01", Instant(Day("2026-08-31"))), PlacementState::kEnded)
      << "before the correction was known";
  EXPECT_EQ(state("2026-07-01", Instant(Day("2026-01-03"))), PlacementState::kInterview);
}

// The fold step by step equals the fold at once, and what was known is always a prefix.
TEST(PlacementHistoryTest, RandomHistoriesFoldTheSameHoweverTheyAreReadIn) {
  std::mt19937 random(20261125);
  int folded = 0;
  for (int round = 0; round < 4000; ++round) {
    Steps steps;
    Date day = Day("2025-01-01");
    PlacementState state = PlacementState::kUnknown;
    for (int i = 0; i < 8; ++i) {
      day += std::chrono::days(random() % 120);
      PlacementEvent event;
      event.step = static_cast<PlacementStep>(1 + random() % kPlacementSteps);
      event.occurred_on = day;
      event.months = 3;
      event.starts_on = day;
      event.relation = EmploymentRelation::kFixedTerm;
      if (event.step == PlacementStep::kEnd) event.reason = "RESIGNED";
      if (event.step == PlacementStep::kReject) event.reason = "NO_ANSWER";
      if (event.step == PlacementStep::kWithdraw) event.reason = "TOO_FAR";
      if (event.step == PlacementStep::kCorrect) continue;
      Steps longer = steps;
      longer.Add(event);
      const absl::StatusOr<PlacementStanding> standing = Fold(longer.events());
      const absl::StatusOr<PlacementState> next = After(state, event.step, event.months);
      if (!next.ok()) {
        EXPECT_EQ(Reason(standing.status()), "STEP_NOT_POSSIBLE");
        continue;
      }
      if (!standing.ok()) continue;  // the day, the check or the question did not fit
      EXPECT_EQ(standing->state, *next);
      steps = longer;
      state = *next;
      ++folded;
      const PlacementStanding known = *FoldAsOf(steps.events(), day, kForever);
      EXPECT_EQ(known.state, state);
      EXPECT_EQ(known.starts_on, standing->starts_on);
      EXPECT_EQ(known.needs_decision, standing->needs_decision);
    }
  }
  EXPECT_GT(folded, 2000);
}

}  // namespace
}  // namespace setara::placement
