// The interval table against a slow recomputation from the log of what was told, with corrections,
// retractions, changed rules, kinds, seats, merged persons and a clock that goes back: status,
// pages, totals and history, on random days and by random knowledge. Seeded.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "server/quota/timeline.h"
#include "server/quota_table/compare.h"
#include "server/store/quota_chapters.h"
#include "server/store/quota_pages.h"
#include "tests/server/quota/history_testing.h"

namespace setara {
namespace {

constexpr int kEmployers = 25;
const std::function<bool()> kNever = [] { return false; };

// What an employer's interval must say; absent: it was not known then.
struct Expected {
  int64_t row = 0;
  int64_t division = 0;
  QuotaFigures figures;
};

std::vector<Expected> RecomputeAll(const History& history, Date day, Instant known_at) {
  const quota::Rules rules = RecomputeRules(history.log(), known_at);
  std::vector<Expected> all;
  for (int employer = 0; employer < history.employers(); ++employer) {
    size_t at = static_cast<size_t>(employer);
    if (history.log()[at].known_at > known_at) continue;
    all.push_back({history.rows()[at], history.divisions()[at],
                   quota::FiguresOf(Recompute(history.log(), employer, day, known_at), rules)});
  }
  return all;
}

// A filter of which every part is set now and then.
QuotaFilter AnyFilter(History& history) {
  QuotaFilter filter;
  static constexpr const char* kRegions[] = {"33", "33.72", "34.71", "51"};
  if (history.Random() % 3 == 0) filter.region_code = kRegions[history.Random() % 4];
  if (history.Random() % 3 == 0) filter.kinds = 1 + history.Random() % 63;
  if (history.Random() % 3 == 0) filter.statuses = (1 + history.Random() % 15) << 1;
  if (history.Random() % 5 == 0) {
    for (size_t i = 10; i < 50; ++i) filter.divisions.set(i);
  }
  if (history.Random() % 5 == 0) filter.headcount_min = history.Random() % 500;
  if (history.Random() % 5 == 0) filter.headcount_max = 100 + history.Random() % 800;
  return filter;
}

// As the slow way filters: written out once more, so that a mistake shows.
bool Passes(const QuotaFilter& filter, const Expected& employer) {
  const QuotaFigures& figures = employer.figures;
  if (!quota::InRegion(figures.seat_region_code, filter.region_code)) return false;
  if (filter.kinds != 0 && !(filter.kinds >> static_cast<int>(figures.kind) & 1)) return false;
  if (filter.statuses != 0 && !(filter.statuses >> figures.status & 1)) return false;
  if (filter.divisions.any() && !filter.divisions.test(static_cast<size_t>(employer.division))) {
    return false;
  }
  if ((filter.headcount_min || filter.headcount_max) && !figures.report) return false;
  if (filter.headcount_min && figures.report->workers < *filter.headcount_min) return false;
  return !filter.headcount_max || figures.report->workers <= *filter.headcount_max;
}

class Differential : public ::testing::TestWithParam<unsigned> {
 protected:
  Differential() : history_(GetParam(), kEmployers) {
    history_.WithRules();
    history_.Tell(500);
    CloseChapters();
  }

  // Some of what was learned is summed up, in chapters so small that they are bound, too.
  void CloseChapters() {
    for (bool closed = true; closed;) {
      ASSERT_OK(history_.store().Write([&](Connection& db) -> absl::Status {
        absl::StatusOr<bool> done = CloseQuotaChapter(db, history_.AnyInstant(), 2);
        closed = done.ok() && *done;
        return done.status();
      }));
    }
  }

  template <typename Work>
  void Read(Work work) {
    ASSERT_OK(history_.store().Read([&](Connection& db) -> absl::Status {
      work(db);
      return absl::OkStatus();
    }));
  }

  // Every employer's figures on the day, through its history.
  void CompareStatus(Date day, Instant known_at) {
    std::map<int64_t, QuotaFigures> expected;
    for (const Expected& one : RecomputeAll(history_, day, known_at)) {
      expected[one.row] = one.figures;
    }
    Read([&](Connection& db) {
      for (int64_t row : history_.rows()) {
        auto history = QuotaHistory(db, row, known_at);
        ASSERT_OK(history);
        ++compared_;
        ASSERT_EQ(history->empty(), !expected.contains(row)) << row;
        CompareDay(*history, day, expected[row]);
        CheckIsWhole(*history);
      }
    });
  }

  static void CompareDay(const std::vector<QuotaInterval>& history, Date day,
                         const QuotaFigures& expected) {
    for (const QuotaInterval& interval : history) {
      if (day < interval.valid_from || interval.valid_until <= day) continue;
      ASSERT_EQ(interval.figures, expected)
          << ToString(day) << " " << interval.figures.rules << " not " << expected.rules;
    }
  }

