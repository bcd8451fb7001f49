// What a placement means for the employer's quota: the employment records that follow from it, and
// why it does not count. UU 8/2016 art. 53; that evidence in force and the person's dated agreement
// are needed is our default. Pure; thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "matcher/domain/placement.h"

namespace setara::placement {

// Days on which the person agreed to be counted at the employer, half-open. number: tells the
// agreement from the others of this person, for good.
struct AgreedDays {
  int number = 0;
  Date from{};
  std::optional<Date> until;
};

// Whether and why not, as the contract has it. Values are those of the contract.
enum class QuotaReason : uint8_t {
  kUnknown = 0,
  kCounted = 1,
  kNotHired = 2,
  kNoEmploymentRelation = 3,
  kNotStarted = 4,
  kEnded = 5,
  kEvidenceMissing = 6,
  kEvidenceNotInForce = 7,
  kAgreementMissing = 8,
  kAgreementEnded = 9,
};

// kCounted alone, or every reason why the placement does not count on `on`; never empty.
std::vector<QuotaReason> QuotaReasonsOn(const PlacementStanding& standing,
                                        std::span<const AgreedDays> agreed, Date on);

// Source of the records in the store, with source ids "{placement}.{evidence}.{agreement}".
inline constexpr char kRecordSource[] = "setara-placements";

// The records that the placement stands for: one for each evidence and each agreement, so that the
// days that count are those that both cover. None without an employment relation (PKWT, PKWTT,
// public service), without either, or when the person never started. person_id: pseudonym that the
// records carry.
std::vector<EmploymentRecord> EmploymentRecordsOf(const Placement& placement,
                                                  const PlacementStanding& standing,
                                                  std::span<const AgreedDays> agreed,
                                                  const std::string& person_id);

// The kind of work that a relation is.
WorkKind KindOf(EmploymentRelation relation);

}  // namespace setara::placement
