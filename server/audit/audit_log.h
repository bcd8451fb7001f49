// Adds events to the audit log: one chain for the whole store, each event tied to the one before by
// its hash and sealed with the store's key (event_codec.h, chain.h).
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

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
// The same for several, in their order, all or none.
absl::Status AppendAudit(Connection& db, std::span<const AuditEvent> events);

// Events of calls that write nothing themselves. They gather: those that come in while a commit
// runs, or while others are on the way, are added by one work, so that their share of savepoints,
// of the chain's end and of the commit is small. Thread-safe.
class AuditLog {
 public:
  // `store` must outlive the log; what was recorded is finished, and told, before the store closes.
  explicit AuditLog(Store& store) : store_(store), waiting_(std::make_shared<Waiting>()) {}

  // Adds `event` without waiting: `done` gets the outcome on the writer's thread (a subject that is
  // no person: on this one) once the event is on disk, and must not block. An answer is held back
  // until then, so that nothing is told that is not on record. on_the_way: other calls under way,
  // whose events may come soon. The more there are, the longer it waits for them (at most 100
  // milliseconds); 0: it is committed at once, with what waits.
  void Record(AuditEvent event, std::function<void(absl::Status)> done, int64_t on_the_way = 0);

 private:
  using Done = std::function<void(absl::Status)>;
  // Outlives the log in the works that it handed to the store.
  struct Waiting {
    std::mutex mutex;
    std::string events;       // encoded, one after the other; guarded by mutex
    std::vector<Done> dones;  // one for each, in the same order; guarded by mutex
  };

  Store& store_;
  const std::shared_ptr<Waiting> waiting_;
};

}  // namespace setara
