#include "server/rights/notice.h"
#include "server/rpc/convert_rights.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/rights_words.h"
#include "server/rpc/write_or_check.h"
#include "server/store/breaches.h"

namespace setara {
namespace {

absl::Status Record(const Parts& parts, CallContext& context, const v1::RecordBreachRequest& in,
                    v1::Breach* out) {
  absl::StatusOr<Breach> breach = FromProto(in.breach(), context.now);
  if (!breach.ok()) return WithFieldPrefix(breach.status(), "breach");
  breach->due_at = rights::Due(rights::Clocks::Get().OfBreach(), breach->discovered_at);
  return WriteOrCheck(parts.store, context, in.validate_only(), [&](Connection& db) {
    absl::StatusOr<Breach> stored = InsertBreach(db, *breach, context.now);
    if (stored.ok()) *out = ToProto(*stored, context.now);
    return stored.status();
  });
}

absl::Status RecordNotice(const Parts& parts, CallContext& context,
                          const v1::RecordBreachNoticeRequest& in, v1::Breach* out) {
  absl::StatusOr<std::string> id = ParseName(in.name(), "breaches", "name");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  const Instant at = ReadPast(in.has_notify_time(), in.notify_time(), context.now, context.now,
                              "notify_time", errors);
  if (!errors.empty()) return errors.ToStatus();
  return WriteOrCheck(parts.store, context, in.validate_only(), [&](Connection& db) {
    absl::StatusOr<Breach> stored = SetBreachNotified(db, *id, at);
    if (stored.ok()) *out = ToProto(*stored, context.now);
    return stored.status();
  });
}

absl::Status List(const Parts& parts, const CallContext& context, const v1::ListBreachesRequest& in,
                  v1::ListBreachesResponse* out) {
  absl::StatusOr<int> size = PageSize(in.page_size(), 50, 1000);
  if (!size.ok()) return size.status();
  std::optional<BreachKey> after;
  if (!in.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(in, in.page_token(), 2);
    if (!key.ok()) return key.status();
    after = BreachKey{Instant(std::chrono::microseconds((*key)[0])), (*key)[1]};
  }
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<Breach>> breaches = ListBreaches(db, after, *size + 1);
    if (!breaches.ok()) return breaches.status();
    const bool more = breaches->size() > static_cast<size_t>(*size);
    if (more) breaches->pop_back();
    for (const Breach& breach : *breaches) *out->add_breaches() = ToProto(breach, context.now);
    if (more) {
      const Breach& last = breaches->back();
      out->set_next_page_token(
          EncodePageToken(in, {last.discovered_at.time_since_epoch().count(), last.entry}));
    }
    return absl::OkStatus();
  });
}

absl::Status Draft(const Parts& parts, const CallContext& context,
                   const v1::DraftBreachNoticeRequest& in, v1::DraftBreachNoticeResponse* out) {
  absl::StatusOr<std::string> id = ParseName(in.name(), "breaches", "name");
  if (!id.ok()) return id.status();
  return parts.store.Read([&](Connection& db) {
    absl::StatusOr<Breach> breach = GetBreach(db, *id);
    if (!breach.ok()) return breach.status();
    const auto text = [&](Language language) {
      return rights::BreachNotice(*breach, ClassWords(breach->data_classes, language), language);
    };
    out->mutable_notice()->set_indonesian(text(Language::kIndonesian));
    out->mutable_notice()->set_english(text(Language::kEnglish));
    *out->mutable_clock() = ToProto(*breach, context.now).clock();
    return absl::OkStatus();
  });
}

}  // namespace

void HandleBreaches(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = "setara.v1.RightsService.";
  dispatcher.Handle<v1::RecordBreachRequest, v1::Breach>(
      service + "RecordBreach", [parts](CallContext& context, const auto& in, auto* out) {
        return Record(parts, context, in, out);
      });
  dispatcher.Handle<v1::RecordBreachNoticeRequest, v1::Breach>(
      service + "RecordBreachNotice", [parts](CallContext& context, const auto& in, auto* out) {
        return RecordNotice(parts, context, in, out);
      });
  dispatcher.Handle<v1::ListBreachesRequest, v1::ListBreachesResponse>(
      service + "ListBreaches", [parts](CallContext& context, const auto& in, auto* out) {
        return List(parts, context, in, out);
      });
  dispatcher.Handle<v1::DraftBreachNoticeRequest, v1::DraftBreachNoticeResponse>(
      service + "DraftBreachNotice", [parts](CallContext& context, const auto& in, auto* out) {
        return Draft(parts, context, in, out);
      });
}

}  // namespace setara
