// What may enter the log of a case. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>

#include "server/casework/guards.h"
#include "server/casework/record.h"
#include "server/casework/rules.h"

namespace setara::casework {

// Our defaults for what is stored beside the database.
inline constexpr int64_t kMaxDocumentBytes = 25LL * 1024 * 1024;

// Checks `event` against the record it would be added to (of events 1 to event.sequence - 1); the
// first event of a case goes through CheckReport besides.
//
// INVALID_ARGUMENT naming every wrong field (paths relative to the event:
// "consent_answered.party"):
//   sequence not the next one; at after recorded_at; recorded_at before the entry before; what is
//   required or out of range in the fact; a period that crosses; a step of the graded return out of
//   order; a document of a type or size that is not taken.
// FAILED_PRECONDITION with a reason:
//   CASE_NOT_REPORTED      the first event is not the report
//   CASE_CLOSED            only documents, payments, notes, the end of processing, what was done
//                          about a dismissal, the delivery of an aid and corrections follow
//   NO_EMPLOYER            a consent of an employer that the segment does not have
//   UNKNOWN_OFFER, UNKNOWN_EVENT, NOT_CORRECTABLE   what it refers to is not there, or stands no
//                          more, or is neither a fact nor the latest move, or is the report
//   MOVE_OUT_OF_ORDER      a move that happened before the one before it
//   and those of moves.h for moves.
absl::Status CheckEvent(const CaseRecord& record, const CaseEvent& event, const CaseRules& rules);

// The event that makes `move`, ready for CheckEvent. The case exists.
CaseEvent MoveEvent(const CaseRecord& record, const Move& move, Instant recorded_at,
                    const std::string& actor, const CaseRules& rules);

}  // namespace setara::casework
