// Both ends of the audit chain, and the seals that tie it to a key outside the database.
//
// Every event carries a seal over its sequence and hash; so do the two ends: the head (the last
// event) and the start (the last event that was pruned). Who has only the database can compute
// hashes but no seal. What no seal can show is a whole log that was put back to an earlier state
// with the seals of that time: for that the head is kept elsewhere (`setarad audit head`) and given
// to the verification.
//
// Call inside Store::Read or Store::Write.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "server/store/sqlite.h"

namespace setara {

// A place in the chain: an event and its hash (32 bytes; zeros before the first event).
struct AuditPoint {
  int64_t sequence = 0;
  std::string hash;

  friend bool operator==(const AuditPoint&, const AuditPoint&) = default;
};

// "1234:9f86d0...": how people keep a head.
std::string ToString(const AuditPoint& point);
// InvalidArgument: not of that form.
absl::StatusOr<AuditPoint> ParseAuditPoint(std::string_view text);

// What a seal is for; a seal of one kind is none of another.
enum class AuditSeal { kEvent, kHead, kStart };

// FAILED_PRECONDITION (AUDIT_KEY_MISSING): the connection has nothing to seal with.
absl::Status CheckAuditKey(const Connection& db);

// 16 bytes. `mac` is not null.
std::string SealOf(const Connection::Mac& mac, AuditSeal kind, const AuditPoint& point);

struct AuditEnd {
  AuditPoint point;
  std::string seal;  // empty where nothing was written or pruned yet
};

// kind: kHead or kStart. DATA_LOSS: the row is gone.
absl::StatusOr<AuditEnd> ReadAuditEnd(Connection& db, AuditSeal kind);
// Seals the point with the connection's mac. FAILED_PRECONDITION (AUDIT_KEY_MISSING) without one.
absl::Status WriteAuditEnd(Connection& db, AuditSeal kind, const AuditPoint& point);

}  // namespace setara
