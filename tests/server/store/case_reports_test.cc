// What reports read from rows against the same counted from the logs, and the keys of cases that
// were taken over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/case_ledger/ledger.h"
#include "server/case_ledger/report_counts.h"
#include "server/store/case_sources.h"
#include "server/store/cases.h"
#include "server/store/seekers.h"
#include "tests/server/casework/random_cases.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using casework::CaseFigures;
using casework::CaseRecord;
using casework::CaseRules;
using ::testing::ElementsAre;

constexpr int kCases = 150;
const Instant kNow = ParseInstant("2026-09-25T02:00:00Z").value();

class CaseReportsStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = OpenStore(directory_.path());
    ASSERT_NE(store_, nullptr);
  }

  void Fill() {
    Write([&](Connection& db) -> absl::Status {
      records_.clear();
      for (int i = 0; i < kCases; ++i) {
        absl::Status added = Add(db, i);
        if (!added.ok()) return added;
      }
      return absl::OkStatus();
    });
  }

  absl::StatusOr<CaseRow> Insert(Connection& db) {
    absl::StatusOr<Seeker> seeker = InsertSeeker(db, PlainSeeker("Orang"), kNow);
    if (!seeker.ok()) return seeker.status();
    CaseRow row;
    row.seeker_row = seeker->row;
    return InsertCase(db, row, kNow);
  }

  absl::Status Add(Connection& db, int number) {
    absl::StatusOr<CaseRow> row = Insert(db);
    if (!row.ok()) return row.status();
    const casework::CasePlace place{"accounts/" + std::to_string(number % 5),
                                    number % 3 == 0 ? "SBY" : "SKA", "worker", "employer"};
    const casework::CaseLog log = casework::RandomCase(static_cast<uint32_t>(number), place, 30);
    LoadedCase made{*row, log.events(), log.record()};
    for (const CaseEvent& event : made.events) {
      absl::Status added = AddCaseEvent(db, made.row, event);
      if (!added.ok()) return added;
    }
    records_.push_back(made.record);
    return SaveDerived(db, made, CaseRules::Shipped());
  }

  void Write(const std::function<absl::Status(Connection&)>& work) {
    ASSERT_OK(store_->Write(work));
  }
  template <typename T>
  T Read(const std::function<absl::StatusOr<T>(Connection&)>& work) {
    return ReadFrom(*store_, work);
  }

  // The cases of a filter, by their logs.
  std::vector<CaseRecord> Of(const CaseFilter& filter) const {
    std::vector<CaseRecord> found;
    for (const CaseRecord& record : records_) {
      const CaseFigures figures = casework::FiguresOf(record);
      const std::string& region = filter.region_code;
      const bool inside = region.empty() || figures.region_code == region ||
                          figures.region_code.starts_with(region + ".");
      if (inside && (!filter.branch || figures.branch == *filter.branch)) found.push_back(record);
    }
    return found;
  }

  TempDir directory_;
  std::unique_ptr<Store> store_;
  std::vector<CaseRecord> records_;
};

std::vector<CaseFilter> Filters() {
  return {{}, {.branch = "SBY"}, {.region_code = "33"}, {.branch = "SKA", .region_code = "33.72"}};
}

TEST_F(CaseReportsStoreTest, TheCaseloadIsThatOfTheLogs) {
  Fill();
  for (const CaseFilter& filter : Filters()) {
    casework::CaseloadCounter slow(kNow, JakartaDate(kNow), CaseRules::Shipped());
    const std::vector<CaseRecord> records = Of(filter);
    ASSERT_FALSE(records.empty());
    for (size_t i = 0; i < records.size(); ++i) {
      const auto row = static_cast<int64_t>(i);
      slow.AddCase(row, casework::FiguresOf(records[i]));
      for (const auto& deadline : OpenDeadlines(records[i], kNow, CaseRules::Shipped())) {
        slow.AddDeadline(row, deadline.kind, deadline.due, deadline.zone, deadline.alarm,
                         deadline.suspended);
      }
    }
    EXPECT_EQ(Read<casework::CaseloadCounts>([&](Connection& db) {
                return CountCaseload(db, filter, kNow, CaseRules::Shipped());
              }),
              slow.Finish());
  }
}

TEST_F(CaseReportsStoreTest, OutcomesAreThoseOfTheLogs) {
  Fill();
  const Date from = ParseDate("2025-11-01").value(), until = ParseDate("2026-02-01").value();
  for (const CaseFilter& filter : Filters()) {
    std::vector<CaseFigures> slow;
    for (const CaseRecord& record : Of(filter)) {
      const CaseFigures figures = casework::FiguresOf(record);
      if (figures.happened_on >= from && figures.happened_on < until) slow.push_back(figures);
    }
    const auto found = Read<std::vector<CaseFigures>>(
        [&](Connection& db) { return FiguresOfPeriod(db, filter, from, until); });
    EXPECT_EQ(casework::CountSuccess(found), casework::CountSuccess(slow));
    EXPECT_EQ(casework::TimeToReturnOf(found), casework::TimeToReturnOf(slow));
  }
}

TEST_F(CaseReportsStoreTest, TheHistoryIsThatOfTheLogs) {
  Fill();
  const std::vector<Date> days = casework::HistoryDays(
      ParseDate("2026-02-25").value(), JakartaDate(kNow), casework::HistoryStep::kWeek);
  for (const CaseFilter& filter : Filters()) {
    const auto found = Read<std::vector<casework::Caseload>>(
        [&](Connection& db) { return CountHistory(db, filter, days); });
    const std::vector<casework::Caseload> slow = casework::CaseloadOn(Of(filter), days);
    ASSERT_EQ(found.size(), slow.size());
    for (size_t i = 0; i < slow.size(); ++i) EXPECT_EQ(found[i].cases, slow[i].cases) << i;
  }
}

TEST_F(CaseReportsStoreTest, AKeyIsKeptUntilTheWorkerIsErased) {
  int64_t seeker = 0;
  Write([&](Connection& db) -> absl::Status {
    absl::StatusOr<CaseRow> row = Insert(db);
    if (!row.ok()) return row.status();
    seeker = *row->seeker_row;
    absl::Status added = AddCaseSource(db, "lama", "K-1", row->row);
    for (int64_t number = 1; number <= 3 && added.ok(); ++number) {
      added = AddCaseSourceRow(db, row->row, number, number == 1 ? 1 : number + 1);
    }
    return added;
  });
  using Found = std::optional<TakenOverCase>;
  const auto find = [&](const char* id) {
    return Read<Found>([&](Connection& db) { return FindTakenOverCase(db, "lama", id); });
  };
  ASSERT_TRUE(find("K-1"));
  EXPECT_THAT(find("K-1")->sequences, ElementsAre(1, 3, 4));
  EXPECT_FALSE(find("K-2"));
  Write([&](Connection& db) { return StripCases(db, seeker); });
  EXPECT_FALSE(find("K-1"));
}

TEST_F(CaseReportsStoreTest, APersonIsFoundByTheKeyOfTheirSource) {
  Write([&](Connection& db) -> absl::Status {
    Seeker seeker = PlainSeeker("Orang");
    seeker.source = "hr";
    seeker.source_id = "12";
    return InsertSeeker(db, seeker, kNow).status();
  });
  const auto find = [&](const char* source, const char* id) {
    return Read<std::string>([&](Connection& db) { return FindSeekerId(db, source, id); });
  };
  EXPECT_NE(find("hr", "12"), "");
  EXPECT_EQ(find("hr", "13"), "");
  EXPECT_EQ(find("", ""), "");
}

}  // namespace
}  // namespace setara
