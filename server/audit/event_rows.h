// Events as the store keeps them. Private to server/audit.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/audit/chain.h"
#include "server/audit/event.h"
#include "server/audit/event_codec.h"

namespace setara {

struct AuditRow {
  AuditPoint point;
  AuditEvent event;
  std::string seal;
};

// What ReadAuditRow reads, from `audit_events e` and the joins; a query goes
// "SELECT " kAuditColumns " FROM ... " kAuditJoins " WHERE ...".
#define SETARA_AUDIT_COLUMNS                                                                    \
  "e.sequence, e.at, c.name, e.role, e.place, m.name, e.purpose, e.peer, e.object, e.subjects," \
  " e.data_classes, e.outcome, e.reason, e.break_glass, e.hash, e.seal"
#define SETARA_AUDIT_JOINS                        \
  " LEFT JOIN audit_callers c ON c.id = e.caller" \
  " LEFT JOIN audit_methods m ON m.id = e.method "
inline constexpr int kAuditColumnCount = 16;

// The events of a person are listed in blocks of so many events each (audit_people), a block once
// its last event is there, with the transaction of that event. So the list is written in its order,
// 256 events at a time, instead of a page for each of the twenty people of an answer; and it
// follows from the log at any moment, also after a crash. The events of the last block are looked
// through. Whoever looks a person up goes through all blocks: 40,000 short searches for 10 million
// events.
inline constexpr int64_t kAuditBlock = 256;  // as in schema_audit_blocks_sqlite.cc
inline int64_t AuditBlockOf(int64_t sequence) { return sequence / kAuditBlock; }
// The first event that is not listed, when the log ends with `head`.
inline int64_t FirstUnlisted(int64_t head) { return AuditBlockOf(head + 1) * kAuditBlock; }

AuditRow ReadAuditRow(const Statement& statement);

// Adds events one after the other; asks for the id of a name once.
class AuditRowWriter {
 public:
  explicit AuditRowWriter(Connection& db) : db_(db) {}

  // point: the event's place in the chain, the one after the last row's; seal: of kind kEvent.
  // After an error the writer is of no more use.
  absl::Status Insert(const EncodedEvent& event, const AuditPoint& point, std::string_view seal);

 private:
  struct Name {
    std::string text;
    int64_t id = 0;  // 0: none yet
  };
  absl::StatusOr<int64_t> IdOf(std::string_view select, std::string_view insert,
                               std::string_view text, Name& last);

  Connection& db_;
  Name caller_, method_;             // of the event before
  std::optional<Statement> insert_;  // once one was added
  std::string lines_;                // the people of an event
};

// Lists the people of the events in `block`, which is complete.
absl::Status ListPeople(Connection& db, int64_t block);

}  // namespace setara