  // Without gaps, and no two neighbours say the same.
  static void CheckIsWhole(const std::vector<QuotaInterval>& history) {
    if (history.empty()) return;
    ASSERT_EQ(history.front().valid_from, kQuotaFirstDay);
    ASSERT_EQ(history.back().valid_until, kQuotaLastDay);
    for (size_t i = 1; i < history.size(); ++i) {
      ASSERT_EQ(history[i - 1].valid_until, history[i].valid_from);
      ASSERT_FALSE(history[i - 1].figures == history[i].figures);
    }
  }

  void CompareList(Date day, Instant known_at) {
    const QuotaFilter filter = AnyFilter(history_);
    std::vector<Expected> expected;
    for (Expected& one : RecomputeAll(history_, day, known_at)) {
      if (Passes(filter, one)) expected.push_back(std::move(one));
    }
    std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) {
      return a.figures.shortfall > b.figures.shortfall;
    });
    Read([&](Connection& db) {
      ComparePages(db, filter, day, known_at, expected);
      CompareSums(db, filter, day, known_at, expected);
    });
  }

  void ComparePages(Connection& db, const QuotaFilter& filter, Date day, Instant known_at,
                    const std::vector<Expected>& expected) {
    std::optional<QuotaKey> after;
    size_t next = 0;
    for (bool more = true; more; ++compared_) {
      auto page = ListQuota(db, filter, day, known_at, after, 1 + history_.Random() % 9, kNever,
                            history_.Random() % 2 == 0 ? kQuotaWalkBudget : 3);
      ASSERT_OK(page);
      more = page->more;
      for (const QuotaEntry& entry : page->entries) {
        ASSERT_LT(next, expected.size());
        ASSERT_EQ(entry.employer_row, expected[next].row);
        ASSERT_EQ(entry.interval.figures, expected[next].figures);
        after = QuotaKey{entry.interval.figures.shortfall, entry.employer_row};
        ++next;
      }
    }
    ASSERT_EQ(next, expected.size());
  }

  void CompareSums(Connection& db, const QuotaFilter& filter, Date day, Instant known_at,
                   const std::vector<Expected>& employers) {
    const auto grouping = static_cast<QuotaGrouping>(history_.Random() % 4);
    std::map<std::tuple<std::string, EmployerKind, int>, QuotaMeasures> expected;
    for (const Expected& one : employers) {
      std::string group;
      if (grouping == QuotaGrouping::kProvince) group = one.figures.seat_region_code.substr(0, 2);
      if (grouping == QuotaGrouping::kSeat) group = one.figures.seat_region_code;
      if (grouping == QuotaGrouping::kDivision) group = std::to_string(one.division);
      QuotaMeasures& sum = expected[{group, one.figures.kind, one.figures.status}];
      ++sum.employers;
      sum.holders += one.figures.counted.value_or(0) > 0;
      sum.headcount += one.figures.report ? one.figures.report->workers : 0;
      sum.counted += one.figures.counted.value_or(0);
      sum.required += one.figures.required.value_or(0);
      sum.shortfall += one.figures.shortfall;
    }
    auto sums = SumQuota(db, filter, grouping, day, known_at,
                         history_.Random() % 2 == 0 ? kQuotaTakenBack : -1);
    ASSERT_OK(sums);
    ++compared_;
    ASSERT_EQ(sums->size(), expected.size()) << static_cast<int>(grouping);
    for (const QuotaSum& sum : *sums) {
      ASSERT_EQ(sum.measures, (expected[{sum.group, sum.kind, sum.status}])) << sum.group;
    }
  }

  History history_;
  int compared_ = 0;
};

// 6 seeds; each compares 25 employers a round, pages and sums, and asserts its share of 20,000.
TEST_P(Differential, StatusPagesTotalsAndHistoryEqualTheRecomputation) {
  for (int i = 0; i < 110; ++i) {
    Date day = history_.AnyDay();
    Instant known_at = history_.AnyInstant();
    ASSERT_NO_FATAL_FAILURE(CompareStatus(day, known_at)) << "round " << i;
    ASSERT_NO_FATAL_FAILURE(CompareList(day, known_at)) << "round " << i;
    ASSERT_NO_FATAL_FAILURE(CompareList(day, Instant::max())) << "round " << i;
    if (i % 10 == 0) history_.Tell(5);
    if (i % 20 == 0) {
      ASSERT_NO_FATAL_FAILURE(CloseChapters());
    }
  }
  EXPECT_GE(compared_, 3'400);
}

TEST_P(Differential, WhatWasDerivedStepByStepEqualsADerivationFromNothing) {
  auto compared =
      CompareQuota(history_.store(), [](const std::string& what) { ADD_FAILURE() << what; });
  ASSERT_OK(compared);
  EXPECT_EQ(compared->employers, kEmployers);
  EXPECT_GT(compared->intervals, 20 * kEmployers);
  EXPECT_EQ(compared->waiting, 0);
  EXPECT_TRUE(compared->clean());
}

INSTANTIATE_TEST_SUITE_P(Seeds, Differential, ::testing::Values(1u, 2u, 3u, 4u, 5u, 6u));

}  // namespace
}  // namespace setara
