#include "server/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <thread>
#include <vector>

#include "matcher/domain/errors.h"
#include "server/store/changes.h"
#include "server/store/migrations.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::HasSubstr;

absl::Status AddRecord(Connection& db, Instant now, RecordKey* made = nullptr) {
  absl::StatusOr<RecordKey> key = NewRecord(db, RecordKind::kOpening, now);
  if (!key.ok()) return key.status();
  if (made != nullptr) *made = *key;
  return LogChange(db, key->row, RecordKind::kOpening, Lane::kInteractive);
}

int64_t Count(Store& store, const std::string& sql) {
  int64_t count = -1;
  absl::Status status = store.Read([&](Connection& db) {
    absl::StatusOr<Statement> query = db.Prepare(sql);
    if (!query.ok()) return query.status();
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    count = query->Int(0);
    return absl::OkStatus();
  });
  EXPECT_OK(status);
  return count;
}

TEST(Store, AcknowledgedWritesOfManyCallersSurviveReopening) {
  TempDir dir;
  constexpr int kCallers = 16, kWrites = 100;
  {
    auto store = OpenStore(dir.path());
    std::vector<std::thread> callers;
    for (int caller = 0; caller < kCallers; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < kWrites; ++i) {
          absl::StatusOr<ChangeToken> token =
              store->Write([&](Connection& db) { return AddRecord(db, store->clock().Now()); });
          EXPECT_OK(token);
          EXPECT_GT(token->sequence, 0);
          EXPECT_GE(store->Latest().sequence, token->sequence);
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
  }
  auto store = OpenStore(dir.path());
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), kCallers * kWrites);
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM changes"), kCallers * kWrites);
  EXPECT_EQ(Count(*store, "SELECT max(sequence) FROM changes"), kCallers * kWrites);
  EXPECT_EQ(store->Latest().sequence, kCallers * kWrites);
}

TEST(Store, AFailedWorkRollsBackItselfAlone) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 20; ++i) {
        auto token = store->Write([&](Connection& db) {
          absl::Status added = AddRecord(db, store->clock().Now());
          if (!added.ok()) return added;
          return caller % 2 == 0 ? absl::OkStatus() : absl::AbortedError("not this one");
        });
        if (caller % 2 == 0) {
          EXPECT_OK(token);
        } else {
          EXPECT_EQ(token.status(), absl::AbortedError("not this one"));
        }
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), 80);
  EXPECT_EQ(Count(*store, "SELECT max(sequence) FROM changes"), 80);
}

TEST(Store, WorksHandedOverAreOnDiskWhenTheirCallersAreTold) {
  TempDir dir;
  constexpr int kCallers = 8, kWrites = 200;
  std::atomic<int> told{0}, stored{0};
  {
    auto store = OpenStore(dir.path());
    std::vector<std::thread> callers;
    for (int caller = 0; caller < kCallers; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < kWrites; ++i) {
          bool fails = i % 10 == 0;
          store->WriteAsync(
              [&, fails](Connection& db) {
                absl::Status added = AddRecord(db, store->clock().Now());
                return !added.ok() || !fails ? added : absl::AbortedError("not this one");
              },
              [&, fails](const absl::StatusOr<ChangeToken>& token) {
                ++told;
                if (fails) {
                  EXPECT_EQ(token.status(), absl::AbortedError("not this one"));
                  return;
                }
                EXPECT_OK(token);
                EXPECT_EQ(token->epoch, store->epoch());
                EXPECT_GE(store->Latest().sequence, token->sequence);
                ++stored;
              });
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
    // The store closes with works still waiting.
  }
  EXPECT_EQ(told, kCallers * kWrites);
  EXPECT_EQ(stored, kCallers * kWrites * 9 / 10);
  auto store = OpenStore(dir.path());
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), stored);
  EXPECT_EQ(Count(*store, "SELECT max(sequence) FROM changes"), stored);
}

TEST(Store, HandingOverDoesNotWaitForTheWriter) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  std::promise<void> handed_over;
  std::vector<int64_t> order;
  // The first work cannot end before all others were handed over.
  store->WriteAsync(
      [&](Connection& db) {
        handed_over.get_future().wait();
        return AddRecord(db, store->clock().Now());
      },
      [&](const absl::StatusOr<ChangeToken>& token) {
        order.push_back(token.ok() ? token->sequence : 0);
      });
  for (int i = 0; i < 3; ++i) {
    store->WriteAsync([&](Connection& db) { return AddRecord(db, store->clock().Now()); },
                      [&](const absl::StatusOr<ChangeToken>& token) {
                        order.push_back(token.ok() ? token->sequence : 0);
                      });
  }
  handed_over.set_value();
  EXPECT_OK(store->Write([](Connection&) { return absl::OkStatus(); }));
  EXPECT_THAT(order, ::testing::ElementsAre(1, 2, 3, 4));
}

