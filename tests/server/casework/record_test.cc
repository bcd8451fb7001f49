#include "server/casework/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "server/casework/questions.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

TEST(CaseRecordFold, PauseRemembersThePriorStateAndResumesThere) {
  for (CaseState state : {CaseState::kScreening, CaseState::kRehab, CaseState::kMonitoring}) {
    CaseLog log;
    log.RunTo(state);
    log.PassDays(3);
    log.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Operasi ulang");
    EXPECT_EQ(log.record().state, CaseState::kPaused);
    EXPECT_EQ(log.record().prior, state);
    EXPECT_EQ(log.MissingFor(CaseTrigger::kPause), "no such move");
    log.PassDays(20);
    log.Move(CaseTrigger::kResume);
    EXPECT_EQ(log.record().state, state);
    EXPECT_EQ(log.record().prior, CaseState::kUnknown);
  }
}

TEST(CaseRecordFold, TheClockOfAStateStandsStillWhilePaused) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  const Instant entered = log.now;
  log.PassDays(10);
  log.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Sakit");
  log.PassDays(7);
  StateClock paused = ClockOf(log.record(), log.now);
  EXPECT_EQ(paused.state, CaseState::kTrial);
  EXPECT_FALSE(paused.running);
  EXPECT_EQ(paused.start, entered + std::chrono::days(7));
  log.Move(CaseTrigger::kResume);
  log.PassDays(5);
  log.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Sakit");
  log.PassDays(2);
  log.Move(CaseTrigger::kResume);
  log.PassDays(100);
  StateClock running = ClockOf(log.record(), log.now);
  EXPECT_TRUE(running.running);
  EXPECT_EQ(running.entered, entered);
  EXPECT_EQ(running.start, entered + std::chrono::days(9));
}

// What was recorded later was not known, however early it happened.
TEST(CaseRecordFold, AnswersWhatWasKnownOnADay) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);
  const Instant before = log.now;
  log.PassDays(4);
  CaseEvent late{.sequence = log.record().last_sequence + 1,
                 .at = before - std::chrono::hours(2),
                 .recorded_at = log.now,
                 .actor = "accounts/manager",
                 .reason = "",
                 .payload = ConsentAnswered{CaseParty::kWorker, ConsentStatus::kGiven,
                                            Day("2026-03-09"), "documents/1"}};
  ASSERT_TRUE(CheckEvent(log.record(), late, CaseRules::Shipped()).ok());
  std::vector<CaseEvent> events = log.events();
  events.push_back(late);
  EXPECT_FALSE(WorkerConsents(StateAt(events, log.now - std::chrono::microseconds(1))));
  EXPECT_TRUE(WorkerConsents(StateAt(events, log.now)));  // inclusive
  EXPECT_EQ(StateAt(events, before), log.record());
  EXPECT_EQ(StateAt(events, At("2026-03-01T00:00:00Z")).state, CaseState::kUnknown);
}

TEST(CaseRecordFold, ACorrectedFactIsGoneFromThenOnAndStaysInTheLog) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);
  log.Consent(CaseParty::kWorker, ConsentStatus::kGiven);
  const Instant known = log.now;
  const int64_t sequence = log.record().last_sequence;
  log.PassDays(1);
  log.Add(EventCorrected{sequence, "Tanda tangan orang lain"});
  EXPECT_FALSE(WorkerConsents(log.record()));
  EXPECT_TRUE(WorkerConsents(StateAt(log.events(), known)));
  EXPECT_EQ(Reason(log.Try(EventCorrected{sequence, "lagi"})), "NOT_CORRECTABLE");
  EXPECT_EQ(Reason(log.Try(EventCorrected{99, "?"})), "UNKNOWN_EVENT");
}

TEST(CaseRecordFold, OnlyTheLatestMoveCanBeTakenBack) {
  CaseLog log;
  log.RunTo(CaseState::kRecommended);
  const int64_t recommended = log.record().history.back().sequence;
  const int64_t screened = log.record().history[1].sequence;
  EXPECT_EQ(Reason(log.Try(EventCorrected{screened, "?"})), "NOT_CORRECTABLE");
  log.Add(EventCorrected{recommended, "Salah kasus"});
  EXPECT_EQ(log.record().state, CaseState::kScreening);
  log.Add(EventCorrected{screened, "Salah kasus"});
  EXPECT_EQ(log.record().state, CaseState::kReported);
  EXPECT_EQ(Reason(log.Try(EventCorrected{1, "?"})), "NOT_CORRECTABLE");  // the report
}

TEST(CaseRecordFold, ADeathRecordedByMistakeIsTakenBack) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  log.Move(CaseTrigger::kRecordDeath);
  log.Add(EventCorrected{log.record().last_sequence, "Tertukar dengan kasus lain"});
  EXPECT_EQ(log.record().state, CaseState::kRehab);
  EXPECT_EQ(log.record().outcome, CaseOutcome::kNone);
}

TEST(CaseRecordFold, TheLatestReportStands) {
  CaseLog log;
  CaseReported better = AReport();
  better.region_code = "81.71";  // Ambon
  log.Add(better);
  EXPECT_EQ(log.record().state, CaseState::kReported);
  EXPECT_EQ(log.record().Report().region_code, "81.71");
  EXPECT_EQ(log.record().history.size(), 1u);
  better.seeker_id = "seekers/other";
  EXPECT_FALSE(log.Try(better).ok());
}

TEST(CaseRecordFold, MissingDocumentsFollowTheStatesVisited) {
  CaseLog log;
  EXPECT_THAT(MissingDocuments(log.record()),
              testing::ElementsAre(CaseDocument::kForm3Kk1, CaseDocument::kIdentityCard,
                                   CaseDocument::kMemberCard, CaseDocument::kChronology,
                                   CaseDocument::kWitnessStatement));
  log.Document(CaseDocument::kForm3Kk1);
  log.RunTo(CaseState::kConsent);
  EXPECT_THAT(MissingDocuments(log.record()), testing::Contains(CaseDocument::kEmployerConsent));
  log.Consent(CaseParty::kEmployer, ConsentStatus::kRefused);
  EXPECT_THAT(MissingDocuments(log.record()),
              testing::Not(testing::Contains(CaseDocument::kEmployerConsent)));
  CaseReported commuting = AReport();
  commuting.injury = InjuryKind::kCommutingAccident;
  EXPECT_THAT(MissingDocuments(CaseLog(commuting).record()),
              testing::Contains(CaseDocument::kPoliceReport));
}

}  // namespace
}  // namespace setara::casework
