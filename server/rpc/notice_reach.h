// Which notices a caller reaches, how much of one they see, and how its letter comes about. What
// the handlers of notices share; Internal to server/rpc.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>

#include "matcher/domain/notice.h"
#include "server/document/document.h"
#include "server/rpc/call_context.h"
#include "server/rpc/parts.h"
#include "server/store/document_files.h"
#include "setara/v1/notice.pb.h"

namespace setara {

// What the handlers of notices work with. Thread-safe.
struct NoticeParts {
  Parts parts;
  DocumentFiles files;
};

struct ReachedNotice {
  Notice notice;
  std::string employer_id;
  std::string employer() const { return "employers/" + employer_id; }
};

// The notice `notices/{id}`. INVALID_ARGUMENT naming `field`; PERMISSION_DENIED (ACCESS_DENIED): it
// is beyond the caller's scope, not sent yet to the employer whose staff asks, or there is none
// (NOT_FOUND for who reaches all). Names it as the call's object for the audit.
absl::StatusOr<ReachedNotice> Reach(Connection& db, CallContext& context, const std::string& name,
                                    const std::string& field);

// True: staff of the employer, who sees what concerns it and nothing of the office's own.
bool SeesAsEmployer(const CallContext& context);
// Whether the caller may see documents of this kind; and of those it may see, add them.
bool ShowsDocuments(const CallContext& context, NoticeDocumentKind kind);
bool MayAddDocument(const CallContext& context, NoticeDocumentKind kind);

// With history and documents.
absl::Status FillNotice(Connection& db, const CallContext& context, const ReachedNotice& reached,
                        v1::Notice* out);
// Without.
absl::Status FillNoticeRow(Connection& db, const CallContext& context, const ReachedNotice& reached,
                           v1::Notice* out);

// The letter as the notice stands.
Document LetterOf(const Notice& notice);

}  // namespace setara
