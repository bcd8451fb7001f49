#include "server/casework/check_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

// The only field that `fact` is refused for.
std::string BadField(const CasePayload& fact) {
  CaseLog log;
  const std::vector<FieldViolation> violations = FieldViolations(log.Try(fact));
  return violations.size() == 1 ? violations[0].field : std::to_string(violations.size());
}

TEST(CaseEvents, WrongFactsNameTheirField) {
  const Date day = Day("2026-03-02");
  const std::string hash(64, 'a');
  struct {
    const char* field;
    CasePayload fact;
  } const cases[] = {
      {"manager_assigned.manager", CaseManagerAssigned{}},
      {"modes_stated.preferred", ModesStated{ModeSet(1), ModeSet(2)}},
      {"recommendation_given.doctor",
       RecommendationGiven{true, DisabilityFinding::kPresent, "", day}},
      {"consent_answered.party",
       ConsentAnswered{CaseParty::kFamily, ConsentStatus::kRequested, day, ""}},
      {"consent_answered.document_id",
       ConsentAnswered{CaseParty::kWorker, ConsentStatus::kGiven, day, ""}},
      {"consent_answered.on", ConsentAnswered{CaseParty::kWorker, ConsentStatus::kRefused, {}, ""}},
      {"assessment_done.capacities", AssessmentDone{.on = day}},
      {"assessment_done.capacities[0].usual",
       AssessmentDone{.on = day, .capacities = {CapacityOf(FunctionId(0), 5)}}},
      {"job_analysed.demands[0].task",
       JobAnalysed{.on = day, .demands = {DemandOf(FunctionId(0), 2, "")}}},
      {"gaps_decided.reason", GapsDecided{day, Rung::kSameJob, true, ""}},
      {"plan_written.goals", PlanWritten{}},
      {"rung_chosen.left_because[0].rung",
       RungChosen{Rung::kSameJobAdapted, {{Rung::kOtherJob, "x"}}, "x"}},
      {"rung_chosen.reason", RungChosen{Rung::kSameJob, {}, ""}},
      {"fit_note_given.valid_until", FitNoteGiven{"dr. A", day, true, day, ""}},
      {"trial_agreed.steps", TrialAgreed{.employer_id = "e", .rung = Rung::kSameJob, .on = day}},
      {"trial_agreed.steps[1].from", TrialAgreed{.employer_id = "e",
                                                 .rung = Rung::kSameJob,
                                                 .on = day,
                                                 .steps = {{day, 20, "", 1}, {day, 40, "", 1}}}},
      {"trial_agreed.steps[0].hours_per_week",
       TrialAgreed{
           .employer_id = "e", .rung = Rung::kSameJob, .on = day, .steps = {{day, 85, "", 1}}}},
      {"stmb_paid.until", StmbPaid{day, day, 100, 1, day}},
      {"recovery_stated.recovered", RecoveryStated{day, true, true, "dr. A"}},
      {"document_added.media_type",
       DocumentAdded{"d", CaseDocument::kForm3Kk1, day, "text/html", 10, hash}},
      {"document_added.bytes",
       DocumentAdded{"d", CaseDocument::kForm3Kk1, day, "image/png", kMaxDocumentBytes + 1, hash}},
      {"document_added.sha256",
       DocumentAdded{"d", CaseDocument::kForm3Kk1, day, "image/png", 1, "ABC"}},
      {"hand_over_offered.to_manager", HandOverOffered{"o", OfferKind::kTransfer, "", "", ""}},
      {"hand_over_answered.reason", HandOverAnswered{"o", false, ""}},
      {"note_written.text", NoteWritten{" "}},
      {"event_corrected.reason", EventCorrected{1, ""}},
  };
  for (const auto& test : cases) EXPECT_EQ(BadField(test.fact), test.field);
}

