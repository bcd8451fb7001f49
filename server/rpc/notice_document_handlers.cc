#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/keys/sodium.h"
#include "server/notices/steps.h"
#include "server/rpc/convert_notice.h"
#include "server/rpc/document_bytes.h"
#include "server/rpc/notice_handlers.h"
#include "server/rpc/write_or_check.h"
#include "server/store/notice_documents.h"
#include "server/store/person_keys.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

absl::StatusOr<NoticeDocument> ReadUpload(const CallContext& context,
                                          const v1::NoticeDocument& in) {
  FieldErrors errors;
  NoticeDocument document;
  document.kind = static_cast<NoticeDocumentKind>(in.kind());
  if (document.kind == NoticeDocumentKind::kUnknown) {
    errors.Add("document.kind", "is required");
  } else if (!MayAddDocument(context, document.kind)) {
    errors.Add("document.kind", "an employer adds documents of its answer or objection");
  }
  document.media_type = CheckDocument(in.file_name(), in.content(), errors);
  if (!errors.empty()) return errors.ToStatus();
  document.file_name = in.file_name();
  document.size = static_cast<int64_t>(in.content().size());
  document.sha256 = Sha256Hex(in.content());
  document.uploader = context.caller.name;
  document.created_at = context.now;
  document.id = NextUlid("", context.now);
  return document;
}

absl::Status CheckOpen(const Notice& notice) {
  if (notice.state == NoticeState::kDrafted) {
    return WithReason(absl::FailedPreconditionError("the notice is not approved"),
                      "NOTICE_NOT_APPROVED");
  }
  if (notices::IsClosed(notice.state)) {
    return WithReason(absl::FailedPreconditionError("the notice is closed"), "NOTICE_CLOSED");
  }
  return absl::OkStatus();
}

// The record; `bytes` are on disk before it commits.
absl::Status Record(Connection& db, CallContext& context, const v1::AddNoticeDocumentRequest& in,
                    NoticeDocument document, v1::NoticeDocument* out) {
  absl::StatusOr<ReachedNotice> reached = Reach(db, context, in.notice(), "notice");
  if (!reached.ok()) return reached.status();
  if (absl::Status open = CheckOpen(reached->notice); !open.ok()) return open;
  document.notice_row = reached->notice.row;
  absl::StatusOr<NoticeDocument> stored = InsertNoticeDocument(db, std::move(document));
  if (stored.ok()) *out = ToProto(*stored, reached->employer());
  return stored.status();
}

// Seals and writes the bytes; also who may not add them is told so before anything is written.
absl::Status WriteFile(const NoticeParts& parts, CallContext& context,
                       const v1::AddNoticeDocumentRequest& in, const NoticeDocument& document) {
  std::string sealed;
  absl::Status status =
      parts.parts.store
          .Write([&](Connection& db) -> absl::Status {
            absl::StatusOr<ReachedNotice> reached = Reach(db, context, in.notice(), "notice");
            if (!reached.ok()) return reached.status();
            if (absl::Status open = CheckOpen(reached->notice); !open.ok()) return open;
            absl::StatusOr<PersonKey> key = EmployerKey(db, reached->notice.employer_row);
            if (!key.ok()) return key.status();
            sealed = SealDocument(*key, document.id, in.document().content());
            return absl::OkStatus();
          })
          .status();
  return status.ok() ? parts.files.Write(document.id, sealed) : status;
}

absl::Status Add(const NoticeParts& parts, CallContext& context,
                 const v1::AddNoticeDocumentRequest& in, v1::NoticeDocument* out) {
  absl::StatusOr<std::string> id = ParseName(in.notice(), "notices", "notice");
  if (!id.ok()) return id.status();
  absl::StatusOr<NoticeDocument> document = ReadUpload(context, in.document());
  if (!document.ok()) return document.status();
  if (!in.validate_only()) {
    if (absl::Status written = WriteFile(parts, context, in, *document); !written.ok()) {
      return written;
    }
  }
  absl::Status recorded =
      WriteOrCheck(parts.parts.store, context, in.validate_only(),
                   [&](Connection& db) { return Record(db, context, in, *document, out); });
  if (!recorded.ok() && !in.validate_only()) parts.files.Remove(document->id);
  return recorded;
}

absl::Status Get(const NoticeParts& parts, CallContext& context,
                 const v1::GetNoticeDocumentRequest& in, v1::NoticeDocument* out) {
  absl::StatusOr<std::string> id = ParseName(in.name(), "noticeDocuments", "name");
  if (!id.ok()) return id.status();
  return parts.parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<NoticeDocument> document = GetNoticeDocument(db, *id);
    if (!document.ok()) {
      const bool hidden = absl::IsNotFound(document.status()) && context.scope != v1::SCOPE_ALL;
      return hidden ? RecordDenied() : document.status();
    }
    absl::StatusOr<std::string> notice = NoticeIdOfRow(db, document->notice_row);
    if (!notice.ok()) return notice.status();
    absl::StatusOr<ReachedNotice> reached = Reach(db, context, "notices/" + *notice, "name");
    if (!reached.ok()) return reached.status();
    if (!ShowsDocuments(context, document->kind)) return RecordDenied();
    absl::StatusOr<PersonKey> key = PersonKeyOf(db, reached->notice.employer_row);
    if (!key.ok()) return key.status();
    absl::StatusOr<std::string> bytes = ReadDocument(parts.files, *key, *id, document->sha256);
    if (!bytes.ok()) return bytes.status();
    *out = ToProto(*document, reached->employer());
    out->set_content(*std::move(bytes));
    return absl::OkStatus();
  });
}

}  // namespace

void HandleNoticeDocuments(Dispatcher& dispatcher, const NoticeParts& parts) {
  const std::string service = kNoticeService;
  dispatcher.Handle<v1::AddNoticeDocumentRequest, v1::NoticeDocument>(
      service + "AddNoticeDocument", [parts](CallContext& context, const auto& in, auto* out) {
        return Add(parts, context, in, out);
      });
  dispatcher.Handle<v1::GetNoticeDocumentRequest, v1::NoticeDocument>(
      service + "GetNoticeDocument", [parts](CallContext& context, const auto& in, auto* out) {
        return Get(parts, context, in, out);
      });
}

}  // namespace setara
