// Documents of cases: their bytes sealed as files, what they are in the log.
#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/casework/words.h"
#include "server/keys/sodium.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/convert_case_facts.h"
#include "server/rpc/document_bytes.h"
#include "server/store/cases.h"
#include "server/store/person_keys.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

using Filed = casework::Entry<DocumentAdded>;

absl::StatusOr<DocumentAdded> ReadUpload(const CallContext& context, const v1::CaseDocument& in) {
  FieldErrors errors;
  DocumentAdded document;
  absl::StatusOr<CaseDocument> kind = casework::ParseDocument(in.kind());
  if (kind.ok() && *kind != CaseDocument::kUnknown) {
    document.kind = *kind;
  } else {
    errors.Add("document.kind", "is not a word of the list of documents");
  }
  if (!in.has_issued_on()) {
    errors.Add("document.issued_on", "is required");
  } else {
    document.issued_on = FromProto(in.issued_on(), "document.issued_on", errors).value_or(Date{});
    // Its day may have begun further east.
    if (document.issued_on > context.today + std::chrono::days(1)) {
      errors.Add("document.issued_on", "lies in the future");
    }
  }
  document.media_type = CheckDocument(in.file_name(), in.content(), errors);
  if (!errors.empty()) return errors.ToStatus();
  document.file_name = in.file_name();
  document.bytes = static_cast<int64_t>(in.content().size());
  document.sha256 = Sha256Hex(in.content());
  document.document_id = NextUlid("", context.now);
  return document;
}

const Filed* FindBytes(const casework::CaseRecord& record, const std::string& sha256) {
  const auto& filed = record.Of<DocumentAdded>();
  const auto at = std::find_if(filed.begin(), filed.end(),
                               [&](const Filed& entry) { return entry.fact.sha256 == sha256; });
  return at == filed.end() ? nullptr : &*at;
}

// When the entry was recorded.
Instant RecordedAt(const LoadedCase& loaded, const Filed& entry) {
  return loaded.events[static_cast<size_t>(entry.sequence) - 1].recorded_at;
}

absl::StatusOr<std::string> Sealed(const CaseParts& parts, const std::string& case_id,
                                   const std::string& document_id, const std::string& bytes) {
  std::string sealed;
  absl::Status read = parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<CaseRow> row = GetCase(db, case_id);
    if (absl::IsNotFound(row.status())) return RecordDenied();
    if (!row.ok()) return row.status();
    absl::StatusOr<PersonKey> key = PersonKeyOf(db, *row->seeker_row);
    if (key.ok()) sealed = SealDocument(*key, document_id, bytes);
    return key.status();
  });
  if (!read.ok()) return read;
  return sealed;
}

absl::Status Add(const CaseParts& parts, CallContext& context,
                 const v1::AddCaseDocumentRequest& request, v1::CaseDocument* response) {
  absl::StatusOr<std::string> id = ParseName(request.parent(), "cases", "parent");
  if (!id.ok()) return id.status();
  absl::StatusOr<DocumentAdded> document = ReadUpload(context, request.document());
  if (!document.ok()) return document.status();
  // On disk before the record that names it commits (document_files.h).
  if (!request.validate_only()) {
    absl::StatusOr<std::string> sealed =
        Sealed(parts, *id, document->document_id, request.document().content());
    if (!sealed.ok()) return sealed.status();
    absl::Status written = parts.files.Write(document->document_id, *sealed);
    if (!written.ok()) return written;
  }
  std::string kept;
  absl::Status status = ChangeCase(
      parts, context,
      {"AddCaseDocument", request.parent(), "parent", request.etag(), request.request_id(),
       request.validate_only()},
      [&](CaseChange& change) -> absl::Status {
        if (const Filed* same = FindBytes(change.loaded.record, document->sha256)) {
          return WithMetadata(
              WithReason(absl::AlreadyExistsError("the case has this document"), "DOCUMENT_EXISTS"),
              "existing", "caseDocuments/" + same->fact.document_id);
        }
        const NewFact added{*document, context.now, ""};
        return InContractNames(
            AddFacts(change.db, change.loaded, {&added, 1}, EnteringOf(context), parts.rules));
      },
      [&](CaseChange& done) -> absl::Status {
        const Filed* filed = FindBytes(done.loaded.record, document->sha256);
        if (filed == nullptr) return absl::DataLossError("documents: one that was filed is gone");
        kept = filed->fact.document_id;
        *response = ToProto(*id, *filed, RecordedAt(done.loaded, *filed));
        return absl::OkStatus();
      });
  // Of a repeated request the first file is the one on record.
  if (!request.validate_only() && (!status.ok() || kept != document->document_id)) {
    parts.files.Remove(document->document_id);
  }
  if (status.ok() && request.validate_only()) response->clear_name();
  return status;
}

absl::Status Get(const CaseParts& parts, const v1::GetCaseDocumentRequest& request,
                 v1::CaseDocument* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "caseDocuments", "name");
  if (!id.ok()) return id.status();
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::string> case_id = CaseOfDocument(db, *id);
    if (absl::IsNotFound(case_id.status())) return RecordDenied();
    if (!case_id.ok()) return case_id.status();
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *case_id);
    if (!loaded.ok()) return loaded.status();
    const auto& filed = loaded->record.Of<DocumentAdded>();
    const auto at = std::find_if(filed.begin(), filed.end(),
                                 [&](const Filed& entry) { return entry.fact.document_id == *id; });
    if (at == filed.end()) return RecordDenied();  // voided
    absl::StatusOr<PersonKey> key = PersonKeyOf(db, *loaded->row.seeker_row);
    if (!key.ok()) return key.status();
    absl::StatusOr<std::string> bytes = ReadDocument(parts.files, *key, *id, at->fact.sha256);
    if (!bytes.ok()) return bytes.status();
    *response = ToProto(*case_id, *at, RecordedAt(*loaded, *at));
    response->set_content(*std::move(bytes));
    return absl::OkStatus();
  });
}

}  // namespace

void HandleCaseDocuments(Dispatcher& dispatcher, const CaseParts& parts) {
  const std::string service = kCaseService;
  dispatcher.Handle<v1::AddCaseDocumentRequest, v1::CaseDocument>(
      service + "AddCaseDocument", [parts](CallContext& context, const auto& request, auto* out) {
        return Add(parts, context, request, out);
      });
  dispatcher.Handle<v1::GetCaseDocumentRequest, v1::CaseDocument>(
      service + "GetCaseDocument",
      [parts](CallContext&, const auto& request, auto* out) { return Get(parts, request, out); });
}

}  // namespace setara