TEST(CaseEvents, TheLogIsInOrder) {
  CaseLog log;
  CaseEvent event{.sequence = 2,
                  .at = log.now,
                  .recorded_at = log.now,
                  .actor = "a",
                  .reason = "",
                  .payload = NoteWritten{"x"}};
  const CaseRules& rules = CaseRules::Shipped();
  EXPECT_TRUE(CheckEvent(log.record(), event, rules).ok());
  auto field = [&](const CaseEvent& changed) {
    return FieldViolations(CheckEvent(log.record(), changed, rules)).at(0).field;
  };
  CaseEvent wrong = event;
  wrong.sequence = 3;
  EXPECT_EQ(field(wrong), "sequence");
  wrong = event;
  wrong.at += std::chrono::seconds(1);
  EXPECT_EQ(field(wrong), "at");
  wrong = event;
  wrong.at -= std::chrono::hours(1);
  EXPECT_TRUE(CheckEvent(log.record(), wrong, rules).ok());  // learned later
  wrong.recorded_at -= std::chrono::hours(1);
  EXPECT_EQ(field(wrong), "recorded_at");
  wrong = event;
  wrong.actor = "";
  EXPECT_EQ(field(wrong), "actor");
}

TEST(CaseEvents, MovesLeadWhereTheTableSaysAndNotIntoThePast) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  EXPECT_EQ(FieldViolations(log.Try(CaseMoved{CaseTrigger::kWithdraw, CaseState::kTrial,
                                              CaseOutcome::kWithdrawn}))
                .at(0)
                .field,
            "moved.to");
  EXPECT_EQ(FieldViolations(log.Try(CaseMoved{CaseTrigger::kWithdraw, CaseState::kClosed,
                                              CaseOutcome::kReturnedL1}))
                .at(0)
                .field,
            "moved.outcome");
  CaseEvent event = MoveEvent(
      log.record(),
      {.trigger = CaseTrigger::kWithdraw, .at = log.now - std::chrono::hours(1), .reason = ""},
      log.now, "a", CaseRules::Shipped());
  EXPECT_EQ(Reason(CheckEvent(log.record(), event, CaseRules::Shipped())), "MOVE_OUT_OF_ORDER");
}

TEST(CaseEvents, AfterTheEndOnlyWhatBelongsToIt) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  log.Move(CaseTrigger::kWithdraw);
  EXPECT_EQ(Reason(log.Try(VisitMade{Day("2026-03-12"), true, ""})), "CASE_CLOSED");
  EXPECT_EQ(Reason(log.TryMove(CaseTrigger::kResume)), "CASE_MOVE_UNKNOWN");
  log.Add(NoteWritten{"Arsip"});
  log.Add(StmbPaid{Day("2026-03-01"), Day("2026-03-12"), 100, 1, Day("2026-03-12")});
  log.Document(CaseDocument::kClosingReport);
}

TEST(CaseEvents, AnswersBelongToAnOpenOffer) {
  CaseLog log;
  EXPECT_EQ(Reason(log.Try(HandOverAnswered{"offers/1", true, ""})), "UNKNOWN_OFFER");
  log.Add(HandOverOffered{"offers/1", OfferKind::kRefer, "", "SBY", ""});
  log.Add(HandOverAnswered{"offers/1", false, "Terlalu jauh"});
  EXPECT_EQ(Reason(log.Try(HandOverAnswered{"offers/1", true, ""})), "UNKNOWN_OFFER");
}

TEST(CaseEvents, ACaseBeginsWithItsReport) {
  const CaseEvent event{.sequence = 1,
                        .at = At("2026-03-02T02:00:00Z"),
                        .recorded_at = At("2026-03-02T02:00:00Z"),
                        .actor = "a",
                        .reason = "",
                        .payload = NoteWritten{"x"}};
  EXPECT_EQ(Reason(CheckEvent({}, event, CaseRules::Shipped())), "CASE_NOT_REPORTED");
}

}  // namespace
}  // namespace setara::casework
