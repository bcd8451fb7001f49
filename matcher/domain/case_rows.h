// A case as lists and reports read it without its log: what follows from the log and is kept beside
// it, in the same transaction. server/case_ledger derives it. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/domain/case.h"
#include "matcher/domain/date.h"
#include "matcher/domain/work.h"

namespace setara {

struct CaseRow {
  int64_t row = 0;                      // 0 before it is stored
  std::string id{};                     // "" before it is stored
  std::optional<int64_t> seeker_row{};  // the worker; absent once they were erased
  std::string previous_id{};            // the case that this one continues, or ""

  // From here on it follows from the log.
  int64_t last_sequence = 0;  // of the log; grows with every entry
  Instant reported_at{};      // when the report was recorded
  Instant updated_at{};       // when the last entry was recorded
  CaseState state = CaseState::kUnknown;
  CaseState prior = CaseState::kUnknown;  // only while paused
  Instant state_at{};                     // entered the state it is in
  Date state_since{};                     // the same as a day where it happened
  CaseOutcome outcome = CaseOutcome::kNone;
  std::string manager{};  // `accounts/{id}`; "" nobody
  std::string branch{};
  std::string region_code{};  // where it happened
  std::string employer_id{};  // of the accident; "" none
  InjuryKind injury = InjuryKind::kUnknown;
  BpjsSegment segment = BpjsSegment::kUnknown;
  Rung rung = Rung::kUnknown;  // of the work it stands by, else the one chosen
  bool enrolled = false;       // got as far as the assessment
  Date happened_on{};
  std::optional<Date> returned_on{};  // first day of the work it stands by
  std::optional<Date> closed_on{};
  std::optional<Instant> search_at{};  // since when it searches for other work; absent: it does not

  bool operator==(const CaseRow&) const = default;
};

// The case entered `state` on `since`, a day where it happened, and stayed until the next span.
struct CaseSpan {
  CaseState state = CaseState::kUnknown;
  Date since{};
  bool operator==(const CaseSpan&) const = default;
};

// An open deadline of a case. Nothing in it changes merely because time passes, except the due time
// of one that stands still with its case: that is the one at the time of the last entry.
struct CaseDue {
  std::string kind{};       // "FIRST_CONTACT"
  std::string reference{};  // what it is about: an offer, an aid; often ""
  Instant start{};
  Instant due{};  // the first instant that is too late; of an alarm, when it sounds
  bool alarm = false;
  bool suspended = false;  // the case is paused
  int zone_hours = 7;      // ahead of UTC, where it happened
  bool zone_assumed = false;
  bool holidays_known = true;
  bool operator==(const CaseDue&) const = default;
};

enum class CaseOfferState : uint8_t { kUnknown = 0, kOpen = 1, kAccepted = 2, kRejected = 3 };

// An offer of a case with its answer.
struct CaseOffer {
  std::string id{};
  OfferKind kind = OfferKind::kUnknown;
  std::string from_manager{};  // who offers
  std::string from_branch{};   // that kept the case then
  std::string to_manager{};    // "" whoever the branch decides
  std::string to_branch{};     // the receiving one, also within a branch
  std::string carries{};       // all that the receiver sees before accepting
  CaseOfferState state = CaseOfferState::kUnknown;
  std::string answer_reason{};
  Instant offered_at{};
  std::optional<Instant> answered_at{};
  Instant due{};  // the first instant at which an answer is late
  bool operator==(const CaseOffer&) const = default;
};

}  // namespace setara
