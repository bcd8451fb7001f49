// A placement: one person for one opening, as dated steps that are only ever added to. Plain
// values; what may follow what, and where a placement stands, is told by server/placement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/work.h"

namespace setara {

// Values of these three are stored and are those of the contract.
enum class PlacementState : uint8_t {
  kUnknown = 0,
  kShortlisted = 1,
  kReferred = 2,
  kInterview = 3,
  kOffered = 4,
  kHired = 5,
  kAtWork3Months = 6,
  kAtWork6Months = 7,
  kAtWork12Months = 8,
  kEnded = 9,
  kRejected = 10,
  kWithdrawn = 11,
};
inline constexpr int kPlacementStates = 11;

enum class PlacementStep : uint8_t {
  kUnknown = 0,
  kShortlist = 1,
  kRefer = 2,
  kInterview = 3,
  kOffer = 4,
  kHire = 5,
  kConfirmAtWork = 6,
  kEnd = 7,
  kReject = 8,
  kWithdraw = 9,
  kAskDecision = 10,
  kKeep = 11,
  kRecordEvidence = 12,
  kRecordMembership = 13,
  kCorrect = 14,
};
inline constexpr int kPlacementSteps = 14;

// Evidence of disability as far as the quota needs it; never the diagnosis.
struct QuotaEvidence {
  EvidenceKind kind = EvidenceKind::kUnknown;
  Date valid_from{};                // half-open
  std::optional<Date> valid_until;  // absent: it does not expire
  bool operator==(const QuotaEvidence&) const = default;
};

// Membership of BPJS Ketenagakerjaan that goes with the work.
struct BpjsMembership {
  BpjsSegment segment = BpjsSegment::kUnknown;
  bool registered = false;
  std::optional<Date> since;  // of a registered one
  bool operator==(const BpjsMembership&) const = default;
};

// One step. Never changed once it is stored; a correction is a step of its own.
struct PlacementEvent {
  int number = 0;  // 1, 2, ... within the placement; 0 before it is stored
  PlacementStep step = PlacementStep::kUnknown;
  Date occurred_on{};
  std::string reason;  // code of the table of reasons, or ""
  std::string actor;   // Caller::name; never given to employers
  int actor_role = 0;  // Role of the contract
  Instant known_at{};  // never goes back within a placement

  std::string consent_id;                                      // of a referral
  std::optional<Date> starts_on;                               // of a hire, or corrected
  EmploymentRelation relation = EmploymentRelation::kUnknown;  // of a hire, or corrected
  int months = 0;                                              // of a check: 3, 6 or 12
  std::string raised_by;                                       // of a question: the placement hired
  std::optional<QuotaEvidence> evidence;                       // of evidence put on file
  std::optional<BpjsMembership> membership;                    // of a membership noted
  int corrects = 0;                                            // of a correction: which number
  bool retracts = false;                                       // ... takes it back
  std::optional<Date> corrected_on;                            // ... its right day
};

// Evidence on file, with the number of the step that put it there.
struct FiledEvidence {
  int number = 0;
  QuotaEvidence evidence;
};

// Where a placement stands by its steps.
struct PlacementStanding {
  PlacementState state = PlacementState::kUnknown;
  Date since{};        // day of the step that led there
  std::string reason;  // of the step that led there
  bool needs_decision = false;
  bool referred = false;          // was told to the employer once
  std::optional<Date> starts_on;  // hired: first day of work
  std::optional<Date> ended_on;   // ended: first day no longer at work
  EmploymentRelation relation = EmploymentRelation::kUnknown;
  std::vector<FiledEvidence> evidence;  // in the order filed
  std::optional<BpjsMembership> membership;
};

// A check whether someone is still at work.
struct FollowUpCheck {
  Date due_on{};
  int months = 0;  // 3, 6 or 12
  bool operator==(const FollowUpCheck&) const = default;
};

struct Placement {
  int64_t entry = 0;  // order of storing; 0 before
  std::string id;
  std::optional<int64_t> seeker_row;  // nullopt: the person was erased
  std::string opening_id;
  std::string employer_id;
  // As the opening had them when it was shortlisted: the place and kind of work outlive the
  // opening.
  WorkKind kind = WorkKind::kUnknown;
  std::string region_code;
  int64_t version = 0;  // counts writes; the etag
  Instant created_at{};
  Instant updated_at{};
};

// True from the shortlist to the offer: nobody has decided yet.
constexpr bool IsUnderWay(PlacementState state) {
  return state >= PlacementState::kShortlisted && state <= PlacementState::kOffered;
}
// True from the hire on until the end.
constexpr bool IsHired(PlacementState state) {
  return state >= PlacementState::kHired && state <= PlacementState::kAtWork12Months;
}

}  // namespace setara
