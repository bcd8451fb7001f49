// What is known of the documents of notices. Their bytes are files (document_files.h). Call inside
// Store::Read or Store::Write; writes need the latter. Besides the errors named below, those of
// sqlite.h, and DATA_LOSS.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>
#include <vector>

#include "matcher/domain/notice.h"
#include "server/store/sqlite.h"

namespace setara {

inline constexpr int kMaxNoticeDocuments = 100;  // of one notice; our default

// Stores what is given, id and all, and returns it with its row. ALREADY_EXISTS (DOCUMENT_EXISTS,
// the metadata `existing` names it): the notice has these bytes; FAILED_PRECONDITION
// (TOO_MANY_DOCUMENTS).
absl::StatusOr<NoticeDocument> InsertNoticeDocument(Connection& db, NoticeDocument document);

// NotFound.
absl::StatusOr<NoticeDocument> GetNoticeDocument(Connection& db, std::string_view id);

// In order of entry.
absl::StatusOr<std::vector<NoticeDocument>> ListNoticeDocuments(Connection& db, int64_t notice_row);

// The id of the notice at `row`. NotFound.
absl::StatusOr<std::string> NoticeIdOfRow(Connection& db, int64_t row);

}  // namespace setara
