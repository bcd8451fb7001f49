#include "server/casework/guards.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/casework/questions.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

using testing::ElementsAre;

constexpr ModeId kBisindo{0}, kWriting{4}, kSpeech{13};

TEST(CaseGuards, TheWholeWayToL2) {
  CaseLog log;
  log.RunTo(CaseState::kMonitoring);
  for (int visit = 0; visit < 3; ++visit) {
    log.PassDays(30);
    log.Add(VisitMade{LocalDate(log.now, TimeZone::kWib), true, "Lancar"});
  }
  log.PassDays(1);
  log.Document(CaseDocument::kClosingReport);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kCloseReturned, CaseOutcome::kReturnedL4),
            "OUTCOME_OF_RUNG");
  log.Move(CaseTrigger::kCloseReturned, CaseOutcome::kReturnedL2);
  EXPECT_EQ(log.record().state, CaseState::kClosed);
  EXPECT_EQ(log.record().outcome, CaseOutcome::kReturnedL2);
}

TEST(CaseGuards, TheWorkersConsentIsNeverWaived) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);
  log.Assess();
  log.AnalyseJob();
  log.Consent(CaseParty::kEmployer, ConsentStatus::kGiven);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kCompleteAssessment), "WORKER_CONSENT");
  log.Consent(CaseParty::kWorker, ConsentStatus::kRefused);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kCompleteAssessment), "WORKER_CONSENT");
  EXPECT_EQ(log.MissingFor(CaseTrigger::kDecline), "");
  // Not by the employer's refusal either.
  log.Consent(CaseParty::kEmployer, ConsentStatus::kRefused);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kCompleteAssessment), "WORKER_CONSENT");
  EXPECT_EQ(log.MissingFor(CaseTrigger::kEmployerRefuses), "WORKER_CONSENT");
}

TEST(CaseGuards, AConsentTakenBackStopsEveryWayForward) {
  for (CaseState state : {CaseState::kAssessed, CaseState::kRehab, CaseState::kTrial}) {
    CaseLog log;
    log.RunTo(state);
    log.Consent(CaseParty::kWorker, ConsentStatus::kWithdrawn);
    for (CaseTrigger trigger :
         {CaseTrigger::kStartRehab, CaseTrigger::kStartTraining, CaseTrigger::kStartTrial,
          CaseTrigger::kStartMonitoring, CaseTrigger::kHiredElsewhere}) {
      const std::string missing = log.MissingFor(trigger);
      EXPECT_TRUE(missing == "no such move" || missing.starts_with("WORKER_CONSENT")) << missing;
    }
    EXPECT_EQ(log.MissingFor(CaseTrigger::kWithdraw), "");
  }
}

TEST(CaseGuards, TheEmployersRefusalWaivesItsConsentAndOpensL4AndBelowOnly) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);
  log.Consent(CaseParty::kWorker, ConsentStatus::kGiven);
  log.Consent(CaseParty::kEmployer, ConsentStatus::kRefused);
  log.Assess();
  log.Move(CaseTrigger::kCompleteAssessment);  // without an analysis of a job that is gone
  for (Rung rung : {Rung::kSameJob, Rung::kSameJobAdapted, Rung::kOtherJob}) {
    log.PrepareTrial(rung);
    EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "RUNG_OPEN");
  }
  log.PrepareTrial(Rung::kOtherEmployer, "employers/old");
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "TRIAL_AGREEMENT");
  log.PrepareTrial(Rung::kOtherEmployer, "employers/new");
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "");
}

TEST(CaseGuards, BpuHasNoEmployerConsent) {
  for (BpjsSegment segment : {BpjsSegment::kNonWage, BpjsSegment::kMigrantWorker}) {
    CaseReported report = AReport();
    report.segment = segment;
    report.employer_id = "";
    CaseLog log(report);
    log.RunTo(CaseState::kConsent);
    log.Consent(CaseParty::kWorker, ConsentStatus::kGiven);
    log.Assess();
    log.AnalyseJob();
    EXPECT_EQ(Reason(log.Try(ConsentAnswered{CaseParty::kEmployer, ConsentStatus::kRefused,
                                             Day("2026-03-12"), ""})),
              "NO_EMPLOYER");
    log.Move(CaseTrigger::kCompleteAssessment);
    EXPECT_TRUE(RungIsOpen(log.record(), Rung::kSameJob));  // the worker's own trade
    EXPECT_FALSE(RungIsOpen(log.record(), Rung::kOtherJob));
    log.PrepareTrial(Rung::kSameJob, "");
    EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "");
  }
}

