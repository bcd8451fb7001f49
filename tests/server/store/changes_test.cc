#include "server/store/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "server/store/request_ids.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ChangesTest : public ::testing::Test {
 protected:
  void Log(int64_t row, RecordKind kind, Lane lane) {
    EXPECT_OK(store_->Write([&](Connection& db) { return LogChange(db, row, kind, lane); }));
  }
  ChangeBatch Batch(int64_t after, int limit, std::optional<Lane> lane = std::nullopt) {
    ChangeBatch batch;
    EXPECT_OK(store_->Read([&](Connection& db) {
      auto read = ReadChanges(db, after, limit, lane);
      if (read.ok()) batch = *read;
      return read.status();
    }));
    return batch;
  }
  static std::vector<int64_t> Sequences(const ChangeBatch& batch) {
    std::vector<int64_t> sequences;
    for (const Change& change : batch.changes) sequences.push_back(change.sequence);
    return sequences;
  }

  TempDir dir_;
  FixedClock clock_;
  std::unique_ptr<Store> store_ = OpenStore(dir_.path(), clock_);
};

TEST_F(ChangesTest, GivesTheNewestOfEachRowAndHowFarItLooked) {
  Log(10, RecordKind::kOpening, Lane::kBulk);         // 1
  Log(11, RecordKind::kSeeker, Lane::kInteractive);   // 2
  Log(10, RecordKind::kOpening, Lane::kInteractive);  // 3
  Log(12, RecordKind::kOpening, Lane::kBulk);         // 4
  ChangeBatch all = Batch(0, 100);
  EXPECT_THAT(Sequences(all), ElementsAre(2, 3, 4));
  EXPECT_EQ(all.through, 4);
  EXPECT_EQ(all.changes[0].kind, RecordKind::kSeeker);
  EXPECT_EQ(all.changes[1].row, 10);
  EXPECT_EQ(all.changes[1].lane, Lane::kInteractive);
  EXPECT_EQ(all.changes[2].lane, Lane::kBulk);
  ChangeBatch part = Batch(0, 2);
  EXPECT_THAT(Sequences(part), ElementsAre(1, 2));
  EXPECT_EQ(part.through, 2);
  ChangeBatch none = Batch(4, 10);
  EXPECT_THAT(Sequences(none), IsEmpty());
  EXPECT_EQ(none.through, 4);
}

// Callers that share a commit get a token of their own change each: a later one in the group may
// overtake it on the way into the index.
TEST_F(ChangesTest, ATokenNamesTheCallersOwnChange) {
  constexpr int kCallers = 32;
  std::atomic<int> ready = 0;
  std::vector<int64_t> tokens(kCallers);
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      ++ready;
      while (ready < kCallers) std::this_thread::yield();
      auto token = store_->Write(
          [&](Connection& db) { return LogChange(db, i + 1, RecordKind::kOpening, Lane::kBulk); });
      EXPECT_OK(token);
      if (token.ok()) tokens[static_cast<size_t>(i)] = token->sequence;
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (const Change& change : Batch(0, 100).changes) {
    EXPECT_EQ(tokens[static_cast<size_t>(change.row - 1)], change.sequence);
  }
}

TEST_F(ChangesTest, ReadsOneLane) {
  Log(10, RecordKind::kOpening, Lane::kBulk);
  Log(11, RecordKind::kOpening, Lane::kInteractive);
  Log(12, RecordKind::kOpening, Lane::kBulk);
  EXPECT_THAT(Sequences(Batch(0, 10, Lane::kInteractive)), ElementsAre(2));
  EXPECT_THAT(Sequences(Batch(0, 10, Lane::kBulk)), ElementsAre(1, 3));
  EXPECT_THAT(Sequences(Batch(1, 10, Lane::kBulk)), ElementsAre(3));
}

TEST_F(ChangesTest, NumbersGrowWhenTheClockGoesBack) {
  RecordKey last;
  for (int i = 0; i < 50; ++i) {
    clock_.Set(clock_.Now() - std::chrono::seconds(i));
    RecordKey next;
    EXPECT_OK(store_->Write([&](Connection& db) {
      auto key = NewRecord(db, RecordKind::kEmployer, clock_.Now());
      if (key.ok()) next = *key;
      return key.status();
    }));
    EXPECT_GT(next.row, last.row);
    EXPECT_GT(next.id, last.id);
    last = next;
  }
  EXPECT_OK(store_->Read([&](Connection& db) {
    EXPECT_EQ(*FindRow(db, RecordKind::kEmployer, last.id), std::optional<int64_t>(last.row));
    EXPECT_EQ(*FindRow(db, RecordKind::kOpening, last.id), std::nullopt);
    return absl::OkStatus();
  }));
}

TEST_F(ChangesTest, ARepeatedRequestGivesTheFirstResult) {
  int made = 0;
  auto call = [&](const char* method, const char* request) {
    std::string id;
    EXPECT_OK(store_->Write([&](Connection& db) {
      auto result = OncePerRequest(
          db, method, request, clock_.Now(),
          [&]() -> absl::StatusOr<std::string> { return "id" + std::to_string(++made); });
      if (result.ok()) id = *result;
      return result.status();
    }));
    return id;
  };
  EXPECT_EQ(call("CreateOpening", "r"), "id1");
  EXPECT_EQ(call("CreateOpening", "r"), "id1");
  EXPECT_EQ(call("CreateSeeker", "r"), "id2");
  EXPECT_EQ(call("CreateOpening", ""), "id3");
  EXPECT_EQ(call("CreateOpening", ""), "id4");
  clock_.Set(clock_.Now() + kRequestIdLife - std::chrono::microseconds(1));
  EXPECT_EQ(call("CreateOpening", "r"), "id1");
  clock_.Set(clock_.Now() + std::chrono::microseconds(1));
  EXPECT_EQ(call("CreateOpening", "r"), "id5");
}

TEST_F(ChangesTest, AFailedRequestMayBeRepeated) {
  auto call = [&](absl::StatusOr<std::string> result) {
    return store_->Write([&](Connection& db) {
      return OncePerRequest(db, "CreateOpening", "r", clock_.Now(), [&] { return result; })
          .status();
    });
  };
  EXPECT_FALSE(call(absl::InvalidArgumentError("title")).ok());
  EXPECT_OK(call(std::string("id1")));
}

}  // namespace
}  // namespace setara
