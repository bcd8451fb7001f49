// Runs that draft notices, and how far each is. Call inside Store::Read or Store::Write; writes
// need the latter. Besides the errors named below, those of sqlite.h, and DATA_LOSS.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/notice.h"
#include "server/store/sqlite.h"

namespace setara {

// Stores a new run and returns it with row, id and times. Its `through` becomes the last employer
// that there is; one employer alone is examined alone.
absl::StatusOr<NoticeRun> InsertNoticeRun(Connection& db, NoticeRun run, Instant now);

// The drafter's newest run with this selection and day that is not done; absent: none.
absl::StatusOr<std::optional<NoticeRun>> FindOpenRun(Connection& db, const NoticeRun& like);

// NotFound.
absl::StatusOr<NoticeRun> GetNoticeRun(Connection& db, std::string_view id);

// The id of the run at `row`. NotFound.
absl::StatusOr<std::string> NoticeRunIdOfRow(Connection& db, int64_t row);

// Moves the cursor from `from` to run.cursor, with run.counts. ABORTED (RUN_MOVED_ON): it no longer
// stands at `from`.
absl::StatusOr<NoticeRun> MoveNoticeRun(Connection& db, NoticeRun run, int64_t from, Instant now);

// At most `limit` (>= 1) runs with a row below `before_row`, newest first. drafter: "" anyone's.
absl::StatusOr<std::vector<NoticeRun>> ListNoticeRuns(Connection& db, std::string_view drafter,
                                                      int64_t before_row, int limit);

// An employer to examine.
struct EmployerAt {
  int64_t row = 0;
  std::string id;
  std::string name;
};

// The employers with a row above `after` and up to `through`, by row; at most `limit` (>= 1). Those
// that were not known at `known_at` are left out.
absl::StatusOr<std::vector<EmployerAt>> EmployersAfter(Connection& db, int64_t after,
                                                       int64_t through, Instant known_at,
                                                       int limit);

}  // namespace setara
