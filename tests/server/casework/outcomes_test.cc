#include "server/casework/outcomes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/ageing.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

CaseFigures Closed(CaseOutcome outcome, bool enrolled = true) {
  CaseFigures figures{.state = CaseState::kClosed, .outcome = outcome, .enrolled = enrolled};
  figures.happened_on = Day("2026-01-01");
  return figures;
}

// antaranews Bali 2020-07: 935 cases, 787 back and 148 in therapy.
TEST(CaseOutcomes, BothRatesOfThePublishedFigures) {
  std::vector<CaseFigures> cases(787, Closed(CaseOutcome::kReturnedL1));
  cases.resize(935, CaseFigures{.state = CaseState::kRehab, .enrolled = true});
  const SuccessRates rates = CountSuccess(cases);
  EXPECT_EQ(rates.open, 148);
  EXPECT_EQ(rates.ReturnedOfEnrolled(), 8417);  // 84.17 %
  EXPECT_EQ(rates.ReturnedOfClosed(), 10000);   // 100 % of those not open
}

TEST(CaseOutcomes, CountWhoNeverEnrolledApart) {
  std::vector<CaseFigures> cases = {Closed(CaseOutcome::kReturnedL2),
                                    Closed(CaseOutcome::kReturnedL4),
                                    Closed(CaseOutcome::kWithdrawn),
                                    Closed(CaseOutcome::kNotEligible, false),
                                    Closed(CaseOutcome::kDeclined, false),
                                    {.state = CaseState::kConsent},
                                    {.state = CaseState::kTrial, .enrolled = true}};
  const SuccessRates rates = CountSuccess(cases);
  EXPECT_EQ(rates.cases, 7);
  EXPECT_EQ(rates.enrolled, 4);
  EXPECT_EQ(rates.closed, 3);
  EXPECT_EQ(rates.returned, 2);
  EXPECT_EQ(rates.not_enrolled_closed, 2);
  EXPECT_EQ(rates.not_enrolled_open, 1);
  EXPECT_EQ(rates.ReturnedOfClosed(), 6667);
  EXPECT_EQ(rates.ReturnedOfEnrolled(), 5000);
  EXPECT_EQ(CountSuccess({}).ReturnedOfClosed(), std::nullopt);
}

TEST(CaseOutcomes, FiguresOfARecord) {
  CaseLog log;
  log.RunTo(CaseState::kMonitoring, Rung::kOtherEmployer);
  const CaseFigures figures = FiguresOf(log.record());
  EXPECT_TRUE(figures.enrolled);
  EXPECT_EQ(figures.rung, Rung::kOtherEmployer);
  EXPECT_EQ(ToString(*figures.returned_on), "2026-04-11");
  EXPECT_EQ(ToString(figures.state_since), "2026-04-11");
  EXPECT_FALSE(figures.closed_on);
  EXPECT_EQ(figures.manager, "accounts/manager");
  CaseLog early;
  early.RunTo(CaseState::kConsent);
  EXPECT_FALSE(FiguresOf(early.record()).enrolled);
}

TEST(CaseOutcomes, ByRegionAndCause) {
  CaseFigures a = Closed(CaseOutcome::kReturnedL1), b = Closed(CaseOutcome::kLost);
  a.region_code = "33.72";
  b.region_code = "11";
  b.injury = InjuryKind::kDisease;
  const std::vector<CaseFigures> cases = {a, a, b};
  const auto regions = CountSuccessBy(cases, RateKey::kRegion);
  ASSERT_EQ(regions.size(), 2u);
  EXPECT_EQ(regions[0].key, "11");
  EXPECT_EQ(regions[1].rates.returned, 2);
  EXPECT_EQ(CountSuccessBy(cases, RateKey::kInjury)[1].key, "PAK");
}

