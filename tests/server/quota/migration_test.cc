// Databases and programs that knew no interval table.
#include <gtest/gtest.h>

#include "server/quota_table/compare.h"
#include "server/quota_table/derive.h"
#include "server/store/employers.h"
#include "server/store/migrations.h"
#include "tests/server/quota/history_testing.h"

namespace setara {
namespace {

TEST(QuotaMigration, AnOldDatabaseIsDerivedAfterTheUpgrade) {
  TempDir directory;
  FixedClock clock;
  const std::string path = directory.path() + "/records.sqlite3";
  {
    std::vector<std::string> old = Migrations();
    old.resize(14);  // the quota came with the next
    auto db = Connection::Open(path, Connection::Mode::kReadWrite);
    ASSERT_OK(db);
    ASSERT_OK(Migrate(*db, old, clock.Now()));
    ASSERT_OK(db->Execute(
        "INSERT INTO records (row, id, kind) VALUES (7, '01JZZZZZZZZZZZZZZZZZZZZZZZ', 3);"
        "INSERT INTO employers VALUES (7, '', '', 'PT Lama', '', '', '', '10111', '2020', 5, "
        "'33.72', 0, 1, 1000, 1000);"
        "INSERT INTO employer_terms VALUES (1, 7, -25567, 5, '33.72', 1000);"
        "INSERT INTO headcounts (entry, employer_row, valid_from, workers, "
        "workers_with_disabilities,"
        " source, retracted, known_at) VALUES (1, 7, 19000, 350, 2, 'WLKP', 0, 2000);"));
  }
  auto store = OpenStore(directory.path(), clock, 2, SettleQuota);
  ASSERT_NE(store, nullptr);
  absl::Status waits = store->Read([&](Connection& db) { return QuotaReady(db, clock.Now()); });
  EXPECT_TRUE(absl::IsUnavailable(waits)) << "no half of an answer before it is derived";
  ASSERT_OK(SettleAllQuota(*store));
  EXPECT_OK(store->Read([&](Connection& db) { return QuotaReady(db, clock.Now()); }));
  auto compared = CompareQuota(*store, [](const std::string& what) { ADD_FAILURE() << what; });
  EXPECT_EQ(compared->employers, 1);
  EXPECT_GT(compared->intervals, 3);
  EXPECT_TRUE(compared->clean());
}

TEST(QuotaMigration, WhatAProgramWroteThatSettlesNothingIsNotAnswered) {
  TempDir directory;
  FixedClock clock;
  auto store = OpenStore(directory.path(), clock);
  ASSERT_OK(store->Write([&](Connection& db) {
    Employer employer;
    employer.name = "PT Contoh";
    return InsertEmployer(db, employer, clock.Now()).status();
  }));
  store.reset();
  store = OpenStore(directory.path(), clock, 2, SettleQuota);
  absl::Status waits = store->Read([&](Connection& db) { return QuotaReady(db, clock.Now()); });
  EXPECT_TRUE(absl::IsUnavailable(waits));
  ASSERT_OK(SettleAllQuota(*store));
  EXPECT_OK(store->Read([&](Connection& db) { return QuotaReady(db, clock.Now()); }));
}

TEST(QuotaMigration, ADamagedRowIsFound) {
  TempDir directory;
  FixedClock clock;
  auto store = OpenStore(directory.path(), clock, 2, SettleQuota);
  ASSERT_OK(store->Write([&](Connection& db) {
    Employer employer;
    employer.name = "PT Contoh";
    employer.kind = EmployerKind::kPrivate;
    return InsertEmployer(db, employer, clock.Now()).status();
  }));
  EXPECT_TRUE(CompareQuota(*store, [](const std::string&) {})->clean());
  ASSERT_OK(store->Write(
      [](Connection& db) { return db.Execute("UPDATE quota_intervals SET status = 1"); }));
  auto compared = CompareQuota(*store, [](const std::string&) {});
  EXPECT_EQ(compared->different, 1);
  EXPECT_GT(compared->sums, 0);
  EXPECT_FALSE(compared->clean());
}

}  // namespace
}  // namespace setara
