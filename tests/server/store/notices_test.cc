// Notices in the store: never two about one finding, steps that only add, versions that guard.
#include "server/store/notices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/store/document_files.h"
#include "server/store/employers.h"
#include "server/store/evidence.h"
#include "server/store/headcounts.h"
#include "server/store/notice_documents.h"
#include "server/store/notice_runs.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const Instant kNow = *ParseInstant("2025-06-30T02:00:00Z");

class NoticeStoreTest : public ::testing::Test {
 protected:
  NoticeStoreTest() : store_(OpenStore(directory_.path())) {
    employer_ = MakeEmployer();
    EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
      NoticeRun run;
      run.drafter = "accounts/a";
      absl::StatusOr<NoticeRun> stored = InsertNoticeRun(db, run, kNow);
      if (stored.ok()) run_ = *stored;
      return stored.status();
    }));
  }
  int64_t MakeEmployer() {
    int64_t row = 0;
    EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
      Employer employer;
      employer.name = "PT Satu";
      absl::StatusOr<Employer> stored = InsertEmployer(db, employer, kNow);
      if (stored.ok()) row = stored->row;
      return stored.status();
    }));
    return row;
  }
  absl::StatusOr<Notice> Insert(int64_t employer, const std::string& key) {
    absl::StatusOr<Notice> out = absl::UnknownError("");
    (void)store_->Write([&](Connection& db) {
      Notice notice;
      notice.employer_row = employer;
      notice.run_row = run_.row;
      notice.drafter = "accounts/a";
      notice.finding.kind = FindingKind::kShort;
      notice.finding.key = key;
      notice.finding.headcount = 350;
      notice.finding.report_valid_from = *ParseDate("2025-01-01");
      notice.finding.regional = {"Perda: 1% × 350"};
      out = InsertNotice(db, notice, kNow);
      return out.status();
    });
    return out;
  }

  TempDir directory_;
  std::unique_ptr<Store> store_;
  int64_t employer_ = 0;
  NoticeRun run_;
};

TEST_F(NoticeStoreTest, OneFindingHasOneNoticeWhateverBecameOfIt) {
  absl::StatusOr<Notice> first = Insert(employer_, "SHORT|a");
  ASSERT_OK(first);
  EXPECT_TRUE(absl::IsAlreadyExists(Insert(employer_, "SHORT|a").status()));
  EXPECT_OK(Insert(employer_, "SHORT|b"));
  EXPECT_OK(Insert(MakeEmployer(), "SHORT|a"));
  ASSERT_OK(store_->Write([&](Connection& db) {
    Notice gone = *first;
    gone.state = NoticeState::kWithdrawn;
    NoticeEvent event;
    event.act = NoticeAct::kWithdraw;
    event.state = NoticeState::kWithdrawn;
    return StoreStep(db, gone, event, 1, kNow).status();
  }));
  EXPECT_TRUE(absl::IsAlreadyExists(Insert(employer_, "SHORT|a").status()));
}

TEST_F(NoticeStoreTest, ReadsBackWhatWasStored) {
  const Notice stored = *Insert(employer_, "SHORT|a");
  ASSERT_OK(store_->Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Notice> read = GetNotice(db, stored.id);
    if (!read.ok()) return read.status();
    EXPECT_EQ(read->finding, stored.finding);
    EXPECT_EQ(read->row, stored.row);
    EXPECT_EQ(read->version, 1);
    EXPECT_TRUE(absl::IsNotFound(GetNotice(db, "NONE").status()));
    EXPECT_THAT(*ListNoticeEvents(db, stored.row), SizeIs(1));
    EXPECT_THAT(*ListNotices(db, {.employer_row = employer_}, INT64_MAX, 10), SizeIs(1));
    EXPECT_THAT(*ListNotices(db, {.only_sent = true}, INT64_MAX, 10), IsEmpty());
    EXPECT_THAT(*ListNotices(db, {}, stored.row, 10), IsEmpty());
    return absl::OkStatus();
  }));
}

TEST_F(NoticeStoreTest, AStepOfAnOldVersionIsRefused) {
  const Notice stored = *Insert(employer_, "SHORT|a");
  const auto step = [&](int64_t version) {
    return store_
        ->Write([&](Connection& db) {
          NoticeEvent event;
          event.act = NoticeAct::kAnswer;
          return StoreStep(db, stored, event, version, kNow).status();
        })
        .status();
  };
  EXPECT_OK(step(1));
  EXPECT_EQ(Reason(step(1)), "ETAG_MISMATCH");
  EXPECT_OK(step(2));
}

TEST_F(NoticeStoreTest, ARunMovesOnlyFromWhereItStands) {
  const auto move = [&](int64_t from) {
    return store_
        ->Write([&](Connection& db) {
          NoticeRun run = run_;
          run.cursor = from + 1;
          return MoveNoticeRun(db, run, from, kNow).status();
        })
        .status();
  };
  EXPECT_OK(move(run_.cursor));
  EXPECT_EQ(Reason(move(run_.cursor)), "RUN_MOVED_ON");
  EXPECT_OK(move(run_.cursor + 1));
}

TEST_F(NoticeStoreTest, DocumentsOfAnotherKeyOrNameDoNotOpen) {
  const int64_t other = MakeEmployer();
  ASSERT_OK(store_->Write([&](Connection& db) -> absl::Status {
    absl::StatusOr<PersonKey> mine = EmployerKey(db, employer_), theirs = EmployerKey(db, other);
    if (!mine.ok() || !theirs.ok()) return absl::InternalError("keys");
    const std::string sealed = SealDocument(*mine, "A", "isi");
    EXPECT_EQ(*OpenDocument(*mine, "A", sealed), "isi");
    EXPECT_TRUE(absl::IsDataLoss(OpenDocument(*theirs, "A", sealed).status()));
    EXPECT_TRUE(absl::IsDataLoss(OpenDocument(*mine, "B", sealed).status()));
    absl::StatusOr<PersonKey> again = EmployerKey(db, employer_);
    EXPECT_EQ(*OpenDocument(*again, "A", sealed), "isi") << "made once";
    return absl::OkStatus();
  }));
  DocumentFiles files(directory_.path() + "/documents");
  EXPECT_TRUE(absl::IsDataLoss(files.Read("A").status()));
  EXPECT_OK(files.Write("A", "eins"));
  EXPECT_OK(files.Write("A", "zwei"));
  EXPECT_EQ(*files.Read("A"), "zwei");
  files.Remove("A");
  EXPECT_TRUE(absl::IsDataLoss(files.Read("A").status()));
}

TEST_F(NoticeStoreTest, EvidenceKeepsWhatANameWas) {
  std::string id;
  ASSERT_OK(store_->Write([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::optional<Employer>> employer = FindEmployer(db, employer_);
    if (!employer.ok()) return employer.status();
    id = (*employer)->id;
    Employer renamed = **employer;
    renamed.name = "PT Dua";
    return UpdateEmployer(db, renamed, std::nullopt, kNow + std::chrono::hours(1)).status();
  }));
  ASSERT_OK(store_->Read([&](Connection& db) -> absl::Status {
    EXPECT_EQ(*EmployerNameAt(db, id, kNow), "PT Satu");
    EXPECT_EQ(*EmployerNameAt(db, id, kNow + std::chrono::hours(1)), "PT Dua");
    EXPECT_TRUE(absl::IsNotFound(EmployerNameAt(db, id, kNow - std::chrono::hours(1)).status()));
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace setara
