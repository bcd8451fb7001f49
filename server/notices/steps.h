// The steps of a notice: which act may follow in which state, and what each demands. One table
// (steps.cc); four eyes, days and reasons are its guards. Our default, besides what is cited: the
// law orders no such procedure, and no national sanction exists for missing UU 8/2016 art. 53.
//
// Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <span>
#include <string_view>

#include "matcher/domain/notice.h"

namespace setara::notices {

// What an edge demands; bits of Edge::guards, each with the reason of its FAILED_PRECONDITION or
// the field of its INVALID_ARGUMENT.
enum Guard : uint32_t {
  kOtherOfficial = 1u << 0,  // SAME_OFFICIAL: the actor is not the drafter
  kSigner = 1u << 1,         // `signer` and `letter_number` are complete
  kLetterDate = 1u << 2,     // `letter_date`: from the day of the finding to today
  kSigned = 1u << 3,         // `signature`, `signed_on`: from the letter's date to today
  kSentOn = 1u << 4,         // `sent_on`: from the signature to today; `channel` carries letters
  kReceivedOn = 1u << 5,     // `received_on`: from the day of sending to today
  kText = 1u << 6,           // `text`: something is said
  kReason = 1u << 7,         // `reason`
  kDuePassed = 1u << 8,      // ANSWER_NOT_DUE: the day to answer has passed
  kNewDue = 1u << 9,         // `due_on`: after today
  kFollowedUp = 1u << 10,    // NOT_FOLLOWED_UP: there was a follow-up
  kOffice = 1u << 11,        // `office`
  kOutcome = 1u << 12,       // `outcome`
};

struct Edge {
  NoticeState from;
  NoticeAct act;
  NoticeState to;
  uint32_t guards;
};

// Every edge, by state and act. The draft itself has none: a run makes it.
std::span<const Edge> Edges();

// nullptr: the act is not allowed in the state.
const Edge* FindEdge(NoticeState from, NoticeAct act);

// True from SENT on, also when it was withdrawn later: what the employer may see.
bool WasSent(const Notice& notice);
// True: nothing may follow.
bool IsClosed(NoticeState state);

// Makes the step that `event` asks for: its act, actor, reason, days and codes are given, its state
// and notice are set here, and `notice` takes over state, days, signer and outcome. For kApprove
// signer, letter number and date are given in `approval`. `answer_days`: what an absent `due_on`
// becomes, from the day of sending or of the follow-up.
// FAILED_PRECONDITION: STEP_NOT_ALLOWED (the metadata `state` tells where it stands), or a guard's
// reason. INVALID_ARGUMENT with every field that a guard finds wrong. On error nothing changed.
struct Approval {
  NoticeSigner signer;
  std::string letter_number;
  std::optional<Date> letter_date;
};
absl::Status Take(NoticeEvent& event, const Approval& approval, Date today, int answer_days,
                  Notice& notice);

// "DRAFTED", "SENT".
std::string_view StateWord(NoticeState state);
std::string_view ActWord(NoticeAct act);

}  // namespace setara::notices
