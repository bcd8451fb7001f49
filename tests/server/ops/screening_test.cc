// Stored openings follow the rules: screened once, in pieces, and never over a newer write.
#include "server/ops/screening.h"

#include <gtest/gtest.h>

#include "server/store/findings.h"
#include "server/store/openings.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

class ScreeningOpsTest : public ::testing::Test {
 protected:
  // As an older version of the server left it: stored, and not screened.
  Opening Add(const std::string& description) {
    Opening opening = PlainOpening("Kasir");
    opening.description = description;
    EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
      absl::StatusOr<Opening> stored = InsertOpening(db, opening, clock_.Now());
      if (stored.ok()) opening = *stored;
      return stored.status();
    }));
    return opening;
  }
  std::vector<ScreeningFinding> Kept(const Opening& opening) {
    std::vector<ScreeningFinding> findings;
    EXPECT_OK(store_->Read([&](Connection& db) -> absl::Status {
      auto found = GetFindings(db, opening.row);
      if (!found.ok()) return found.status();
      findings = *std::move(found);
      return absl::OkStatus();
    }));
    return findings;
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_ = OpenStore(directory_.path(), clock_);
};

TEST_F(ScreeningOpsTest, WhatIsStoredIsScreenedInPieces) {
  std::vector<Opening> openings;
  for (int i = 0; i < 5; ++i) openings.push_back(Add("Usia maks. 30 tahun"));
  absl::StatusOr<ScreeningCheck> before = CheckScreening(*store_);
  ASSERT_OK(before);
  EXPECT_EQ(before->different, 5);
  EXPECT_EQ(before->differences.size(), 5U);
  absl::StatusOr<bool> more = ScreenNext(*store_, 2);
  ASSERT_OK(more);
  EXPECT_TRUE(*more);
  EXPECT_EQ(Kept(openings[1]).size(), 1U);
  EXPECT_TRUE(Kept(openings[2]).empty());
  EXPECT_OK(ScreenAll(*store_));
  absl::StatusOr<ScreeningCheck> after = CheckScreening(*store_);
  ASSERT_OK(after);
  EXPECT_EQ(after->openings, 5);
  EXPECT_EQ(after->findings, 5);
  EXPECT_EQ(after->different, 0);
  // Done is done, until it is forgotten.
  EXPECT_OK(store_->Write([&](Connection& db) { return ReplaceFindings(db, openings[0], {}); }));
  EXPECT_OK(ScreenAll(*store_));
  EXPECT_TRUE(Kept(openings[0]).empty());
  EXPECT_EQ(CheckScreening(*store_)->different, 1);
  EXPECT_OK(ForgetScreening(*store_));
  EXPECT_OK(ScreenAll(*store_));
  EXPECT_EQ(Kept(openings[0]).size(), 1U);
}

TEST_F(ScreeningOpsTest, RulesOfAnotherVersionAreReplaced) {
  const Opening opening = Add("Tidak buta warna");
  EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
    absl::Status kept = ReplaceFindings(db, opening, {{"old_rule", "description", 0, 5}});
    return kept.ok() ? SetScreenedThrough(db, "an-older-version", std::nullopt) : kept;
  }));
  EXPECT_OK(ScreenAll(*store_));
  ASSERT_EQ(Kept(opening).size(), 1U);
  EXPECT_EQ(Kept(opening)[0].rule, "colour_vision");
}

TEST_F(ScreeningOpsTest, TheBackgroundFinishesAndAWriteStands) {
  std::vector<Opening> openings;
  for (int i = 0; i < 40; ++i) openings.push_back(Add("Usia maks. 30 tahun"));
  Opening changed = openings.back();
  changed.description = "Pria, usia maks. 30 tahun";
  {
    const std::unique_ptr<BackgroundScreening> background = BackgroundScreening::Start(*store_);
    EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
      absl::StatusOr<Opening> stored = UpdateOpening(db, changed, std::nullopt, clock_.Now());
      return stored.ok() ? KeepFindings(db, *stored).status() : stored.status();
    }));
  }
  EXPECT_OK(ScreenAll(*store_));  // what the background was stopped before
  EXPECT_EQ(Kept(changed).size(), 2U);
  EXPECT_EQ(CheckScreening(*store_)->different, 0);
}

}  // namespace
}  // namespace setara
