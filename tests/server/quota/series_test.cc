#include "server/quota/series.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace setara::quota {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Date Day(const char* text) { return ParseDate(text).value(); }
const Rule& Find(const char* id) { return *Rules::Get().Find(id); }

std::vector<std::string> Texts(const std::vector<Date>& days) {
  std::vector<std::string> texts;
  for (Date day : days) texts.push_back(ToString(day));
  return texts;
}

// Twelve monthly reports of 2025.
QuotaFacts Monthly(EmployerKind kind, const std::vector<int64_t>& workers) {
  QuotaFacts facts;
  facts.from = Day("2025-01-01");
  facts.terms = {{Day("2000-01-01"), kind, ""}};
  for (size_t i = 0; i < workers.size(); ++i) {
    const std::chrono::month month(static_cast<unsigned>(i + 1));
    facts.reports.push_back({std::chrono::year(2025) / month / 1, workers[i], std::nullopt});
  }
  return facts;
}

Series Of2025(const QuotaFacts& facts) {
  return MakeSeries(facts, MonthDays(Day("2025-01-01"), Day("2026-01-01"), MonthDay::kLast),
                    Rules::Get());
}

TEST(MonthDays, AreTheLastOrFirstOfEachMonthInTheRange) {
  EXPECT_THAT(Texts(MonthDays(Day("2024-01-15"), Day("2024-04-30"), MonthDay::kLast)),
              ElementsAre("2024-01-31", "2024-02-29", "2024-03-31"));
  EXPECT_THAT(Texts(MonthDays(Day("2024-01-15"), Day("2024-04-30"), MonthDay::kFirst)),
              ElementsAre("2024-02-01", "2024-03-01", "2024-04-01"));
  EXPECT_THAT(MonthDays(Day("2025-01-01"), Day("2026-01-01"), MonthDay::kLast), SizeIs(12));
  EXPECT_THAT(MonthDays(Day("2025-02-28"), Day("2025-02-28"), MonthDay::kLast), SizeIs(0));
}

// Trap 1: twelve additions of 250 / 12 in floating point are a little more than 250, so that the
// ceiling of 2 % of them would be 6.
TEST(SeriesTrap, TheAverageOfTwelveTimes250NeedsFiveNotSix) {
  double sum = 0;
  for (int month = 0; month < 12; ++month) sum += 250 * (1.0 / 12);
  EXPECT_EQ(std::ceil(sum * 0.02), 6) << "what floating point would say";
  const Series series = Of2025(Monthly(EmployerKind::kBumn, std::vector<int64_t>(12, 250)));
  EXPECT_EQ(series.average->headcount, (Fraction{250, 1}));
  EXPECT_EQ(series.average->requirements[0].required, 5);
}

// Nor is an average rounded before the quota is computed from it, up or down.
TEST(SeriesTrap, OneWorkerInOneMonthDecides) {
  std::vector<int64_t> workers(12, 300);
  EXPECT_EQ(Of2025(Monthly(EmployerKind::kPrivate, workers)).average->requirements[0].required, 3);
  workers[4] = 301;
  const Average average = *Of2025(Monthly(EmployerKind::kPrivate, workers)).average;
  EXPECT_EQ(average.headcount, (Fraction{3601, 12}));
  EXPECT_EQ(average.requirements[0].required, 4) << "300 1/12 is more than 300";
  EXPECT_EQ(average.requirements[0].sum,
            "1% × 3601/12 = 3601/1200 → 4 (pembulatan ke atas: tafsir)");
  workers[4] = 299;
  EXPECT_EQ(Of2025(Monthly(EmployerKind::kPrivate, workers)).average->requirements[0].required, 3);
}

// The least d with d * 10000 * denominator >= numerator * bp, and Required for whole averages.
TEST(RequiredOf, IsTheLeastCountThatReachesThePercentageOfTheFraction) {
  for (const char* id : {"N16G", "N16P"}) {
    const Rule& rule = Find(id);
    for (int64_t numerator = 0; numerator <= 6000; ++numerator) {
      for (int64_t denominator : {1, 2, 3, 5, 7, 11, 12, 120}) {
        const int64_t due = RequiredOf(rule, {numerator, denominator}).value();
        ASSERT_GE(due * 10'000 * denominator, numerator * rule.basis_points);
        ASSERT_TRUE(due == 0 || (due - 1) * 10'000 * denominator < numerator * rule.basis_points);
      }
      ASSERT_EQ(RequiredOf(rule, {numerator, 1}), Required(rule, numerator));
    }
  }
  EXPECT_EQ(RequiredOf(Find("N97"), {1199, 6}), 1) << "199 5/6 has one full hundred";
  EXPECT_EQ(RequiredOf(Find("JTM13"), {350, 1}), std::nullopt);
  EXPECT_EQ(SpelledSum(Find("N97"), {1199, 6}),
            "1199/6 ÷ 100 = 1199/600 → 1 (setiap 100 pekerja penuh)");
  EXPECT_EQ(SpelledSum(Find("N16G"), {250, 1}), "2% × 250 = 5 → 5");
  EXPECT_EQ(RequiredOf(Find("N16P"), {120 * kMaxHeadcount, 120}), 1'000'000);
}

// Trap 9: a month without a report is neither 0 nor part of the average.
TEST(SeriesTrap, MonthsWithoutDataAreNamedAndNotCountedAsZero) {
  QuotaFacts facts;
  facts.from = Day("2025-01-31");
  facts.terms = {{Day("2000-01-01"), EmployerKind::kPrivate, ""}};
  facts.reports = {{Day("2025-03-15"), 350, 2}, {Day("2025-11-30"), 360, std::nullopt}};
  const Series series = Of2025(facts);
  EXPECT_THAT(Texts(series.without_data), ElementsAre("2025-01-31", "2025-02-28"));
  EXPECT_EQ(series.months[0].assessment.decision.status, QuotaStatus::kNoData);
  EXPECT_EQ(series.average->months, 10);
  EXPECT_EQ(series.average->headcount, (Fraction{352, 1})) << "(8 * 350 + 2 * 360) / 10";
  EXPECT_EQ(series.average->counted_months, 8) << "of two months the numerator is not known";
  EXPECT_EQ(series.average->counted, (Fraction{2, 1}));
  facts.reports.clear();
  EXPECT_FALSE(Of2025(facts).average.has_value());
  EXPECT_THAT(Of2025(facts).without_data, SizeIs(12));
}

TEST(Series, EachStatuteOfTheYearIsNamedWithItsMonths) {
  QuotaFacts facts;
  facts.from = Day("2016-01-31");
  facts.terms = {{Day("2000-01-01"), EmployerKind::kPrivate, ""}};
  facts.reports = {{Day("2016-01-01"), 350, 3}};
  const Series series = MakeSeries(
      facts, MonthDays(Day("2016-01-01"), Day("2017-01-01"), MonthDay::kLast), Rules::Get());
  ASSERT_THAT(series.average->requirements, SizeIs(2));
  EXPECT_EQ(series.average->requirements[0].rule->id, "N97");
  EXPECT_EQ(series.average->requirements[0].months, 3);
  EXPECT_EQ(series.average->requirements[0].required, 3);
  EXPECT_EQ(series.average->requirements[1].rule->id, "N16P");
  EXPECT_EQ(series.average->requirements[1].months, 9);
  EXPECT_EQ(series.average->requirements[1].required, 4);
}

}  // namespace
}  // namespace setara::quota
