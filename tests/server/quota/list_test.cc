#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/server/quota/slow_list.h"

namespace setara::quota {
namespace {

QuotaSnapshot Employer(int64_t workers, std::optional<int64_t> disabled) {
  QuotaSnapshot snapshot;
  snapshot.as_of = ParseDate("2024-06-30").value();
  snapshot.kind = EmployerKind::kPrivate;
  snapshot.report = QuotaSnapshot::Report{snapshot.as_of, workers, disabled};
  return snapshot;
}

std::vector<int64_t> Rows(const std::vector<ListEntry>& page) {
  std::vector<int64_t> rows;
  for (const ListEntry& entry : page) rows.push_back(entry.key.row);
  return rows;
}

TEST(QuotaList, OrdersByShortfallThenRow) {
  QuotaList list(Rules::Get(), {}, std::nullopt, 10);
  list.Add(1, Employer(100, 1));
  list.Add(2, Employer(300, 0));
  list.Add(3, Employer(200, std::nullopt));
  list.Add(4, Employer(500, 2));
  list.Add(5, Employer(200, 1));
  EXPECT_FALSE(list.has_more());
  EXPECT_EQ(list.totals(), (Totals{.employers = 5,
                                   .met = 1,
                                   .short_of = 3,
                                   .no_data = 1,
                                   .no_rule = 0,
                                   .headcount = 1300,
                                   .counted = 4,
                                   .required = 13,
                                   .shortfall = 7}));
  EXPECT_EQ(Rows(list.TakePage()), (std::vector<int64_t>{2, 4, 5, 1, 3}));
}

TEST(QuotaList, FiltersStatusesBeforeTheTotals) {
  QuotaList list(Rules::Get(), {QuotaStatus::kNoData}, std::nullopt, 10);
  list.Add(1, Employer(100, 0));
  list.Add(2, Employer(200, std::nullopt));
  EXPECT_EQ(list.totals().employers, 1);
  EXPECT_EQ(list.totals().shortfall, 0);
  EXPECT_EQ(Rows(list.TakePage()), std::vector<int64_t>{2});
}

TEST(QuotaList, PagesByKeyGiveEveryEmployerOnceInOrder) {
  std::mt19937 random(20241121);
  std::vector<QuotaSnapshot> employers;
  for (int i = 0; i < 500; ++i) {
    int64_t workers = static_cast<int64_t>(random() % 2000);
    employers.push_back(Employer(workers, std::min<int64_t>(workers, random() % 10)));
  }
  std::vector<ListKey> seen;
  std::optional<ListKey> after;
  for (bool more = true; more;) {
    QuotaList list(Rules::Get(), {}, after, 17);
    for (size_t i = 0; i < employers.size(); ++i) list.Add(static_cast<int64_t>(i), employers[i]);
    EXPECT_EQ(list.totals().employers, 500);
    more = list.has_more();
    for (const ListEntry& entry : list.TakePage()) seen.push_back(entry.key);
    after = seen.back();
  }
  EXPECT_EQ(seen.size(), employers.size());
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end(), Before));
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
}

}  // namespace
}  // namespace setara::quota
