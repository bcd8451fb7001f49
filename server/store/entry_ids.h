// Ids of rows that have no number among the records: consents, requests, holds, breaches. Private
// to server/store.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"
#include "server/store/ulid.h"

namespace setara {

// An id greater than every one in `table`. table: a name in the source, never input.
inline absl::StatusOr<std::string> NextEntryId(Connection& db, const std::string& table,
                                               Instant now) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT id FROM " + table + " ORDER BY entry DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  const std::string last = *row ? query->Text(0) : "";
  return NextUlid(IsUlid(last) ? last : "", now);
}

}  // namespace setara
