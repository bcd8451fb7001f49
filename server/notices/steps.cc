#include "server/notices/steps.h"

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "matcher/domain/errors.h"

namespace setara::notices {
namespace {

using enum NoticeAct;
using S = NoticeState;

constexpr uint32_t kApproval = kOtherOfficial | kSigner | kLetterDate;
constexpr uint32_t kSending = kSigned | kSentOn;
constexpr uint32_t kWord = kText | kReceivedOn;
constexpr uint32_t kAsking = kReason | kNewDue;
constexpr uint32_t kHanding = kReason | kOffice | kFollowedUp;

constexpr Edge kEdges[] = {
    {S::kDrafted, kApprove, S::kApproved, kApproval},
    {S::kDrafted, kWithdraw, S::kWithdrawn, kReason},
    {S::kApproved, kSend, S::kSent, kSending},
    {S::kApproved, kWithdraw, S::kWithdrawn, kReason},
    {S::kSent, kAnswer, S::kAnswered, kWord},
    {S::kSent, kObject, S::kObjected, kWord},
    {S::kSent, kFollowUp, S::kFollowedUp, kAsking | kDuePassed},
    {S::kSent, kResolve, S::kResolved, kOutcome},
    {S::kSent, kWithdraw, S::kWithdrawn, kReason},
    {S::kAnswered, kAnswer, S::kAnswered, kWord},
    {S::kAnswered, kObject, S::kObjected, kWord},
    {S::kAnswered, kFollowUp, S::kFollowedUp, kAsking},
    {S::kAnswered, kHandOver, S::kHandedOver, kHanding},
    {S::kAnswered, kResolve, S::kResolved, kOutcome},
    {S::kAnswered, kWithdraw, S::kWithdrawn, kReason},
    {S::kObjected, kAnswer, S::kAnswered, kWord},
    {S::kObjected, kObject, S::kObjected, kWord},
    {S::kObjected, kFollowUp, S::kFollowedUp, kAsking},
    {S::kObjected, kResolve, S::kResolved, kOutcome},
    {S::kObjected, kWithdraw, S::kWithdrawn, kReason},
    {S::kFollowedUp, kAnswer, S::kAnswered, kWord},
    {S::kFollowedUp, kObject, S::kObjected, kWord},
    {S::kFollowedUp, kFollowUp, S::kFollowedUp, kAsking | kDuePassed},
    {S::kFollowedUp, kHandOver, S::kHandedOver, kHanding | kDuePassed},
    {S::kFollowedUp, kResolve, S::kResolved, kOutcome},
    {S::kFollowedUp, kWithdraw, S::kWithdrawn, kReason},
    {S::kHandedOver, kResolve, S::kResolved, kOutcome},
};

constexpr std::array<std::string_view, 10> kStates = {
    "",         "DRAFTED",     "APPROVED",    "SENT",     "ANSWERED",
    "OBJECTED", "FOLLOWED_UP", "HANDED_OVER", "RESOLVED", "WITHDRAWN"};
constexpr std::array<std::string_view, 10> kActs = {"",        "DRAFT",   "APPROVE",   "SEND",
                                                    "ANSWER",  "OBJECT",  "FOLLOW_UP", "HAND_OVER",
                                                    "RESOLVE", "WITHDRAW"};

absl::Status Refused(const char* text, const char* reason) {
  return WithReason(absl::FailedPreconditionError(text), reason);
}

// What the guards are held against.
struct Asked {
  const NoticeEvent& event;
  const Approval& approval;
  Date today;
  const Notice& notice;
};

// Guards about the matter: who, when, what came before.
absl::Status CheckMatter(uint32_t guards, const Asked& asked) {
  if ((guards & kOtherOfficial) != 0 && asked.event.actor == asked.notice.drafter) {
    return Refused("who drafted a notice may not approve it", "SAME_OFFICIAL");
  }
  if ((guards & kFollowedUp) != 0 && asked.notice.follow_ups == 0) {
    return Refused("follow the notice up first", "NOT_FOLLOWED_UP");
  }
  if ((guards & kDuePassed) != 0 && (!asked.notice.due_on || asked.today <= *asked.notice.due_on)) {
    return Refused("the day to answer has not passed", "ANSWER_NOT_DUE");
  }
  return absl::OkStatus();
}

class Fields {
 public:
  void Require(bool there, const char* field) {
    if (!there) wrong_.push_back({field, "is required"});
  }
  // Absent passes; `earliest` may be absent too.
  void Between(const std::optional<Date>& day, const std::optional<Date>& earliest, Date latest,
               const char* field, const char* after_what) {
    if (!day) return;
    if (earliest && *day < *earliest) {
      wrong_.push_back({field, std::string("is before ") + after_what});
    } else if (*day > latest) {
      wrong_.push_back({field, "is after today"});
    }
  }
  void Wrong(const char* field, const char* what) { wrong_.push_back({field, what}); }
  absl::Status Result() const { return wrong_.empty() ? absl::OkStatus() : InvalidFields(wrong_); }

