#include "server/casework/deadlines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "server/casework/assignment.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;

const CaseRules& Rules() { return CaseRules::Shipped(); }

// Open deadlines by kind, with the local day they end on.
std::map<std::string, std::string> Open(const CaseLog& log) {
  std::map<std::string, std::string> open;
  for (const Deadline& deadline : OpenDeadlines(log.record(), log.now, Rules())) {
    const Instant last =
        deadline.alarm ? deadline.due : deadline.due - std::chrono::microseconds(1);
    open[deadline.kind] = ToString(LocalDate(last, deadline.zone));
  }
  open.erase("INCAPACITY_WARNING");
  open.erase("INCAPACITY_LIMIT");
  open.erase("STMB_FULL");
  return open;
}

Deadline Find(const CaseLog& log, const std::string& kind) {
  for (const Deadline& deadline : DeadlinesOf(log.record(), log.now, Rules())) {
    if (deadline.kind == kind) return deadline;
  }
  ADD_FAILURE() << "no " << kind;
  return {};
}

Urgency UrgencyIn(const CaseLog& log, const std::string& kind) {
  return UrgencyOf(Find(log, kind), log.now, Rules());
}

using Days = std::map<std::string, std::string>;

TEST(CaseDeadlines, AContactThatNobodyFollowsUpStaysDue) {
  CaseLog log;
  log.Add(ContactTried{CaseParty::kWorker, std::nullopt, "telepon", true, ""});
  EXPECT_EQ(Open(log).count("FIRST_CONTACT"), 1u);
  log.RunTo(CaseState::kScreening);
  EXPECT_EQ(Open(log).count("FIRST_CONTACT"), 0u);
}

TEST(CaseDeadlines, OfEachStateFromItsFirstDay) {
  CaseLog log;  // Monday 2026-03-02
  EXPECT_EQ(Open(log), (Days{{"FIRST_CONTACT", "2026-03-05"}}));
  log.RunTo(CaseState::kScreening);  // 3 March
  EXPECT_EQ(Open(log), (Days{{"RECOMMENDATION", "2026-03-17"}}));
  CaseLog recommended;
  recommended.RunTo(CaseState::kRecommended);  // 8 March
  EXPECT_EQ(Open(recommended), (Days{{"CONSENT_REQUEST", "2026-03-15"}}));
  CaseLog consent;
  consent.RunTo(CaseState::kConsent);  // 9 March
  EXPECT_EQ(Open(consent), (Days{{"CONSENT", "2026-03-23"}, {"CONSENT_REMINDER", "2026-03-16"}}));
  CaseLog assessed;
  assessed.RunTo(CaseState::kAssessed);  // 12 March
  EXPECT_EQ(Open(assessed), (Days{{"PLAN", "2026-03-26"}}));
  CaseLog rehab;
  rehab.RunTo(CaseState::kRehab);
  EXPECT_EQ(Open(rehab), (Days{{"REHAB_REVIEW", "2026-04-11"}}));
  CaseLog training;
  training.RunTo(CaseState::kTraining);
  EXPECT_EQ(Open(training), (Days{{"TRAINING_END", "2026-05-10"}}));
  CaseLog trial;
  trial.RunTo(CaseState::kTrial);
  EXPECT_EQ(Open(trial), (Days{{"TRIAL", "2026-06-10"}}));
  CaseLog monitoring;
  monitoring.RunTo(CaseState::kMonitoring);  // 11 April
  EXPECT_EQ(Open(monitoring), (Days{{"VISIT_1", "2026-05-11"},
                                    {"VISIT_2", "2026-06-10"},
                                    {"VISIT_3", "2026-07-10"},
                                    {"CLOSE_CASE", "2026-07-25"}}));
  monitoring.PassDays(29);
  monitoring.Add(VisitMade{Day("2026-05-10"), true, ""});
  EXPECT_EQ(Open(monitoring).count("VISIT_1"), 0u);
  EXPECT_TRUE(Find(monitoring, "VISIT_1").DoneInTime());
}

TEST(CaseDeadlines, TheReportIsDueTwiceTwentyFourHoursAfterTheEmployerKnew) {
  struct {
    const char* knew;
    const char* first;
    bool in_time;
  } const cases[] = {
      {nullptr, "2026-03-03T02:59:59Z", true},
      {nullptr, "2026-03-03T03:00:00Z", false},  // the first instant too late
      {"2026-03-02T03:00:00Z", "2026-03-04T02:59:59Z", true},
  };
  for (const auto& test : cases) {
    CaseReported report = AReport();
    if (test.knew != nullptr) report.employer_knew_at = At(test.knew);
    report.first_report_at = At(test.first);
    const Deadline deadline = Find(CaseLog(report), "ACCIDENT_REPORT");
    EXPECT_EQ(deadline.DoneInTime(), test.in_time) << test.first;
    ASSERT_NE(deadline.citation, nullptr);
    EXPECT_EQ(deadline.citation->mark, Mark::kLaw);
  }
}

