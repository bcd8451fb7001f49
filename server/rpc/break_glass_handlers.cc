#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/rpc/convert.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/write_or_check.h"
#include "server/store/break_glass.h"
#include "server/store/places.h"
#include "setara/v1/break_glass.pb.h"

namespace setara {
namespace {

constexpr int kMaxPage = 1000;
constexpr size_t kLeastReason = 20;
constexpr size_t kMostText = 500;

v1::BreakGlassGrant GrantToProto(const BreakGlassGrant& grant) {
  v1::BreakGlassGrant out;
  out.set_name("breakGlassGrants/" + grant.id);
  out.set_caller(grant.caller);
  out.set_role(static_cast<v1::Role>(grant.role));
  out.set_branch(grant.branch);
  out.set_seeker("seekers/" + grant.seeker_id);
  out.set_reason(grant.reason);
  *out.mutable_open_time() = ToProto(grant.opened_at);
  *out.mutable_expire_time() = ToProto(grant.expires_at);
  if (grant.reviewed_at) *out.mutable_review_time() = ToProto(*grant.reviewed_at);
  out.set_reviewer(grant.reviewed_by);
  out.set_finding(static_cast<v1::BreakGlassFinding>(grant.finding));
  out.set_note(grant.note);
  return out;
}

absl::Status Open(const Parts& parts, CallContext& context, const v1::OpenRecordRequest& request,
                  v1::BreakGlassGrant* response) {
  absl::StatusOr<std::string> id = ParseName(request.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  if (request.reason().size() < kLeastReason || request.reason().size() > kMostText) {
    return InvalidField("reason", "say in 20 to 500 bytes why it cannot wait");
  }
  return WriteOrCheck(parts.store, context, false, [&](Connection& db) -> absl::Status {
    absl::StatusOr<std::optional<std::string>> branch = FindSeekerBranch(db, *id);
    if (!branch.ok()) return branch.status();
    if (!branch->has_value()) return NotFound(request.seeker());
    BreakGlassGrant grant;
    grant.caller = context.caller.name;
    grant.role = context.caller.role;
    grant.branch = context.caller.place.branch;
    grant.seeker_id = *id;
    grant.reason = request.reason();
    absl::StatusOr<BreakGlassGrant> stored = InsertBreakGlass(db, grant, context.now);
    if (!stored.ok()) return stored.status();
    *response = GrantToProto(*stored);
    context.event.break_glass = response->name();
    return absl::OkStatus();
  });
}

absl::Status List(const Parts& parts, const CallContext& context,
                  const v1::ListBreakGlassGrantsRequest& request,
                  v1::ListBreakGlassGrantsResponse* response) {
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  int64_t before = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    before = key->front();
  }
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<BreakGlassGrant>> grants =
        ListBreakGlass(db, *branch, !request.include_reviewed(), before, *size + 1);
    if (!grants.ok()) return grants.status();
    bool more = grants->size() > static_cast<size_t>(*size);
    if (more) grants->pop_back();
    for (const BreakGlassGrant& grant : *grants) *response->add_grants() = GrantToProto(grant);
    if (more) response->set_next_page_token(EncodePageToken(request, {grants->back().row}));
    return absl::OkStatus();
  });
}

absl::Status Review(const Parts& parts, CallContext& context,
                    const v1::ReviewBreakGlassGrantRequest& request,
                    v1::BreakGlassGrant* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "breakGlassGrants", "name");
  if (!id.ok()) return id.status();
  if (request.finding() == v1::BREAK_GLASS_FINDING_UNSPECIFIED) {
    return InvalidField("finding", "is required");
  }
  if (request.note().size() > kMostText) return InvalidField("note", "is longer than 500 bytes");
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  return WriteOrCheck(parts.store, context, false, [&](Connection& db) -> absl::Status {
    absl::StatusOr<BreakGlassGrant> grant = GetBreakGlass(db, *id);
    // To a supervisor another branch's grant is like none.
    bool beyond = branch->has_value() && (!grant.ok() || grant->branch != **branch);
    if (beyond) return RecordDenied();
    if (!grant.ok()) return grant.status();
    absl::StatusOr<BreakGlassGrant> reviewed = ReviewBreakGlass(
        db, *id, context.caller.name, static_cast<BreakGlassFinding>(request.finding()),
        request.note(), context.now);
    if (!reviewed.ok()) return reviewed.status();
    *response = GrantToProto(*reviewed);
    return absl::OkStatus();
  });
}

}  // namespace

void HandleBreakGlass(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = "setara.v1.BreakGlassService.";
  dispatcher.Handle<v1::OpenRecordRequest, v1::BreakGlassGrant>(
      service + "OpenRecord", [parts](CallContext& context, const auto& request, auto* out) {
        return Open(parts, context, request, out);
      });
  dispatcher.Handle<v1::ListBreakGlassGrantsRequest, v1::ListBreakGlassGrantsResponse>(
      service + "ListBreakGlassGrants",
      [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
  dispatcher.Handle<v1::ReviewBreakGlassGrantRequest, v1::BreakGlassGrant>(
      service + "ReviewBreakGlassGrant",
      [parts](CallContext& context, const auto& request, auto* out) {
        return Review(parts, context, request, out);
      });
}

}  // namespace setara
