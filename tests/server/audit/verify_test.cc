#include "server/audit/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/audit/event_codec.h"
#include "server/audit/event_rows.h"
#include "tests/server/audit/audit_testing.h"

namespace setara {
namespace {

constexpr int kEvents = 9;

void Fill(const std::string& directory, int events = kEvents) {
  auto store = OpenAuditedStore(directory);
  for (int i = 1; i <= events; ++i) Append(*store, ReadOf("01J" + std::to_string(i), i));
}

TEST(VerifyAudit, AnEmptyLogIsWhole) {
  TempDir dir;
  auto store = OpenAuditedStore(dir.path());
  AuditReport report = VerifyStore(*store);
  EXPECT_TRUE(report.whole());
  EXPECT_EQ(report.events, 0);
}

struct Tampering {
  const char* name;
  const char* sql;
  AuditFault fault;
  int64_t sequence;
  int events = kEvents;
};

void PrintTo(const Tampering& tampering, std::ostream* out) { *out << tampering.name; }

class TamperingTest : public ::testing::TestWithParam<Tampering> {};

TEST_P(TamperingTest, IsNamedWithItsPlace) {
  TempDir dir;
  Fill(dir.path(), GetParam().events);
  ASSERT_TRUE(VerifyFile(dir.path()).whole());
  Tamper(dir.path(), GetParam().sql);
  AuditReport report = VerifyFile(dir.path());
  EXPECT_STREQ(ToString(report.fault), ToString(GetParam().fault)) << report.detail;
  EXPECT_EQ(report.sequence, GetParam().sequence) << report.detail;
  EXPECT_NE(report.detail, "");
  EXPECT_EQ(report.events, report.head.sequence - report.start.sequence);
}

// A forged copy of event 5 under another purpose; a forger can compute hashes but no seal.
#define COLUMNS                                                                               \
  "at, caller, role, place, method, purpose, peer, object, subjects, data_classes, outcome, " \
  "reason, break_glass, hash, seal"

INSTANTIATE_TEST_SUITE_P(
    VerifyAudit, TamperingTest,
    ::testing::Values(
        Tampering{"time", "UPDATE audit_events SET at = at + 1 WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"role", "UPDATE audit_events SET role = 4 WHERE sequence = 1",
                  AuditFault::kChanged, 1},
        Tampering{"place", "UPDATE audit_events SET place = '' WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"purpose", "UPDATE audit_events SET purpose = 'x' WHERE sequence = 9",
                  AuditFault::kChanged, 9},
        Tampering{"peer", "UPDATE audit_events SET peer = '::1' WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"object", "UPDATE audit_events SET object = '' WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"subjects", "UPDATE audit_events SET subjects = '' WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"classes", "UPDATE audit_events SET data_classes = 0 WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"outcome", "UPDATE audit_events SET outcome = 7 WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"reason", "UPDATE audit_events SET reason = 'x' WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"break_glass", "UPDATE audit_events SET break_glass = 'x' WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"hash", "UPDATE audit_events SET hash = zeroblob(32) WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"seal", "UPDATE audit_events SET seal = zeroblob(16) WHERE sequence = 4",
                  AuditFault::kChanged, 4},
        Tampering{"last_seal", "UPDATE audit_events SET seal = zeroblob(16) WHERE sequence = 9",
                  AuditFault::kChanged, 9},
        Tampering{"name_of_a_caller", "UPDATE audit_callers SET name = 'accounts/other'",
                  AuditFault::kChanged, 1},
        Tampering{"name_of_a_method", "DELETE FROM audit_methods", AuditFault::kChanged, 1},
        Tampering{"removed",
                  "DELETE FROM audit_events WHERE sequence = 4;"
                  "DELETE FROM audit_people WHERE sequence = 4",
                  AuditFault::kRemoved, 4},
        Tampering{"removed_first", "DELETE FROM audit_events WHERE sequence = 1",
                  AuditFault::kRemoved, 1},
        Tampering{"removed_and_closed_up",
                  "DELETE FROM audit_events WHERE sequence = 4;"
                  "UPDATE audit_events SET sequence = -sequence WHERE sequence > 4;"
                  "UPDATE audit_events SET sequence = -sequence - 1 WHERE sequence < 0",
                  AuditFault::kRemoved, 4},
        Tampering{"inserted",
                  "UPDATE audit_events SET sequence = -sequence WHERE sequence > 4;"
                  "INSERT INTO audit_events (sequence, " COLUMNS ") SELECT 5, at, caller, role,"
                  " place, method, 'x', peer, object, subjects, data_classes, outcome, reason,"
                  " break_glass, randomblob(32), randomblob(16)"
                  " FROM audit_events WHERE sequence = 3;"
                  "UPDATE audit_events SET sequence = 1 - sequence WHERE sequence < 0",
                  AuditFault::kInserted, 5},
        Tampering{"appended",
                  "INSERT INTO audit_events (sequence, " COLUMNS ") SELECT 10, at, caller, role,"
                  " place, method, 'x', peer, object, subjects, data_classes, outcome, reason,"
                  " break_glass, randomblob(32), randomblob(16)"
                  " FROM audit_events WHERE sequence = 3",
                  AuditFault::kInserted, 10},
        Tampering{"copied",
                  "DELETE FROM audit_events WHERE sequence = 6;"
                  "INSERT INTO audit_events (sequence, " COLUMNS ") SELECT 6, " COLUMNS
                  " FROM audit_events WHERE sequence = 3",
                  AuditFault::kInserted, 6},
        Tampering{"before_the_start",
                  "INSERT INTO audit_events (sequence, " COLUMNS ") SELECT 0, " COLUMNS
                  " FROM audit_events WHERE sequence = 3",
                  AuditFault::kInserted, 0},
        Tampering{"reordered",
                  "UPDATE audit_events SET sequence = -1 WHERE sequence = 3;"
                  "UPDATE audit_events SET sequence = 3 WHERE sequence = 7;"
                  "UPDATE audit_events SET sequence = 7 WHERE sequence = -1",
                  AuditFault::kReordered, 3},
        Tampering{"truncated", "DELETE FROM audit_events WHERE sequence > 6",
                  AuditFault::kTruncated, 7},
        Tampering{"truncated_with_the_head",
                  "DELETE FROM audit_events WHERE sequence > 6;"
                  "UPDATE audit_ends SET sequence = 6, hash = (SELECT hash FROM audit_events WHERE"
                  " sequence = 6), seal = (SELECT seal FROM audit_events WHERE sequence = 6)"
                  " WHERE which = 'head'",
                  AuditFault::kEndForged, 6},
        Tampering{"start_moved",
                  "DELETE FROM audit_events WHERE sequence <= 4;"
                  "UPDATE audit_ends SET sequence = 4, seal = zeroblob(16) WHERE which = 'start'",
                  AuditFault::kEndForged, 4},
        Tampering{"hidden_from_a_person", "DELETE FROM audit_people WHERE person = '01J5'",
                  AuditFault::kIndexDiffers, 5, kAuditBlock + 2},
        Tampering{"blamed_on_a_person_early", "INSERT INTO audit_people VALUES (0, '01J5', 3)",
                  AuditFault::kIndexDiffers, 1, kAuditBlock + 2},
        Tampering{"blamed_on_a_person", "INSERT INTO audit_people VALUES (0, '01J5', 3)",
                  AuditFault::kIndexDiffers, 1}),
    [](const auto& info) { return info.param.name; });

// Someone who knows the code and has the file, not the key: changes an event and makes every hash
// after it anew.
TEST(VerifyAudit, AChainOfNewHashesLacksTheSeals) {
  TempDir dir;
  Fill(dir.path());
  {
    auto db = Connection::Open(dir.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
    ASSERT_OK(db);
    ASSERT_OK(db->Execute("UPDATE audit_events SET purpose = 'forged' WHERE sequence = 4"));
    std::string previous(kAuditHashBytes, '\0');
    for (int64_t sequence = 1; sequence <= kEvents; ++sequence) {
      auto query = db->Prepare("SELECT " SETARA_AUDIT_COLUMNS
                               " FROM audit_events e" SETARA_AUDIT_JOINS "WHERE e.sequence = $1");
      ASSERT_OK(query);
      ASSERT_OK(query->Bind(1, sequence).Step());
      previous = HashEvent(previous, sequence, ReadAuditRow(*query).event);
      auto update = db->Prepare("UPDATE audit_events SET hash = $2 WHERE sequence = $1");
      ASSERT_OK(update);
      ASSERT_OK(update->Bind(1, sequence).BindBlob(2, previous).Run());
    }
    auto head = db->Prepare("UPDATE audit_ends SET hash = $1 WHERE which = 'head'");
    ASSERT_OK(head);
    ASSERT_OK(head->BindBlob(1, previous).Run());
  }
  EXPECT_TRUE(VerifyFile(dir.path(), std::nullopt, /*with_key=*/false).whole());
  EXPECT_EQ(VerifyFile(dir.path()).fault, AuditFault::kEndForged);
  Tamper(dir.path(),
         "UPDATE audit_ends SET sequence = 0, hash = zeroblob(32) WHERE which = 'head'");
  AuditReport report = VerifyFile(dir.path());
  EXPECT_EQ(report.fault, AuditFault::kChanged);
  EXPECT_EQ(report.sequence, 4);
}

TEST(VerifyAudit, WithoutAKeyTheHashesStillShowDamage) {
  TempDir dir;
  Fill(dir.path());
  EXPECT_TRUE(VerifyFile(dir.path(), std::nullopt, false).whole());
  Tamper(dir.path(), "UPDATE audit_events SET role = 9 WHERE sequence = 4");
  AuditReport report = VerifyFile(dir.path(), std::nullopt, false);
  EXPECT_EQ(report.fault, AuditFault::kChanged);
  EXPECT_EQ(report.sequence, 4);
}

TEST(VerifyAudit, AHeadKeptElsewhereShowsALogThatWasPutBack) {
  TempDir dir, old;
  AuditPoint head, wrong;
  {
    Fill(dir.path());
    std::filesystem::copy(dir.path() + "/records.sqlite3", old.path() + "/records.sqlite3");
    std::filesystem::copy(dir.path() + ".key", old.path() + ".key");
    auto store = OpenAuditedStore(dir.path());
    AuditPoint before = VerifyStore(*store).head;
    EXPECT_EQ(before.sequence, kEvents);
    EXPECT_TRUE(VerifyStore(*store, before).whole());
    Append(*store, ReadOf("01JX"));
    EXPECT_TRUE(VerifyStore(*store, before).whole()) << "the log has grown, and has passed it";
    head = VerifyStore(*store).head;
    wrong = {before.sequence, head.hash};
  }
  // Every seal of the old copy is good.
  EXPECT_TRUE(VerifyFile(old.path()).whole());
  AuditReport report = VerifyFile(old.path(), head);
  EXPECT_EQ(report.fault, AuditFault::kTruncated);
  EXPECT_EQ(report.sequence, kEvents + 1);
  EXPECT_EQ(VerifyFile(old.path(), wrong).fault, AuditFault::kRewritten);
}

TEST(AuditPoint, ReadsWhatItPrints) {
  AuditPoint point{42, std::string(31, 'x') + '\xff'};
  absl::StatusOr<AuditPoint> read = ParseAuditPoint(ToString(point));
  ASSERT_OK(read);
  EXPECT_EQ(*read, point);
  for (const char* text : {"", "42", "42:", "x:00", "-1:00", "42:zz", "42 :00"}) {
    EXPECT_FALSE(ParseAuditPoint(text).ok()) << text;
  }
}

}  // namespace
}  // namespace setara
