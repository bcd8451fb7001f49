#include "server/quota/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace setara::quota {
namespace {

using testing::HasSubstr;

Rule Points(int64_t basis_points) {
  Rule rule;
  rule.id = "T";
  rule.basis_points = basis_points;
  return rule;
}

// Exact in integers, checked the other way round: the least d with d * 10000 >= n * bp.
TEST(Required, IsTheLeastCountThatReachesThePercentage) {
  for (int64_t points : {100, 200, 175, 350, 700}) {
    EXPECT_EQ(Required(Points(points), 0), 0);
    for (int64_t n = 1; n <= 20'000; ++n) {
      int64_t due = Required(Points(points), n).value();
      ASSERT_GE(due * 10'000, n * points) << n;
      ASSERT_LT((due - 1) * 10'000, n * points) << n;
    }
  }
}

// Trap 1: each of these goes wrong by one in floating point.
TEST(RequiredTrap, FloatingPointWouldMissByOne) {
  EXPECT_EQ(Required(Points(700), 100), 7);  // ceil(100 * 0.07) is 8
  EXPECT_EQ(Required(Points(175), 400), 7);  // ceil(400 * 0.0175) is 8
  EXPECT_EQ(Required(Points(350), 200), 7);  // ceil(200 * 0.035) is 8
  EXPECT_EQ(Required(Points(200), 350), 7);  // floor(350 * double(0.02f)) is 6
  EXPECT_EQ(Required(Points(200), 250), 5);  // of twelve sums of 250 * (1.0 / 12): 6
  EXPECT_EQ(Required(Points(100), 100), 1);  // of 0.01 added a hundred times: 2
}

// Trap 3: the duty is the company's, never the sum of its branches' rounded parts.
TEST(RequiredTrap, TenBranchesOfThirtyOweThreeNotTen) {
  const Rule& rule = *Rules::Get().Find("N16P");
  EXPECT_EQ(Required(rule, 10 * 30), 3);
  EXPECT_EQ(10 * Required(rule, 30).value(), 10);
}

TEST(Required, MinimumOfTheRuleItselfExempts) {
  Rule rule = Points(100);
  rule.min_headcount = 100;
  EXPECT_EQ(Required(rule, 99), 0);
  EXPECT_EQ(Required(rule, 100), 1);
  EXPECT_EQ(SpelledSum(rule, 99), "99 < 100 → 0");
}

TEST(RequiredRoundedDown, IsTheReadingBelow) {
  EXPECT_EQ(RequiredRoundedDown(Points(100), 350), 3);
  EXPECT_EQ(RequiredRoundedDown(Points(200), 350), 7);
  EXPECT_EQ(RequiredRoundedDown(*Rules::Get().Find("N97"), 350), 3);
}

TEST(SpelledSum, IsExactAndNamesTheReading) {
  EXPECT_EQ(SpelledSum(Points(200), 350), "2% × 350 = 7,00 → 7");
  EXPECT_EQ(SpelledSum(Points(100), 350), "1% × 350 = 3,50 → 4 (pembulatan ke atas: tafsir)");
  EXPECT_EQ(SpelledSum(Points(100), 538'518),
            "1% × 538.518 = 5.385,18 → 5.386 (pembulatan ke atas: tafsir)");
  EXPECT_EQ(SpelledSum(Points(175), 3), "1,75% × 3 = 0,0525 → 1 (pembulatan ke atas: tafsir)");
  const Rule& n97 = *Rules::Get().Find("N97");
  EXPECT_EQ(SpelledSum(n97, 300), "300 ÷ 100 = 3,00 → 3");
  EXPECT_EQ(SpelledSum(n97, 350), "350 ÷ 100 = 3,50 → 3 (setiap 100 pekerja penuh)");
  EXPECT_EQ(SpelledSum(*Rules::Get().Find("JTM13"), 350), "");
}

TEST(Rules, CitedButNotComputedHasNoFigure) {
  EXPECT_EQ(Required(*Rules::Get().Find("JTM13"), 350), std::nullopt);
}

// Trap 7: state companies are not private, whatever the news says.
TEST(RulesTrap, StateCompaniesOweTwoPercent) {
  Date date = ParseDate("2024-06-30").value();
  EXPECT_EQ(Rules::Get().Statute(EmployerKind::kBumn, date)->id, "N16G");
  EXPECT_EQ(Rules::Get().Statute(EmployerKind::kBumd, date)->id, "N16G");
  EXPECT_EQ(Rules::Get().Find("KB19G")->basis_points, 200);
}

// Trap 8: a share of recruitment posts is another quantity than a share of all workers.
TEST(RulesTrap, IntakeQuotasAreNotAmongTheRules) {
  EXPECT_EQ(Rules::Get().Find("A18"), nullptr);
  EXPECT_EQ(Rules::Get().Find("A21"), nullptr);
  for (const Rule& rule : Rules::Get().all()) {
    EXPECT_THAT(rule.legal_basis, testing::Not(HasSubstr("PANRB"))) << rule.id;
  }
}

TEST(InRegion, FollowsTheTreeNotTheLetters) {
  EXPECT_TRUE(InRegion("33.72", ""));
  EXPECT_TRUE(InRegion("33.72", "33"));
  EXPECT_TRUE(InRegion("33.72", "33.72"));
  EXPECT_FALSE(InRegion("33", "33.72"));
  EXPECT_FALSE(InRegion("33.720", "33.72"));
  EXPECT_FALSE(InRegion("", "33"));
}

constexpr char kHeader[] =
    "id\tlegal_basis\tkinds\tregion\tbasis_points\tformula\trounding\tmin_headcount\t"
    "practice_minimum\tvalid_from\tvalid_until\tstatus_mark\tnote\n";

TEST(RulesParse, RefusesWhatItCannotCompute) {
  struct Bad {
    const char* row;
    const char* says;
  };
  for (const Bad& bad : {
           Bad{"X\tUU\tfirm\t\t100\t\tceiling\t0\t100\t2016-04-15\t\tverified\t", "firm"},
           Bad{"X\tUU\tprivate\t\t1%\t\tceiling\t0\t100\t2016-04-15\t\tverified\t", "basis_points"},
           Bad{"X\tUU\tprivate\t\t0\t\tceiling\t0\t100\t2016-04-15\t\tverified\t", "basis_points"},
           Bad{"X\tUU\tprivate\t\t100\t\tfloor\t0\t100\t2016-04-15\t\tverified\t", "exclude"},
           Bad{"X\tUU\tprivate\t\t\tceil\tceiling\t0\t100\t2016-04-15\t\tverified\t", "belong"},
           Bad{"X\tUU\tprivate\t\t100\t\tceiling\t-1\t100\t2016-04-15\t\tverified\t", "min_head"},
           Bad{"X\tUU\tprivate\t\t100\t\tceiling\t0\t100\t2023-02-29\t\tverified\t", "no day"},
           Bad{"X\tUU\tprivate\t\t100\t\tceiling\t0\t1\t2016-04-15\t2016-04-15\tverified\t",
               "not after"},
           Bad{"X\tUU\tprivate\t\t100\t\tceiling\t0\t100\t2016-04-15\t\tmaybe\t", "status_mark"},
           Bad{"X\t\tprivate\t\t100\t\tceiling\t0\t100\t2016-04-15\t\tverified\t", "legal_basis"},
       }) {
    absl::StatusOr<Rules> rules = Rules::Parse("t", std::string(kHeader) + bad.row + "\n");
    ASSERT_FALSE(rules.ok()) << bad.row;
    EXPECT_THAT(std::string(rules.status().message()), HasSubstr(bad.says));
  }
}

TEST(RulesParse, OneStatuteForOneKindOnOneDay) {
  std::string first =
      "A\tUU\tprivate\t\t100\t\tceiling\t0\t1\t2016-04-15\t2020-01-01\tverified\t\n";
  std::string next = "B\tUU\tprivate\t\t150\t\tceiling\t0\t1\t2020-01-01\t\tverified\t\n";
  std::string clash = "B\tUU\tprivate\t\t150\t\tceiling\t0\t1\t2019-12-31\t\tverified\t\n";
  EXPECT_TRUE(Rules::Parse("t", kHeader + first + next).ok());
  EXPECT_FALSE(Rules::Parse("t", kHeader + first + clash).ok());
  EXPECT_FALSE(Rules::Parse("t", kHeader + first + first).ok());
}

TEST(KindWords, ReadBackAsWritten) {
  for (EmployerKind kind : {EmployerKind::kNationalGovernment, EmployerKind::kRegionalGovernment,
                            EmployerKind::kBumn, EmployerKind::kBumd, EmployerKind::kPrivate}) {
    EXPECT_EQ(ParseKindWord(KindWord(kind)).value(), kind);
  }
  EXPECT_FALSE(ParseKindWord("unknown").ok());
}

}  // namespace
}  // namespace setara::quota
