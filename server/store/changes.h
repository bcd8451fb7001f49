// The log of writes that the indexer follows, and the numbering that all records share. Every
// write of a record adds one row to `changes` in its own transaction; there is no other path into
// the index.
//
// Call inside Store::Read or Store::Write. Errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "server/store/sqlite.h"

namespace setara {

// Values are stored.
enum class RecordKind : uint8_t { kUnknown = 0, kOpening = 1, kSeeker = 2, kEmployer = 3 };

// Interactive changes overtake bulk ones (imports) on their way into the index.
enum class Lane : uint8_t { kInteractive = 0, kBulk = 1 };

struct RecordKey {
  int64_t row = 0;  // the Xapian document id: never reused, shared by all kinds
  std::string id;   // ULID, greater than every id before it
};

// Numbers a new record. Does not log a change.
absl::StatusOr<RecordKey> NewRecord(Connection& db, RecordKind kind, Instant now);

// The row of a record that was ever made, or nullopt. A deleted record still has its row.
absl::StatusOr<std::optional<int64_t>> FindRow(Connection& db, RecordKind kind,
                                               std::string_view id);

// The id of the record at `row`, also of a deleted one. NotFound: no such row was ever given.
absl::StatusOr<std::string> IdOfRow(Connection& db, int64_t row);

struct Change {
  int64_t sequence = 0;
  int64_t row = 0;
  RecordKind kind = RecordKind::kUnknown;
  Lane lane = Lane::kInteractive;
};

// Logs that the record at `row` was written or deleted.
absl::Status LogChange(Connection& db, int64_t row, RecordKind kind, Lane lane);

// ABORTED with reason ETAG_MISMATCH when a caller expected another version than the stored one.
absl::Status CheckVersion(const std::optional<int64_t>& expected, int64_t stored);

struct ChangeBatch {
  std::vector<Change> changes;  // by sequence; the newest of each row
  // Everything of the asked lane up to here was seen, also what a newer change replaced; the
  // `after` of the next call. Equals `after` when there was nothing.
  int64_t through = 0;
};

// Looks at the first `limit` (>= 1) changes with a sequence above `after`, of one lane or (nullopt)
// of both. A row's state is to be read in the same Store::Read: missing there means deleted.
absl::StatusOr<ChangeBatch> ReadChanges(Connection& db, int64_t after, int limit,
                                        std::optional<Lane> lane = std::nullopt);

// The sequence of the last change, 0 when there was none.
absl::StatusOr<int64_t> LastSequence(Connection& db);

}  // namespace setara