TEST(CaseGuards, EachStepDownNeedsItsReason) {
  CaseLog log;
  log.RunTo(CaseState::kAssessed);
  log.PrepareTrial(Rung::kOtherJob);
  log.Add(RungChosen{Rung::kOtherJob, {}, "Uji"});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "");  // reasons recorded before stand
  CaseLog fresh;
  fresh.RunTo(CaseState::kAssessed);
  fresh.Add(RungChosen{Rung::kOtherJob, {{Rung::kSameJobAdapted, "Tetap terlalu berat"}}, "Uji"});
  EXPECT_THAT(RungsLeftWithoutReason(fresh.record(), Rung::kOtherJob), ElementsAre(Rung::kSameJob));
  const MoveCheck check = CheckMove(
      fresh.record(), {.trigger = CaseTrigger::kStartTrial, .at = fresh.now, .reason = ""},
      CaseRules::Shipped());
  ASSERT_FALSE(check.missing.empty());
  EXPECT_EQ(check.missing[0].Text(Language::kIndonesian),
            "alasan turun anak tangga belum dicatat (L1)");
}

TEST(CaseGuards, TheWageOfATrialIsTheFullEqualWage) {
  struct {
    Rung rung;
    std::optional<int64_t> equal;
    int64_t step;
    bool met;
  } const cases[] = {
      {Rung::kSameJob, 4'000'000, 4'000'000, true},
      {Rung::kSameJob, 4'000'000, 3'999'999, false},
      {Rung::kSameJob, 3'500'000, 3'500'000, false},  // below what the worker earned before
      {Rung::kSameJob, 4'500'000, 4'000'000, false},  // below equal work
      {Rung::kSameJob, std::nullopt, 9'000'000, false},
      {Rung::kOtherEmployer, 3'500'000, 3'500'000, true},  // equal work there
      {Rung::kOtherEmployer, 3'500'000, 3'499'999, false},
      {Rung::kSelfEmployment, std::nullopt, 0, true},
  };
  for (const auto& test : cases) {
    CaseLog log;
    log.RunTo(CaseState::kAssessed);
    const std::string employer = test.rung == Rung::kOtherEmployer    ? "employers/new"
                                 : test.rung == Rung::kSelfEmployment ? ""
                                                                      : "employers/old";
    log.PrepareTrial(test.rung, employer);
    TrialAgreed trial{.employer_id = employer, .rung = test.rung, .on = Day("2026-03-12")};
    trial.steps = {{Day("2026-03-12"), 20, "", 9'000'000}, {Day("2026-03-20"), 40, "", test.step}};
    trial.equal_work_wage_idr_per_month = test.equal;
    log.Add(trial);
    EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), test.met ? "" : "TRIAL_WAGE")
        << static_cast<int>(test.rung) << " " << test.step;
  }
}

TEST(CaseGuards, WorkIsMonitoredOnlyAtAWageNotBelow) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  auto start = [&](std::optional<int64_t> wage, std::optional<int64_t> equal) {
    log.Add(
        WorkStarted{"employers/old", "", Rung::kSameJobAdapted, Day("2026-03-12"), wage, equal});
    return log.MissingFor(CaseTrigger::kStartMonitoring);
  };
  EXPECT_EQ(start(std::nullopt, 4'000'000), "WAGE_NOT_BELOW");
  EXPECT_EQ(start(3'900'000, std::nullopt), "WAGE_NOT_BELOW");
  EXPECT_EQ(start(4'000'000, 4'100'000), "WAGE_NOT_BELOW");
  EXPECT_EQ(start(4'100'000, 4'100'000), "");
  EXPECT_EQ(start(4'000'000, std::nullopt), "");
}

TEST(CaseGuards, AHireElsewhereEntersMonitoringAtL4AndClosesNothing) {
  for (CaseState state : {CaseState::kAssessed, CaseState::kRehab, CaseState::kTraining,
                          CaseState::kTrial, CaseState::kMonitoring}) {
    CaseLog log;
    log.RunTo(state);
    log.PassDays(3);
    log.StartWork(Rung::kOtherEmployer, "employers/old");
    log.Choose(Rung::kOtherEmployer);
    EXPECT_EQ(log.MissingFor(CaseTrigger::kHiredElsewhere), "HIRED_AT_OTHER_EMPLOYER");
    log.StartWork(Rung::kOtherEmployer, "employers/new");
    log.Move(CaseTrigger::kHiredElsewhere);
    EXPECT_EQ(log.record().state, CaseState::kMonitoring);
    EXPECT_EQ(log.record().outcome, CaseOutcome::kNone);
    EXPECT_EQ(ClockOf(log.record(), log.now).entered, log.now);  // the period starts anew
  }
}

