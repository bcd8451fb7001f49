#include "server/store/notice_documents.h"

#include <string>

#include "matcher/domain/errors.h"
#include "server/store/notice_columns.h"

namespace setara {
namespace {

absl::StatusOr<std::vector<NoticeDocument>> ReadAll(Statement& query) {
  std::vector<NoticeDocument> documents;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return documents;
    absl::Status read = ReadColumns(query, 1, documents.emplace_back());
    if (!read.ok()) return read;
    documents.back().row = query.Int(0);
  }
}

std::string SelectText(const std::string& where) {
  return "SELECT d.row, " + SelectList<NoticeDocument>("d") + " FROM notice_documents d " + where;
}

}  // namespace

absl::StatusOr<NoticeDocument> InsertNoticeDocument(Connection& db, NoticeDocument document) {
  absl::StatusOr<std::vector<NoticeDocument>> there = ListNoticeDocuments(db, document.notice_row);
  if (!there.ok()) return there.status();
  for (const NoticeDocument& other : *there) {
    if (other.sha256 != document.sha256) continue;
    return WithMetadata(
        WithReason(absl::AlreadyExistsError("the notice has this document"), "DOCUMENT_EXISTS"),
        "existing", "noticeDocuments/" + other.id);
  }
  if (there->size() >= kMaxNoticeDocuments) {
    return WithReason(absl::FailedPreconditionError("the notice has 100 documents"),
                      "TOO_MANY_DOCUMENTS");
  }
  absl::StatusOr<int64_t> row = NextRow(db, "notice_documents");
  if (!row.ok()) return row.status();
  document.row = *row;
  absl::Status status = InsertColumns(db, *row, document);
  if (!status.ok()) return status;
  return document;
}

absl::StatusOr<NoticeDocument> GetNoticeDocument(Connection& db, std::string_view id) {
  static const std::string& text = *new std::string(SelectText("WHERE d.id = $1"));
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<NoticeDocument>> found = ReadAll(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("noticeDocuments/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<std::vector<NoticeDocument>> ListNoticeDocuments(Connection& db,
                                                                int64_t notice_row) {
  static const std::string& text =
      *new std::string(SelectText("WHERE d.notice_row = $1 ORDER BY d.row"));
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  return ReadAll(query->Bind(1, notice_row));
}

absl::StatusOr<std::string> NoticeIdOfRow(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT id FROM notices WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, row).Step();
  if (!found.ok()) return found.status();
  if (!*found) return NotFound("notices");
  return query->Text(0);
}

}  // namespace setara
