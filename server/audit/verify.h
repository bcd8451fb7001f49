// Whether the audit chain is whole, and where it breaks first.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>

#include "server/audit/chain.h"

namespace setara {

enum class AuditFault {
  kNone,
  kChanged,       // the event is not the one that was written
  kRemoved,       // it is gone
  kInserted,      // it was never written here, or is a copy of an earlier one
  kReordered,     // it is another event of this log
  kTruncated,     // it and all after it are gone
  kRewritten,     // the event that was given as head has another hash
  kEndForged,     // the record of the chain's start or head has no good seal
  kIndexDiffers,  // the list of the people's events disagrees with the event
};

// "changed", ...
const char* ToString(AuditFault fault);

struct AuditReport {
  AuditPoint start;    // the last event that was pruned; 0 when none was
  AuditPoint head;     // the last event that was verified
  int64_t events = 0;  // verified
  AuditFault fault = AuditFault::kNone;
  int64_t sequence = 0;  // of the first event that is wrong
  std::string detail;    // a sentence

  bool whole() const { return fault == AuditFault::kNone; }
};

// Reads every event in order, in constant memory, and stops at the first fault. Inside one
// Store::Read, or on a connection of its own to a copy of the database.
//
// Uses the connection's mac for the seals; without one only the hashes are checked, which shows
// damage but not a forger. expected: a head noted earlier and kept elsewhere; the chain must have
// passed through it. INVALID_ARGUMENT: `expected` is older than the start. A broken chain is no
// error; errors mean that it could not be read.
absl::StatusOr<AuditReport> VerifyAudit(Connection& db, const std::optional<AuditPoint>& expected);

}  // namespace setara
