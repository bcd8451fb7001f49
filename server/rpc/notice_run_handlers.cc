#include <climits>

#include "server/access/method_rules.h"
#include "server/document/plain_text.h"
#include "server/rpc/convert_notice.h"
#include "server/rpc/narrow.h"
#include "server/rpc/notice_examination.h"
#include "server/rpc/notice_handlers.h"
#include "server/rpc/page_token.h"
#include "server/rpc/write_or_check.h"
#include "server/store/changes.h"
#include "server/store/employers.h"
#include "server/store/notice_runs.h"
#include "server/store/notices.h"

namespace setara {
namespace {

constexpr int kStep = 500, kMaxStep = 1000;
constexpr size_t kLetterWidth = 80;

absl::StatusOr<NoticeRun> ReadRun(const CallContext& context, const v1::NoticeRun& in) {
  FieldErrors errors;
  NoticeRun run;
  run.selection = FromProto(in.selection(), errors);
  CheckRegion(in.selection().region_code(), "run.selection.region_code", errors);
  absl::StatusOr<std::string> region =
      RegionInScope(context, in.selection().region_code(), "run.selection.region_code");
  if (!region.ok()) return region.status();
  run.selection.region_code = *region == kWholeCountry ? "" : *std::move(region);
  run.as_of = OptionalDay(in.has_as_of(), in.as_of(), "run.as_of", errors).value_or(context.today);
  if (run.as_of > context.today) errors.Add("run.as_of", "is after today");
  run.known_at = context.now;
  run.drafter = context.caller.name;
  if (!errors.empty()) return errors.ToStatus();
  return run;
}

// The row of the employer that the selection names; 0: none.
absl::StatusOr<int64_t> NamedEmployer(Connection& db, const v1::NoticeSelection& selection) {
  if (selection.employer().empty()) return 0;
  absl::StatusOr<std::string> id =
      ParseName(selection.employer(), "employers", "run.selection.employer");
  if (!id.ok()) return id.status();
  return EmployerRow(db, *id);
}

absl::Status Fill(Connection& db, const NoticeRun& run, v1::NoticeRun* out) {
  std::string employer;
  if (run.selection.employer_row != 0) {
    absl::StatusOr<std::string> id = IdOfRow(db, run.selection.employer_row);
    if (!id.ok()) return id.status();
    employer = "employers/" + *id;
  }
  *out = ToProto(run, employer);
  return absl::OkStatus();
}

Notice DraftOf(const NoticeRun& run, FoundEmployer found) {
  Notice notice;
  notice.employer_row = found.row;
  notice.run_row = run.row;
  notice.drafter = run.drafter;
  notice.finding = std::move(found.finding);
  return notice;
}

// Everything that the run would do, a page at a time, so that no snapshot is held for long.
absl::Status Preview(Store& store, const CallContext& context, NoticeRun run, v1::NoticeRun* out) {
  std::string sample;
  while (!run.done()) {
    if (context.Expired()) return absl::DeadlineExceededError("the caller no longer waits");
    std::vector<FoundEmployer> found;
    absl::Status read =
        store.Read([&](Connection& db) { return ExamineEmployers(db, kMaxStep, run, found); });
    if (!read.ok()) return read;
    for (FoundEmployer& one : found) {
      CountDraft(one.finding.kind, run.counts);
      if (sample.empty()) sample = PlainText(LetterOf(DraftOf(run, std::move(one))), kLetterWidth);
    }
  }
  run.id.clear();
  absl::Status filled = store.Read([&](Connection& db) { return Fill(db, run, out); });
  out->set_sample_letter(sample);
  return filled;
}

absl::Status Create(const NoticeParts& notices, CallContext& context,
                    const v1::CreateNoticeRunRequest& in, v1::NoticeRun* out) {
  absl::StatusOr<NoticeRun> run = ReadRun(context, in.run());
  if (!run.ok()) return run.status();
  NoticeRun stored;
  absl::Status written = WriteOrCheck(
      notices.parts.store, context, in.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<int64_t> employer = NamedEmployer(db, in.run().selection());
        if (!employer.ok()) return employer.status();
        run->selection.employer_row = *employer;
        absl::StatusOr<std::optional<NoticeRun>> open = FindOpenRun(db, *run);
        if (!open.ok()) return open.status();
        absl::StatusOr<NoticeRun> made = !in.validate_only() && *open
                                             ? **std::move(open)
                                             : InsertNoticeRun(db, *run, context.now);
        if (!made.ok()) return made.status();
        stored = *std::move(made);
        return Fill(db, stored, out);
      });
  if (!written.ok() || !in.validate_only()) return written;
  return Preview(notices.parts.store, context, std::move(stored), out);
}

// The caller's own run.
absl::StatusOr<NoticeRun> OwnRun(Connection& db, CallContext& context, const std::string& name) {
  absl::StatusOr<std::string> id = ParseName(name, "noticeRuns", "name");
  if (!id.ok()) return id.status();
  context.event.object = name;
  absl::StatusOr<NoticeRun> run = GetNoticeRun(db, *id);
  if (absl::IsNotFound(run.status())) return RecordDenied();
  if (run.ok() && run->drafter != context.caller.name) return RecordDenied();
  return run;
}

// Stores the drafts and the progress, unless another run drafted one of them meanwhile.
absl::Status StoreDrafts(Connection& db, const std::vector<FoundEmployer>& found, int64_t from,
                         Instant now, NoticeRun run, v1::NoticeRun* out) {
  for (const FoundEmployer& one : found) {
    absl::StatusOr<bool> has = HasFinding(db, one.row, one.finding.key);
    if (!has.ok()) return has.status();
    if (*has) {
      ++run.counts.already;
      continue;
    }
    absl::StatusOr<Notice> stored = InsertNotice(db, DraftOf(run, one), now);
    if (!stored.ok()) return stored.status();
    CountDraft(one.finding.kind, run.counts);
  }
  absl::StatusOr<NoticeRun> moved = MoveNoticeRun(db, std::move(run), from, now);
  return moved.ok() ? Fill(db, *moved, out) : moved.status();
}

absl::Status Advance(const NoticeParts& notices, CallContext& context,
                     const v1::AdvanceNoticeRunRequest& in, v1::NoticeRun* out) {
  if (in.max_employers() < 0 || in.max_employers() > kMaxStep) {
    return InvalidField("max_employers", "must be 0 to 1000");
  }
  const int limit = in.max_employers() == 0 ? kStep : in.max_employers();
  NoticeRun run;
  int64_t from = 0;
  std::vector<FoundEmployer> found;
  absl::Status read = notices.parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<NoticeRun> own = OwnRun(db, context, in.name());
    if (!own.ok()) return own.status();
    run = *std::move(own);
    from = run.cursor;
    if (run.done()) return Fill(db, run, out);
    return ExamineEmployers(db, limit, run, found);
  });
  if (!read.ok() || !out->name().empty()) return read;
  return AuditedWrite(notices.parts.store, context, [&](Connection& db) {
    return StoreDrafts(db, found, from, context.now, run, out);
  });
}

