// What is found, and when it is the same finding again.
#include "server/notices/finding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/notices/settings.h"

namespace setara::notices {
namespace {

const quota::Rules& TheRules() { return quota::Rules::Get(); }

QuotaSnapshot Snapshot(const char* as_of, int64_t workers, std::optional<int64_t> disabled,
                       const char* report_day = "2025-01-01") {
  QuotaSnapshot snapshot;
  snapshot.as_of = *ParseDate(as_of);
  snapshot.kind = EmployerKind::kPrivate;
  snapshot.seat_region_code = "33.72";
  snapshot.report = QuotaSnapshot::Report{*ParseDate(report_day), workers, disabled};
  return snapshot;
}

QuotaSnapshot Silent(const char* as_of) {
  QuotaSnapshot snapshot = Snapshot(as_of, 0, std::nullopt);
  snapshot.report.reset();
  return snapshot;
}

std::string KeyOf(const QuotaSnapshot& snapshot, const NoticeSelection& selection = {}) {
  std::optional<Finding> finding = Find(selection, snapshot, TheRules());
  return finding ? finding->key : "";
}

uint32_t Bit(FindingKind kind) { return 1u << static_cast<int>(kind); }

TEST(FindingTest, TellsShortStaleAndSilent) {
  struct Row {
    QuotaSnapshot snapshot;
    FindingKind kind;
  };
  const Row rows[] = {
      {Snapshot("2025-06-30", 350, 3), FindingKind::kShort},
      {Snapshot("2025-06-30", 350, 4), FindingKind::kUnknown},
      {Snapshot("2026-06-30", 350, 4), FindingKind::kStale},
      {Snapshot("2026-06-30", 350, 3), FindingKind::kShort},  // and stale
      {Snapshot("2025-06-30", 350, std::nullopt), FindingKind::kSilent},
      {Silent("2025-06-30"), FindingKind::kSilent},
      {Snapshot("1996-06-30", 350, 0, "1996-01-01"), FindingKind::kUnknown},  // no rule yet
  };
  for (const Row& row : rows) {
    std::optional<Finding> finding = Find({}, row.snapshot, TheRules());
    EXPECT_EQ(finding ? finding->kind : FindingKind::kUnknown, row.kind)
        << ToString(row.snapshot.as_of);
  }
}

TEST(FindingTest, CarriesEveryFigureOfTheLetter) {
  QuotaSnapshot snapshot = Snapshot("2026-06-30", 350, 1);
  snapshot.counted_by_records = 2;
  const Finding finding = *Find({}, snapshot, TheRules());
  EXPECT_EQ(finding.headcount, 350);
  EXPECT_EQ(finding.counted, 2);
  EXPECT_TRUE(finding.counted_from_records);
  EXPECT_EQ(finding.reported, 1);
  EXPECT_EQ(finding.required, 4);
  EXPECT_EQ(finding.shortfall, 2);
  EXPECT_EQ(finding.rule_id, "N16P");
  EXPECT_EQ(finding.sum, "1% × 350 = 3,50 → 4 (pembulatan ke atas: tafsir)");
  EXPECT_TRUE(finding.stale);
  EXPECT_EQ(finding.regional.size(), 1u) << "Surakarta has a rule of its own";
}

TEST(FindingTest, TheSameFindingHasTheSameKeyTomorrow) {
  EXPECT_EQ(KeyOf(Snapshot("2025-06-30", 350, 3)), KeyOf(Snapshot("2025-07-01", 350, 3)));
  EXPECT_EQ(KeyOf(Snapshot("2026-03-01", 350, 4)), KeyOf(Snapshot("2026-12-31", 350, 4)));
  EXPECT_EQ(KeyOf(Silent("2025-01-01")), KeyOf(Silent("2025-12-31")));
}

TEST(FindingTest, ANewReportOrAnotherShortfallIsANewFinding) {
  const std::string first = KeyOf(Snapshot("2025-06-30", 350, 3));
  QuotaSnapshot counted = Snapshot("2025-06-30", 350, 3);
  counted.counted_by_records = 2;
  for (const QuotaSnapshot& changed :
       {Snapshot("2025-06-30", 350, 2), Snapshot("2025-06-30", 401, 3),
        Snapshot("2025-06-30", 350, 3, "2025-02-01"), counted,
        Snapshot("2026-06-30", 350, 3) /* stale by now */}) {
    EXPECT_NE(KeyOf(changed), first);
    EXPECT_NE(KeyOf(changed), "");
  }
  EXPECT_NE(KeyOf(Silent("2025-12-31")), KeyOf(Silent("2026-01-01"))) << "the report is annual";
  EXPECT_NE(KeyOf(Snapshot("2026-12-31", 350, 4)), KeyOf(Snapshot("2027-01-01", 350, 4)));
}

TEST(FindingTest, AsksOnlyForWhatIsSelected) {
  NoticeSelection stale_only{
      .findings = Bit(FindingKind::kStale), .region_code = {}, .min_headcount = {}};
  EXPECT_EQ(KeyOf(Snapshot("2025-06-30", 350, 3), stale_only), "");
  EXPECT_THAT(KeyOf(Snapshot("2026-06-30", 350, 3), stale_only), ::testing::StartsWith("STALE|"));
  NoticeSelection fresh{.region_code = {}, .min_headcount = {}, .fresh_reports_only = true};
  EXPECT_THAT(KeyOf(Snapshot("2026-06-30", 350, 3), fresh), ::testing::StartsWith("STALE|"));
  EXPECT_THAT(KeyOf(Snapshot("2025-06-30", 350, 3), fresh), ::testing::StartsWith("SHORT|"));
}

TEST(FindingTest, AdmitsBySizeRegionAndKind) {
  const auto admits = [](const NoticeSelection& selection, const QuotaSnapshot& snapshot) {
    return Admits(selection, snapshot, TheRules());
  };
  EXPECT_FALSE(admits({}, Snapshot("2025-06-30", 99, 0))) << "below the practice minimum";
  EXPECT_TRUE(admits({}, Snapshot("2025-06-30", 100, 0)));
  QuotaSnapshot bumn = Snapshot("2025-06-30", 50, 0);
  bumn.kind = EmployerKind::kBumn;
  EXPECT_TRUE(admits({}, bumn));
  bumn.report->workers = 49;
  EXPECT_FALSE(admits({}, bumn));
  NoticeSelection all;
  all.min_headcount = 0;
  EXPECT_TRUE(admits(all, Snapshot("2025-06-30", 1, 0)));
  EXPECT_TRUE(admits({}, Silent("2025-06-30"))) << "who never reports has no size";
  NoticeSelection region;
  region.region_code = "33";
  EXPECT_TRUE(admits(region, Silent("2025-06-30")));
  region.region_code = "3";
  EXPECT_FALSE(admits(region, Silent("2025-06-30")));
  NoticeSelection kinds;
  kinds.kinds = 1u << static_cast<int>(EmployerKind::kBumn);
  EXPECT_FALSE(admits(kinds, Silent("2025-06-30")));
}

TEST(SettingsTest, ReadsOneNumberAndNothingElse) {
  EXPECT_EQ(Settings::Get().answer_days, 14);
  for (const char* text :
       {"key\tvalue\tnote\n", "key\tvalue\tnote\nanswer_days\t0\t\n",
        "key\tvalue\tnote\nanswer_days\t366\t\n", "key\tvalue\tnote\nanswer_days\t14x\t\n",
        "key\tvalue\tnote\nanswer_days\t14\t\nanswer_days\t15\t\n",
        "key\tvalue\tnote\nunknown\t14\t\n"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Settings::Parse("t", text).status())) << text;
  }
}

}  // namespace
}  // namespace setara::notices
