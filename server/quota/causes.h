// Why the figures of an employer change: in valid time (a report takes effect, evidence expires),
// and in known time (a correction came in). Read from the records when history is asked for, so
// that no interval has to keep it.
//
// Pure, no I/O; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "matcher/domain/quota_interval.h"
#include "server/quota/rule_book.h"

namespace setara::quota {

// Values are those of the contract's QuotaCause.
enum class Cause : uint8_t {
  kReport = 1,
  kReportCorrected = 2,
  kReportRetracted = 3,
  kReportStale = 4,
  kHire = 5,
  kEnd = 6,
  kEvidenceBegins = 7,
  kEvidenceExpires = 8,
  kAgreement = 9,
  kEmploymentRecorded = 10,
  kEmploymentCorrected = 11,
  kPersonsMerged = 12,
  kKind = 13,
  kSeat = 14,
  kRule = 15,
  kRegistered = 16,
  kTermsRecorded = 17,
};

// Why `after` follows `before`, its neighbour, as known at `known_at`; ascending. Not staleness.
std::vector<Cause> CausesOf(const QuotaRecords& facts, const Rules& rules, Instant known_at,
                            const QuotaInterval& before, const QuotaInterval& after);

// What was learned of the employer at exactly that instant; ascending.
std::vector<Cause> LearnedAt(const QuotaRecords& facts, const RuleBook& rules, Instant instant);

}  // namespace setara::quota
