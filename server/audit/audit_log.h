// Adds events to the audit log: one chain for the whole store, each event tied to the one before by
// its hash and sealed with the store's key (event_codec.h, chain.h).
#pragma once

#include <absl/status/status.h>

#include <functional>

#include "server/audit/event.h"
#include "server/store/store.h"

namespace setara {

// Adds `event` to the end of the chain, cleaned (event_codec.h). Inside Store::Write: the event
// and the data that it speaks of are on disk together or not at all. Where the chain ends is read
// in that transaction, so that a work that is rolled back leaves no gap.
//
// INVALID_ARGUMENT: a subject that is not `seekers/{id}`, id of 1 to 100 bytes without control
// characters. FAILED_PRECONDITION (AUDIT_KEY_MISSING): the connection has no key.
absl::Status AppendAudit(Connection& db, const AuditEvent& event);

// Events of calls that write nothing themselves. Thread-safe.
class AuditLog {
 public:
  // `store` must outlive the log.
  explicit AuditLog(Store& store) : store_(store) {}

  // Adds `event` without waiting: `done` gets the outcome on the writer's thread once the event is
  // on disk (group commit), and must not block. An answer is held back until then, so that nothing
  // is told that is not on record.
  void Record(AuditEvent event, std::function<void(absl::Status)> done);

 private:
  Store& store_;
};

}  // namespace setara
