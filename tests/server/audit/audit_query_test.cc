#include "server/audit/audit_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/audit/event_rows.h"
#include "tests/server/audit/audit_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AuditQueryTest : public ::testing::Test {
 protected:
  // All that pass, in pages of `size`, by sequence.
  std::vector<int64_t> List(const AuditFilter& filter, int size = 2) {
    std::vector<int64_t> sequences;
    std::optional<AuditPageKey> after;
    for (bool more = true; more;) {
      EXPECT_OK(store_->Read([&](Connection& db) -> absl::Status {
        auto page = ListAudit(db, filter, after, size, [] { return false; });
        if (!page.ok()) return page.status();
        for (const AuditRecord& record : *page) {
          sequences.push_back(record.point.sequence);
          after = {record.event.at.time_since_epoch().count(), record.point.sequence};
        }
        more = page->size() == static_cast<size_t>(size);
        return absl::OkStatus();
      }));
    }
    return sequences;
  }

  void Add(const std::string& person, int64_t at, const std::string& caller, int outcome) {
    AuditEvent event = ReadOf(person, at);
    event.caller = caller;
    event.outcome = outcome;
    if (outcome != 0) event.subjects.clear();
    Append(*store_, event);
  }

  TempDir dir_;
  std::unique_ptr<Store> store_ = OpenAuditedStore(dir_.path());
};

TEST_F(AuditQueryTest, FiltersNewestFirst) {
  Add("A", 10, "accounts/x", 0);
  Add("B", 20, "accounts/x", 0);
  Add("A", 40, "accounts/y", 7);  // written before an event that began earlier
  Add("A", 30, "accounts/x", 0);
  Add("C", 40, "accounts/y", 5);
  EXPECT_THAT(List({}), ElementsAre(5, 3, 4, 2, 1));
  EXPECT_THAT(List({.person = "A"}), ElementsAre(4, 3, 1)) << "the denied one names A too";
  EXPECT_THAT(List({.caller = "accounts/x"}), ElementsAre(4, 2, 1));
  EXPECT_THAT(List({.caller = "accounts/nobody"}), IsEmpty());
  EXPECT_THAT(List({.person = "A", .caller = "accounts/x"}), ElementsAre(4, 1));
  EXPECT_THAT(List({.since = At(20), .until = At(40)}), ElementsAre(4, 2));
  EXPECT_THAT(List({.person = "A", .since = At(11), .until = At(31)}), ElementsAre(4));
  EXPECT_THAT(List({.outcome = AuditOutcome::kDenied}), ElementsAre(3));
  EXPECT_THAT(List({.outcome = AuditOutcome::kFailed}), ElementsAre(5));
  EXPECT_THAT(List({.method = "setara.v1.SeekerService.GetSeeker"}, 1), ElementsAre(5, 3, 4, 2, 1));
  EXPECT_THAT(List({.method = "setara.v1.SeekerService.ListSeekers"}), IsEmpty());
}

TEST_F(AuditQueryTest, GoesOnThroughTheBlocksOfAPersonsEvents) {
  std::vector<int64_t> expected;
  EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
    for (int64_t i = 1; i <= 4 * kAuditBlock + 3; ++i) {
      // None in the second block, and on both sides of every border.
      bool theirs = i % kAuditBlock <= 1 || i % 97 == 0;
      theirs = theirs && AuditBlockOf(i) != 1;
      absl::Status added = AppendAudit(db, ReadOf(theirs ? "A" : "B", i));
      if (!added.ok()) return added;
      if (theirs) expected.insert(expected.begin(), i);
    }
    return absl::OkStatus();
  }));
  for (int size : {1, 3, 1000}) EXPECT_EQ(List({.person = "A"}, size), expected);
}

TEST_F(AuditQueryTest, GivesUpWhenNobodyWaits) {
  EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
    for (int i = 0; i < 3000; ++i) {
      absl::Status added = AppendAudit(db, ReadOf("A", i));
      if (!added.ok()) return added;
    }
    return absl::OkStatus();
  }));
  absl::Status status = store_->Read([&](Connection& db) {
    AuditFilter filter{.method = "none"};
    return ListAudit(db, filter, std::nullopt, 1, [] { return true; }).status();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(AuditQueryTest, FindsAPersonsEventsByTheIndex) {
  Add("A", 1, "accounts/x", 0);
  EXPECT_OK(store_->Read([&](Connection& db) -> absl::Status {
    auto plan = db.Prepare(
        "EXPLAIN QUERY PLAN SELECT e.sequence FROM audit_people s CROSS JOIN audit_events e ON"
        " e.sequence = s.sequence WHERE s.block = 0 AND s.person = 'A' AND s.sequence < 9"
        " ORDER BY s.sequence DESC");
    if (!plan.ok()) return plan.status();
    std::string text;
    while (*plan->Step()) text += plan->Text(3) + "\n";
    EXPECT_THAT(text, ::testing::HasSubstr("SEARCH s USING PRIMARY KEY"));
    EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("TEMP B-TREE")));
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace setara
