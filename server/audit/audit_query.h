// Reads the audit log. Call inside Store::Read.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/audit/chain.h"
#include "server/audit/event.h"

namespace setara {

// An event with its place in the chain.
struct AuditRecord {
  AuditPoint point;
  AuditEvent event;
  std::string previous_hash;
};

enum class AuditOutcome { kAny, kDone, kDenied, kFailed };

// kDenied: PERMISSION_DENIED, UNAUTHENTICATED; kFailed: any other error. Pure.
AuditOutcome OutcomeOf(int code);

// Empty or absent fields do not filter.
struct AuditFilter {
  std::string person{};  // id of `seekers/{id}`
  std::string caller{};  // whole name
  std::string method{};  // full name
  std::optional<Instant> since{};
  std::optional<Instant> until{};  // exclusive
  AuditOutcome outcome = AuditOutcome::kAny;
};

// Where a page ended.
struct AuditPageKey {
  int64_t at = 0;  // microseconds
  int64_t sequence = 0;
};

// At most `limit` (>= 1) events, newest first: of one person or caller in the order written, else
// by their time. `stop` is asked now and then; DEADLINE_EXCEEDED once it returns true. One person's
// or caller's events are found by an index, other filters by looking at each event in the span.
absl::StatusOr<std::vector<AuditRecord>> ListAudit(Connection& db, const AuditFilter& filter,
                                                   const std::optional<AuditPageKey>& after,
                                                   int limit, const std::function<bool()>& stop);

// At most `limit` events above `after_sequence` in the order written, for an export.
absl::StatusOr<std::vector<AuditRecord>> ReadAuditChain(Connection& db, int64_t after_sequence,
                                                        int limit);

}  // namespace setara
