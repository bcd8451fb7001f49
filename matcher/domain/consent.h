// Consents and what surrounds them, as Setara stores them: words that people said, each with who
// said it, how, and for whom. Plain values; what is in force follows from all of them together
// (server/rights/consents.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/domain/date.h"

namespace setara {

// Values of these four are stored and are those of the contract.
enum class ConsentPurpose : uint8_t {
  kUnknown = 0,
  kMatching = 1,
  kShareWithEmployer = 2,
  kQuotaCount = 3,
  kReturnToWork = 4,
};
inline constexpr int kConsentPurposes = 4;

enum class ConsentAct : uint8_t { kUnknown = 0, kGrant = 1, kWithdraw = 2 };

enum class ConsentGiver : uint8_t { kUnknown = 0, kPerson = 1, kGuardian = 2, kParent = 3 };

enum class ConsentChannel : uint8_t {
  kUnknown = 0,
  kSignedPaper = 1,
  kElectronic = 2,
  kSpokenRecorded = 3,
  kSignLanguageRecorded = 4,
  kTakenOver = 5,  // came with a record of another system, which holds the original
};

// What a consent is about: a purpose and towards whom. Empty: everyone it could be.
struct ConsentMatter {
  ConsentPurpose purpose = ConsentPurpose::kUnknown;
  std::string employer_id;
  std::string opening_id;  // of that employer

  bool operator==(const ConsentMatter&) const = default;
};

// One yes or no. Never changed once it is stored.
struct ConsentEvent {
  int64_t entry = 0;  // order in which they were stored; 0 before
  std::string id;     // "" before it is stored
  int64_t seeker_row = 0;
  ConsentAct act = ConsentAct::kGrant;
  ConsentMatter matter;
  ConsentGiver giver = ConsentGiver::kPerson;
  std::string guardian_order_id;  // of a guardian
  ConsentChannel channel = ConsentChannel::kUnknown;
  std::string text_version;
  std::string recording;        // reference
  std::string parent_document;  // reference; of a minor
  Date given_on{};              // the day it was said
  Date valid_from{};            // of a grant, half-open
  std::optional<Date> valid_until;
  std::string recorded_by;  // Caller::name; never given to employers
  Instant recorded_at{};
};

// A court's order of guardianship on file. A newer one with the same court and number replaces it.
struct GuardianOrder {
  int64_t entry = 0;
  std::string id;  // the same for every version
  int64_t seeker_row = 0;
  std::string number;
  std::string court;
  Date issued_on{};
  Date valid_until{};  // first day no longer in force
  Instant recorded_at{};
};

// One showing of a person's data with their name.
struct Disclosure {
  int64_t entry = 0;
  int64_t seeker_row = 0;
  std::string employer_id;
  std::string opening_id;
  std::string consent_id;
  uint32_t data_classes = 0;  // bit n: DataClass n of the contract
  Instant at{};
};

}  // namespace setara
