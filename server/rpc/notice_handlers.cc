#include "server/rpc/notice_handlers.h"

#include <climits>

#include "server/document/plain_text.h"
#include "server/keys/sodium.h"
#include "server/pdf/pdf.h"
#include "server/rpc/convert_notice.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/store/changes.h"
#include "server/store/employers.h"
#include "server/store/notice_runs.h"
#include "server/store/notices.h"
#include "server/store/person_keys.h"

namespace setara {
namespace {

constexpr size_t kLetterWidth = 80;

absl::Status Get(const NoticeParts& parts, CallContext& context, const v1::GetNoticeRequest& in,
                 v1::Notice* out) {
  return parts.parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<ReachedNotice> reached = Reach(db, context, in.name(), "name");
    return reached.ok() ? FillNotice(db, context, *reached, out) : reached.status();
  });
}

// The filter that the request and the caller's scope make together.
absl::StatusOr<NoticeFilter> ReadFilter(Connection& db, const CallContext& context,
                                        const v1::ListNoticesRequest& in) {
  FieldErrors errors;
  NoticeFilter filter;
  for (const int state : in.states()) filter.states |= 1u << state;
  CheckRegion(in.region_code(), "region_code", errors);
  filter.due_before = OptionalDay(in.has_due_before(), in.due_before(), "due_before", errors);
  if (SeesAsEmployer(context) && !in.run().empty()) {
    errors.Add("run", "is not for staff of an employer");
  }
  if (!errors.empty()) return errors.ToStatus();
  filter.seat = in.region_code() == kWholeCountry ? "" : in.region_code();
  absl::StatusOr<std::string> region = RegionInScope(context, in.region_code(), "region_code");
  if (!region.ok()) return region.status();
  if (context.scope == v1::SCOPE_REGION && context.caller.place.region_code != kWholeCountry) {
    filter.region_code = context.caller.place.region_code;
  }
  std::string employer = SeesAsEmployer(context) ? context.caller.place.employer_id : "";
  if (!in.employer().empty()) {
    absl::StatusOr<std::string> named = ParseName(in.employer(), "employers", "employer");
    if (!named.ok()) return named.status();
    employer = *std::move(named);
  }
  filter.only_sent = SeesAsEmployer(context);
  if (SeesAsEmployer(context) || !employer.empty()) {
    absl::StatusOr<int64_t> row = EmployerRow(db, employer);
    if (!row.ok()) return row.status();
    filter.employer_row = *row;
  }
  if (!in.run().empty()) {
    absl::StatusOr<std::string> id = ParseName(in.run(), "noticeRuns", "run");
    if (!id.ok()) return id.status();
    absl::StatusOr<NoticeRun> run = GetNoticeRun(db, *id);
    if (!run.ok()) return run.status();
    filter.run_row = run->row;
  }
  return filter;
}

absl::Status List(const NoticeParts& parts, const CallContext& context,
                  const v1::ListNoticesRequest& in, v1::ListNoticesResponse* out) {
  absl::StatusOr<int> size = PageSize(in.page_size(), 50, 1000);
  if (!size.ok()) return size.status();
  int64_t before = INT64_MAX;
  if (!in.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(in, in.page_token(), 1);
    if (!key.ok()) return key.status();
    before = key->front();
  }
  return parts.parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<NoticeFilter> filter = ReadFilter(db, context, in);
    if (!filter.ok()) return filter.status();
    absl::StatusOr<std::vector<Notice>> page = ListNotices(db, *filter, before, *size + 1);
    if (!page.ok()) return page.status();
    const bool more = page->size() > static_cast<size_t>(*size);
    if (more) page->pop_back();
    for (const Notice& notice : *page) {
      absl::StatusOr<std::string> employer = IdOfRow(db, notice.employer_row);
      if (!employer.ok()) return employer.status();
      absl::Status filled =
          FillNoticeRow(db, context, {notice, *std::move(employer)}, out->add_notices());
      if (!filled.ok()) return filled;
    }
    if (more) out->set_next_page_token(EncodePageToken(in, {page->back().row}));
    return absl::OkStatus();
  });
}

// The bytes that were approved.
absl::StatusOr<std::string> KeptLetter(Connection& db, const DocumentFiles& files,
                                       const Notice& notice) {
  absl::StatusOr<PersonKey> key = PersonKeyOf(db, notice.employer_row);
  if (!key.ok()) return key.status();
  absl::StatusOr<std::string> sealed = files.Read(notice.id);
  if (!sealed.ok()) return sealed.status();
  absl::StatusOr<std::string> pdf = OpenDocument(*key, notice.id, *sealed);
  if (!pdf.ok()) return pdf.status();
  if (Sha256Hex(*pdf) != notice.letter_sha256) {
    return absl::DataLossError("documents: a letter does not have the hash on record");
  }
  return pdf;
}

absl::Status Letter(const NoticeParts& parts, CallContext& context,
                    const v1::GetNoticeLetterRequest& in, v1::NoticeLetter* out) {
  absl::StatusOr<std::string> pdf = std::string();
  Document document;
  absl::Status read = parts.parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<ReachedNotice> reached = Reach(db, context, in.name(), "name");
    if (!reached.ok()) return reached.status();
    document = LetterOf(reached->notice);
    out->set_employer(reached->employer());
    out->set_draft(!reached->notice.letter_date.has_value());
    if (!out->draft()) pdf = KeptLetter(db, parts.files, reached->notice);
    return pdf.status();
  });
  if (!read.ok()) return read;
  if (out->draft()) pdf = PrintPdf(document);
  if (!pdf.ok()) return pdf.status();
  out->set_pdf_sha256(Sha256Hex(*pdf));
  out->set_pdf(*std::move(pdf));
  out->set_text(PlainText(document, kLetterWidth));
  return absl::OkStatus();
}

}  // namespace

void HandleNotices(Dispatcher& dispatcher, const Parts& parts, const std::string& documents) {
  const NoticeParts notices{parts, DocumentFiles(documents)};
  const std::string service = kNoticeService;
  dispatcher.Handle<v1::GetNoticeRequest, v1::Notice>(
      service + "GetNotice", [notices](CallContext& context, const auto& in, auto* out) {
        return Get(notices, context, in, out);
      });
  dispatcher.Handle<v1::ListNoticesRequest, v1::ListNoticesResponse>(
      service + "ListNotices", [notices](CallContext& context, const auto& in, auto* out) {
        return List(notices, context, in, out);
      });
  dispatcher.Handle<v1::GetNoticeLetterRequest, v1::NoticeLetter>(
      service + "GetNoticeLetter", [notices](CallContext& context, const auto& in, auto* out) {
        return Letter(notices, context, in, out);
      });
  HandleNoticeRuns(dispatcher, notices);
  HandleNoticeSteps(dispatcher, notices);
  HandleNoticeDocuments(dispatcher, notices);
}

}  // namespace setara