TEST(Store, PatientWorksWaitForTheLeastPatientOneForAHurryOrForTheEnd) {
  TempDir dir;
  const auto add = [](Connection& db) { return AddRecord(db, Instant()); };
  constexpr std::chrono::hours kPatience{1};
  std::vector<int> told;
  {
    auto store = OpenStore(dir.path());
    store->WriteAsync(
        add, [&](const absl::StatusOr<ChangeToken>&) { told.push_back(1); }, kPatience);
    EXPECT_OK(store->Write(add));
    EXPECT_THAT(told, ::testing::ElementsAre(1));
    std::promise<void> second;
    store->WriteAsync(
        add, [&](const absl::StatusOr<ChangeToken>&) { second.set_value(); }, kPatience);
    store->Hurry();
    second.get_future().get();
    store->WriteAsync(
        add, [&](const absl::StatusOr<ChangeToken>&) { told.push_back(3); }, kPatience);
  }
  EXPECT_THAT(told, ::testing::ElementsAre(1, 3));
  EXPECT_EQ(Count(*OpenStore(dir.path()), "SELECT count(*) FROM records"), 4);
}

TEST(Store, AFinishedWorkMayHandOverAnotherWhileTheStoreCloses) {
  TempDir dir;
  std::atomic<bool> second{false};
  {
    auto store = OpenStore(dir.path());
    store->WriteAsync([](Connection&) { return absl::OkStatus(); },
                      [&, raw = store.get()](const absl::StatusOr<ChangeToken>&) {
                        raw->WriteAsync(
                            [](Connection&) { return absl::OkStatus(); },
                            [&](const absl::StatusOr<ChangeToken>& token) { second = token.ok(); });
                      });
  }
  EXPECT_TRUE(second);
}

TEST(Store, AFailedCommitReachesItsCallersAndTheWriterGoesOn) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  ASSERT_OK(store->Write([](Connection& db) {
    return db.Execute(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;"
        "CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)"
        " STRICT");
  }));
  auto orphan = store->Write([&](Connection& db) {
    absl::Status added = AddRecord(db, store->clock().Now());
    return added.ok() ? db.Execute("INSERT INTO child VALUES (7)") : added;
  });
  EXPECT_EQ(orphan.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(store->Latest().sequence, 0);
  EXPECT_OK(store->Write([&](Connection& db) { return AddRecord(db, store->clock().Now()); }));
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), 1);
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM child"), 0);
}

TEST(Store, ALostTransactionFailsItsGroupAndTheWriterGoesOn) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  auto lost = store->Write([&](Connection& db) {
    absl::Status added = AddRecord(db, store->clock().Now());
    return added.ok() ? db.Execute("ROLLBACK") : added;  // as SQLite does on a full disk
  });
  EXPECT_FALSE(lost.ok());
  EXPECT_OK(store->Write([&](Connection& db) { return AddRecord(db, store->clock().Now()); }));
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), 1);
}

TEST(Store, ReadsSeeOneSnapshot) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  absl::Status status = store->Read([&](Connection& db) {
    absl::StatusOr<int64_t> before = LastSequence(db);
    EXPECT_OK(before);
    EXPECT_OK(
        store->Write([&](Connection& writer) { return AddRecord(writer, store->clock().Now()); }));
    absl::StatusOr<int64_t> after = LastSequence(db);
    EXPECT_OK(after);
    EXPECT_EQ(*before, *after);
    return absl::OkStatus();
  });
  EXPECT_OK(status);
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), 1);
}

TEST(Store, ReadersCannotWrite) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  EXPECT_FALSE(store->Read([&](Connection& db) { return AddRecord(db, Instant()); }).ok());
  EXPECT_EQ(Count(*store, "SELECT count(*) FROM records"), 0);
}

TEST(Store, TellsTheListenerOfEachCommit) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  std::atomic<int64_t> told{0};
  store->OnCommit([&](int64_t sequence) { told = sequence; });
  auto token = store->Write([&](Connection& db) { return AddRecord(db, store->clock().Now()); });
  ASSERT_OK(token);
  EXPECT_EQ(told, token->sequence);
}

// What starts beside an indexer writes before the indexer listens.
TEST(Store, AListenerMayComeWhileOthersWrite) {
  TempDir dir;
  auto store = OpenStore(dir.path());
  std::atomic<int64_t> told{0};
  std::thread writing([&] {
    for (int i = 0; i < 50; ++i) {
      EXPECT_OK(store->Write([&](Connection& db) { return AddRecord(db, store->clock().Now()); }));
    }
  });
  for (int i = 0; i < 50; ++i) store->OnCommit([&](int64_t sequence) { told = sequence; });
  writing.join();
  auto token = store->Write([&](Connection& db) { return AddRecord(db, store->clock().Now()); });
  ASSERT_OK(token);
  EXPECT_EQ(told, token->sequence);
}

