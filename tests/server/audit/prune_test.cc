#include "server/audit/prune.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/audit/audit_query.h"
#include "tests/server/audit/audit_testing.h"

namespace setara {
namespace {

std::vector<AuditRecord> EventsOf(Store& store, const std::string& person) {
  std::vector<AuditRecord> records;
  EXPECT_OK(store.Read([&](Connection& db) -> absl::Status {
    AuditFilter filter{.person = person};
    auto listed = ListAudit(db, filter, std::nullopt, 100, [] { return false; });
    if (listed.ok()) records = *listed;
    return listed.status();
  }));
  return records;
}

TEST(PruneAudit, RemovesTheOldestAndTheRestStillVerifies) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  for (int i = 1; i <= 20; ++i) {
    AuditEvent event = ReadOf("01J" + std::to_string(i), i);
    event.caller = i <= 12 ? "accounts/left" : "accounts/here";
    Append(*store, event);
  }
  AuditPoint old_head = VerifyStore(*store).head;
  absl::StatusOr<int64_t> removed = PruneAudit(*store, At(13));
  ASSERT_OK(removed);
  EXPECT_EQ(*removed, 12);
  AuditReport report = VerifyStore(*store, old_head);
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.start.sequence, 12);
  EXPECT_EQ(report.head.sequence, 21) << "the pruning itself";
  EXPECT_EQ(report.events, 9);
  EXPECT_EQ(EventsOf(*store, "01J12").size(), 0u);
  EXPECT_EQ(EventsOf(*store, "01J13").size(), 1u);
  EXPECT_OK(store->Read([&](Connection& db) -> absl::Status {
    auto query = db.Prepare("SELECT count(*) FROM audit_callers WHERE name = 'accounts/left'");
    EXPECT_OK(query);
    EXPECT_OK(query->Step());
    EXPECT_EQ(query->Int(0), 0) << "nobody is named who has no event";
    // A head from before the start says nothing about what is left.
    EXPECT_EQ(VerifyAudit(db, AuditPoint{3, old_head.hash}).status().code(),
              absl::StatusCode::kInvalidArgument);
    return absl::OkStatus();
  }));
}

TEST(PruneAudit, TheChainGoesOnFromAnEmptiedLog) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  for (int i = 1; i <= 5; ++i) Append(*store, ReadOf("01JP", i));
  EXPECT_EQ(*PruneAudit(*store, At(100)), 5);
  EXPECT_EQ(*PruneAudit(*store, At(100)), 0) << "its own event is newer";
  Append(*store, ReadOf("01JP", 101));
  AuditReport report = VerifyStore(*store);
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.start.sequence, 5);
  EXPECT_EQ(report.head.sequence, 7);
}

TEST(PruneAudit, WhatItKeptCannotBeRemovedByHand) {
  TempDir dir;
  {
    auto store = OpenAuditedStore(dir.path());
    for (int i = 1; i <= 9; ++i) Append(*store, ReadOf("01JP", i));
    EXPECT_EQ(*PruneAudit(*store, At(4)), 3);
  }
  Tamper(dir.path(), "DELETE FROM audit_events WHERE sequence = 4");
  AuditReport report = VerifyFile(dir.path());
  EXPECT_EQ(report.fault, AuditFault::kRemoved);
  EXPECT_EQ(report.sequence, 4);
}

TEST(PruneAudit, WorksInSeveralTransactions) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  EXPECT_OK(store->Write([&](Connection& db) -> absl::Status {
    for (int i = 0; i < 12'000; ++i) {
      absl::Status added = AppendAudit(db, ReadOf("01J" + std::to_string(i % 50), i));
      if (!added.ok()) return added;
    }
    return absl::OkStatus();
  }));
  EXPECT_EQ(*PruneAudit(*store, At(11'000)), 11'000);
  AuditReport report = VerifyStore(*store);
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.events, 1001);
}

}  // namespace
}  // namespace setara
