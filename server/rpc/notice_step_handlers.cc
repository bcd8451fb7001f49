#include "server/keys/sodium.h"
#include "server/notices/settings.h"
#include "server/notices/steps.h"
#include "server/pdf/pdf.h"
#include "server/rpc/convert_notice.h"
#include "server/rpc/notice_handlers.h"
#include "server/rpc/write_or_check.h"
#include "server/store/notices.h"

namespace setara {
namespace {

constexpr size_t kMaxReason = 4000, kMaxReference = 100, kMaxOffice = 200;

// One step as a caller asks for it.
struct Ask {
  std::string name;
  std::string etag;
  bool validate_only = false;
  NoticeEvent event;
  notices::Approval approval;
  FieldErrors errors;
};

template <typename Request>
Ask Begin(const CallContext& context, const Request& in, NoticeAct act) {
  Ask ask;
  ask.name = in.name();
  ask.etag = in.etag();
  ask.validate_only = in.validate_only();
  ask.event.act = act;
  ask.event.actor = context.caller.name;
  return ask;
}

void SetReason(Ask& ask, const std::string& reason, const char* field) {
  CheckLength(reason, kMaxReason, field, ask.errors);
  ask.event.reason = reason;
}

void SetReference(Ask& ask, const std::string& reference, const char* field) {
  CheckLength(reference, kMaxReference, field, ask.errors);
  ask.event.reference = reference;
}

// Keeps the letter as approved: its hash in the record, its bytes in the sealed file of the notice.
// On the writer's thread, where no second approval can come between file and record.
absl::Status KeepLetter(Connection& db, const DocumentFiles& files, bool write, Notice& notice) {
  absl::StatusOr<std::string> pdf = PrintPdf(LetterOf(notice));
  if (!pdf.ok()) return pdf.status();
  notice.letter_sha256 = Sha256Hex(*pdf);
  if (!write) return absl::OkStatus();
  absl::StatusOr<PersonKey> key = EmployerKey(db, notice.employer_row);
  if (!key.ok()) return key.status();
  return files.Write(notice.id, SealDocument(*key, notice.id, *pdf));
}

absl::Status Run(const NoticeParts& parts, CallContext& context, Ask ask, v1::Notice* out) {
  absl::StatusOr<std::string> id = ParseName(ask.name, "notices", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(ask.etag, "etag");
  if (!version.ok()) return version.status();
  if (!ask.errors.empty()) return ask.errors.ToStatus();
  return WriteOrCheck(
      parts.parts.store, context, ask.validate_only, [&](Connection& db) -> absl::Status {
        absl::StatusOr<ReachedNotice> reached = Reach(db, context, ask.name, "name");
        if (!reached.ok()) return reached.status();
        NoticeEvent event = ask.event;
        Notice& notice = reached->notice;
        absl::Status taken = notices::Take(event, ask.approval, context.today,
                                           notices::Settings::Get().answer_days, notice);
        if (!taken.ok()) return taken;
        if (event.act == NoticeAct::kApprove) {
          absl::Status kept = KeepLetter(db, parts.files, !ask.validate_only, notice);
          if (!kept.ok()) return kept;
        }
        absl::StatusOr<Notice> stored = StoreStep(db, notice, event, *version, context.now);
        if (!stored.ok()) return stored.status();
        notice = *std::move(stored);
        return FillNotice(db, context, *reached, out);
      });
}

Ask Read(const CallContext& context, const v1::ApproveNoticeRequest& in) {
  Ask ask = Begin(context, in, NoticeAct::kApprove);
  ask.approval.signer = FromProto(in.signer(), ask.errors);
  CheckLength(in.letter_number(), kMaxReference, "letter_number", ask.errors);
  ask.approval.letter_number = in.letter_number();
  ask.approval.letter_date =
      OptionalDay(in.has_letter_date(), in.letter_date(), "letter_date", ask.errors);
  return ask;
}

Ask Read(const CallContext& context, const v1::SendNoticeRequest& in) {
  Ask ask = Begin(context, in, NoticeAct::kSend);
  ask.event.signature = static_cast<SignatureKind>(in.signature());
  ask.event.signed_on = OptionalDay(in.has_signed_on(), in.signed_on(), "signed_on", ask.errors);
  ask.event.channel = static_cast<NoticeChannel>(in.channel());
  ask.event.happened_on = OptionalDay(in.has_sent_on(), in.sent_on(), "sent_on", ask.errors);
  SetReference(ask, in.reference(), "reference");
  return ask;
}

Ask Read(const CallContext& context, const v1::AnswerNoticeRequest& in) {
  Ask ask = Begin(context, in, in.objection() ? NoticeAct::kObject : NoticeAct::kAnswer);
  SetReason(ask, in.text(), "text");
  ask.event.channel = static_cast<NoticeChannel>(in.channel());
  ask.event.happened_on =
      OptionalDay(in.has_received_on(), in.received_on(), "received_on", ask.errors);
  if (SeesAsEmployer(context)) {
    // What an employer writes here itself is received here and now.
    ask.event.channel = NoticeChannel::kService;
    ask.event.happened_on = context.today;
  }
  return ask;
}

Ask Read(const CallContext& context, const v1::FollowUpNoticeRequest& in) {
  Ask ask = Begin(context, in, NoticeAct::kFollowUp);
  SetReason(ask, in.reason(), "reason");
  ask.event.channel = static_cast<NoticeChannel>(in.channel());
  ask.event.due_on = OptionalDay(in.has_due_on(), in.due_on(), "due_on", ask.errors);
  return ask;
}

Ask Read(const CallContext& context, const v1::HandOverNoticeRequest& in) {
  Ask ask = Begin(context, in, NoticeAct::kHandOver);
  SetReason(ask, in.reason(), "reason");
  SetReference(ask, in.reference(), "reference");
  CheckLength(in.office(), kMaxOffice, "office", ask.errors);
  ask.event.office = in.office();
  return ask;
}

Ask Read(const CallContext& context, const v1::ResolveNoticeRequest& in) {
  Ask ask = Begin(context, in, NoticeAct::kResolve);
  SetReason(ask, in.reason(), "reason");
  ask.event.outcome = static_cast<NoticeOutcome>(in.outcome());
  return ask;
}

Ask Read(const CallContext& context, const v1::WithdrawNoticeRequest& in) {
  Ask ask = Begin(context, in, NoticeAct::kWithdraw);
  SetReason(ask, in.reason(), "reason");
  return ask;
}

template <typename Request>
void HandleStep(Dispatcher& dispatcher, const char* method, const NoticeParts& parts) {
  dispatcher.Handle<Request, v1::Notice>(
      std::string(kNoticeService) + method,
      [parts](CallContext& context, const Request& in, v1::Notice* out) {
        return Run(parts, context, Read(context, in), out);
      });
}

}  // namespace

void HandleNoticeSteps(Dispatcher& dispatcher, const NoticeParts& parts) {
  HandleStep<v1::ApproveNoticeRequest>(dispatcher, "ApproveNotice", parts);
  HandleStep<v1::SendNoticeRequest>(dispatcher, "SendNotice", parts);
  HandleStep<v1::AnswerNoticeRequest>(dispatcher, "AnswerNotice", parts);
  HandleStep<v1::FollowUpNoticeRequest>(dispatcher, "FollowUpNotice", parts);
  HandleStep<v1::HandOverNoticeRequest>(dispatcher, "HandOverNotice", parts);
  HandleStep<v1::ResolveNoticeRequest>(dispatcher, "ResolveNotice", parts);
  HandleStep<v1::WithdrawNoticeRequest>(dispatcher, "WithdrawNotice", parts);
}

}  // namespace setara
