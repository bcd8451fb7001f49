// Random histories with corrections in a real store, against a slow recomputation from the log of
// what was told: for random days and instants of knowledge, every employer, list and total.
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "server/quota/assess.h"
#include "tests/server/quota/history_testing.h"
#include "tests/server/quota/slow_list.h"

namespace setara {
namespace {

using quota::Rules;

TEST(QuotaHistory, EveryEmployerEqualsTheRecomputation) {
  int compared = 0;
  std::map<quota::QuotaStatus, int> seen;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    History history(seed, 6);
    history.Tell(300);
    for (int i = 0; i < 800; ++i, ++compared) {
      int employer = static_cast<int>(history.Random() % 6);
      Date day = history.AnyDay();
      Instant known_at = history.AnyInstant();
      QuotaSnapshot expected = Recompute(history.log(), employer, day, known_at);
      QuotaSnapshot actual = history.Load(employer, day, known_at);
      ASSERT_EQ(actual, expected) << "seed " << seed << " employer " << employer << " on "
                                  << ToString(day) << " counted "
                                  << actual.counted_by_records.value_or(-1) << " not "
                                  << expected.counted_by_records.value_or(-1);
      ++seen[quota::Decide(actual, Rules::Get()).status];
    }
  }
  EXPECT_GE(compared, 2000);
  EXPECT_EQ(seen.size(), 4u) << "the histories must reach every status";
}

std::vector<quota::ListKey> Keys(quota::QuotaList list) {
  std::vector<quota::ListKey> keys;
  for (const quota::ListEntry& entry : list.TakePage()) keys.push_back(entry.key);
  return keys;
}

TEST(QuotaHistory, ListsAndTotalsEqualTheRecomputation) {
  History history(99, 25);
  history.Tell(900);
  for (int i = 0; i < 120; ++i) {
    Date day = history.AnyDay();
    Instant known_at = history.AnyInstant();
    QuotaScanFilter filter;
    if (i % 3 == 1) filter.region_code = "33";
    if (i % 4 == 1) filter.kinds = {EmployerKind::kPrivate, EmployerKind::kBumd};
    quota::QuotaList actual(Rules::Get(), {}, std::nullopt, 1000);
    ASSERT_OK(history.store().Read([&](Connection& db) {
      return ScanQuotaSnapshots(db, filter, day, known_at,
                                [&](int64_t row, const QuotaSnapshot& s) {
                                  actual.Add(row, s);
                                  return absl::OkStatus();
                                });
    }));
    quota::QuotaList expected(Rules::Get(), {}, std::nullopt, 1000);
    for (int employer = 0; employer < history.employers(); ++employer) {
      if (history.log()[static_cast<size_t>(employer)].known_at > known_at) continue;
      QuotaSnapshot snapshot = Recompute(history.log(), employer, day, known_at);
      bool kind = filter.kinds.empty() || snapshot.kind == filter.kinds[0] ||
                  snapshot.kind == filter.kinds[1];
      if (!kind || !quota::InRegion(snapshot.seat_region_code, filter.region_code)) continue;
      expected.Add(history.rows()[static_cast<size_t>(employer)], snapshot);
    }
    ASSERT_EQ(actual.totals(), expected.totals()) << ToString(day);
    ASSERT_EQ(Keys(std::move(actual)), Keys(std::move(expected))) << ToString(day);
  }
}

}  // namespace
}  // namespace setara
