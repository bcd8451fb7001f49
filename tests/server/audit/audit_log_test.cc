#include "server/audit/audit_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "matcher/domain/errors.h"
#include "server/audit/audit_query.h"
#include "server/audit/event_codec.h"
#include "tests/server/audit/audit_testing.h"

namespace setara {
namespace {

std::vector<AuditRecord> Chain(Store& store) {
  std::vector<AuditRecord> records;
  EXPECT_OK(store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<AuditRecord>> read = ReadAuditChain(db, 0, 100000);
    if (read.ok()) records = *read;
    return read.status();
  }));
  return records;
}

TEST(AuditLog, KeepsEveryFieldOfAnEvent) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  AuditEvent event = ReadOf("01JP");
  event.subjects = {"seekers/01JB", "seekers/01JC"};
  event.outcome = 7;
  event.reason = "OUT_OF_SCOPE";
  event.break_glass = "breakGlassGrants/01JG";
  Append(*store, event);
  std::vector<AuditRecord> records = Chain(*store);
  ASSERT_EQ(records.size(), 1u);
  const AuditEvent& kept = records[0].event;
  EXPECT_EQ(kept.at, event.at);
  EXPECT_EQ(kept.caller, event.caller);
  EXPECT_EQ(kept.role, event.role);
  EXPECT_EQ(kept.place, event.place);
  EXPECT_EQ(kept.method, event.method);
  EXPECT_EQ(kept.purpose, event.purpose);
  EXPECT_EQ(kept.peer, event.peer);
  EXPECT_EQ(kept.object, event.object);
  EXPECT_EQ(kept.subjects, event.subjects);
  EXPECT_EQ(kept.data_classes, event.data_classes);
  EXPECT_EQ(kept.outcome, event.outcome);
  EXPECT_EQ(kept.reason, event.reason);
  EXPECT_EQ(kept.break_glass, event.break_glass);
  EXPECT_EQ(records[0].previous_hash, std::string(kAuditHashBytes, '\0'));
  EXPECT_EQ(records[0].point.hash, HashEvent(records[0].previous_hash, 1, event));
}

TEST(AuditLog, IsOneChainUnderConcurrentWriters) {
  TempDir dir;
  constexpr int kWriters = 8, kEvents = 150;
  std::atomic<int> recorded{0};
  {
    auto store = OpenAuditedStore(dir.path());
    AuditLog log(*store);
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        for (int i = 0; i < kEvents; ++i) {
          if (writer % 2 == 0) {
            log.Record(ReadOf("01J" + std::to_string(i)), [&](const absl::Status& status) {
              EXPECT_OK(status);
              ++recorded;
            });
          } else {
            Append(*store, ReadOf("01J" + std::to_string(writer)));
            ++recorded;
          }
        }
      });
    }
    for (std::thread& writer : writers) writer.join();
  }
  EXPECT_EQ(recorded, kWriters * kEvents);
  AuditReport report = VerifyFile(dir.path());
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.events, kWriters * kEvents);
  EXPECT_EQ(report.head.sequence, kWriters * kEvents);
}

TEST(AuditLog, GatheredEventsAreToldInOrderAndABadOneFailsAlone) {
  TempDir dir;
  std::vector<std::pair<int, absl::StatusCode>> told;
  {
    auto store = OpenAuditedStore(dir.path());
    AuditLog log(*store);
    for (int i = 0; i < 40; ++i) {
      AuditEvent event = ReadOf("01J" + std::to_string(i));
      if (i == 20) event.subjects = {"openings/01J"};
      const int on_the_way = 39 - i;
      log.Record(
          std::move(event),
          [&told, i](const absl::Status& status) {
            if (i != 20) {
              told.emplace_back(i, status.code());
            } else {
              EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
            }
          },
          on_the_way);
    }
  }
  ASSERT_EQ(told.size(), 39u);
  for (size_t i = 0; i < told.size(); ++i) {
    EXPECT_EQ(told[i].first, static_cast<int>(i < 20 ? i : i + 1));
    EXPECT_EQ(told[i].second, absl::StatusCode::kOk);
  }
  AuditReport report = VerifyFile(dir.path());
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.events, 39);
}

// Calls that wait for nothing but their records must not wait for each other for ever.
TEST(AuditLog, WhatGathersIsCommittedAlsoWhenNothingElseComes) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  AuditLog log(*store);
  std::promise<absl::Status> recorded;
  log.Record(ReadOf("01JP"), [&](const absl::Status& status) { recorded.set_value(status); }, 1);
  EXPECT_OK(recorded.get_future().get());
  EXPECT_EQ(VerifyStore(*store).events, 1);
}

TEST(AuditLog, SeveralAtOnceAreOneChainAcrossBlocks) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  std::vector<AuditEvent> events;
  for (int i = 0; i < 700; ++i) events.push_back(ReadOf("01J" + std::to_string(i % 9), i));
  EXPECT_OK(store->Write([&](Connection& db) {
    absl::Status first = AppendAudit(db, std::span(events).first(300));
    return first.ok() ? AppendAudit(db, std::span(events).subspan(300)) : first;
  }));
  AuditReport report = VerifyStore(*store);
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.events, 700);
  std::vector<AuditRecord> records = Chain(*store);
  ASSERT_EQ(records.size(), 700u);
  EXPECT_EQ(records[1].previous_hash, records[0].point.hash);
}