TEST(CaseOutcomes, TimeToReturnByNearestRank) {
  std::vector<CaseFigures> cases;
  for (int days : {10, 20, 30, 40, 400}) {
    cases.push_back(Closed(CaseOutcome::kReturnedL1));
    cases.back().returned_on = Day("2026-01-01") + std::chrono::days(days);
  }
  cases.push_back(Closed(CaseOutcome::kDied));
  EXPECT_EQ(TimeToReturnOf(cases), (TimeToReturn{5, 30, 20, 40, 400}));
  EXPECT_EQ(TimeToReturnOf({}), TimeToReturn{});
  cases[0].branch = "SKA";
  const std::vector<KeyedTime> by = TimeToReturnBy(cases, RateKey::kBranch);
  ASSERT_EQ(by.size(), 2u);
  EXPECT_EQ(by[1].time, (TimeToReturn{1, 10, 10, 10, 10}));
}

TEST(CaseAgeing, ShowsWhereCasesStall) {
  std::vector<CaseFigures> cases;
  for (int days : {0, 7, 8, 31, 200}) {
    cases.push_back({.state = CaseState::kConsent});
    cases.back().state_since = Day("2026-06-30") - std::chrono::days(days);
  }
  cases.push_back(Closed(CaseOutcome::kLost));
  const std::vector<StateAge> ageing = AgeingOf(cases, Day("2026-06-30"));
  ASSERT_EQ(ageing.size(), 10u);
  const StateAge& consent = ageing[3];
  EXPECT_EQ(consent.state, CaseState::kConsent);
  EXPECT_EQ(consent.cases, 5);
  EXPECT_EQ(consent.buckets, (std::array<int64_t, kAgeBuckets>{2, 1, 0, 1, 0, 1}));
  EXPECT_EQ(consent.oldest_days, 200);
  EXPECT_EQ(consent.median_days, 8);
  EXPECT_EQ(ageing[0].cases, 0);
}

TEST(CaseAgeing, WorkloadAndDeadlinesByKind) {
  CaseLog mine, late;
  mine.RunTo(CaseState::kRehab);
  const std::vector<CaseFigures> cases = {FiguresOf(mine.record()), FiguresOf(late.record()),
                                          Closed(CaseOutcome::kLost)};
  const std::vector<Workload> loads = WorkloadOf(cases);
  ASSERT_EQ(loads.size(), 2u);
  EXPECT_EQ(loads[0].manager, "");  // nobody has it yet
  EXPECT_EQ(loads[1].manager, "accounts/manager");
  EXPECT_EQ(loads[1].by_state[static_cast<size_t>(CaseState::kRehab)], 1);
  const Instant now = At("2026-03-06T02:00:00Z");
  const auto counts = CountByKind(OpenDeadlines(late.record(), now, CaseRules::Shipped()), now,
                                  CaseRules::Shipped());
  ASSERT_EQ(counts.size(), 4u);
  EXPECT_EQ(counts[0], (KindCount{.kind = "FIRST_CONTACT", .overdue = 1}));
}

TEST(CaseAgeing, CaseloadByDayAndState) {
  CaseLog log;
  log.RunTo(CaseState::kRecommended);  // reported 2 March, screened 3, recommended 8
  log.PassDays(2);
  log.Move(CaseTrigger::kWithdraw);  // 10 March
  const std::vector<CaseRecord> records = {log.record()};
  const std::vector<Date> days = {Day("2026-03-01"), Day("2026-03-02"), Day("2026-03-07"),
                                  Day("2026-03-09"), Day("2026-03-10")};
  const std::vector<Caseload> load = CaseloadOn(records, days);
  auto at = [&](size_t day, CaseState state) {
    return load[day].cases[static_cast<size_t>(state)];
  };
  EXPECT_EQ(at(0, CaseState::kReported), 0);
  EXPECT_EQ(at(1, CaseState::kReported), 1);
  EXPECT_EQ(at(2, CaseState::kScreening), 1);
  EXPECT_EQ(at(3, CaseState::kRecommended), 1);
  EXPECT_EQ(at(4, CaseState::kClosed), 0);
  EXPECT_EQ(at(4, CaseState::kRecommended), 0);
}

}  // namespace
}  // namespace setara::casework