TEST(CaseDeadlines, UrgencyGoesByTheLocalDay) {
  CaseLog log;
  log.RunTo(CaseState::kScreening);  // due with 17 March, WIB
  auto at = [&](const char* text) {
    log.now = At(text);
    return UrgencyIn(log, "RECOMMENDATION");
  };
  EXPECT_EQ(at("2026-03-09T16:59:59Z"), Urgency::kLater);     // 9 March, 8 days before
  EXPECT_EQ(at("2026-03-09T17:00:00Z"), Urgency::kComingUp);  // 10 March in Surakarta
  EXPECT_EQ(at("2026-03-16T16:59:59Z"), Urgency::kComingUp);
  EXPECT_EQ(at("2026-03-16T17:00:00Z"), Urgency::kDue);
  EXPECT_EQ(at("2026-03-17T16:59:59Z"), Urgency::kDue);
  EXPECT_EQ(at("2026-03-17T17:00:00Z"), Urgency::kOverdue);
}

TEST(CaseDeadlines, TheSameDayEndsEarlierInTheEast) {
  std::vector<Instant> ends;
  for (const char* region : {"81.71", "51.71", "33.72"}) {
    CaseReported report = AReport();
    report.region_code = region;
    ends.push_back(Find(CaseLog(report), "FIRST_CONTACT").due);
  }
  EXPECT_EQ(ToString(ends[0]), "2026-03-05T15:00:00Z");
  EXPECT_EQ(ends[1] - ends[0], std::chrono::hours(1));
  EXPECT_EQ(ends[2] - ends[1], std::chrono::hours(1));
  CaseReported nowhere = AReport();
  nowhere.region_code = "";
  const Deadline assumed = Find(CaseLog(nowhere), "FIRST_CONTACT");
  EXPECT_EQ(assumed.due, ends[0]);  // never too late
  EXPECT_TRUE(assumed.zone_assumed);
}

TEST(CaseDeadlines, AreSuspendedByAPauseAndComeBackMovedOn) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  const Instant due = Find(log, "TRIAL").due;
  log.PassDays(80);
  log.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Sakit");
  const Instant paused = log.now;
  log.PassDays(40);
  EXPECT_EQ(UrgencyIn(log, "TRIAL"), Urgency::kSuspended);
  EXPECT_EQ(UrgencyIn(log, "PAUSE_REVIEW"), Urgency::kOverdue);
  log.Add(ReviewHeld{LocalDate(log.now, TimeZone::kWib), "Belum pulih"});
  EXPECT_EQ(UrgencyIn(log, "PAUSE_REVIEW"), Urgency::kLater);
  log.Move(CaseTrigger::kResume);
  EXPECT_EQ(Find(log, "TRIAL").due, due + (log.now - paused));
  EXPECT_EQ(Open(log).count("PAUSE_REVIEW"), 0u);
}

TEST(CaseDeadlines, ReviewsRepeatEveryThirtyDays) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);  // 12 March
  log.PassDays(25);
  log.Add(ReviewHeld{Day("2026-04-06"), "Maju"});
  EXPECT_EQ(Open(log), (Days{{"REHAB_REVIEW", "2026-05-06"}}));
}

TEST(CaseDeadlines, ConsentsAreRemindedAndThenAssessed) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);  // 9 March
  log.PassDays(2);
  log.Contact(CaseParty::kWorker, true);
  EXPECT_EQ(Open(log).count("CONSENT_REMINDER"), 1u);  // too early to be the reminder
  log.PassDays(5);
  log.Contact(CaseParty::kEmployer, true);
  EXPECT_EQ(Open(log), (Days{{"CONSENT", "2026-03-23"}}));
  log.Consent(CaseParty::kWorker, ConsentStatus::kGiven);
  EXPECT_EQ(Open(log), (Days{{"CONSENT", "2026-03-23"}}));
  log.Consent(CaseParty::kEmployer, ConsentStatus::kRefused);
  EXPECT_EQ(Open(log), (Days{{"ASSESSMENT", "2026-04-06"}}));
}

