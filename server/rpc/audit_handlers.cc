#include <utility>

#include "server/audit/audit_query.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_audit.h"
#include "server/rpc/page_token.h"
#include "server/rpc/store_handlers.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.AuditService.";
constexpr int kPage = 50, kMaxPage = 1000;

std::optional<Instant> ReadInstant(bool given, const google::protobuf::Timestamp& timestamp,
                                   const std::string& field, FieldErrors& errors) {
  if (!given) return std::nullopt;
  constexpr int64_t kYear1 = -62'135'596'800, kYear9999 = 253'402'300'799;  // timestamp.proto
  if (timestamp.seconds() < kYear1 || timestamp.seconds() > kYear9999 || timestamp.nanos() < 0 ||
      timestamp.nanos() > 999'999'999) {
    errors.Add(field, "is not an instant in the years 1 to 9999");
    return std::nullopt;
  }
  return FromProto(timestamp);
}

absl::StatusOr<AuditFilter> ReadFilter(const v1::ListAuditEventsRequest& request) {
  FieldErrors errors;
  AuditFilter filter;
  if (!request.person().empty()) {
    absl::StatusOr<std::string> person = ParseName(request.person(), "seekers", "person");
    if (!person.ok()) return person.status();
    filter.person = *std::move(person);
  }
  filter.caller = request.caller();
  filter.method = request.method();
  filter.since = ReadInstant(request.has_since(), request.since(), "since", errors);
  filter.until = ReadInstant(request.has_until(), request.until(), "until", errors);
  filter.outcome = FromProto(request.outcome());
  if (!errors.empty()) return errors.ToStatus();
  return filter;
}

// A page of events, newest first, given to `add`; `*token` is that of the next page.
template <typename Request, typename Add>
absl::Status List(Store& store, const CallContext& context, const Request& request,
                  const AuditFilter& filter, std::string* token, Add add) {
  absl::StatusOr<int> size = PageSize(request.page_size(), kPage, kMaxPage);
  if (!size.ok()) return size.status();
  std::optional<AuditPageKey> after;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 2);
    if (!key.ok()) return key.status();
    after = {(*key)[0], (*key)[1]};
  }
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<AuditRecord>> records =
        ListAudit(db, filter, after, *size + 1, [&context] { return context.Expired(); });
    if (!records.ok()) return records.status();
    bool more = records->size() > static_cast<size_t>(*size);
    if (more) records->pop_back();
    for (const AuditRecord& record : *records) add(record);
    if (more) {
      const AuditRecord& last = records->back();
      *token =
          EncodePageToken(request, {last.event.at.time_since_epoch().count(), last.point.sequence});
    }
    return absl::OkStatus();
  });
}

absl::Status ListEvents(Store& store, const CallContext& context,
                        const v1::ListAuditEventsRequest& request,
                        v1::ListAuditEventsResponse* response) {
  absl::StatusOr<AuditFilter> filter = ReadFilter(request);
  if (!filter.ok()) return filter.status();
  return List(store, context, request, *filter, response->mutable_next_page_token(),
              [response](const AuditRecord& record) { *response->add_events() = ToProto(record); });
}

absl::Status ListTrail(Store& store, const CallContext& context,
                       const v1::ListPersonTrailRequest& request,
                       v1::ListPersonTrailResponse* response) {
  absl::StatusOr<std::string> person = ParseName(request.person(), "seekers", "person");
  if (!person.ok()) return person.status();
  AuditFilter filter;
  filter.person = *std::move(person);
  return List(store, context, request, filter, response->mutable_next_page_token(),
              [response](const AuditRecord& record) {
                *response->add_entries() = ToTrailEntry(record.event);
              });
}

absl::Status ReadChain(Store& store, const v1::ReadAuditChainRequest& request,
                       v1::ReadAuditChainResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), kPage, kMaxPage);
  if (!size.ok()) return size.status();
  int64_t after = request.after_sequence();
  if (after < 0) return InvalidField("after_sequence", "is negative: give 0 or more");
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<AuditRecord>> records = ReadAuditChain(db, after, *size + 1);
    if (!records.ok()) return records.status();
    bool more = records->size() > static_cast<size_t>(*size);
    if (more) records->pop_back();
    for (const AuditRecord& record : *records) *response->add_events() = ToProto(record);
    if (more) {
      response->set_next_page_token(EncodePageToken(request, {records->back().point.sequence}));
    }
    return absl::OkStatus();
  });
}

}  // namespace

void HandleAudit(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ListAuditEventsRequest, v1::ListAuditEventsResponse>(
      service + "ListAuditEvents", [&store](CallContext& context, const auto& request, auto* out) {
        return ListEvents(store, context, request, out);
      });
  dispatcher.Handle<v1::ListPersonTrailRequest, v1::ListPersonTrailResponse>(
      service + "ListPersonTrail", [&store](CallContext& context, const auto& request, auto* out) {
        return ListTrail(store, context, request, out);
      });
  dispatcher.Handle<v1::ReadAuditChainRequest, v1::ReadAuditChainResponse>(
      service + "ReadAuditChain", [&store](CallContext&, const auto& request, auto* out) {
        return ReadChain(store, request, out);
      });
}

}  // namespace setara
