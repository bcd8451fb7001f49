// Every step from every state against the golden table: where it leads, or why it cannot be.
#include "server/placement/steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "embedded/golden_placement_steps.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/table.h"

namespace setara::placement {
namespace {

struct NamedStep {
  PlacementStep step;
  int months = 0;
};

// "CONFIRM_AT_WORK_6" is the check after six months.
NamedStep StepOf(std::string_view name) {
  static constexpr std::pair<std::string_view, NamedStep> kNames[] = {
      {"SHORTLIST", {PlacementStep::kShortlist}},
      {"REFER", {PlacementStep::kRefer}},
      {"INTERVIEW", {PlacementStep::kInterview}},
      {"OFFER", {PlacementStep::kOffer}},
      {"HIRE", {PlacementStep::kHire}},
      {"CONFIRM_AT_WORK_3", {PlacementStep::kConfirmAtWork, 3}},
      {"CONFIRM_AT_WORK_6", {PlacementStep::kConfirmAtWork, 6}},
      {"CONFIRM_AT_WORK_12", {PlacementStep::kConfirmAtWork, 12}},
      {"END", {PlacementStep::kEnd}},
      {"REJECT", {PlacementStep::kReject}},
      {"WITHDRAW", {PlacementStep::kWithdraw}},
      {"ASK_DECISION", {PlacementStep::kAskDecision}},
      {"KEEP", {PlacementStep::kKeep}},
      {"RECORD_EVIDENCE", {PlacementStep::kRecordEvidence}},
      {"RECORD_MEMBERSHIP", {PlacementStep::kRecordMembership}},
      {"CORRECT", {PlacementStep::kCorrect}},
  };
  for (const auto& [known, step] : kNames) {
    if (known == name) return step;
  }
  ADD_FAILURE() << "no step " << name;
  return {PlacementStep::kUnknown};
}

PlacementState StateOf(std::string_view name) {
  if (name == "-") return PlacementState::kUnknown;
  for (int i = 1; i <= kPlacementStates; ++i) {
    if (NameOf(static_cast<PlacementState>(i)) == name) return static_cast<PlacementState>(i);
  }
  ADD_FAILURE() << "no state " << name;
  return PlacementState::kUnknown;
}

TEST(PlacementStepsTest, EveryPairIsAsTheTableSays) {
  absl::StatusOr<Table> table = Table::Parse("placement_steps", embedded::golden_placement_steps(),
                                             {"state", "step", "next", "why_not"});
  ASSERT_TRUE(table.ok()) << table.status();
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    SCOPED_TRACE(table->Where(i));
    EXPECT_TRUE(seen.insert({row[0], row[1]}).second) << "stands twice";
    const NamedStep step = StepOf(row[1]);
    const absl::StatusOr<PlacementState> next = After(StateOf(row[0]), step.step, step.months);
    if (!row[2].empty()) {
      ASSERT_TRUE(next.ok()) << next.status();
      EXPECT_EQ(NameOf(*next), row[2]);
      EXPECT_EQ(row[3], "");
      continue;
    }
    EXPECT_EQ(next.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(Reason(next.status()), "STEP_NOT_POSSIBLE");
    EXPECT_EQ(Metadata(next.status())["state"], row[0] == "-" ? "" : row[0]);
    EXPECT_EQ(std::string(next.status().message()), row[3]);
  }
  EXPECT_EQ(seen.size(), 12u * 16u) << "every state with every step, legal or not";
}

TEST(PlacementStepsTest, AnUnknownStepOrCheckLeadsNowhere) {
  for (int state = 0; state <= kPlacementStates; ++state) {
    const auto from = static_cast<PlacementState>(state);
    EXPECT_FALSE(After(from, PlacementStep::kUnknown).ok());
    for (const int months : {0, -3, 4, 9, 24}) {
      EXPECT_FALSE(After(from, PlacementStep::kConfirmAtWork, months).ok())
          << state << " " << months;
    }
  }
}

TEST(PlacementStepsTest, OnlyStepsThatMoveChangeTheState) {
  for (int state = 0; state <= kPlacementStates; ++state) {
    for (int step = 1; step <= kPlacementSteps; ++step) {
      const auto from = static_cast<PlacementState>(state);
      const auto taken = static_cast<PlacementStep>(step);
      const absl::StatusOr<PlacementState> next = After(from, taken, 12);
      if (next.ok() && !Moves(taken)) {
        EXPECT_EQ(*next, from);
      }
    }
  }
}

}  // namespace
}  // namespace setara::placement