TEST(AuditLog, AWorkThatIsRolledBackLeavesNoGap) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 50; ++i) {
        auto token = store->Write([&](Connection& db) {
          absl::Status added = AppendAudit(db, ReadOf("01J" + std::to_string(caller * 100 + i)));
          return !added.ok() || caller % 2 == 0 ? added : absl::AbortedError("not this one");
        });
        EXPECT_EQ(token.ok(), caller % 2 == 0);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  AuditReport report = VerifyStore(*store);
  EXPECT_TRUE(report.whole()) << report.detail;
  EXPECT_EQ(report.events, 100);
}

TEST(AuditLog, TextsCannotStartALineOrBreakTheChain) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  AuditEvent event = ReadOf("01JP");
  event.purpose = "placement\n2026-11-21 accounts/other GetSeeker ok\r\x1b[2J";
  event.peer = std::string("1.2.3.4\0x", 9);
  event.caller = "machines/\xff\xfe";
  event.reason = std::string(299, 'r') + "\xc3\xa9" + std::string(5000, 'r');
  Append(*store, event);
  std::vector<AuditRecord> records = Chain(*store);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].event.purpose, "placement?2026-11-21 accounts/other GetSeeker ok??[2J");
  EXPECT_EQ(records[0].event.peer, "1.2.3.4?x");
  EXPECT_EQ(records[0].event.caller, "machines/??");
  EXPECT_EQ(records[0].event.reason, std::string(299, 'r'));
  EXPECT_TRUE(VerifyStore(*store).whole());
}

TEST(AuditLog, RefusesSubjectsThatAreNoPeople) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  for (const char* subject : {"", "seekers/", "openings/01J", "seekers/a\nb"}) {
    AuditEvent event = ReadOf("01JP");
    event.subjects = {subject};
    auto token = store->Write([&](Connection& db) { return AppendAudit(db, event); });
    EXPECT_EQ(token.status().code(), absl::StatusCode::kInvalidArgument) << subject;
  }
  EXPECT_EQ(VerifyStore(*store).events, 0);
}

TEST(AuditLog, NothingIsAddedWithoutAKey) {
  TempDir dir;
  ASSERT_NE(OpenAuditedStore(dir.path()), nullptr);
  auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  EXPECT_EQ(Reason(AppendAudit(*db, ReadOf("01JP"))), "AUDIT_KEY_MISSING");
}

// Fields next to each other must not be able to trade bytes.
TEST(AuditLog, EncodingIsUnambiguous) {
  AuditEvent a = ReadOf("01JP"), b = a;
  a.purpose = "ab";
  a.peer = "c";
  b.purpose = "a";
  b.peer = "bc";
  EXPECT_NE(EncodeEvent(1, a), EncodeEvent(1, b));
  b = a;
  a.subjects = {"seekers/a", "seekers/b"};
  b.subjects = {"seekers/aseekers/b"};
  EXPECT_NE(EncodeEvent(1, a), EncodeEvent(1, b));
  EXPECT_NE(EncodeEvent(1, a), EncodeEvent(2, a));
}

// Records without end, and says the sequence of each on `pipe` once it is acknowledged.
[[noreturn]] void RecordUntilKilled(const std::string& directory, int pipe) {
  auto store = OpenAuditedStore(directory);
  if (store == nullptr) _exit(1);
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&] {
      while (true) {
        int64_t sequence = 0;
        auto token = store->Write([&](Connection& db) {
          absl::Status added = AppendAudit(db, ReadOf("01JP"));
          if (!added.ok()) return added;
          absl::StatusOr<AuditEnd> head = ReadAuditEnd(db, AuditSeal::kHead);
          if (head.ok()) sequence = head->point.sequence;
          return head.status();
        });
        if (!token.ok() || write(pipe, &sequence, sizeof sequence) != sizeof sequence) _exit(2);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  _exit(3);
}

TEST(AuditLog, AcknowledgedEventsSurviveKillInOneChain) {
  TempDir dir;
  int64_t newest = 0;
  for (int round = 0; round < 3; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(ends[0]);
      RecordUntilKilled(dir.path(), ends[1]);
    }
    close(ends[1]);
    int64_t sequence = 0;
    int acknowledged = 0;
    auto next = [&] { return read(ends[0], &sequence, sizeof sequence) == sizeof sequence; };
    while (acknowledged < 100 && next()) {
      ++acknowledged;
      newest = std::max(newest, sequence);
    }
    ASSERT_EQ(kill(child, SIGKILL), 0);
    while (next()) newest = std::max(newest, sequence);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    close(ends[0]);
    auto store = OpenAuditedStore(dir.path());
    AuditReport report = VerifyStore(*store);
    EXPECT_TRUE(report.whole()) << report.detail;
    EXPECT_GE(report.head.sequence, newest);
  }
}

}  // namespace
}  // namespace setara