absl::Status List(const NoticeParts& notices, const CallContext& context,
                  const v1::ListNoticeRunsRequest& in, v1::ListNoticeRunsResponse* out) {
  absl::StatusOr<int> size = PageSize(in.page_size(), 50, 1000);
  if (!size.ok()) return size.status();
  int64_t before = INT64_MAX;
  if (!in.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(in, in.page_token(), 1);
    if (!key.ok()) return key.status();
    before = key->front();
  }
  const std::string drafter = context.scope == v1::SCOPE_ALL ? "" : context.caller.name;
  return notices.parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<NoticeRun>> runs = ListNoticeRuns(db, drafter, before, *size + 1);
    if (!runs.ok()) return runs.status();
    const bool more = runs->size() > static_cast<size_t>(*size);
    if (more) runs->pop_back();
    for (const NoticeRun& run : *runs) {
      if (absl::Status filled = Fill(db, run, out->add_runs()); !filled.ok()) return filled;
    }
    if (more) out->set_next_page_token(EncodePageToken(in, {runs->back().row}));
    return absl::OkStatus();
  });
}

}  // namespace

void HandleNoticeRuns(Dispatcher& dispatcher, const NoticeParts& parts) {
  const std::string service = kNoticeService;
  dispatcher.Handle<v1::CreateNoticeRunRequest, v1::NoticeRun>(
      service + "CreateNoticeRun", [parts](CallContext& context, const auto& in, auto* out) {
        return Create(parts, context, in, out);
      });
  dispatcher.Handle<v1::AdvanceNoticeRunRequest, v1::NoticeRun>(
      service + "AdvanceNoticeRun", [parts](CallContext& context, const auto& in, auto* out) {
        return Advance(parts, context, in, out);
      });
  dispatcher.Handle<v1::ListNoticeRunsRequest, v1::ListNoticeRunsResponse>(
      service + "ListNoticeRuns", [parts](CallContext& context, const auto& in, auto* out) {
        return List(parts, context, in, out);
      });
}

}  // namespace setara
