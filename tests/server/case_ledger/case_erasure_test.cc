// What stays of a case when the worker is erased.
#include <gmock/gmock.h>

#include "server/store/person_keys.h"
#include "server/store/places.h"
#include "tests/server/case_ledger/case_store.h"

namespace setara {
namespace {

using casework::CaseLog;
using ::testing::IsEmpty;

class CaseErasureTest : public CaseStoreTest {};

TEST_F(CaseErasureTest, TheLogIsGoneAndTheCountsStay) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  log.Move(CaseTrigger::kWithdraw);
  const LoadedCase made = Enter(log, worker_);
  Write([&](Connection& db) -> absl::Status {
    absl::Status stripped = StripCases(db, worker_.row);
    return stripped.ok() ? DeleteSeeker(db, worker_.id, std::nullopt) : stripped;
  });
  EXPECT_OK(store_->Read([&](Connection& db) -> absl::Status {
    EXPECT_TRUE(absl::IsNotFound(GetCase(db, made.row.id).status()));
    EXPECT_FALSE(FindCasePlace(db, made.row.id)->has_value()) << "as one that never was";
    EXPECT_THAT(*ListCases(db, {}, 0, 10), IsEmpty());
    EXPECT_THAT(*CasesOfSeeker(db, worker_.row), IsEmpty());
    CaseRow kept = made.row;
    kept.seeker_row = std::nullopt;
    EXPECT_TRUE(absl::IsNotFound(CaseEventsOf(db, kept).status()));
    int counted = 0;
    EXPECT_OK(ScanCases(db, {}, [&](const CaseRow& row) {
      ++counted;
      EXPECT_EQ(row, kept) << "figures of the past stay what they were";
      return absl::OkStatus();
    }));
    EXPECT_EQ(counted, 1);
    return absl::OkStatus();
  }));
  EXPECT_THAT(Due({}), IsEmpty());
}

}  // namespace
}  // namespace setara
