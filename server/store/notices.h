// Notices to employers and their history in the store. Call inside Store::Read or Store::Write;
// writes need the latter. Besides the errors named below, those of sqlite.h, and DATA_LOSS when a
// stored value cannot be read.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "matcher/domain/notice.h"
#include "server/store/sqlite.h"

namespace setara {

// Whether the employer has a notice, in any state, about the finding of this key.
absl::StatusOr<bool> HasFinding(Connection& db, int64_t employer_row, std::string_view key);

// Stores a drafted notice with its finding and first event, and returns it with row, id, version 1
// and times. ALREADY_EXISTS: the employer has one about this finding.
absl::StatusOr<Notice> InsertNotice(Connection& db, Notice notice, Instant now);

// NotFound.
absl::StatusOr<Notice> GetNotice(Connection& db, std::string_view id);

// Stores `notice` after the step `event`, which is added to its history. version and times are set
// here. ABORTED (ETAG_MISMATCH): `expected_version` is given and not the stored one.
absl::StatusOr<Notice> StoreStep(Connection& db, Notice notice, const NoticeEvent& event,
                                 std::optional<int64_t> expected_version, Instant now);

// In order.
absl::StatusOr<std::vector<NoticeEvent>> ListNoticeEvents(Connection& db, int64_t notice_row);

// Empty or absent fields do not filter.
struct NoticeFilter {
  int64_t employer_row = 0;
  uint32_t states = 0;  // bits by NoticeState
  int64_t run_row = 0;
  std::string region_code{};  // the employer has had its seat there or below
  std::string seat{};         // the seat of the finding lies there or below
  std::optional<Date> due_before{};
  bool only_sent = false;
  std::optional<Instant> known_at{};  // drafted by then
};

// At most `limit` (>= 1) notices with a row below `before_row`, newest first.
absl::StatusOr<std::vector<Notice>> ListNotices(Connection& db, const NoticeFilter& filter,
                                                int64_t before_row, int limit);

}  // namespace setara
