// Lists of placements, of follow-up checks that are due, of positions, of reasons.
#include "matcher/domain/errors.h"
#include "server/placement/reasons.h"
#include "server/rpc/convert_placement.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/placement_handlers.h"
#include "server/rpc/placement_view.h"
#include "server/rpc/write_or_check.h"
#include "server/store/bitemporal.h"
#include "server/store/changes.h"
#include "server/store/placement_lists.h"
#include "setara/v1/placement.pb.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.PlacementService.";
constexpr int kMaxPage = 1000;

// The key of the page after, `size` numbers; zeros for the first page.
template <typename Request>
absl::StatusOr<std::vector<int64_t>> ReadToken(const Request& request, size_t size) {
  if (request.page_token().empty()) return std::vector<int64_t>(size, 0);
  return DecodePageToken(request, request.page_token(), size);
}

absl::Status NoPlace(const char* message) {
  return WithReason(absl::PermissionDeniedError(message), "PLACE_MISSING");
}

// What the caller reaches. A person whom the request names was held against the scope by the gate,
// which also knows of records opened in an emergency; then the branch says nothing more.
absl::Status Narrow(Connection& db, const CallContext& context, bool named,
                    PlacementFilter& filter) {
  const CallerPlace& place = context.caller.place;
  if (context.scope == v1::SCOPE_EMPLOYER) {
    if (place.employer_id.empty()) return NoPlace("your account names no employer");
    filter.employer_id = place.employer_id;
    filter.referred = true;
    return absl::OkStatus();
  }
  if (context.scope == v1::SCOPE_OWN) {
    if (place.seeker_id.empty()) return NoPlace("your account names no person");
    absl::StatusOr<std::optional<int64_t>> row = FindRow(db, RecordKind::kSeeker, place.seeker_id);
    if (!row.ok()) return row.status();
    if (!row->has_value()) return NotFound("seekers/" + place.seeker_id);
    filter.seeker_row = *row;
    return absl::OkStatus();
  }
  if (named) return absl::OkStatus();
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  filter.branch = *branch;
  return absl::OkStatus();
}

absl::StatusOr<PlacementFilter> ReadFilter(Connection& db,
                                           const v1::ListPlacementsRequest& request) {
  PlacementFilter filter;
  if (!request.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
    if (!id.ok()) return id.status();
    filter.employer_id = *std::move(id);
  }
  if (!request.opening().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.opening(), "openings", "opening");
    if (!id.ok()) return id.status();
    filter.opening_id = *std::move(id);
  }
  for (int i = 0; i < request.states_size(); ++i) {
    if (request.states(i) == v1::PLACEMENT_STATE_UNSPECIFIED) {
      return InvalidField("states[" + std::to_string(i) + "]", "is not a state");
    }
    filter.states.push_back(static_cast<PlacementState>(request.states(i)));
  }
  filter.needs_decision = request.needs_decision();
  if (request.seeker().empty()) return filter;
  absl::StatusOr<std::string> id = ParseName(request.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> row = FindRow(db, RecordKind::kSeeker, *id);
  if (!row.ok()) return row.status();
  if (!row->has_value()) return NotFound(request.seeker());
  filter.seeker_row = *row;
  return filter;
}

// Fills those of the page that the caller may see.
absl::Status FillPage(Connection& db, CallContext& context, std::vector<Placement>& page,
                      v1::ListPlacementsResponse* response) {
  for (Placement& record : page) {
    absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, std::move(record));
    if (!placement.ok()) return placement.status();
    if (context.scope == v1::SCOPE_EMPLOYER) {
      absl::StatusOr<bool> sees = EmployerMaySee(db, *placement, context.today);
      if (!sees.ok()) return sees.status();
      if (!*sees) continue;
    }
    absl::Status filled = FillPlacement(db, context, *placement, false, response->add_placements());
    if (!filled.ok()) return filled;
  }
  return absl::OkStatus();
}

absl::Status List(Store& store, CallContext& context, const v1::ListPlacementsRequest& request,
                  v1::ListPlacementsResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  absl::StatusOr<std::vector<int64_t>> before = ReadToken(request, 1);
  if (!before.ok()) return before.status();
  const auto read = [&](Connection& db) -> absl::Status {
    response->Clear();
    absl::StatusOr<PlacementFilter> filter = ReadFilter(db, request);
    if (!filter.ok()) return filter.status();
    absl::Status narrowed = Narrow(db, context, !request.seeker().empty(), *filter);
    if (!narrowed.ok()) return narrowed;
    absl::StatusOr<std::vector<Placement>> page =
        ListPlacements(db, *filter, before->front(), *size + 1);
    if (!page.ok()) return page.status();
    if (page->size() > static_cast<size_t>(*size)) {
      page->pop_back();
      response->set_next_page_token(EncodePageToken(request, {page->back().entry}));
    }
    return FillPage(db, context, *page, response);
  };
  // What an employer is shown is kept with the answer.
  if (context.scope == v1::SCOPE_EMPLOYER) return AuditedWrite(store, context, read);
  return store.Read(read);
}