TEST(Store, KeepsItsEpochAndOwnsItsDirectory) {
  TempDir dir;
  std::string epoch;
  {
    auto store = OpenStore(dir.path() + "/deep/data");
    epoch = store->epoch();
    EXPECT_EQ(epoch.size(), 26u);
    Store::Options again;
    again.directory = dir.path() + "/deep/data";
    absl::Status second = Store::Open(again).status();
    EXPECT_EQ(second.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(Reason(second), "DIRECTORY_IN_USE");
  }
  EXPECT_EQ(OpenStore(dir.path() + "/deep/data")->epoch(), epoch);
}

TEST(Store, RefusesANewerSchema) {
  TempDir dir;
  ASSERT_NE(OpenStore(dir.path()), nullptr);
  {
    auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
    ASSERT_OK(db);
    ASSERT_OK(db->Execute("PRAGMA user_version=1000"));
  }
  Store::Options options;
  options.directory = dir.path();
  absl::Status status = Store::Open(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Reason(status), "SCHEMA_TOO_NEW");
}

TEST(Store, RefusesTheDatabaseOfAnotherProgram) {
  TempDir dir;
  {
    auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
    ASSERT_OK(db);
    ASSERT_OK(db->Execute("CREATE TABLE bookmarks (url TEXT)"));
  }
  Store::Options options;
  options.directory = dir.path();
  EXPECT_EQ(Reason(Store::Open(options).status()), "NOT_A_SETARA_DATABASE");
}

TEST(Store, ADamagedFileIsDataLoss) {
  TempDir dir;
  std::ofstream(dir.path() + "/records.sqlite3") << std::string(8192, 'x');
  Store::Options options;
  options.directory = dir.path();
  EXPECT_EQ(Store::Open(options).status().code(), absl::StatusCode::kDataLoss);
}

TEST(Store, AFailedMigrationLeavesNothing) {
  TempDir dir;
  auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  std::vector<std::string> steps = Migrations();
  steps.emplace_back("CREATE TABLE half (x INTEGER) STRICT; CREATE TABLE half (x INTEGER) STRICT");
  EXPECT_FALSE(Migrate(*db, steps, Instant()).ok());
  EXPECT_FALSE(db->Prepare("SELECT * FROM half").ok());
  EXPECT_FALSE(db->Prepare("SELECT * FROM records").ok());
  EXPECT_OK(Migrate(*db, Migrations(), Instant()));
  EXPECT_OK(Migrate(*db, Migrations(), Instant()));
}

TEST(Store, EventsListedByPersonMoveIntoBlocks) {
  TempDir dir;
  auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  const std::vector<std::string>& steps = Migrations();
  const std::vector<std::string> before(steps.begin(), steps.begin() + 7);
  const std::vector<std::string> after(steps.begin(), steps.begin() + 8);
  ASSERT_OK(Migrate(*db, before, Instant()));
  ASSERT_OK(db->Execute("INSERT INTO audit_subjects VALUES ('A', 1), ('A', 256), ('B', 255)"));
  ASSERT_OK(Migrate(*db, after, Instant()));
  auto rows = db->Prepare("SELECT block, person, sequence FROM audit_people");
  ASSERT_OK(rows);
  std::string text;
  while (*rows->Step()) text += rows->Text(0) + rows->Text(1) + rows->Text(2) + " ";
  EXPECT_EQ(text, "0A1 0B255 1A256 ");
}

// The last block of events is listed by person once it is whole.
TEST(Store, EventsOfTheLastBlockAreNoLongerListed) {
  TempDir dir;
  auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  const std::vector<std::string>& steps = Migrations();
  ASSERT_OK(Migrate(*db, {steps.begin(), steps.begin() + 15}, Instant()));
  ASSERT_OK(
      db->Execute("INSERT INTO audit_people VALUES (0, 'A', 255), (1, 'A', 256), (1, 'B', 510);"
                  "UPDATE audit_ends SET sequence = 510 WHERE which = 'head'"));
  ASSERT_OK(Migrate(*db, steps, Instant()));
  auto rows = db->Prepare("SELECT block, person, sequence FROM audit_people");
  ASSERT_OK(rows);
  std::string text;
  while (*rows->Step()) text += rows->Text(0) + rows->Text(1) + rows->Text(2) + " ";
  EXPECT_EQ(text, "0A255 ");
}

// Writes records for ever, and says the row of each on `pipe` once it is acknowledged.
[[noreturn]] void WriteUntilKilled(const std::string& directory, int pipe) {
  Store::Options options;
  options.directory = directory;
  auto store = Store::Open(options);
  if (!store.ok()) _exit(1);
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&] {
      while (true) {
        RecordKey key;
        auto token = (*store)->Write(
            [&](Connection& db) { return AddRecord(db, (*store)->clock().Now(), &key); });
        if (!token.ok() || write(pipe, &key.row, sizeof key.row) != sizeof key.row) _exit(2);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  _exit(3);
}

TEST(Store, AcknowledgedWritesSurviveKill) {
  TempDir dir;
  int64_t total = 0;
  for (int round = 0; round < 3; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(ends[0]);
      WriteUntilKilled(dir.path(), ends[1]);
    }
    close(ends[1]);
    std::vector<int64_t> acknowledged;
    int64_t row = 0;
    while (acknowledged.size() < 150 && read(ends[0], &row, sizeof row) == sizeof row) {
      acknowledged.push_back(row);
    }
    ASSERT_EQ(kill(child, SIGKILL), 0);
    while (read(ends[0], &row, sizeof row) == sizeof row) acknowledged.push_back(row);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    close(ends[0]);

    auto store = OpenStore(dir.path());
    for (int64_t known : acknowledged) {
      EXPECT_EQ(Count(*store, "SELECT count(*) FROM records WHERE row = " + std::to_string(known)),
                1);
    }
    int64_t records = Count(*store, "SELECT count(*) FROM records");
    EXPECT_GE(records, total + static_cast<int64_t>(acknowledged.size()));
    total = records;
    EXPECT_EQ(Count(*store, "SELECT count(*) FROM changes"), total);
    EXPECT_EQ(Count(*store, "SELECT max(sequence) FROM changes"), total);
  }
}

TEST(Connection, AStatementRunsAgainWithNewValuesAndKeepsTheOthers) {
  TempDir dir;
  auto db = Connection::Open(dir.path() + "/x.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  ASSERT_OK(db->Execute("CREATE TABLE t (a INTEGER NOT NULL UNIQUE, b TEXT NOT NULL)"));
  {
    auto insert = db->Prepare("INSERT INTO t (a, b) VALUES ($1, $2)");
    ASSERT_OK(insert);
    EXPECT_OK(insert->Bind(1, 1).Bind(2, "one").Run());
    EXPECT_OK(insert->Bind(1, 2).Run());
    EXPECT_EQ(insert->Bind(1, 2).Run().code(), absl::StatusCode::kAlreadyExists);
  }
  auto query = db->Prepare("SELECT group_concat(a || b, ' ') FROM t");
  ASSERT_OK(query);
  EXPECT_TRUE(*query->Step());
  EXPECT_EQ(query->Text(0), "1one 2one");
}

TEST(Connection, BindsByTheNumberWrittenAndNamesNoValue) {
  TempDir dir;
  auto db = Connection::Open(dir.path() + "/x.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  ASSERT_OK(db->Execute("CREATE TABLE t (a TEXT UNIQUE, b TEXT CHECK (b <> 'bad')) STRICT"));
  auto insert = db->Prepare("INSERT INTO t (b, a) VALUES ($2, $1)");
  ASSERT_OK(insert);
  ASSERT_OK(insert->Bind(1, "rahasia").Bind(2, "two").Run());
  auto again = db->Prepare("INSERT INTO t (b, a) VALUES ($2, $1)");
  ASSERT_OK(again);
  absl::Status twice = again->Bind(1, "rahasia").Bind(2, "two").Run();
  EXPECT_EQ(twice.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(twice.message()), HasSubstr("INSERT INTO t"));
  EXPECT_THAT(std::string(twice.message()), Not(HasSubstr("rahasia")));
  auto checked = db->Prepare("INSERT INTO t (b, a) VALUES ($2, $1)");
  ASSERT_OK(checked);
  EXPECT_EQ(checked->Bind(1, "x").Bind(2, "bad").Run().code(),
            absl::StatusCode::kFailedPrecondition);
  auto query = db->Prepare("SELECT a, b, NULL, length(a) FROM t WHERE a = $1");
  ASSERT_OK(query);
  auto row = query->Bind(1, "rahasia").Step();
  ASSERT_OK(row);
  ASSERT_TRUE(*row);
  EXPECT_EQ(query->Text(1), "two");
  EXPECT_TRUE(query->IsNull(2));
  EXPECT_EQ(query->OptionalInt(3), std::optional<int64_t>(7));
  EXPECT_FALSE(query->Bind(9, "no such parameter").Step().ok());
}

}  // namespace
}  // namespace setara