 private:
  std::vector<FieldViolation> wrong_;
};

void CheckLetter(uint32_t guards, const Asked& asked, Fields& fields) {
  const NoticeSigner& signer = asked.approval.signer;
  if ((guards & kSigner) != 0) {
    fields.Require(!signer.name.empty(), "signer.display_name");
    fields.Require(!signer.position.empty(), "signer.position");
    fields.Require(!signer.office.empty(), "signer.office");
    fields.Require(!signer.office_contact.empty(), "signer.office_contact");
    fields.Require(!signer.place.empty(), "signer.place");
    fields.Require(!asked.approval.letter_number.empty(), "letter_number");
  }
  if ((guards & kLetterDate) != 0) {
    fields.Between(asked.approval.letter_date.value_or(asked.today), asked.notice.finding.as_of,
                   asked.today, "letter_date", "the day of the finding");
  }
}

void CheckSending(uint32_t guards, const Asked& asked, Fields& fields) {
  const NoticeEvent& event = asked.event;
  if ((guards & kSigned) != 0) {
    fields.Require(event.signature != SignatureKind::kUnknown, "signature");
    fields.Require(event.signed_on.has_value(), "signed_on");
    fields.Between(event.signed_on, asked.notice.letter_date, asked.today, "signed_on",
                   "the date of the letter");
  }
  if ((guards & kSentOn) != 0) {
    fields.Between(event.happened_on.value_or(asked.today), event.signed_on, asked.today, "sent_on",
                   "the signature");
    fields.Require(event.channel != NoticeChannel::kUnknown, "channel");
    if (event.channel == NoticeChannel::kPhone) fields.Wrong("channel", "cannot carry a letter");
  }
}

void CheckWords(uint32_t guards, const Asked& asked, Fields& fields) {
  const NoticeEvent& event = asked.event;
  if ((guards & kText) != 0) fields.Require(!event.reason.empty(), "text");
  if ((guards & kReason) != 0) fields.Require(!event.reason.empty(), "reason");
  if ((guards & kReceivedOn) != 0) {
    fields.Between(event.happened_on.value_or(asked.today), asked.notice.sent_on, asked.today,
                   "received_on", "the day of sending");
  }
  if ((guards & kNewDue) != 0 && event.due_on && *event.due_on <= asked.today) {
    fields.Wrong("due_on", "is not after today");
  }
  if ((guards & kOffice) != 0) fields.Require(!event.office.empty(), "office");
  if ((guards & kOutcome) != 0) {
    fields.Require(event.outcome != NoticeOutcome::kUnknown, "outcome");
  }
}

// What the step leaves behind, once it is allowed.
void Apply(const Edge& edge, NoticeEvent& event, const Approval& approval, Date today,
           int answer_days, Notice& notice) {
  const std::chrono::days days(answer_days);
  notice.state = event.state = edge.to;
  notice.due_on.reset();
  switch (edge.act) {
    case kApprove:
      notice.approver = event.actor;
      notice.signer = approval.signer;
      notice.letter_number = event.reference = approval.letter_number;
      notice.letter_date = event.happened_on = approval.letter_date.value_or(today);
      break;
    case kSend:
      notice.sent_on = event.happened_on = event.happened_on.value_or(today);
      notice.due_on = event.due_on = *notice.sent_on + days;
      break;
    case kAnswer:
    case kObject:
      event.happened_on = event.happened_on.value_or(today);
      break;
    case kFollowUp:
      event.happened_on = today;
      notice.due_on = event.due_on = event.due_on.value_or(today + days);
      ++notice.follow_ups;
      break;
    case kResolve:
      notice.outcome = event.outcome;
      event.happened_on = today;
      break;
    default:
      event.happened_on = today;
      break;
  }
}

}  // namespace

std::span<const Edge> Edges() { return kEdges; }

const Edge* FindEdge(NoticeState from, NoticeAct act) {
  for (const Edge& edge : kEdges) {
    if (edge.from == from && edge.act == act) return &edge;
  }
  return nullptr;
}

bool WasSent(const Notice& notice) { return notice.sent_on.has_value(); }

bool IsClosed(NoticeState state) { return state == S::kResolved || state == S::kWithdrawn; }

absl::Status Take(NoticeEvent& event, const Approval& approval, Date today, int answer_days,
                  Notice& notice) {
  const Edge* edge = FindEdge(notice.state, event.act);
  if (edge == nullptr) {
    return WithMetadata(
        Refused("the notice does not stand where this step begins", "STEP_NOT_ALLOWED"), "state",
        StateWord(notice.state));
  }
  const Asked asked{event, approval, today, notice};
  if (absl::Status status = CheckMatter(edge->guards, asked); !status.ok()) return status;
  Fields fields;
  CheckLetter(edge->guards, asked, fields);
  CheckSending(edge->guards, asked, fields);
  CheckWords(edge->guards, asked, fields);
  if (absl::Status status = fields.Result(); !status.ok()) return status;
  event.notice_row = notice.row;
  Apply(*edge, event, approval, today, answer_days, notice);
  return absl::OkStatus();
}

std::string_view StateWord(NoticeState state) { return kStates[static_cast<size_t>(state)]; }
std::string_view ActWord(NoticeAct act) { return kActs[static_cast<size_t>(act)]; }

}  // namespace setara::notices