TEST(CaseGuards, LostContactCountsOnlyTheOwnModeOnDifferentDays) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  auto lost = [&] { return log.MissingFor(CaseTrigger::kLoseContact); };
  log.Add(ModesStated{ModeSet(0b10001), ModeSet(0b00001)});  // BISINDO and writing, BISINDO first
  log.PassDays(1);
  for (int i = 0; i < 5; ++i) {
    log.Contact(CaseParty::kWorker, false, kSpeech);   // a telephone call to a Deaf person
    log.Contact(CaseParty::kWorker, false, kWriting);  // not the preferred one
    log.Contact(CaseParty::kWorker, false);            // by no known mode
    log.Contact(CaseParty::kFamily, false, kBisindo);  // not the worker
    log.PassDays(1);
  }
  EXPECT_EQ(lost(), "OWN_MODE_ATTEMPTS");
  for (int i = 0; i < 3; ++i) log.Contact(CaseParty::kWorker, false, kBisindo);  // one day
  EXPECT_EQ(VainAttempts(log.record(), log.now, 30, TimeZone::kWib), 1);
  log.PassDays(1);
  log.Contact(CaseParty::kWorker, false, kBisindo);
  log.PassDays(1);
  EXPECT_EQ(lost(), "OWN_MODE_ATTEMPTS");
  log.Contact(CaseParty::kWorker, false, kBisindo);
  EXPECT_EQ(lost(), "");
  log.PassDays(29);
  EXPECT_EQ(lost(), "OWN_MODE_ATTEMPTS");  // the first is longer ago than 30 days
}

TEST(CaseGuards, BeingReachedStartsTheCountAnew) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  for (int i = 0; i < 3; ++i) {
    log.PassDays(1);
    log.Contact(CaseParty::kWorker, false, kSpeech);
  }
  EXPECT_EQ(log.MissingFor(CaseTrigger::kLoseContact), "");
  log.PassDays(1);
  log.Contact(CaseParty::kWorker, true, kSpeech);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kLoseContact), "OWN_MODE_ATTEMPTS");
}

TEST(CaseGuards, BeforeTheModesAreKnownNobodyIsLost) {
  CaseLog log;
  for (int i = 0; i < 5; ++i) {
    log.PassDays(1);
    log.Contact(CaseParty::kWorker, false, kSpeech);
  }
  EXPECT_EQ(log.MissingFor(CaseTrigger::kLoseContact), "OWN_MODE_ATTEMPTS");
}

TEST(CaseGuards, AFitNoteDoesNotOutliveASetback) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  log.PassDays(10);
  log.Move(CaseTrigger::kRelapse, CaseOutcome::kNone, "Nyeri berulang");
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "FIT_NOTE");
  const Date today = LocalDate(log.now, TimeZone::kWib);
  log.Add(FitNoteGiven{"dr. Sari", today, false, std::nullopt, ""});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "FIT_NOTE");
  log.Add(FitNoteGiven{"dr. Sari", today, true, today + std::chrono::days(5), ""});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "");
  log.PassDays(5);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "FIT_NOTE");
}

TEST(CaseGuards, AccommodationsOfTheAgreementAndNeedsAreInPlace) {
  CaseLog log;
  log.RunTo(CaseState::kAssessed);
  AssessmentDone assessment;
  assessment.on = Day("2026-03-12");
  assessment.capacities = {CapacityOf(FunctionId(14), 2)};
  assessment.accommodations = {
      {AccommodationId(16), AccommodationStance::kNeeds},   // A17, accessible toilet
      {AccommodationId(36), AccommodationStance::kNeeds}};  // A37, of the recruitment only
  log.Add(assessment);
  log.PrepareTrial(Rung::kSameJobAdapted);
  TrialAgreed trial = log.record().Latest<TrialAgreed>()->fact;
  trial.accommodations.insert(AccommodationId(20));  // A21
  log.Add(trial);
  const Move move{.trigger = CaseTrigger::kStartTrial, .at = log.now, .reason = ""};
  EXPECT_EQ(MissingOf("ACCOMMODATIONS_IN_PLACE", log.record(), move, CaseRules::Shipped()),
            "A17, A21");
  AccommodationSet both;
  both.insert(AccommodationId(16));
  both.insert(AccommodationId(20));
  log.Add(AccommodationsProvided{both, Day("2026-03-12")});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "");
}

