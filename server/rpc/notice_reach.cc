#include "server/rpc/notice_reach.h"

#include "matcher/reference/regions.h"
#include "server/access/method_rules.h"
#include "server/notices/letter.h"
#include "server/notices/settings.h"
#include "server/notices/steps.h"
#include "server/rpc/convert_notice.h"
#include "server/store/changes.h"
#include "server/store/notice_documents.h"
#include "server/store/notice_runs.h"
#include "server/store/notices.h"
#include "server/store/places.h"

namespace setara {
namespace {

// Of the employer that the notice is about, whether the caller's scope holds it.
absl::StatusOr<bool> Holds(Connection& db, const CallContext& context,
                           const ReachedNotice& reached) {
  absl::StatusOr<std::vector<std::string>> seats = FindEmployerSeats(db, reached.employer_id);
  if (!seats.ok()) return seats.status();
  RecordHome home;
  home.region_codes = *std::move(seats);
  home.employer_id = reached.employer_id;
  if (!Reaches(context.scope, context.caller, v1::RESOURCE_KIND_EMPLOYER, reached.employer(),
               home)) {
    return false;
  }
  return !SeesAsEmployer(context) || notices::WasSent(reached.notice);
}

}  // namespace

bool SeesAsEmployer(const CallContext& context) { return context.scope == v1::SCOPE_EMPLOYER; }

bool ShowsDocuments(const CallContext& context, NoticeDocumentKind kind) {
  return !SeesAsEmployer(context) || kind == NoticeDocumentKind::kSignedLetter ||
         MayAddDocument(context, kind);
}

bool MayAddDocument(const CallContext& context, NoticeDocumentKind kind) {
  return !SeesAsEmployer(context) || kind == NoticeDocumentKind::kAnswer ||
         kind == NoticeDocumentKind::kObjection;
}

absl::StatusOr<ReachedNotice> Reach(Connection& db, CallContext& context, const std::string& name,
                                    const std::string& field) {
  absl::StatusOr<std::string> id = ParseName(name, "notices", field);
  if (!id.ok()) return id.status();
  context.event.object = name;
  absl::StatusOr<Notice> notice = GetNotice(db, *id);
  if (!notice.ok()) {
    const bool hidden = absl::IsNotFound(notice.status()) && context.scope != v1::SCOPE_ALL;
    return hidden ? RecordDenied() : notice.status();
  }
  absl::StatusOr<std::string> employer = IdOfRow(db, notice->employer_row);
  if (!employer.ok()) return employer.status();
  ReachedNotice reached{*std::move(notice), *std::move(employer)};
  absl::StatusOr<bool> holds = Holds(db, context, reached);
  if (!holds.ok()) return holds.status();
  if (!*holds) return RecordDenied();
  return reached;
}

absl::Status FillNoticeRow(Connection& db, const CallContext& context, const ReachedNotice& reached,
                           v1::Notice* out) {
  *out = ToProto(reached.notice, reached.employer());
  if (SeesAsEmployer(context)) {
    out->clear_drafter();
    return absl::OkStatus();
  }
  absl::StatusOr<std::string> run = NoticeRunIdOfRow(db, reached.notice.run_row);
  if (run.ok()) out->set_run("noticeRuns/" + *run);
  return run.status();
}

absl::Status FillNotice(Connection& db, const CallContext& context, const ReachedNotice& reached,
                        v1::Notice* out) {
  if (absl::Status row = FillNoticeRow(db, context, reached, out); !row.ok()) return row;
  absl::StatusOr<std::vector<NoticeEvent>> events = ListNoticeEvents(db, reached.notice.row);
  if (!events.ok()) return events.status();
  for (const NoticeEvent& event : *events) {
    const bool inside = event.act == NoticeAct::kDraft || event.act == NoticeAct::kApprove;
    if (!inside || !SeesAsEmployer(context)) *out->add_events() = ToProto(event);
  }
  absl::StatusOr<std::vector<NoticeDocument>> documents =
      ListNoticeDocuments(db, reached.notice.row);
  if (!documents.ok()) return documents.status();
  for (const NoticeDocument& document : *documents) {
    if (!ShowsDocuments(context, document.kind)) continue;
    *out->add_documents() = ToProto(document, reached.employer());
  }
  return absl::OkStatus();
}

Document LetterOf(const Notice& notice) {
  notices::LetterFacts facts;
  absl::StatusOr<const Region*> seat = Regions::Get().Find(notice.finding.seat_region_code);
  if (seat.ok()) facts.seat_name = (*seat)->name;
  facts.answer_days = notices::Settings::Get().answer_days;
  return notices::Letter(notice, facts);
}

}  // namespace setara
