// Reading cases: one, a list, the log of one.
#include "server/rpc/case_handlers.h"

#include "matcher/domain/errors.h"
#include "server/case_ledger/derive.h"
#include "server/rpc/as_known.h"
#include "server/rpc/case_summary_handler.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/store/case_lists.h"
#include "server/store/changes.h"

namespace setara {
namespace {

constexpr int kMaxPage = 1000;

// The case as it was known at `at`; NOT_FOUND: not yet then.
absl::Status KnownAt(LoadedCase& loaded, Instant at, const casework::CaseRules& rules) {
  std::erase_if(loaded.events, [&](const CaseEvent& event) { return event.recorded_at > at; });
  if (loaded.events.empty()) return NotFound("cases/" + loaded.row.id);
  loaded.record = casework::Fold(loaded.events);
  loaded.row = DeriveCase(loaded.row, loaded.events, loaded.record, rules).row;
  return absl::OkStatus();
}

absl::Status Get(const CaseParts& parts, CallContext& context, const v1::GetCaseRequest& request,
                 v1::Case* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "cases", "name");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  const Instant at = ReadInstant(request.has_known_time(), request.known_time(), context.now,
                                 "known_time", errors);
  if (!errors.empty()) return errors.ToStatus();
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *id);
    if (!loaded.ok()) return loaded.status();
    if (request.has_known_time()) {
      if (absl::Status known = KnownAt(*loaded, at, parts.rules); !known.ok()) return known;
    }
    return FillCase(db, *loaded, at, parts.rules, response);
  });
}

absl::StatusOr<CaseFilter> ReadFilter(const CallContext& context,
                                      const v1::ListCasesRequest& request) {
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  CaseFilter filter;
  filter.branch = *branch;
  filter.manager = request.manager();
  for (int i = 0; i < request.states_size(); ++i) {
    if (request.states(i) == v1::CASE_STATE_UNSPECIFIED) {
      return InvalidField("states[" + std::to_string(i) + "]", "is not a state");
    }
    filter.states |= 1u << request.states(i);
  }
  return filter;
}

absl::Status List(const CaseParts& parts, CallContext& context, const v1::ListCasesRequest& request,
                  v1::ListCasesResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  absl::StatusOr<CaseFilter> filter = ReadFilter(context, request);
  if (!filter.ok()) return filter.status();
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<CaseRow>> page = ListCases(db, *filter, after, *size + 1);
    if (!page.ok()) return page.status();
    if (page->size() > static_cast<size_t>(*size)) {
      page->pop_back();
      response->set_next_page_token(EncodePageToken(request, {page->back().row}));
    }
    for (const CaseRow& row : *page) {
      absl::StatusOr<std::string> seeker = IdOfRow(db, *row.seeker_row);
      if (!seeker.ok()) return seeker.status();
      *response->add_cases() = ToProto(row, *seeker);
    }
    return absl::OkStatus();
  });
}

absl::Status ListEvents(const CaseParts& parts, const v1::ListCaseEventsRequest& request,
                        v1::ListCaseEventsResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.parent(), "cases", "parent");
  if (!id.ok()) return id.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *id);
    if (!loaded.ok()) return loaded.status();
    for (const CaseEvent& event : loaded->events) {
      if (event.sequence <= after) continue;
      if (response->events_size() == *size) {
        const int64_t last = response->events(*size - 1).sequence();
        response->set_next_page_token(EncodePageToken(request, {last}));
        break;
      }
      *response->add_events() = ToProto(*id, event);
    }
    return absl::OkStatus();
  });
}

}  // namespace

void HandleCases(Dispatcher& dispatcher, const CaseParts& parts) {
  const std::string service = kCaseService;
  dispatcher.Handle<v1::GetCaseRequest, v1::Case>(
      service + "GetCase", [parts](CallContext& context, const auto& request, auto* out) {
        return Get(parts, context, request, out);
      });
  dispatcher.Handle<v1::ListCasesRequest, v1::ListCasesResponse>(
      service + "ListCases", [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
  dispatcher.Handle<v1::ListCaseEventsRequest, v1::ListCaseEventsResponse>(
      service + "ListCaseEvents", [parts](CallContext&, const auto& request, auto* out) {
        return ListEvents(parts, request, out);
      });
  HandleCaseLog(dispatcher, parts);
  HandleCaseDeadlines(dispatcher, parts);
  HandleCaseGaps(dispatcher, parts);
  HandleCaseDocuments(dispatcher, parts);
  HandleCaseSearch(dispatcher, parts);
  HandleCaseHandOver(dispatcher, parts);
  HandleCaseSummary(dispatcher, parts.store, parts.rules);
}

}  // namespace setara
