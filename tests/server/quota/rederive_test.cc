// How the plane of valid and known time is cut.
#include "server/quota/rederive.h"

#include <gtest/gtest.h>

#include "matcher/domain/date.h"

namespace setara::quota {
namespace {

Date Day(const char* text) { return ParseDate(text).value(); }
Instant At(int hours) { return Instant(std::chrono::hours(hours)); }

QuotaRecords OneEmployer() {
  QuotaRecords facts;
  facts.terms.push_back({Day("1900-01-01"), EmployerKind::kPrivate, "33.72", At(1)});
  return facts;
}

void Report(QuotaRecords& facts, const char* day, int64_t workers, Instant known_at) {
  facts.headcounts.push_back({{Day(day), workers, 0}, false, "", known_at});
}

std::vector<QuotaInterval> Holding(const std::vector<QuotaInterval>& rows, const char* day,
                                   Instant known_at) {
  std::vector<QuotaInterval> holding;
  for (const QuotaInterval& row : rows) {
    if (row.Holds(Day(day), known_at)) holding.push_back(row);
  }
  return holding;
}

TEST(Rederive, ALaterReportLeavesWhatWasKnownOfTheYearBefore) {
  QuotaRecords facts = OneEmployer();
  Report(facts, "2023-01-01", 350, At(10));
  Report(facts, "2024-01-01", 150, At(20));
  std::vector<QuotaInterval> rows = Rederive(facts, RuleBook(), {}, Instant::min());
  std::vector<QuotaInterval> year = Holding(rows, "2023-06-30", At(30));
  ASSERT_EQ(year.size(), 1u);
  EXPECT_EQ(year[0].known_from, At(10)) << "known since it came in, not since the next one";
  EXPECT_EQ(year[0].valid_until, Day("2024-01-01"));
  std::vector<QuotaInterval> foreseen = Holding(rows, "2024-06-30", At(15));
  ASSERT_EQ(foreseen.size(), 1u);
  EXPECT_EQ(foreseen[0].figures.report->workers, 350) << "it holds until the next, as known then";
  EXPECT_EQ(foreseen[0].known_until, At(20));
  EXPECT_EQ(Holding(rows, "2024-06-30", At(20))[0].figures.report->workers, 150);
}

TEST(Rederive, WhatIsLearnedTwiceIsCutOnce) {
  QuotaRecords facts = OneEmployer();
  Report(facts, "2023-01-01", 350, At(10));
  std::vector<QuotaInterval> before = Rederive(facts, RuleBook(), {}, Instant::min());
  Report(facts, "2024-01-01", 150, At(20));
  std::vector<QuotaInterval> all = Rederive(facts, RuleBook(), {}, Instant::min());
  EXPECT_EQ(Rederive(facts, RuleBook(), before, At(20)), all);
  EXPECT_EQ(Rederive(facts, RuleBook(), all, At(20)), all);
  EXPECT_EQ(Rederive(facts, RuleBook(), all, At(10)), all);
  EXPECT_EQ(Rederive(facts, RuleBook(), all, At(25)), all);
}

TEST(Rederive, NothingIsKnownBeforeTheEmployer) {
  std::vector<QuotaInterval> rows = Rederive(OneEmployer(), RuleBook(), {}, Instant::min());
  EXPECT_TRUE(Holding(rows, "2024-06-30", At(0)).empty());
  EXPECT_EQ(Holding(rows, "2024-06-30", At(1)).size(), 1u);
  EXPECT_TRUE(Rederive(QuotaRecords(), RuleBook(), {}, Instant::min()).empty());
}

TEST(Rederive, ARuleChangesNothingThatWasAnsweredBeforeIt) {
  Rule perda;
  perda.id = "X1";
  perda.legal_basis = "Perda";
  perda.kinds = {EmployerKind::kPrivate};
  perda.region_code = "33.72";
  perda.basis_points = 300;
  perda.valid_from = Day("2023-01-01");
  RuleBook rules = RuleBook::Of({{perda, false, At(50)}}).value();
  QuotaRecords facts = OneEmployer();
  Report(facts, "2023-01-01", 350, At(10));
  std::vector<QuotaInterval> rows = Rederive(facts, rules, {}, Instant::min());
  EXPECT_EQ(Holding(rows, "2023-06-30", At(49))[0].figures.rules, "N16P,SKA23P");
  EXPECT_EQ(Holding(rows, "2023-06-30", At(50))[0].figures.rules, "N16P,SKA23P,X1");
  EXPECT_EQ(Holding(rows, "2023-06-30", At(50))[0].figures.required, 4) << "the statute decides";
  EXPECT_EQ(Rederive(facts, rules, Rederive(facts, RuleBook(), {}, Instant::min()), At(50)), rows);
}

}  // namespace
}  // namespace setara::quota