TEST(CaseAlarms, Month9AndMonth12ProtectTheWorker) {
  CaseReported report = AReport();
  report.incapacity_from = Day("2026-05-31");
  CaseLog log(report);
  log.RunTo(CaseState::kRehab);
  const Deadline warning = Find(log, "INCAPACITY_WARNING");
  EXPECT_EQ(ToString(LocalDate(warning.due, TimeZone::kWib)), "2027-02-28");
  log.now = warning.due - std::chrono::microseconds(1);
  EXPECT_EQ(UrgencyOf(warning, log.now, Rules()), Urgency::kComingUp);
  log.now = warning.due;
  EXPECT_EQ(UrgencyOf(warning, log.now, Rules()), Urgency::kSounding);
  EXPECT_THAT(AlarmText(warning, Rules(), Language::kIndonesian),
              HasSubstr("bulan ke-12 bukan izin untuk PHK"));
  const Deadline limit = Find(log, "INCAPACITY_LIMIT");
  EXPECT_EQ(ToString(LocalDate(limit.due, TimeZone::kWib)), "2027-05-31");
  for (Language language : {Language::kIndonesian, Language::kEnglish}) {
    const std::string text = AlarmText(limit, Rules(), language);
    EXPECT_THAT(text, HasSubstr("153"));
    EXPECT_THAT(text, HasSubstr("154A(1)"));
    EXPECT_THAT(text, HasSubstr(language == Language::kEnglish ? "no permission to dismiss"
                                                               : "bukan izin untuk PHK"));
  }
  EXPECT_EQ(AlarmText(Find(log, "REHAB_REVIEW"), Rules(), Language::kEnglish), "");
}

TEST(CaseAlarms, WageReplacementFallsAfterTwelveMonths) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  const Deadline step = Find(log, "STMB_FULL");
  EXPECT_EQ(ToString(LocalDate(step.due, TimeZone::kWib)), "2027-03-01");
  EXPECT_EQ(step.citation->mark, Mark::kLaw);
  EXPECT_THAT(AlarmText(step, Rules(), Language::kIndonesian),
              testing::AllOf(HasSubstr("dari 100% menjadi 50%"), HasSubstr("PP 82/2019")));
}

TEST(CaseAlarms, EndWithWorkOnAgreedTermsAndSoundAgainWithAReturn) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  EXPECT_FALSE(Find(log, "INCAPACITY_LIMIT").done_at);  // a trial is not yet work
  CaseLog working;
  working.RunTo(CaseState::kMonitoring);
  EXPECT_TRUE(Find(working, "INCAPACITY_LIMIT").done_at);
  working.Move(CaseTrigger::kReturnToTrial, CaseOutcome::kNone, "Belum kuat");
  EXPECT_FALSE(Find(working, "INCAPACITY_LIMIT").done_at);
}

TEST(CaseAlarms, AnAttemptToDismissSoundsAtOnceUntilItIsHandled) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  log.Add(DismissalAttempted{Day("2026-03-12"), "Tidak mampu bekerja"});
  EXPECT_EQ(UrgencyIn(log, "DISMISSAL_ALERT"), Urgency::kSounding);
  EXPECT_THAT(AlarmText(Find(log, "DISMISSAL_ALERT"), Rules(), Language::kEnglish),
              HasSubstr("art. 153"));
  log.Add(DismissalHandled{Day("2026-03-12"), "Dilaporkan ke pengawas"});
  EXPECT_EQ(UrgencyIn(log, "DISMISSAL_ALERT"), Urgency::kDone);
  log.Add(DismissalAttempted{Day("2026-03-13"), "Lagi"});
  EXPECT_EQ(UrgencyIn(log, "DISMISSAL_ALERT"), Urgency::kSounding);
}

TEST(CaseDeadlines, AWithdrawalStopsProcessingWithin72HoursOfTheClock) {
  CaseRules resting = CaseRules::Make({.calendar = {.clock_rests_on_days_off = true}}).value();
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  log.now = At("2026-03-17T03:00:00Z");  // before seven days off
  log.Consent(CaseParty::kWorker, ConsentStatus::kWithdrawn);
  log.Move(CaseTrigger::kWithdraw);
  for (const Deadline& deadline : OpenDeadlines(log.record(), log.now, resting)) {
    if (deadline.kind != "STOP_PROCESSING") continue;
    EXPECT_EQ(ToString(deadline.due), "2026-03-20T03:00:00Z");
  }
  EXPECT_EQ(Open(log), (Days{{"STOP_PROCESSING", "2026-03-20"}, {"CLOSING_REPORT", "2026-03-31"}}));
  log.Add(ProcessingStopped{});
  log.Document(CaseDocument::kClosingReport);
  EXPECT_EQ(Open(log), Days{});
}

TEST(CaseDeadlines, OnlyANewYesEndsTheClockOfAWithdrawal) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  log.Consent(CaseParty::kWorker, ConsentStatus::kWithdrawn);
  const Instant due = Find(log, "STOP_PROCESSING").due;
  log.PassDays(1);
  for (ConsentStatus status : {ConsentStatus::kRequested, ConsentStatus::kRefused}) {
    log.Consent(CaseParty::kWorker, status);
    EXPECT_EQ(Find(log, "STOP_PROCESSING").due, due);
  }
  log.Consent(CaseParty::kWorker, ConsentStatus::kGiven);
  EXPECT_EQ(Open(log).count("STOP_PROCESSING"), 0u);
}

