#include "server/placement/employment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/placement/history.h"
#include "tests/server/placement/placement_testing.h"

namespace setara::placement {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using R = QuotaReason;

Placement Known() {
  Placement placement;
  placement.id = "P";
  placement.employer_id = "E";
  return placement;
}

AgreedDays Agreed(int number, const std::string& from, const std::string& until = "") {
  AgreedDays days{number, Day(from), std::nullopt};
  if (!until.empty()) days.until = Day(until);
  return days;
}

TEST(EmploymentTest, SaysEveryReasonWhyItDoesNotCount) {
  const Steps offered = Offered();
  Steps hired = offered;
  hired.Hire("2026-01-05", "2026-02-01");
  Steps proven = hired;
  proven.Evidence("2026-01-06", "2026-01-01", "2026-07-01");
  Steps ended = proven;
  ended.Add(PlacementStep::kEnd, "2026-06-01", "RESIGNED");
  Steps magang = offered;
  magang.Hire("2026-01-05", "2026-02-01", EmploymentRelation::kApprenticeship)
      .Evidence("2026-01-06", "2026-01-01");
  const std::vector<AgreedDays> agreed = {Agreed(1, "2026-01-10", "2026-08-01")};
  const struct {
    const char* what;
    const Steps& steps;
    std::vector<AgreedDays> agreed;
    const char* on;
    std::vector<QuotaReason> reasons;
  } kCases[] = {
      {"nobody hired", offered, agreed, "2026-03-01", {R::kNotHired}},
      {"apprenticeship", magang, agreed, "2026-03-01", {R::kNoEmploymentRelation}},
      {"neither paper", hired, {}, "2026-03-01", {R::kEvidenceMissing, R::kAgreementMissing}},
      {"no evidence", hired, agreed, "2026-03-01", {R::kEvidenceMissing}},
      {"no agreement", proven, {}, "2026-03-01", {R::kAgreementMissing}},
      {"agreement later", proven, agreed, "2026-01-09", {R::kNotStarted, R::kAgreementMissing}},
      {"before the first day", proven, agreed, "2026-01-31", {R::kNotStarted}},
      {"the first day", proven, agreed, "2026-02-01", {R::kCounted}},
      {"the last day of evidence", proven, agreed, "2026-06-30", {R::kCounted}},
      {"evidence ran out", proven, agreed, "2026-07-01", {R::kEvidenceNotInForce}},
      {"both ran out", proven, agreed, "2026-08-01", {R::kEvidenceNotInForce, R::kAgreementEnded}},
      {"the last day of work", ended, agreed, "2026-05-31", {R::kCounted}},
      {"the end", ended, agreed, "2026-06-01", {R::kEnded}},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(QuotaReasonsOn(*Fold(one.steps.events()), one.agreed, Day(one.on)), one.reasons)
        << one.what;
  }
}

TEST(EmploymentTest, ARecordForEachEvidenceAndAgreement) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01")
      .Evidence("2026-01-06", "2026-01-01", "2026-07-01")
      .Evidence("2026-06-20", "2026-07-01");
  const std::vector<AgreedDays> agreed = {Agreed(2, "2026-01-10", "2026-04-01"),
                                          Agreed(5, "2026-05-01")};
  const std::vector<EmploymentRecord> records =
      EmploymentRecordsOf(Known(), *Fold(steps.events()), agreed, "person");
  // The second evidence begins after the first agreement ended: nothing that both cover.
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(records[0].source_id, "P.6.2");
  EXPECT_EQ(records[1].source_id, "P.6.5");
  EXPECT_EQ(records[2].source_id, "P.7.5");
  EXPECT_EQ(records[0].employer_id, "E");
  EXPECT_EQ(records[0].person_id, "person");
  EXPECT_EQ(records[0].valid_from, Day("2026-02-01")) << "from the first day of work";
  EXPECT_EQ(records[0].valid_until, std::nullopt);
  EXPECT_EQ(records[0].agreed_on, Day("2026-01-10"));
  EXPECT_EQ(records[0].evidence_until, Day("2026-04-01")) << "the agreement ended first";
  EXPECT_EQ(records[1].evidence_until, Day("2026-07-01"));
  EXPECT_EQ(records[2].evidence_until, std::nullopt);
  for (const EmploymentRecord& record : records) {
    EXPECT_TRUE(ValidateEmploymentRecord(record).ok());
  }
}

TEST(EmploymentTest, OnlyAnEmploymentRelationMakesARecord) {
  const std::vector<AgreedDays> agreed = {Agreed(1, "2026-01-10")};
  for (int relation = 0; relation <= 6; ++relation) {
    Steps steps = Offered();
    steps.Hire("2026-01-05", "2026-02-01", static_cast<EmploymentRelation>(std::max(relation, 1)))
        .Evidence("2026-01-06", "2026-01-01");
    PlacementStanding standing = *Fold(steps.events());
    standing.relation = static_cast<EmploymentRelation>(relation);
    EXPECT_THAT(EmploymentRecordsOf(Known(), standing, agreed, "person"),
                SizeIs(relation >= 1 && relation <= 3 ? 1 : 0))
        << relation;
  }
}

TEST(EmploymentTest, AnEndClosesTheRecordAndWhoNeverStartedHasNone) {
  const std::vector<AgreedDays> agreed = {Agreed(1, "2026-01-10")};
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01").Evidence("2026-01-06", "2026-01-01");
  Steps never = steps;
  never.Add(PlacementStep::kEnd, "2026-01-30", "NEVER_STARTED");
  EXPECT_THAT(EmploymentRecordsOf(Known(), *Fold(never.events()), agreed, "person"), IsEmpty());
  steps.Add(PlacementStep::kEnd, "2026-06-01", "RESIGNED");
  const auto records = EmploymentRecordsOf(Known(), *Fold(steps.events()), agreed, "person");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].valid_until, Day("2026-06-01"));
}

// The records count on exactly the days on which the placement says that it does.
TEST(EmploymentTest, TheRecordsCountWhenThePlacementSaysSo) {
  Steps steps = Offered();
  steps.Hire("2026-01-05", "2026-02-01")
      .Evidence("2026-01-06", "2026-02-10", "2026-04-01")
      .Evidence("2026-05-01", "2026-05-01")
      .Add(PlacementStep::kEnd, "2026-08-01", "RESIGNED");
  const std::vector<AgreedDays> agreed = {Agreed(1, "2026-01-10", "2026-03-01"),
                                          Agreed(3, "2026-03-20", "2026-07-01"),
                                          Agreed(4, "2026-07-15")};
  const PlacementStanding standing = *Fold(steps.events());
  const auto records = EmploymentRecordsOf(Known(), standing, agreed, "person");
  for (Date on = Day("2026-01-01"); on < Day("2026-09-01"); on += std::chrono::days(1)) {
    const bool counted = std::any_of(records.begin(), records.end(), [&](const auto& record) {
      return record.valid_from <= on && (!record.valid_until || on < *record.valid_until) &&
             *record.evidence_from <= on &&
             (!record.evidence_until || on < *record.evidence_until) && *record.agreed_on <= on;
    });
    const bool says = QuotaReasonsOn(standing, agreed, on) == std::vector{R::kCounted};
    EXPECT_EQ(counted, says) << ToString(on);
  }
}

}  // namespace
}  // namespace setara::placement
