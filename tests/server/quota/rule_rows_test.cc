// Rules as data in a real store.
#include "server/quota_table/rule_rows.h"

#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/quota_table/compare.h"
#include "server/quota_table/derive.h"
#include "server/store/employers.h"
#include "server/store/headcounts.h"
#include "server/store/quota_pages.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

Date Day(const char* text) { return ParseDate(text).value(); }

quota::Rule Perda(const std::string& id, const std::string& region) {
  quota::Rule rule;
  rule.id = id;
  rule.legal_basis = "Perda Kota Contoh 1/2025 pasal 9";
  rule.kinds = {EmployerKind::kPrivate};
  rule.region_code = region;
  rule.basis_points = 200;
  rule.valid_from = Day("2025-01-01");
  return rule;
}

class RuleRows : public ::testing::Test {
 protected:
  RuleRows() { store_ = OpenStore(directory_.path(), clock_, 2, SettleQuota); }

  absl::StatusOr<Instant> Record(const std::vector<quota::RuleVersion>& versions) {
    Instant known_at{};
    absl::Status status = store_
                              ->Write([&](Connection& db) {
                                auto done = RecordRules(db, versions, clock_.Now());
                                if (done.ok()) known_at = *done;
                                return done.status();
                              })
                              .status();
    if (!status.ok()) return status;
    return known_at;
  }

  quota::RuleBook Book() {
    quota::RuleBook book;
    EXPECT_OK(store_->Read([&](Connection& db) {
      auto loaded = LoadRuleBook(db);
      if (loaded.ok()) book = *loaded;
      return loaded.status();
    }));
    return book;
  }

  int64_t Add(const std::string& seat) {
    int64_t row = 0;
    EXPECT_OK(store_->Write([&](Connection& db) {
      Employer employer;
      employer.name = "PT Contoh";
      employer.kind = EmployerKind::kPrivate;
      employer.seat_region_code = seat;
      auto stored = InsertEmployer(db, employer, clock_.Now());
      if (!stored.ok()) return stored.status();
      row = stored->row;
      return UpsertHeadcount(db, {stored->id, Day("2025-01-01"), 350, 2, ""}, clock_.Now())
          .status();
    }));
    return row;
  }

  QuotaPage List(Date day, Instant known_at) {
    QuotaPage page;
    EXPECT_OK(store_->Read([&](Connection& db) {
      auto found = ListQuota(db, {}, day, known_at, std::nullopt, 10, [] { return false; });
      if (found.ok()) page = *found;
      return found.status();
    }));
    return page;
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_;
};

TEST_F(RuleRows, ComeBackAsRecorded) {
  quota::Rule rule = Perda("CTH25P", "33.74");
  rule.valid_until = Day("2030-01-01");
  rule.min_headcount = 25;
  rule.practice_minimum = 100;
  rule.verified = true;
  rule.note = "Dibaca dari salinan.";
  absl::StatusOr<Instant> known_at = Record({{rule, false, {}}});
  ASSERT_OK(known_at);
  quota::RuleBook book = Book();
  const quota::Rule* found = book.Latest().Find("CTH25P");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->legal_basis, rule.legal_basis);
  EXPECT_EQ(found->kinds, rule.kinds);
  EXPECT_EQ(found->region_code, "33.74");
  EXPECT_EQ(found->valid_until, rule.valid_until);
  EXPECT_EQ(found->min_headcount, 25);
  EXPECT_EQ(found->practice_minimum, 100);
  EXPECT_TRUE(found->verified);
  EXPECT_EQ(found->note, rule.note);
  EXPECT_EQ(book.At(*known_at - std::chrono::microseconds(1)).Find("CTH25P"), nullptr);
  EXPECT_NE(book.At(*known_at).Find("CTH25P"), nullptr);
}

TEST_F(RuleRows, TwoStatutesForOneKindAreRefused) {
  quota::Rule rival = Perda("N27P", "");
  absl::StatusOr<Instant> refused = Record({{rival, false, {}}});
  EXPECT_EQ(Reason(refused.status()), "RULES_OVERLAP");
  quota::Rule old = *quota::Rules::Get().Find("N16P");
  old.valid_until = rival.valid_from;
  EXPECT_OK(Record({{old, false, {}}, {rival, false, {}}}));
  EXPECT_EQ(Book().Latest().Statute(EmployerKind::kPrivate, Day("2025-06-30"))->id, "N27P");
  EXPECT_EQ(Book().Latest().Statute(EmployerKind::kPrivate, Day("2024-06-30"))->id, "N16P");
}

