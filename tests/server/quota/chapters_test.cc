// Chapters of sums: when they are closed, what forgets them, and that a sum as of an earlier
// instant uses them. That it is right on any day and by any knowledge: differential_test.cc.
#include <gtest/gtest.h>

#include "server/quota_table/compare.h"
#include "server/quota_table/derive.h"
#include "server/quota_table/sweeper.h"
#include "server/store/employers.h"
#include "server/store/headcounts.h"
#include "server/store/quota_chapters.h"
#include "server/store/quota_pages.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr int64_t kRows = 4;

Date Day(const char* text) { return ParseDate(text).value(); }

class QuotaChapters : public ::testing::Test {
 protected:
  QuotaChapters() { store_ = OpenStore(directory_.path(), clock_, 2, SettleQuota); }

  void AddEmployer(const std::string& seat) {
    clock_.Set(clock_.Now() + std::chrono::hours(1));
    ASSERT_OK(store_->Write([&](Connection& db) {
      Employer employer;
      employer.name = "PT Contoh";
      employer.kind = EmployerKind::kPrivate;
      employer.seat_region_code = seat;
      auto stored = InsertEmployer(db, employer, clock_.Now(), Lane::kBulk);
      if (stored.ok()) ids_.push_back(stored->id);
      return stored.status();
    }));
  }

  void Report(size_t employer, const char* day, int64_t workers, Instant known_at) {
    HeadcountReport report{ids_[employer], Day(day), workers, 0, "WLKP"};
    ASSERT_OK(store_->Write([&](Connection& db) {
      return UpsertHeadcount(db, report, known_at, Lane::kBulk).status();
    }));
  }
  void Report(size_t employer, const char* day, int64_t workers) {
    clock_.Set(clock_.Now() + std::chrono::hours(1));
    Report(employer, day, workers, clock_.Now());
  }

  int Close(int64_t rows = kRows) {
    int closed = 0;
    clock_.Set(clock_.Now() + std::chrono::hours(1));
    for (bool more = true; more; closed += more) {
      EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
        absl::StatusOr<bool> done = CloseQuotaChapter(db, clock_.Now(), rows);
        more = done.ok() && *done;
        return done.status();
      }));
    }
    return closed;
  }

  int64_t Count(const std::string& sql) {
    int64_t count = -1;
    EXPECT_OK(store_->Read([&](Connection& db) -> absl::Status {
      auto query = db.Prepare(sql);
      if (!query.ok()) return query.status();
      auto row = query->Step();
      if (row.ok()) count = query->Int(0);
      return row.status();
    }));
    return count;
  }
  int64_t Kept() { return Count("SELECT count(*) FROM quota_chapters"); }

  QuotaMeasures Total(const char* day, Instant known_at, const std::string& region = "") {
    QuotaMeasures total;
    EXPECT_OK(store_->Read([&](Connection& db) {
      // Nothing may be taken back: the sums of now do not serve.
      QuotaFilter filter;
      filter.region_code = region;
      auto sums = SumQuota(db, filter, QuotaGrouping::kNone, Day(day), known_at, -1);
      if (sums.ok()) {
        for (const QuotaSum& sum : *sums) Add(sum.measures, 1, total);
      }
      return sums.status();
    }));
    return total;
  }

  void ExpectClean() {
    auto compared = CompareQuota(*store_, [](const std::string& what) { ADD_FAILURE() << what; });
    ASSERT_OK(compared);
    EXPECT_TRUE(compared->clean());
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_;
  std::vector<std::string> ids_;
};

TEST_F(QuotaChapters, AreBoundAndSumUpWhatWasBelieved) {
  for (int i = 0; i < 20; ++i) AddEmployer(i % 2 == 0 ? "33.72" : "51.03");
  for (int year = 0; year < 4; ++year) {
    const std::string day = std::to_string(2018 + year) + "-01-01";
    for (size_t i = 0; i < 20; ++i) Report(i, day.c_str(), 1000 + 100 * year);
  }
  const Instant then = clock_.Now();
  EXPECT_GT(Close(), kQuotaChaptersBound);
  EXPECT_GT(Count("SELECT count(*) FROM quota_chapters WHERE level = 1"), 0);
  EXPECT_EQ(Total("2020-06-30", then).headcount, 20 * 1200);
  for (size_t i = 0; i < 20; ++i) Report(i, "2020-01-01", 50);
  Close();
  EXPECT_EQ(Total("2020-06-30", clock_.Now()).headcount, 20 * 50);
  EXPECT_EQ(Total("2020-06-30", then).headcount, 20 * 1200);
  EXPECT_EQ(Total("2020-06-30", then, "51").headcount, 10 * 1200) << "a province has its own";
  EXPECT_EQ(Total("2017-12-31", then).headcount, 0);
  EXPECT_EQ(Total("2017-12-31", then).employers, 20);
  ExpectClean();
}

TEST_F(QuotaChapters, StayWhenMoreIsLearnedAndWhenOnlyTheKbliCodeChanges) {
  for (int i = 0; i < 10; ++i) AddEmployer("33.72");
  Close();
  const int64_t kept = Kept();
  ASSERT_GT(kept, 0);
  Report(0, "2020-01-01", 500);
  clock_.Set(clock_.Now() + std::chrono::hours(1));
  ASSERT_OK(store_->Write([&](Connection& db) {
    auto employer = GetEmployer(db, ids_[3]);
    if (!employer.ok()) return employer.status();
    employer->kbli_code = "10111";
    employer->kbli_edition = "2020";
    return UpdateEmployer(db, *employer, employer->version, clock_.Now(), Lane::kBulk).status();
  }));
  EXPECT_EQ(Kept(), kept);
  ExpectClean();
}

TEST_F(QuotaChapters, AreForgottenFromWhereTheClockWentBack) {
  for (int i = 0; i < 10; ++i) AddEmployer("33.72");
  const Instant early = clock_.Now();
  for (size_t i = 0; i < 8; ++i) Report(i, "2020-01-01", 1000);
  Close();
  const int64_t kept = Kept();
  Report(9, "2020-01-01", 7, early + std::chrono::minutes(1));
  EXPECT_LT(Kept(), kept);
  EXPECT_GT(Kept(), 0);
  EXPECT_EQ(Total("2020-06-30", clock_.Now()).headcount, 8 * 1000 + 7);
  Close();
  EXPECT_EQ(Total("2020-06-30", clock_.Now()).headcount, 8 * 1000 + 7);
  ExpectClean();
}

TEST_F(QuotaChapters, ADamagedOneShowsInTheComparison) {
  for (int i = 0; i < 10; ++i) AddEmployer("33.72");
  Close();
  ASSERT_OK(store_->Write([](Connection& db) {
    return db.Execute("UPDATE quota_chapter_sums SET employers = employers + 1");
  }));
  auto compared = CompareQuota(*store_, [](const std::string&) {});
  ASSERT_OK(compared);
  EXPECT_FALSE(compared->clean());
}

TEST_F(QuotaChapters, NoneIsDueBeforeEnoughWasLearned) {
  AddEmployer("33.72");
  EXPECT_EQ(Close(100), 0);
  EXPECT_EQ(Kept(), 0);
  EXPECT_EQ(Total("2020-06-30", clock_.Now()).employers, 1);
  absl::StatusOr<bool> closed = CloseChapterOfQuota(*store_);
  ASSERT_OK(closed);
  EXPECT_FALSE(*closed);
}

}  // namespace
}  // namespace setara
