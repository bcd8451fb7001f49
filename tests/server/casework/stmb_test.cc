#include "server/casework/stmb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

TEST(Stmb, A100PerCentForTwelveMonthsThen50) {
  struct {
    const char* from;
    const char* on;
    std::optional<int> percent;
  } const cases[] = {
      // PP 82/2019: 100 % for 12 months, then 50 % until recovered.
      {"2026-03-01", "2026-02-28", std::nullopt},
      {"2026-03-01", "2026-03-01", 100},
      {"2026-03-01", "2027-02-28", 100},
      {"2026-03-01", "2027-03-01", 50},
      {"2026-03-01", "2031-03-01", 50},
      {"2024-02-29", "2025-02-27", 100},
      {"2024-02-29", "2025-02-28", 50},
      {"2026-01-31", "2027-01-30", 100},
      {"2026-01-31", "2027-01-31", 50},
      // Before it the percentages were not read.
      {"2019-11-01", "2019-12-01", std::nullopt},
      {"2019-11-01", "2019-12-02", 100},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(StmbRule::Get().PercentOn(Day(test.from), Day(test.on)), test.percent)
        << test.from << " " << test.on;
  }
}

TEST(Stmb, PaymentsThatDoNotMatchAreShownNotRefused) {
  CaseReported report = AReport();
  report.incapacity_from = Day("2025-03-15");
  CaseLog log(report);
  log.Add(StmbPaid{Day("2025-03-15"), Day("2025-04-15"), 100, 4'000'000, Day("2025-05-01")});
  log.Add(StmbPaid{Day("2025-04-15"), Day("2025-05-15"), 75, 3'000'000, Day("2025-06-01")});
  log.Add(StmbPaid{Day("2026-03-01"), Day("2026-04-01"), 100, 4'000'000, Day("2026-03-02")});
  const std::vector<StmbMismatch> found = StmbMismatches(log.record());
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].sequence, 3);
  EXPECT_EQ(found[0].due_percent, 100);
  EXPECT_EQ(ToString(found[1].from), "2026-03-15");  // month 12 is over
  EXPECT_EQ(found[1].due_percent, 50);
  EXPECT_THAT(UnpaidPeriods(log.record(), Day("2026-04-02")),
              testing::ElementsAre(Period{Day("2025-05-15"), Day("2026-03-01")},
                                   Period{Day("2026-04-01"), Day("2026-04-02")}));
}

TEST(Stmb, NothingIsUnpaidAfterTheReturn) {
  CaseLog log;
  log.RunTo(CaseState::kMonitoring);  // 11 April
  EXPECT_THAT(UnpaidPeriods(log.record(), Day("2026-12-31")),
              testing::ElementsAre(Period{Day("2026-03-01"), Day("2026-04-11")}));
}

TEST(Stmb, RefusesDamagedTables) {
  constexpr char kHeader[] = "valid_from\tvalid_until\tmonth_from\tmonth_until\tpercent\n";
  for (const char* row :
       {"2019-13-02\t\t0\t12\t100", "2019-12-02\t\t12\t12\t100", "2019-12-02\t\t0\t12\t101",
        "2019-12-02\t\t-1\t12\t100", "2019-12-02\t\t0\t12\t100\n2020-01-01\t\t11\t\t50"}) {
    EXPECT_FALSE(StmbRule::Parse("t", std::string(kHeader) + row + "\n").ok()) << row;
  }
}

}  // namespace
}  // namespace setara::casework
