#include "server/quota/assess.h"

#include <gtest/gtest.h>

namespace setara::quota {
namespace {

Date Day(const char* text) { return ParseDate(text).value(); }

QuotaSnapshot Private(int64_t workers, std::optional<int64_t> aggregate,
                      std::optional<int64_t> records) {
  QuotaSnapshot snapshot;
  snapshot.as_of = Day("2024-06-30");
  snapshot.kind = EmployerKind::kPrivate;
  snapshot.report = QuotaSnapshot::Report{Day("2024-01-01"), workers, aggregate};
  snapshot.counted_by_records = records;
  return snapshot;
}

TEST(Assess, RecordsDecideAndBothAreShownWhenTheyDiffer) {
  Decision decision = Decide(Private(350, 4, 3), Rules::Get());
  EXPECT_EQ(decision.status, QuotaStatus::kShort);
  EXPECT_EQ(decision.counted, 3);
  EXPECT_EQ(decision.counted_by_records, 3);
  EXPECT_EQ(decision.counted_by_report, 4);
  EXPECT_EQ(decision.shortfall, 1);
  EXPECT_EQ(decision.flags, (Flags{.records_differ = true}));
}

TEST(Assess, RecordsThatAgreeRaiseNoFlag) {
  EXPECT_EQ(Decide(Private(350, 4, 4), Rules::Get()).flags, Flags{});
  EXPECT_EQ(Decide(Private(350, std::nullopt, 4), Rules::Get()).flags, Flags{});
}

// Trap 9: records that count nobody are a known zero, not missing data.
TEST(AssessTrap, KnownNobodyIsShortNotUnknown) {
  EXPECT_EQ(Decide(Private(350, std::nullopt, 0), Rules::Get()).status, QuotaStatus::kShort);
  EXPECT_EQ(Decide(Private(350, std::nullopt, std::nullopt), Rules::Get()).status,
            QuotaStatus::kNoData);
}

TEST(Assess, KindNotKnownOnThatDayHasNoRule) {
  QuotaSnapshot snapshot = Private(350, 4, 4);
  snapshot.kind = EmployerKind::kUnknown;
  Assessment assessment = Assess(snapshot, Rules::Get());
  EXPECT_EQ(assessment.decision.status, QuotaStatus::kNoRule);
  EXPECT_FALSE(assessment.statute.has_value());
}

TEST(Assess, RecordsWithoutAnyReportAreNoData) {
  QuotaSnapshot snapshot = Private(350, 4, 4);
  snapshot.report.reset();
  Assessment assessment = Assess(snapshot, Rules::Get());
  EXPECT_EQ(assessment.decision.status, QuotaStatus::kNoData);
  EXPECT_EQ(assessment.decision.counted, 4);
  EXPECT_EQ(assessment.statute->rule->id, "N16P");
  EXPECT_EQ(assessment.statute->sum, "");
}

TEST(Assess, EveryFigureCitesItsRuleAndSpellsTheSum) {
  QuotaSnapshot snapshot = Private(350, 4, 4);
  snapshot.kind = EmployerKind::kBumd;
  snapshot.seat_region_code = "33.72";
  Assessment assessment = Assess(snapshot, Rules::Get());
  EXPECT_EQ(assessment.statute->rule->legal_basis, "UU 8/2016 pasal 53 ayat (1)");
  EXPECT_EQ(assessment.statute->sum, "2% × 350 = 7,00 → 7");
  EXPECT_FALSE(assessment.statute->stricter);
  ASSERT_EQ(assessment.regional.size(), 1u);
  EXPECT_EQ(assessment.regional[0].rule->id, "SKA23G");
  EXPECT_EQ(assessment.regional[0].sum, "2% × 350 = 7,00 → 7");
  EXPECT_FALSE(assessment.regional[0].stricter);
}

TEST(FreshThrough, IsThirteenCalendarMonths) {
  EXPECT_EQ(FreshThrough(Day("2023-01-31")), Day("2024-02-29"));
  EXPECT_EQ(FreshThrough(Day("2022-01-31")), Day("2023-02-28"));
  EXPECT_EQ(FreshThrough(Day("2023-12-15")), Day("2025-01-15"));
}

}  // namespace
}  // namespace setara::quota