TEST(CaseGuards, MonitoringEndsAfterThePeriodWithThreeVisitsOnTerms) {
  CaseLog log;
  log.RunTo(CaseState::kMonitoring);
  log.Document(CaseDocument::kClosingReport);
  auto missing = [&] {
    return log.MissingFor(CaseTrigger::kCloseReturned, CaseOutcome::kReturnedL2);
  };
  for (bool on_terms : {true, true, false}) {
    log.PassDays(30);
    log.Add(VisitMade{LocalDate(log.now, TimeZone::kWib), on_terms, ""});
  }
  EXPECT_EQ(missing(), "MONITORING_PERIOD,VISITS");  // day 90 itself is not over
  log.PassDays(1);
  EXPECT_EQ(missing(), "VISITS");  // the last visit found other terms
  log.Add(VisitMade{LocalDate(log.now, TimeZone::kWib), true, ""});
  EXPECT_EQ(missing(), "");
  log.Add(RecoveryStated{LocalDate(log.now, TimeZone::kWib), true, false, "dr. Sari"});
  EXPECT_EQ(missing(), "FORM_3KK2_IF_RECOVERED");
  log.Document(CaseDocument::kForm3Kk2);
  EXPECT_EQ(missing(), "");
}

TEST(CaseGuards, PlansAreApprovedInTheirLatestVersion) {
  CaseLog log;
  log.RunTo(CaseState::kAssessed);
  const PlanWritten plan{.goals = {"Kembali bekerja"}, .target = Rung::kSameJob, .items = {}};
  log.Add(plan);
  log.Add(PlanApproved{CaseParty::kBpjs, Day("2026-03-12")});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartRehab), "PLAN_AGREED_BY_WORKER");
  log.Add(PlanApproved{CaseParty::kWorker, Day("2026-03-12")});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartRehab), "");
  log.Add(plan);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartRehab), "PLAN_AGREED_BY_WORKER,PLAN_APPROVED");
}

TEST(CaseGuards, TrainingFollowsAGapThatOnlyALowerRungCloses) {
  CaseLog log;
  log.RunTo(CaseState::kAssessed);
  log.Add(TrainingPlanned{"Servis", "BLK", Day("2026-04-01"), Day("2026-06-01")});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTraining), "GAP_NOT_BRIDGEABLE");
  log.Add(GapsDecided{Day("2026-03-12"), Rung::kSameJobAdapted, true, "Bisa"});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTraining), "GAP_NOT_BRIDGEABLE");
  log.Add(GapsDecided{Day("2026-03-12"), Rung::kOtherEmployer, false, "Tidak bisa"});
  log.Move(CaseTrigger::kStartTraining);
  log.PrepareTrial(Rung::kOtherEmployer, "employers/new");
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "TRAINING_ENDED");
  log.Add(TrainingEnded{Day("2026-03-12"), true});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartTrial), "");
}

TEST(CaseGuards, NotEligibleHasAGroundUnableAStatement) {
  CaseLog log;
  log.RunTo(CaseState::kScreening);
  log.Document(CaseDocument::kClosingReport);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kCloseNotEligible, CaseOutcome::kNone, "Tidak sesuai"),
            "NOT_ELIGIBLE_GROUND");
  log.Add(RecommendationGiven{false, DisabilityFinding::kPresent, "dr. Budi", Day("2026-03-03")});
  EXPECT_EQ(log.MissingFor(CaseTrigger::kCloseNotEligible, CaseOutcome::kNone, " "), "REASON");
  log.Move(CaseTrigger::kCloseNotEligible, CaseOutcome::kNone, "Tidak sesuai");
  EXPECT_EQ(log.record().outcome, CaseOutcome::kNotEligible);

  CaseLog unable;
  unable.RunTo(CaseState::kRehab);
  unable.Document(CaseDocument::kClosingReport);
  EXPECT_EQ(unable.MissingFor(CaseTrigger::kCloseUnable), "UNABLE_STATED");
  unable.Add(RecoveryStated{Day("2026-03-12"), false, true, "dr. Sari"});
  unable.Move(CaseTrigger::kCloseUnable);
  EXPECT_EQ(unable.record().outcome, CaseOutcome::kUnableTotalPermanent);
}

TEST(CaseGuards, AFamilyReachedIsAFirstContact) {
  CaseLog log;
  log.Add(CaseManagerAssigned{"accounts/manager", "SKA"});
  log.Contact(CaseParty::kEmployer, true);
  log.Contact(CaseParty::kWorker, false);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartScreening), "FIRST_CONTACT");
  log.Contact(CaseParty::kFamily, true);
  EXPECT_EQ(log.MissingFor(CaseTrigger::kStartScreening), "");
}

}  // namespace
}  // namespace setara::casework
