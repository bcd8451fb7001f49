// The traps of counting, each on a real store: from rows to status.
#include <gtest/gtest.h>

#include <string>

#include "server/quota/assess.h"
#include "server/store/employers.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "server/store/quota_snapshots.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

Date Day(const char* text) { return ParseDate(text).value(); }
Instant At(const char* text) { return ParseInstant(text).value(); }

constexpr Instant kAlways = Instant::max();

class QuotaStore : public testing::Test {
 protected:
  void SetUp() override {
    store_ = OpenStore(directory_.path(), clock_);
    clock_.Set(At("2024-07-01T00:00:00Z"));
    employer_ = Add(EmployerKind::kPrivate);
  }

  std::string Add(EmployerKind kind) {
    std::string id;
    Write([&](Connection& db) {
      Employer employer;
      employer.name = "PT Contoh";
      employer.kind = kind;
      absl::StatusOr<Employer> stored = InsertEmployer(db, employer, clock_.Now(), Lane::kBulk);
      if (stored.ok()) id = stored->id;
      return stored.status();
    });
    return id;
  }

  void Write(const std::function<absl::Status(Connection&)>& work) {
    EXPECT_OK(store_->Write(work));
  }

  void Report(const char* from, int64_t workers, std::optional<int64_t> disabled = std::nullopt) {
    Write([&](Connection& db) {
      HeadcountReport report{employer_, Day(from), workers, disabled, "WLKP"};
      return UpsertHeadcount(db, report, clock_.Now(), Lane::kBulk).status();
    });
  }

  // A record that counts from 2020 on; tests change what they are about.
  EmploymentRecord Record(const char* person, const char* key) {
    EmploymentRecord record;
    record.employer_id = employer_;
    record.person_id = person;
    record.source = "register";
    record.source_id = key;
    record.relation = EmploymentRelation::kPermanent;
    record.valid_from = Day("2020-01-01");
    record.evidence_from = Day("2020-01-01");
    record.agreed_on = Day("2020-01-01");
    return record;
  }

  void Employ(const EmploymentRecord& record) {
    Write([&](Connection& db) {
      return UpsertEmployment(db, record, clock_.Now(), Lane::kBulk).status();
    });
  }

  QuotaSnapshot Load(const char* as_of, Instant known_at = kAlways) {
    QuotaSnapshot snapshot;
    EXPECT_OK(store_->Read([&](Connection& db) {
      absl::StatusOr<QuotaSnapshot> loaded = LoadQuotaSnapshot(db, employer_, Day(as_of), known_at);
      if (loaded.ok()) snapshot = *loaded;
      return loaded.status();
    }));
    return snapshot;
  }

  std::optional<int64_t> Counted(const char* as_of, Instant known_at = kAlways) {
    return Load(as_of, known_at).counted_by_records;
  }

