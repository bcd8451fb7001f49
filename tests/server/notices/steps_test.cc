// Every state against every act, and every guard of every edge.
#include "server/notices/steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "matcher/domain/errors.h"

namespace setara::notices {
namespace {

using ::testing::IsSupersetOf;

const Date kToday = *ParseDate("2025-06-30");

// What each act makes of each state; "-": not allowed. The draft has no edge.
constexpr const char* kTable[][9] = {
    // from          APPROVE     SEND    ANSWER      OBJECT      FOLLOW_UP      HAND_OVER
    //               RESOLVE     WITHDRAW
    {"DRAFTED", "APPROVED", "-", "-", "-", "-", "-", "-", "WITHDRAWN"},
    {"APPROVED", "-", "SENT", "-", "-", "-", "-", "-", "WITHDRAWN"},
    {"SENT", "-", "-", "ANSWERED", "OBJECTED", "FOLLOWED_UP", "-", "RESOLVED", "WITHDRAWN"},
    {"ANSWERED", "-", "-", "ANSWERED", "OBJECTED", "FOLLOWED_UP", "HANDED_OVER", "RESOLVED",
     "WITHDRAWN"},
    {"OBJECTED", "-", "-", "ANSWERED", "OBJECTED", "FOLLOWED_UP", "-", "RESOLVED", "WITHDRAWN"},
    {"FOLLOWED_UP", "-", "-", "ANSWERED", "OBJECTED", "FOLLOWED_UP", "HANDED_OVER", "RESOLVED",
     "WITHDRAWN"},
    {"HANDED_OVER", "-", "-", "-", "-", "-", "-", "RESOLVED", "-"},
    {"RESOLVED", "-", "-", "-", "-", "-", "-", "-", "-"},
    {"WITHDRAWN", "-", "-", "-", "-", "-", "-", "-", "-"},
};

// A notice in `state` for which every guard but those of the step's own words is met.
Notice Standing(NoticeState state) {
  Notice notice;
  notice.row = 7;
  notice.state = state;
  notice.drafter = "accounts/drafter";
  notice.finding.as_of = *ParseDate("2025-06-01");
  if (state == NoticeState::kDrafted) return notice;
  notice.letter_date = *ParseDate("2025-06-02");
  if (state == NoticeState::kApproved) return notice;
  notice.sent_on = *ParseDate("2025-06-03");
  notice.due_on = *ParseDate("2025-06-17");
  notice.follow_ups = 1;
  return notice;
}

NoticeEvent Complete(NoticeAct act) {
  NoticeEvent event;
  event.act = act;
  event.actor = "accounts/other";
  event.reason = "alasan";
  event.office = "Pengawas";
  event.channel = NoticeChannel::kPost;
  event.outcome = NoticeOutcome::kQuotaMet;
  event.signature = SignatureKind::kWetInk;
  event.signed_on = *ParseDate("2025-06-20");
  return event;
}

Approval Signed() {
  Approval approval;
  approval.signer = {.name = "Sri",
                     .position = "Kepala",
                     .office = "Dinas",
                     .office_address = "",
                     .office_contact = "0271",
                     .official_number = "",
                     .place = "Surakarta"};
  approval.letter_number = "1/2025";
  return approval;
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : FieldViolations(status)) fields.push_back(violation.field);
  return fields;
}

TEST(StepsTest, EveryStateAgainstEveryAct) {
  int allowed = 0;
  for (int state = 1; state <= 9; ++state) {
    const auto from = static_cast<NoticeState>(state);
    ASSERT_EQ(StateWord(from), kTable[state - 1][0]);
    for (int act = 2; act <= 9; ++act) {
      const std::string expected = kTable[state - 1][act - 1];
      Notice notice = Standing(from);
      NoticeEvent event = Complete(static_cast<NoticeAct>(act));
      const absl::Status taken = Take(event, Signed(), kToday, 14, notice);
      const std::string what = std::string(StateWord(from)) + " " + std::string(ActWord(event.act));
      if (expected == "-") {
        EXPECT_EQ(Reason(taken), "STEP_NOT_ALLOWED") << what;
        EXPECT_EQ(Metadata(taken)["state"], StateWord(from)) << what;
        EXPECT_EQ(notice.state, from) << what;
      } else {
        EXPECT_TRUE(taken.ok()) << what << ": " << taken;
        EXPECT_EQ(StateWord(notice.state), expected) << what;
        EXPECT_EQ(event.state, notice.state) << what;
        ++allowed;
      }
    }
  }
  EXPECT_EQ(allowed, static_cast<int>(Edges().size()));
  EXPECT_EQ(FindEdge(NoticeState::kDrafted, NoticeAct::kDraft), nullptr);
}

// One way to break each guard, and what it must answer.
struct Breach {
  uint32_t guard;
  const char* what;
  void (*spoil)(NoticeEvent& event, Approval& approval, Notice& notice);
  const char* reason;  // of FAILED_PRECONDITION; "": the field
  const char* field;
};

const Breach kBreaches[] = {
    {kOtherOfficial, "drafter", [](auto& e, auto&, auto& n) { e.actor = n.drafter; },
     "SAME_OFFICIAL", ""},
    {kSigner, "no name", [](auto&, auto& a, auto&) { a.signer.name = ""; }, "",
     "signer.display_name"},
    {kSigner, "no position", [](auto&, auto& a, auto&) { a.signer.position = ""; }, "",
     "signer.position"},
    {kSigner, "no office", [](auto&, auto& a, auto&) { a.signer.office = ""; }, "",
     "signer.office"},
    {kSigner, "no contact", [](auto&, auto& a, auto&) { a.signer.office_contact = ""; }, "",
     "signer.office_contact"},
    {kSigner, "no place", [](auto&, auto& a, auto&) { a.signer.place = ""; }, "", "signer.place"},
    {kSigner, "no number", [](auto&, auto& a, auto&) { a.letter_number = ""; }, "",
     "letter_number"},
    {kLetterDate, "before the finding",
     [](auto&, auto& a, auto&) { a.letter_date = *ParseDate("2025-05-31"); }, "", "letter_date"},
    {kLetterDate, "tomorrow",
     [](auto&, auto& a, auto&) { a.letter_date = kToday + std::chrono::days(1); }, "",
     "letter_date"},
    {kSigned, "unsigned", [](auto& e, auto&, auto&) { e.signature = SignatureKind::kUnknown; }, "",
     "signature"},
    {kSigned, "no day", [](auto& e, auto&, auto&) { e.signed_on.reset(); }, "", "signed_on"},
    {kSigned, "before the letter",
     [](auto& e, auto&, auto&) { e.signed_on = *ParseDate("2025-06-01"); }, "", "signed_on"},
    {kSigned, "signed tomorrow",
     [](auto& e, auto&, auto&) { e.signed_on = kToday + std::chrono::days(1); }, "", "signed_on"},
    {kSentOn, "before the signature",
     [](auto& e, auto&, auto&) { e.happened_on = *ParseDate("2025-06-19"); }, "", "sent_on"},
    {kSentOn, "by telephone", [](auto& e, auto&, auto&) { e.channel = NoticeChannel::kPhone; }, "",
     "channel"},
    {kSentOn, "no channel", [](auto& e, auto&, auto&) { e.channel = NoticeChannel::kUnknown; }, "",
     "channel"},
    {kReceivedOn, "before it was sent",
     [](auto& e, auto&, auto&) { e.happened_on = *ParseDate("2025-06-02"); }, "", "received_on"},
    {kReceivedOn, "tomorrow",
     [](auto& e, auto&, auto&) { e.happened_on = kToday + std::chrono::days(1); }, "",
     "received_on"},
    {kText, "nothing said", [](auto& e, auto&, auto&) { e.reason = ""; }, "", "text"},
    {kReason, "no reason", [](auto& e, auto&, auto&) { e.reason = ""; }, "", "reason"},
    {kDuePassed, "on the last day", [](auto&, auto&, auto& n) { n.due_on = kToday; },
     "ANSWER_NOT_DUE", ""},
    {kNewDue, "today", [](auto& e, auto&, auto&) { e.due_on = kToday; }, "", "due_on"},
    {kFollowedUp, "never asked again", [](auto&, auto&, auto& n) { n.follow_ups = 0; },
     "NOT_FOLLOWED_UP", ""},
    {kOffice, "no office", [](auto& e, auto&, auto&) { e.office = ""; }, "", "office"},
    {kOutcome, "no outcome", [](auto& e, auto&, auto&) { e.outcome = NoticeOutcome::kUnknown; }, "",
     "outcome"},
};

TEST(StepsTest, EveryGuardOfEveryEdgeHolds) {
  uint32_t tried = 0;
  for (const Edge& edge : Edges()) {
    for (const Breach& breach : kBreaches) {
      Notice notice = Standing(edge.from);
      NoticeEvent event = Complete(edge.act);
      Approval approval = Signed();
      breach.spoil(event, approval, notice);
      const Notice before = notice;
      const absl::Status taken = Take(event, approval, kToday, 14, notice);
      const std::string what = std::string(StateWord(edge.from)) + " " +
                               std::string(ActWord(edge.act)) + ": " + breach.what;
      if ((edge.guards & breach.guard) == 0) continue;
      tried |= breach.guard;
      EXPECT_EQ(notice.state, before.state) << what;
      EXPECT_EQ(notice.due_on, before.due_on) << what;
      EXPECT_EQ(Reason(taken), breach.reason) << what;
      if (*breach.field != '\0') {
        EXPECT_THAT(FieldsOf(taken), IsSupersetOf({std::string(breach.field)})) << what;
      }
    }
  }
  EXPECT_EQ(tried, (kOutcome << 1) - 1) << "every guard has a breach";
}

TEST(StepsTest, DaysToAnswerRunFromTheSendingAndFromAFollowUp) {
  Notice notice = Standing(NoticeState::kApproved);
  NoticeEvent send = Complete(NoticeAct::kSend);
  send.happened_on = *ParseDate("2025-06-21");
  ASSERT_TRUE(Take(send, {}, kToday, 14, notice).ok());
  EXPECT_EQ(notice.due_on, *ParseDate("2025-07-05"));
  EXPECT_EQ(send.due_on, notice.due_on);

  NoticeEvent early = Complete(NoticeAct::kFollowUp);
  EXPECT_EQ(Reason(Take(early, {}, *ParseDate("2025-07-05"), 14, notice)), "ANSWER_NOT_DUE");
  ASSERT_TRUE(Take(early, {}, *ParseDate("2025-07-06"), 14, notice).ok());
  EXPECT_EQ(notice.due_on, *ParseDate("2025-07-20"));
  NoticeEvent answer = Complete(NoticeAct::kAnswer);
  ASSERT_TRUE(Take(answer, {}, *ParseDate("2025-07-07"), 14, notice).ok());
  EXPECT_EQ(notice.due_on, std::nullopt) << "nothing is waited for";
}

TEST(StepsTest, AnObjectionIsDecidedBeforeAHandOver) {
  Notice notice = Standing(NoticeState::kFollowedUp);
  NoticeEvent object = Complete(NoticeAct::kObject);
  ASSERT_TRUE(Take(object, {}, kToday, 14, notice).ok());
  NoticeEvent over = Complete(NoticeAct::kHandOver);
  EXPECT_EQ(Reason(Take(over, {}, kToday, 14, notice)), "STEP_NOT_ALLOWED");
}

}  // namespace
}  // namespace setara::notices
