// The log of a case in the store, and the row that is kept in step with it.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "matcher/domain/errors.h"
#include "server/case_ledger/refresh.h"
#include "server/store/case_codec.h"
#include "server/store/migrations.h"
#include "server/store/person_keys.h"
#include "tests/server/case_ledger/case_store.h"

namespace setara {
namespace {

using casework::CaseLog;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// One of each kind, with every field set to something that is not its default.
std::vector<CasePayload> OneOfEach() {
  using casework::AReport;
  CaseReported report = AReport();
  report.previous_case_id = "cases/before";
  report.employer_knew_at = report.happened_at + std::chrono::hours(1);
  report.first_report_at = report.happened_at + std::chrono::hours(2);
  report.incapacity_from = Day("2026-03-02");
  AssessmentDone assessed{.on = Day("2026-03-03")};
  assessed.capacities = {{FunctionId(3), 2, 1, "dua hari seminggu"}};
  assessed.tolerances = {{ContextId(1), ToleranceLevel::kLimited, AccommodationId(29)}};
  assessed.accommodations = {{AccommodationId(1), AccommodationStance::kNeeds}};
  assessed.modes = ModeSet(5);
  assessed.preferred_modes = ModeSet(1);
  assessed.assessor = "accounts/a";
  JobAnalysed job{.on = Day("2026-03-04"), .rung = Rung::kOtherJob, .employer_id = "e"};
  job.title = "Staf \"gudang\"";
  job.occupation_code = "4321";
  job.demands = {{FunctionId(14), 3, true, DemandOrigin::kConfirmed, "Mengangkat"}};
  job.contexts = {{ContextId(2), DemandOrigin::kAssumed}};
  job.offered = AccommodationSet(uint64_t{1} << 59);
  PlanWritten plan{.goals = {"satu", "dua"}, .target = Rung::kSameJobAdapted, .items = {}};
  plan.items = {{ServiceKind::kAidFitting, "RS", Day("2026-03-05"), Day("2026-04-05"), 100}};
  TrialAgreed trial{.employer_id = "e", .rung = Rung::kSameJob, .on = Day("2026-03-06")};
  trial.steps = {{Day("2026-03-07"), 20, "ringan", 4'000'000}};
  trial.equal_work_wage_idr_per_month = 5'000'000;
  trial.accommodations = AccommodationSet(3);
  return {report,
          CaseMoved{CaseTrigger::kPause, CaseState::kPaused, CaseOutcome::kLost},
          CaseManagerAssigned{"accounts/b", "SKA"},
          ContactTried{CaseParty::kFamily, ModeId(13), "telepon", true, "catatan"},
          ModesStated{ModeSet(6), ModeSet(2)},
          RecommendationGiven{true, DisabilityFinding::kPredicted, "dr. B", Day("2026-03-02")},
          ConsentAnswered{CaseParty::kEmployer, ConsentStatus::kRefused, Day("2026-03-02"), "d"},
          assessed,
          job,
          GapsDecided{Day("2026-03-05"), Rung::kOtherEmployer, true, "sebab"},
          plan,
          PlanApproved{CaseParty::kBpjs, Day("2026-03-05")},
          ServiceReceived{ServiceKind::kCoaching, "BLK", Day("2026-03-05"), "n"},
          AidMoved{"1", "Kaki palsu", AidStage::kOrdered, Day("2026-03-05"), Day("2026-04-05"), 9},
          TrainingPlanned{"Las", "BLK", Day("2026-03-05"), Day("2026-06-05")},
          TrainingEnded{Day("2026-06-05"), true},
          RungChosen{Rung::kOtherJob, {{Rung::kSameJob, "berat"}}, "sebab"},
          FitNoteGiven{"dr. S", Day("2026-03-05"), true, Day("2026-06-05"), "tidak mengangkat"},
          trial,
          AccommodationsProvided{AccommodationSet(9), Day("2026-03-05")},
          WorkStarted{"e", "p", Rung::kOtherEmployer, Day("2026-03-05"), 1, 2},
          VisitMade{Day("2026-03-05"), true, "n"},
          ReviewHeld{Day("2026-03-05"), "n"},
          StmbPaid{Day("2026-03-01"), Day("2026-04-01"), 50, 2'000'000, Day("2026-03-05")},
          SecondOpinionAsked{"lutut", Day("2026-03-05")},
          SecondOpinionGiven{"dr. C", "setuju", Day("2026-03-05")},
          DismissalAttempted{Day("2026-03-05"), "tidak mampu"},
          DismissalHandled{Day("2026-03-05"), "dicabut"},
          RecoveryStated{Day("2026-03-05"), true, true, "dr. D"},
          DocumentAdded{"d", CaseDocument::kOther, Day("2026-03-05"), "text/plain", 3,
                        std::string(64, 'b'), "surat.txt"},
          NoteWritten{"catatan"},
          HandOverOffered{"o", OfferKind::kTransfer, "accounts/c", "SBY", "isi"},
          HandOverAnswered{"o", true, "r"},
          ProcessingStopped{},
          EventCorrected{3, "salah"},
          SearchStarted{true, Day("2026-03-05")}};
}

TEST(CaseCodecTest, EveryKindOfFactComesBackAsItWas) {
  const std::vector<CasePayload> facts = OneOfEach();
  ASSERT_EQ(facts.size(), std::variant_size_v<CasePayload>);
  for (size_t i = 0; i < facts.size(); ++i) {
    CaseEvent event{.sequence = 7, .reason = "Alasan \"lain\"", .payload = facts[i]};
    ASSERT_EQ(KindOf(facts[i]), static_cast<int>(i) + 1) << "kinds are only ever added";
    CaseEvent read{.sequence = 7};
    SCOPED_TRACE(i);
    ASSERT_OK(ReadCaseFact(KindOf(facts[i]), WriteCaseFact(event), read));
    EXPECT_EQ(read.payload, facts[i]) << i;
    EXPECT_EQ(read.reason, event.reason);
  }
}

TEST(CaseCodecTest, WhatWasNotWrittenLikeThisIsDataLoss) {
  const CaseEvent event{.sequence = 7, .payload = NoteWritten{"x"}};
  CaseEvent read{.sequence = 8};
  EXPECT_TRUE(absl::IsDataLoss(ReadCaseFact(KindOf(event.payload), WriteCaseFact(event), read)))
      << "an entry that was moved within the log";
  read.sequence = 7;
  for (const char* text : {"", "[]", "{}", "null", R"({"sequence":7,"reason":"","fact":{"a":1}})",
                           R"({"sequence":7,"reason":1,"fact":{}})",
                           R"({"sequence":7,"reason":"","fact":{"text":1}})"}) {
    EXPECT_TRUE(absl::IsDataLoss(ReadCaseFact(KindOf(event.payload), text, read))) << text;
  }
  EXPECT_TRUE(absl::IsDataLoss(ReadCaseFact(99, WriteCaseFact(event), read)));
  EXPECT_TRUE(absl::IsDataLoss(ReadCaseFact(0, WriteCaseFact(event), read)));
}

class CaseLedgerTest : public CaseStoreTest {};

TEST_F(CaseLedgerTest, TheStoredCaseIsTheFoldOfItsLog) {
  for (CaseState state : {CaseState::kReported, CaseState::kConsent, CaseState::kRehab,
                          CaseState::kTraining, CaseState::kTrial, CaseState::kMonitoring}) {
    CaseLog log;
    log.RunTo(state);
    const LoadedCase made = Enter(log, worker_);
    const LoadedCase read = Load(made.row.id);
    EXPECT_EQ(read.events, log.events());
    EXPECT_EQ(read.record, log.record());
    EXPECT_EQ(read.row, DeriveCase(read.row, read.events, read.record, rules_).row);
    EXPECT_EQ(read.row.state, state);
    EXPECT_EQ(read.row.last_sequence, log.record().last_sequence);
    EXPECT_EQ(read.row.branch, "SKA");
    EXPECT_EQ(read.row.seeker_row, worker_.row);
    const auto figures = casework::FiguresOf(log.record());
    const auto kept = FiguresOf(read.row);
    EXPECT_EQ(kept.happened_on, figures.happened_on);
    EXPECT_EQ(kept.returned_on, figures.returned_on);
    EXPECT_EQ(kept.enrolled, figures.enrolled);
    EXPECT_EQ(kept.manager, figures.manager);
    EXPECT_EQ(kept.rung, figures.rung);
  }
  EXPECT_THAT(
      Read<std::vector<CaseRow>>([&](Connection& db) { return CasesOfSeeker(db, worker_.row); }),
      SizeIs(6));
}

TEST_F(CaseLedgerTest, WhatIsNotAllowedLeavesNothingBehind) {
  CaseLog log;
  const LoadedCase made = Enter(log, worker_);
  const auto tried = store_->Write([&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedCase> loaded = LoadCase(db, made.row.id);
    if (!loaded.ok()) return loaded.status();
    const std::vector<NewFact> facts = {
        {NoteWritten{"pertama"}, log.now, ""},
        {HandOverAnswered{"none", true, ""}, log.now, ""}};  // there is no such offer
    return AddFacts(db, *loaded, facts, {"accounts/m", log.now}, rules_);
  });
  EXPECT_EQ(Reason(tried.status()), "UNKNOWN_OFFER");
  const LoadedCase after = Load(made.row.id);
  EXPECT_EQ(after.row, made.row);
  EXPECT_EQ(after.events, made.events);
}

TEST_F(CaseLedgerTest, AClockThatWentBackDoesNotReorderTheLog) {
  CaseLog log;
  LoadedCase made = Enter(log, worker_);
  Write([&](Connection& db) {
    const Instant earlier = log.now - std::chrono::hours(3);
    const NewFact fact{NoteWritten{"x"}, earlier, ""};
    return AddFacts(db, made, {&fact, 1}, {"accounts/m", earlier}, rules_);
  });
  EXPECT_EQ(made.events.back().recorded_at, log.now);
  EXPECT_EQ(Load(made.row.id).record, made.record);
}

TEST_F(CaseLedgerTest, ANewEpisodeIsLinkedAndOnlyAfterTheEnd) {
  CaseLog log;
  const LoadedCase open = Enter(log, worker_);
  const auto again = [&](const LoadedCase& previous) {
    return store_
        ->Write([&](Connection& db) {
          CaseReported report = casework::AReport();
          report.previous_case_id = previous.row.id;
          return OpenCase(db, worker_.row, report, log.now, &previous, {"accounts/m", log.now},
                          rules_)
              .status();
        })
        .status();
  };
  EXPECT_EQ(Reason(again(open)), "PREVIOUS_CASE_OPEN");
  CaseLog ended;
  ended.Move(CaseTrigger::kWithdraw);
  const LoadedCase closed = Enter(ended, worker_);
  EXPECT_OK(again(closed));
  EXPECT_EQ(
      Read<std::vector<CaseRow>>([&](Connection& db) { return CasesOfSeeker(db, worker_.row); })
          .back()
          .previous_id,
      closed.row.id);
}

TEST_F(CaseLedgerTest, SpansSayWhereItStoodWhen) {
  CaseLog log;
  log.RunTo(CaseState::kRecommended);
  Enter(log, worker_);
  std::vector<CaseSpan> spans;
  Read<bool>([&](Connection& db) -> absl::StatusOr<bool> {
    absl::Status scanned =
        ScanCaseSpans(db, {}, [&](const CaseRow&, std::span<const CaseSpan> found) {
          spans.assign(found.begin(), found.end());
          return absl::OkStatus();
        });
    return scanned.ok() ? absl::StatusOr<bool>(true) : scanned;
  });
  EXPECT_THAT(spans, ElementsAre(CaseSpan{CaseState::kReported, Day("2026-03-02")},
                                 CaseSpan{CaseState::kScreening, Day("2026-03-03")},
                                 CaseSpan{CaseState::kRecommended, Day("2026-03-08")}));
}

TEST_F(CaseLedgerTest, OffersFollowFromTheLog) {
  CaseLog log;
  log.Add(CaseManagerAssigned{"accounts/manager", "SKA"});
  log.Add(HandOverOffered{"o1", OfferKind::kTransfer, "accounts/other", "SBY", "Staf gudang"});
  LoadedCase made = Enter(log, worker_);
  OfferedCase offered = Read<OfferedCase>([](Connection& db) { return GetCaseOffer(db, "o1"); });
  EXPECT_EQ(offered.case_id, made.row.id);
  EXPECT_EQ(offered.offer.from_manager, "accounts/manager");
  EXPECT_EQ(offered.offer.from_branch, "SKA");
  EXPECT_EQ(offered.offer.carries, "Staf gudang");
  EXPECT_EQ(offered.offer.state, CaseOfferState::kOpen);
  Write([&](Connection& db) {
    const NewFact answer{HandOverAnswered{"o1", true, ""}, log.now, ""};
    return AddFacts(db, made, {&answer, 1}, {"accounts/other", log.now}, rules_);
  });
  offered = Read<OfferedCase>([](Connection& db) { return GetCaseOffer(db, "o1"); });
  EXPECT_EQ(offered.offer.state, CaseOfferState::kAccepted);
  EXPECT_EQ(offered.branch, "SBY");
  EXPECT_EQ(Load(made.row.id).row.manager, "accounts/other");
  EXPECT_THAT(Due({.branch = "SKA"}), IsEmpty()) << "deadlines went with the case";
  EXPECT_THAT(Due({.branch = "SBY", .manager = "accounts/other"}), testing::Not(IsEmpty()));
}

TEST_F(CaseLedgerTest, NothingOfTheLogLiesPlainOnTheDisk) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  log.Add(NoteWritten{"RahasiaMedis"});
  log.Add(SecondOpinionAsked{"RahasiaLutut", Day("2026-03-12")});
  log.Add(HandOverOffered{"o1", OfferKind::kRefer, "accounts/other", "SBY", "RahasiaIsi"});
  Enter(log, worker_);
  store_.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    for (const char* secret : {"Rahasia", "dr. Sari", "Mengangkat kardus", "Tugas ringan"}) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << entry.path();
    }
  }
}

TEST(CaseMigration, AnOldDatabaseGainsCasesAndKeepsItsPeople) {
  TempDir directory;
  FixedClock clock;
  {
    std::vector<std::string> old = Migrations();
    old.resize(15);  // before cases
    auto db = Connection::Open(directory.path() + "/records.sqlite3", Connection::Mode::kReadWrite);
    ASSERT_OK(db);
    ASSERT_OK(Migrate(*db, old, clock.Now()));
    ASSERT_OK(db->Execute("INSERT INTO records (row, id, kind) VALUES (7, 'X', 2)"));
  }
  auto store = OpenStore(directory.path(), clock);
  ASSERT_NE(store, nullptr);
  ASSERT_OK(RefreshCases(*store, casework::CaseRules::Shipped()));
  EXPECT_OK(store->Read([](Connection& db) -> absl::Status {
    auto cases = CasesOfSeeker(db, 7);
    EXPECT_TRUE(cases.ok() && cases->empty());
    auto rules = DerivedByRules(db);
    EXPECT_TRUE(rules.ok() && *rules == FingerprintOf(casework::CaseRules::Shipped()));
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace setara
