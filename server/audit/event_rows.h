// Events as the store keeps them. Private to server/audit.
#pragma once

#include <absl/status/status.h>

#include <string>

#include "server/audit/chain.h"
#include "server/audit/event.h"

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

// The events of a person are listed in blocks of so many events each (audit_people). An answer with
// twenty people then adds to the few pages of the last block; in one list over all events it would
// rewrite a page for each of the twenty. Whoever looks a person up goes through all blocks: 40,000
// short searches for 10 million events.
inline constexpr int64_t kAuditBlock = 256;  // as in schema_audit_blocks_sqlite.cc
inline int64_t AuditBlockOf(int64_t sequence) { return sequence / kAuditBlock; }

AuditRow ReadAuditRow(const Statement& statement);

absl::Status InsertAuditRow(Connection& db, const AuditRow& row);

}  // namespace setara