TEST_F(RuleRows, EveryFieldIsChecked) {
  const auto field = [&](auto change) {
    quota::Rule rule = Perda("CTH25P", "33.74");
    change(rule);
    auto violations = FieldViolations(Record({{rule, false, {}}}).status());
    return violations.empty() ? std::string() : violations[0].field;
  };
  EXPECT_EQ(field([](auto& rule) { rule.id = "perda"; }), "rule_id");
  EXPECT_EQ(field([](auto& rule) { rule.legal_basis = " "; }), "legal_basis");
  EXPECT_EQ(field([](auto& rule) { rule.kinds.clear(); }), "kinds");
  EXPECT_EQ(field([](auto& rule) { rule.basis_points = 0; }), "rate_basis_points");
  EXPECT_EQ(field([](auto& rule) { rule.basis_points = 10'001; }), "rate_basis_points");
  EXPECT_EQ(field([](auto& rule) { rule.formula = quota::Formula::kFloorPer100; }),
            "rate_basis_points");
  EXPECT_EQ(field([](auto& rule) { rule.valid_until = rule.valid_from; }), "valid_until");
  EXPECT_EQ(field([](auto& rule) { rule.min_headcount = -1; }), "min_headcount_workers");
  EXPECT_EQ(field([](auto&) {}), "");
}

TEST_F(RuleRows, AStatuteChangesFiguresFromWhenItWasRecorded) {
  Add("33.74");
  clock_.Set(clock_.Now() + std::chrono::hours(1));
  quota::Rule old = *quota::Rules::Get().Find("N16P");
  old.valid_until = Day("2025-03-01");
  quota::Rule next = Perda("N25P", "");
  next.valid_from = Day("2025-03-01");
  absl::StatusOr<Instant> known_at = Record({{old, false, {}}, {next, false, {}}});
  ASSERT_OK(known_at);
  const auto required = [&](const char* day, Instant at) {
    return List(Day(day), at).entries[0].interval.figures.required.value();
  };
  EXPECT_EQ(required("2025-06-30", *known_at), 7);
  EXPECT_EQ(required("2025-02-01", *known_at), 4);
  EXPECT_EQ(required("2025-06-30", *known_at - std::chrono::microseconds(1)), 4)
      << "an answer given before stays as it was";
  ASSERT_OK(Record({{next, true, {}}}));
  EXPECT_EQ(List(Day("2025-06-30"), Instant::max()).entries[0].interval.figures.status, 4)
      << "withdrawn: the old statute ended and nothing followed";
}

TEST_F(RuleRows, ManyEmployersAreDerivedInTheBackgroundAndNeverByHalves) {
  for (int i = 0; i < 230; ++i) Add("33.74");
  clock_.Set(clock_.Now() + std::chrono::hours(1));
  absl::StatusOr<Instant> known_at = Record({{Perda("CTH25P", "33"), false, {}}});
  ASSERT_OK(known_at);
  const auto ready = [&](Instant at) {
    return store_->Read([&](Connection& db) { return QuotaReady(db, at); });
  };
  absl::Status waits = ready(*known_at);
  EXPECT_TRUE(absl::IsUnavailable(waits)) << waits;
  EXPECT_EQ(Reason(waits), "QUOTA_BEING_DERIVED");
  EXPECT_EQ(Metadata(waits)["employers"], "230");
  EXPECT_OK(ready(*known_at - std::chrono::microseconds(1)));  // earlier knowledge is not held up
  EXPECT_EQ(SettlePendingQuota(*store_, 100).value(), 100);
  EXPECT_TRUE(absl::IsUnavailable(ready(*known_at)));
  ASSERT_OK(SettleAllQuota(*store_));
  EXPECT_OK(ready(*known_at));
  EXPECT_EQ(List(Day("2025-06-30"), *known_at).entries[0].interval.figures.rules, "N16P,CTH25P");
  EXPECT_TRUE(CompareQuota(*store_, [](const std::string&) {})->clean());
}

TEST_F(RuleRows, AWriteToAWaitingEmployerDerivesItWhole) {
  for (int i = 0; i < 230; ++i) Add("33.74");
  clock_.Set(clock_.Now() + std::chrono::hours(1));
  ASSERT_OK(Record({{Perda("CTH25P", "33"), false, {}}}));
  clock_.Set(clock_.Now() + std::chrono::hours(1));
  ASSERT_OK(store_->Write([&](Connection& db) {
    auto last = ListEmployers(db, {}, 0, 1000);
    return UpsertHeadcount(db, {last->back().id, Day("2025-01-01"), 500, 2, ""}, clock_.Now())
        .status();
  }));
  ASSERT_OK(SettleAllQuota(*store_));
  auto compared = CompareQuota(*store_, [](const std::string& what) { ADD_FAILURE() << what; });
  EXPECT_EQ(compared->employers, 230);
  EXPECT_TRUE(compared->clean());
}

}  // namespace
}  // namespace setara