TEST(CaseDeadlines, WhatRunsBesideTheStates) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);  // Thursday 12 March
  log.Add(HandOverOffered{"offers/1", OfferKind::kTransfer, "accounts/other", "", "Kasus KK"});
  log.Add(AidMoved{"aids/1", "Prostesis tangan", AidStage::kOrdered, Day("2026-03-12"),
                   Day("2026-05-01"), 25'000'000});
  log.Add(SecondOpinionAsked{"Kemampuan mengangkat", Day("2026-03-12")});
  log.Add(RecoveryStated{Day("2026-03-12"), true, false, "dr. Sari"});
  EXPECT_EQ(Open(log), (Days{{"REHAB_REVIEW", "2026-04-11"},
                             {"OFFER_ANSWER", "2026-03-17"},
                             {"AID_EXPECTED", "2026-05-01"},
                             {"SECOND_OPINION", "2026-03-26"},
                             {"FORM_3KK2", "2026-03-14"}}));
  EXPECT_EQ(Find(log, "AID_EXPECTED").reference, "aids/1");
  EXPECT_EQ(Find(log, "AID_EXPECTED").Label(Language::kIndonesian), "Alat bantu diserahkan");
  log.Add(HandOverAnswered{"offers/1", true, ""});
  log.Add(AidMoved{"aids/1", "", AidStage::kHandedOver, Day("2026-03-12"), std::nullopt, {}});
  log.Add(SecondOpinionGiven{"dr. Lain", "Setuju", Day("2026-03-12")});
  log.Document(CaseDocument::kForm3Kk2);
  EXPECT_EQ(Open(log), (Days{{"REHAB_REVIEW", "2026-04-11"}}));
}

TEST(CaseDeadlines, ABranchThatTakesACaseAssignsSomebody) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);  // Thursday 12 March
  log.Add(HandOverOffered{"offers/1", OfferKind::kTransfer, "", "SBY", "Kasus KK, rehabilitasi"});
  EXPECT_EQ(AssignmentOf(log.record()).branch, "SKA");  // an offer alone moves nothing
  log.Add(HandOverAnswered{"offers/1", true, ""});
  EXPECT_EQ(AssignmentOf(log.record()).branch, "SBY");
  EXPECT_EQ(AssignmentOf(log.record()).manager, "");
  EXPECT_EQ(Open(log).at("ASSIGN_MANAGER"), "2026-03-13");
  log.Add(CaseManagerAssigned{"accounts/sby", "SBY"});
  EXPECT_EQ(Open(log).count("ASSIGN_MANAGER"), 0u);
  log.Add(HandOverOffered{"offers/2", OfferKind::kRefer, "accounts/uld", "", "Pelatihan"});
  log.Add(HandOverAnswered{"offers/2", true, ""});
  EXPECT_EQ(AssignmentOf(log.record()).manager, "accounts/sby");  // a referral neither
  log.Add(HandOverOffered{"offers/3", OfferKind::kAssign, "accounts/two", "", ""});
  log.Add(HandOverAnswered{"offers/3", false, "Beban penuh"});
  EXPECT_EQ(AssignmentOf(log.record()).manager, "accounts/sby");
}

TEST(CaseDeadlines, FollowTheConfiguration) {
  const CaseRules rules = CaseRules::Make({.durations = {{"FIRST_CONTACT", 1}}}).value();
  CaseLog log;
  for (const Deadline& deadline : OpenDeadlines(log.record(), log.now, rules)) {
    if (deadline.kind != "FIRST_CONTACT") continue;
    EXPECT_EQ(ToString(deadline.due), "2026-03-03T17:00:00Z");
    EXPECT_TRUE(deadline.duration->configured);
    EXPECT_EQ(deadline.citation->mark, Mark::kDefault);
  }
}

TEST(CaseDeadlines, SayWhereTheTableOfHolidaysEnds) {
  CaseLog log;
  EXPECT_TRUE(Find(log, "FIRST_CONTACT").holidays_known);
  CaseReported late = AReport();
  late.happened_at = At("2020-03-01T03:00:00Z");
  CaseLog old(late);
  std::vector<CaseEvent> events = old.events();
  events[0].at = events[0].recorded_at = At("2020-03-02T03:00:00Z");
  for (const Deadline& deadline : DeadlinesOf(Fold(events), events[0].at, Rules())) {
    if (deadline.kind == "FIRST_CONTACT") {
      EXPECT_FALSE(deadline.holidays_known);
    }
  }
}

}  // namespace
}  // namespace setara::casework
