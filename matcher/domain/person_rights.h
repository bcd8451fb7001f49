// Requests of people about their own data, legal holds and breaches, as Setara stores them. Plain
// values; clocks and rules are in server/rights.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/domain/date.h"

namespace setara {

// Values of all enums here are stored and are those of the contract.
enum class RightsRequestKind : uint8_t {
  kUnknown = 0,
  kAccess = 1,
  kCorrection = 2,
  kRestriction = 3,
  kObjection = 4,  // to automated ranking
  kErasure = 5,
  kPortability = 6,
  kWithdrawal = 7,
};

enum class RightsRequestState : uint8_t { kUnknown = 0, kOpen = 1, kDone = 2, kRefused = 3 };

enum class RefusalReason : uint8_t {
  kNone = 0,
  kEndangersSomeone = 1,
  kRevealsOthers = 2,
  kLegalHold = 3,
  kStatutoryException = 4,
  kIdentityNotProven = 5,
  kTakenBack = 6,
};

struct RightsRequest {
  int64_t entry = 0;
  std::string id;
  int64_t seeker_row = 0;
  RightsRequestKind kind = RightsRequestKind::kUnknown;
  RightsRequestState state = RightsRequestState::kOpen;
  std::string note;
  Instant received_at{};  // its clock runs from here
  Instant due_at{};       // by the rules of the day it was received
  std::optional<Instant> ended_at;
  RefusalReason refusal = RefusalReason::kNone;
  std::string answer;
  std::optional<Instant> lifted_at;  // of a restriction or an objection

  // A restriction holds from its receipt, so that nothing is done meanwhile that the person asked
  // not to be done; a refusal or a lift ends it. Our default; the law gives 72 hours (UU 27/2022
  // art. 41). An objection likewise.
  bool InEffect() const {
    return (kind == RightsRequestKind::kRestriction || kind == RightsRequestKind::kObjection) &&
           state != RightsRequestState::kRefused && !lifted_at;
  }
};

enum class LegalHoldKind : uint8_t {
  kUnknown = 0,
  kOpenCase = 1,
  kDispute = 2,
  kStatutoryDuty = 3,
  kQuotaEvidence = 4,
};

struct LegalHold {
  int64_t entry = 0;
  std::string id;
  int64_t seeker_row = 0;
  LegalHoldKind kind = LegalHoldKind::kUnknown;
  std::string basis;
  std::optional<Date> valid_until;  // first day it no longer holds
  Instant placed_at{};
  std::optional<Instant> lifted_at;
};

struct Breach {
  int64_t entry = 0;
  std::string id;
  Instant discovered_at{};  // its clock runs from here
  std::optional<Instant> happened_at;
  uint32_t data_classes = 0;  // bit n: DataClass n of the contract
  std::optional<int64_t> affected_people;
  std::string description;
  std::string remedy;
  Instant due_at{};
  std::optional<Instant> notified_at;
  Instant recorded_at{};
};

}  // namespace setara