  quota::Decision Decision(const char* as_of, Instant known_at = kAlways) {
    return quota::Decide(Load(as_of, known_at), quota::Rules::Get());
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_;
  std::string employer_;
};

using QuotaStoreTrap = QuotaStore;

TEST_F(QuotaStoreTrap, OnePersonWithTwoContractsCountsOnce) {
  Employ(Record("p1", "contract-1"));
  EmploymentRecord second = Record("p1", "contract-2");
  second.relation = EmploymentRelation::kFixedTerm;
  Employ(second);
  EXPECT_EQ(Counted("2024-06-30"), 1);
}

TEST_F(QuotaStoreTrap, OnePersonFromTwoBranchesOrRagamListsCountsOnce) {
  for (const char* source : {"branch-a", "branch-b", "ragam-fisik", "ragam-sensorik"}) {
    EmploymentRecord record = Record("p1", "1");
    record.source = source;
    Employ(record);
  }
  EXPECT_EQ(Counted("2024-06-30"), 1);
}

TEST_F(QuotaStoreTrap, OnePersonWithTwoKpjCountsOnceOnceMergedAndOnlyFromThen) {
  Employ(Record("kpj-1", "1"));
  Employ(Record("kpj-2", "2"));
  Employ(Record("kpj-3", "3"));
  Instant before = clock_.Now();
  clock_.Set(At("2024-08-01T00:00:00Z"));
  Write([&](Connection& db) {
    return MergePersons(db, "kpj-2", "kpj-3", clock_.Now(), Lane::kInteractive).status();
  });
  EXPECT_EQ(Counted("2024-06-30"), 2);
  clock_.Set(At("2024-09-01T00:00:00Z"));
  Write([&](Connection& db) {
    return MergePersons(db, "kpj-1", "kpj-3", clock_.Now(), Lane::kInteractive).status();
  });
  EXPECT_EQ(Counted("2024-06-30"), 1);
  EXPECT_EQ(Counted("2024-06-30", At("2024-08-31T00:00:00Z")), 2);
  EXPECT_EQ(Counted("2024-06-30", before), 3);
  Write([&](Connection& db) {
    absl::StatusOr<bool> again = MergePersons(db, "kpj-1", "kpj-2", clock_.Now(), Lane::kBulk);
    EXPECT_FALSE(again.value_or(true));
    return again.status();
  });
}

TEST_F(QuotaStoreTrap, ApprenticesPartnersAndSelfEmployedNeverCount) {
  for (auto [relation, key] : {std::pair{EmploymentRelation::kApprenticeship, "1"},
                               std::pair{EmploymentRelation::kPartnership, "2"},
                               std::pair{EmploymentRelation::kSelfEmployed, "3"}}) {
    EmploymentRecord record = Record(key, key);
    record.relation = relation;
    Employ(record);
  }
  // Nor are they a register of workers that would set a reported total aside.
  Report("2024-01-01", 350, 4);
  EXPECT_EQ(Counted("2024-06-30"), std::nullopt);
  EXPECT_EQ(Decision("2024-06-30").counted, 4);
  EmploymentRecord official = Record("p4", "4");
  official.relation = EmploymentRelation::kPublicService;
  Employ(official);
  EXPECT_EQ(Counted("2024-06-30"), 1);
}

TEST_F(QuotaStoreTrap, EvidenceMustBeInForceOnTheDay) {
  EmploymentRecord record = Record("p1", "1");
  record.evidence_from = Day("2022-01-01");
  record.evidence_until = Day("2024-01-01");
  Employ(record);
  EXPECT_EQ(Counted("2021-12-31"), 0);
  EXPECT_EQ(Counted("2022-01-01"), 1);
  EXPECT_EQ(Counted("2023-12-31"), 1);
  EXPECT_EQ(Counted("2024-01-01"), 0);
  record.evidence_from.reset();
  record.evidence_until.reset();
  Employ(record);
  EXPECT_EQ(Counted("2023-12-31"), 0);
}

TEST_F(QuotaStoreTrap, NobodyCountsWithoutTheirDatedAgreement) {
  EmploymentRecord record = Record("p1", "1");
  record.agreed_on.reset();
  Employ(record);
  EXPECT_EQ(Counted("2024-06-30"), 0);
  record.agreed_on = Day("2024-06-30");
  Employ(record);
  EXPECT_EQ(Counted("2024-06-29"), 0);
  EXPECT_EQ(Counted("2024-06-30"), 1);
}

TEST_F(QuotaStoreTrap, AnExcludedRecordDoesNotCount) {
  EmploymentRecord record = Record("p1", "1");
  record.exclude_reason = "outsourced: counted at the vendor";
  Employ(record);
  EXPECT_EQ(Counted("2024-06-30"), 0);
}

TEST_F(QuotaStoreTrap, EmploymentIsHalfOpen) {
  EmploymentRecord record = Record("p1", "1");
  record.valid_until = Day("2024-06-30");
  Employ(record);
  EXPECT_EQ(Counted("2019-12-31"), std::nullopt);
  EXPECT_EQ(Counted("2020-01-01"), 1);
  EXPECT_EQ(Counted("2024-06-29"), 1);
  EXPECT_EQ(Counted("2024-06-30"), 0);
}

TEST_F(QuotaStoreTrap, APastDateHasItsOwnHeadcount) {
  Report("2023-01-01", 100, 1);
  Report("2024-01-01", 350, 1);
  EXPECT_EQ(Decision("2023-12-31").headcount, 100);
  EXPECT_EQ(Decision("2023-12-31").status, quota::QuotaStatus::kMet);
  EXPECT_EQ(Decision("2024-01-01").required, 4);
  EXPECT_EQ(Decision("2022-12-31").status, quota::QuotaStatus::kNoData);
}

TEST_F(QuotaStoreTrap, NoReportIsNoDataAndAReportOfNobodyIsZero) {
  EXPECT_EQ(Decision("2024-06-30").status, quota::QuotaStatus::kNoData);
  Report("2024-01-01", 350, 0);
  EXPECT_EQ(Decision("2024-06-30").status, quota::QuotaStatus::kShort);
  EXPECT_EQ(Decision("2024-06-30").shortfall, 4);
  EXPECT_TRUE(Decision("2024-06-30").flags.aggregate_only);
  EXPECT_TRUE(Decision("2025-02-02").flags.stale);
}

TEST_F(QuotaStoreTrap, AStateCompanyOwesTwoPercentFromTheDayItIsOne) {
  Report("2020-01-01", 350, 4);
  Write([&](Connection& db) {
    absl::StatusOr<Employer> employer = GetEmployer(db, employer_);
    if (!employer.ok()) return employer.status();
    employer->kind = EmployerKind::kBumn;
    employer->terms_from = Day("2022-01-01");
    return UpdateEmployer(db, *employer, std::nullopt, clock_.Now(), Lane::kBulk).status();
  });
  EXPECT_EQ(Decision("2021-12-31").required, 4);
  EXPECT_EQ(Decision("2022-01-01").required, 7);
}

TEST_F(QuotaStore, ACorrectionChangesNothingThatWasKnownBefore) {
  Report("2024-01-01", 350, 4);
  Instant first = clock_.Now();
  clock_.Set(At("2025-01-01T00:00:00Z"));
  Report("2024-01-01", 450, 4);
  EXPECT_EQ(Decision("2024-06-30").status, quota::QuotaStatus::kShort);
  EXPECT_EQ(Decision("2024-06-30", first).status, quota::QuotaStatus::kMet);
  EXPECT_EQ(Decision("2024-06-30", first - std::chrono::microseconds(1)).headcount, std::nullopt);
}

TEST_F(QuotaStore, AClockThatWentBackBuriesNoCorrection) {
  Report("2024-01-01", 350, 4);
  clock_.Set(At("2024-06-01T00:00:00Z"));
  Report("2024-01-01", 450, 4);
  EXPECT_EQ(Decision("2024-06-30").headcount, 450);
}

TEST_F(QuotaStore, ARetractedReportUncoversTheOneBefore) {
  Report("2023-01-01", 100, 1);
  Report("2024-01-01", 350, 1);
  auto retract = [&](Connection& db) {
    return RetractHeadcount(db, employer_, Day("2024-01-01"), clock_.Now(), Lane::kBulk).status();
  };
  Write(retract);
  EXPECT_EQ(Decision("2024-06-30").headcount, 100);
  EXPECT_TRUE(Decision("2024-06-30").flags.stale);
  EXPECT_TRUE(absl::IsNotFound(store_->Write(retract).status()));
}

TEST_F(QuotaStore, ListSkipsEmployersNotYetKnownAndFiltersByTheDay) {
  Instant before = clock_.Now() - std::chrono::microseconds(1);
  Add(EmployerKind::kBumn);
  auto count = [&](const QuotaScanFilter& filter, Instant known_at) {
    int visited = 0;
    EXPECT_OK(store_->Read([&](Connection& db) {
      return ScanQuotaSnapshots(db, filter, Day("2024-06-30"), known_at,
                                [&](int64_t, const QuotaSnapshot&) {
                                  ++visited;
                                  return absl::OkStatus();
                                });
    }));
    return visited;
  };
  EXPECT_EQ(count({}, clock_.Now()), 2);
  EXPECT_EQ(count({}, before), 0);
  EXPECT_EQ(count({"", {EmployerKind::kBumn}}, clock_.Now()), 1);
  EXPECT_EQ(count({"33", {}}, clock_.Now()), 0);
}

}  // namespace
}  // namespace setara