absl::Status FollowUps(Store& store, CallContext& context, const v1::ListFollowUpsRequest& request,
                       v1::ListFollowUpsResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  absl::StatusOr<std::vector<int64_t>> key = ReadToken(request, 2);
  if (!key.ok()) return key.status();
  std::optional<DueKey> after;
  if (!request.page_token().empty()) after = DueKey{(*key)[0], (*key)[1]};
  FieldErrors errors;
  const Date due_by = request.has_due_by()
                          ? FromProto(request.due_by(), "due_by", errors).value_or(context.today)
                          : context.today;
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<DuePlacement>> page =
        ListDuePlacements(db, *branch, due_by, after, *size + 1);
    if (!page.ok()) return page.status();
    if (page->size() > static_cast<size_t>(*size)) {
      page->pop_back();
      const DuePlacement& last = page->back();
      response->set_next_page_token(
          EncodePageToken(request, {StoredDate(last.check.due_on), last.placement.entry}));
    }
    for (DuePlacement& due : *page) {
      absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, std::move(due.placement));
      if (!placement.ok()) return placement.status();
      v1::FollowUp& out = *response->add_follow_ups();
      absl::Status filled = FillPlacement(db, context, *placement, false, out.mutable_placement());
      if (!filled.ok()) return filled;
      *out.mutable_due_on() = ToProto(due.check.due_on);
      out.set_months(due.check.months);
      out.set_days_overdue(static_cast<int32_t>((context.today - due.check.due_on).count()));
    }
    return absl::OkStatus();
  });
}

// One opening asked for by name; "" where staff of an employer ask for their own.
absl::StatusOr<PositionsFilter> ReadPositionsFilter(const CallContext& context,
                                                    const v1::ListOpeningPositionsRequest& in) {
  PositionsFilter filter;
  filter.full_only = in.full_only();
  if (!in.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(in.employer(), "employers", "employer");
    if (!id.ok()) return id.status();
    filter.employer_id = *std::move(id);
  }
  if (context.scope != v1::SCOPE_EMPLOYER) return filter;
  if (context.caller.place.employer_id.empty()) return NoPlace("your account names no employer");
  filter.employer_id = context.caller.place.employer_id;
  return filter;
}

absl::Status Positions(Store& store, const CallContext& context,
                       const v1::ListOpeningPositionsRequest& request,
                       v1::ListOpeningPositionsResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  absl::StatusOr<std::vector<int64_t>> after = ReadToken(request, 1);
  if (!after.ok()) return after.status();
  absl::StatusOr<PositionsFilter> filter = ReadPositionsFilter(context, request);
  if (!filter.ok()) return filter.status();
  if (!request.opening().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.opening(), "openings", "opening");
    if (!id.ok()) return id.status();
    return store.Read([&](Connection& db) -> absl::Status {
      absl::StatusOr<OpeningPositions> one = PositionsOfOpening(db, *id, context.today);
      if (!one.ok()) return one.status();
      const bool full = one->open && one->left() == 0;
      if (!request.full_only() || full) *response->add_openings() = ToProto(*one);
      return absl::OkStatus();
    });
  }
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<OpeningPositions>> page =
        ListOpeningPositions(db, *filter, context.today, after->front(), *size + 1);
    if (!page.ok()) return page.status();
    if (page->size() > static_cast<size_t>(*size)) {
      page->pop_back();
      response->set_next_page_token(EncodePageToken(request, {page->back().row}));
    }
    for (const OpeningPositions& one : *page) *response->add_openings() = ToProto(one);
    return absl::OkStatus();
  });
}

absl::Status ListReasons(const v1::ListPlacementReasonsRequest& request,
                         v1::ListPlacementReasonsResponse* response) {
  for (const placement::PlacementReason& reason : placement::Reasons::Get().all()) {
    const auto step = static_cast<v1::PlacementStep>(reason.step);
    if (request.step() != v1::PLACEMENT_STEP_UNSPECIFIED && request.step() != step) continue;
    v1::PlacementReason& out = *response->add_reasons();
    out.set_code(reason.code);
    out.set_step(step);
    out.mutable_label()->set_indonesian(reason.label_id);
    out.mutable_label()->set_english(reason.label_en);
    out.set_told_to_employer(reason.told_to_employer);
  }
  return absl::OkStatus();
}

}  // namespace

void HandlePlacementLists(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ListPlacementsRequest, v1::ListPlacementsResponse>(
      service + "ListPlacements", [&store](CallContext& context, const auto& request, auto* out) {
        return List(store, context, request, out);
      });
  dispatcher.Handle<v1::ListFollowUpsRequest, v1::ListFollowUpsResponse>(
      service + "ListFollowUps", [&store](CallContext& context, const auto& request, auto* out) {
        return FollowUps(store, context, request, out);
      });
  dispatcher.Handle<v1::ListOpeningPositionsRequest, v1::ListOpeningPositionsResponse>(
      service + "ListOpeningPositions",
      [&store](CallContext& context, const auto& request, auto* out) {
        return Positions(store, context, request, out);
      });
  dispatcher.Handle<v1::ListPlacementReasonsRequest, v1::ListPlacementReasonsResponse>(
      service + "ListPlacementReasons",
      [](CallContext&, const auto& request, auto* out) { return ListReasons(request, out); });
}

void HandlePlacements(Dispatcher& dispatcher, Store& store, const casework::CaseRules& rules) {
  HandlePlacementSteps(dispatcher, store);
  HandlePlacementHires(dispatcher, store, rules);
  HandlePlacementLists(dispatcher, store);
}

}  // namespace setara
