#include <absl/strings/str_cat.h>
#include <google/protobuf/empty.pb.h>

#include "matcher/domain/errors.h"
#include "server/ops/screening.h"
#include "server/rpc/coding.h"
#include "server/rpc/convert.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/update_mask.h"
#include "server/rpc/write_or_check.h"
#include "server/store/employers.h"
#include "server/store/findings.h"
#include "server/store/openings.h"
#include "server/store/request_ids.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.OpeningService.";
constexpr int kMaxListPage = 1000;

absl::StatusOr<Opening> Load(Store& store, const std::string& id) {
  absl::StatusOr<Opening> opening;
  absl::Status status = store.Read([&](Connection& db) {
    opening = GetOpening(db, id);
    return opening.status();
  });
  if (!status.ok()) return status;
  return opening;
}

absl::Status Get(const Parts& parts, const v1::GetOpeningRequest& request, v1::Opening* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "openings", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<Opening> opening = Load(parts.store, *id);
  if (!opening.ok()) return opening.status();
  *response = ToProto(*opening);
  return absl::OkStatus();
}

absl::StatusOr<OpeningFilter> FilterOf(const v1::ListOpeningsRequest& request) {
  FieldErrors errors;
  OpeningFilter filter;
  if (!request.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
    errors.AddAll(id.status());
    if (id.ok()) filter.employer_id = *id;
  }
  CheckRegion(request.region_code(), "region_code", errors);
  filter.region_code = request.region_code();
  filter.state = static_cast<OpeningState>(request.state());
  filter.source = request.source();
  if (!errors.empty()) return errors.ToStatus();
  return filter;
}

absl::Status List(const Parts& parts, const v1::ListOpeningsRequest& request,
                  v1::ListOpeningsResponse* response) {
  absl::StatusOr<OpeningFilter> filter = FilterOf(request);
  if (!filter.ok()) return filter.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  return parts.store.Read([&](Connection& db) {
    // One more than the page tells whether there is another.
    absl::StatusOr<std::vector<Opening>> openings = ListOpenings(db, *filter, after, *size + 1);
    if (!openings.ok()) return openings.status();
    bool more = openings->size() > static_cast<size_t>(*size);
    if (more) openings->pop_back();
    for (const Opening& opening : *openings) *response->add_openings() = ToProto(opening);
    if (more) response->set_next_page_token(EncodePageToken(request, {openings->back().row}));
    return absl::OkStatus();
  });
}

// An opening belongs to an employer that is registered, or to none.
absl::Status CheckEmployerExists(Connection& db, const Opening& opening) {
  if (opening.employer_id.empty()) return absl::OkStatus();
  absl::Status found = EmployerRow(db, opening.employer_id).status();
  if (found.code() != absl::StatusCode::kNotFound) return found;
  return InvalidField("employer", "no such employer: register it first, or leave it out");
}

// How many findings the opening has, for whoever wrote it; it is stored all the same.
absl::Status TellFindings(Connection& db, const Opening& opening, CallContext& context) {
  absl::StatusOr<std::vector<ScreeningFinding>> findings = GetFindings(db, opening.row);
  if (!findings.ok()) return findings.status();
  if (!findings->empty()) {
    context.trailers[kAttentionKey] = "findings=" + std::to_string(findings->size());
  }
  return absl::OkStatus();
}

absl::Status Create(const Parts& parts, CallContext& context,
                    const v1::CreateOpeningRequest& request, v1::Opening* response) {
  if (!request.has_opening()) return InvalidField("opening", "is required");
  if (request.request_id().size() > 100) {
    return InvalidField("request_id", "is longer than 100 bytes");
  }
  absl::StatusOr<Opening> opening = FromProto(request.opening(), context.today);
  if (!opening.ok()) return WithFieldPrefix(opening.status(), "opening");
  CodeWords(*opening);
  auto insert = [&](Connection& db) -> absl::StatusOr<std::string> {
    if (absl::Status exists = CheckEmployerExists(db, *opening); !exists.ok()) return exists;
    absl::StatusOr<Opening> inserted = InsertOpening(db, *opening, context.now);
    if (!inserted.ok()) return inserted.status();
    if (absl::Status kept = KeepFindings(db, *inserted).status(); !kept.ok()) return kept;
    return inserted->id;
  };
  absl::StatusOr<Opening> stored;
  absl::Status status =
      WriteOrCheck(parts.store, context, request.validate_only(), [&](Connection& db) {
        absl::StatusOr<std::string> id =
            OncePerRequest(db, absl::StrCat(kService, "CreateOpening ", context.caller.name),
                           request.request_id(), context.now, [&] { return insert(db); });
        if (!id.ok()) return id.status();
        stored = GetOpening(db, *id);
        return stored.ok() ? TellFindings(db, *stored, context) : stored.status();
      });
  if (!status.ok()) return WithFieldPrefix(status, "opening");
  *response = ToProto(*stored);
  if (request.validate_only()) {
    response->clear_name();
    response->clear_etag();
  }
  return absl::OkStatus();
}

// What the stored opening becomes under the request; nothing is written.
absl::StatusOr<Opening> Updated(const Opening& stored, const v1::UpdateOpeningRequest& request,
                                Date today) {
  v1::Opening merged = ToProto(stored);
  // Coded from the title: to be coded again, unless the request states it.
  if (stored.occupation_origin != OccupationOrigin::kStated) merged.clear_occupation_code();
  // A guess that was read and comes back is still a guess.
  v1::Opening patch = request.opening();
  if (patch.occupation_origin() == v1::OCCUPATION_ORIGIN_TITLE_INDEX &&
      patch.occupation_code() == stored.occupation_code) {
    patch.clear_occupation_code();
  }
  absl::Status applied = ApplyUpdate(patch, request.update_mask(), &merged);
  if (!applied.ok()) return applied;
  absl::StatusOr<Opening> opening = FromProto(merged, today);
  if (!opening.ok()) return WithFieldPrefix(opening.status(), "opening");
  CodeWords(*opening);
  opening->id = stored.id;
  return opening;
}

absl::Status Update(const Parts& parts, CallContext& context,
                    const v1::UpdateOpeningRequest& request, v1::Opening* response) {
  absl::StatusOr<std::string> id = ParseName(request.opening().name(), "openings", "opening.name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version =
      ParseEtag(request.opening().etag(), "opening.etag");
  if (!version.ok()) return version.status();
  absl::StatusOr<Opening> result;
  absl::Status status = WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Opening> stored = GetOpening(db, *id);
        if (!stored.ok()) return stored.status();
        absl::StatusOr<Opening> opening = Updated(*stored, request, context.today);
        if (!opening.ok()) return opening.status();
        if (absl::Status exists = CheckEmployerExists(db, *opening); !exists.ok()) {
          return WithFieldPrefix(exists, "opening");
        }
        result = UpdateOpening(db, *opening, *version, context.now);
        if (!result.ok()) return result.status();
        if (absl::Status kept = KeepFindings(db, *result).status(); !kept.ok()) return kept;
        return TellFindings(db, *result, context);
      });
  if (!status.ok()) return status;
  *response = ToProto(*result);
  return absl::OkStatus();
}

absl::Status Close(const Parts& parts, CallContext& context, const v1::CloseOpeningRequest& request,
                   v1::Opening* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "openings", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(request.etag(), "etag");
  if (!version.ok()) return version.status();
  OpeningState state = request.filled() ? OpeningState::kFilled : OpeningState::kClosed;
  absl::StatusOr<Opening> result;
  absl::Status status = AuditedWrite(parts.store, context, [&](Connection& db) -> absl::Status {
    result = GetOpening(db, *id);
    if (!result.ok() || result->state == state) return result.status();
    result->state = state;
    result = UpdateOpening(db, *result, *version, context.now);
    return result.status();
  });
  if (!status.ok()) return status;
  *response = ToProto(*result);
  return absl::OkStatus();
}

absl::Status Delete(const Parts& parts, CallContext& context,
                    const v1::DeleteOpeningRequest& request) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "openings", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(request.etag(), "etag");
  if (!version.ok()) return version.status();
  return AuditedWrite(parts.store, context,
                      [&](Connection& db) { return DeleteOpening(db, *id, *version); });
}

}  // namespace

void HandleOpenings(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = kService;
  dispatcher.Handle<v1::GetOpeningRequest, v1::Opening>(
      service + "GetOpening",
      [parts](CallContext&, const auto& request, auto* out) { return Get(parts, request, out); });
  dispatcher.Handle<v1::ListOpeningsRequest, v1::ListOpeningsResponse>(
      service + "ListOpenings",
      [parts](CallContext&, const auto& request, auto* out) { return List(parts, request, out); });
  dispatcher.Handle<v1::CreateOpeningRequest, v1::Opening>(
      service + "CreateOpening", [parts](CallContext& context, const auto& request, auto* out) {
        return Create(parts, context, request, out);
      });
  dispatcher.Handle<v1::UpdateOpeningRequest, v1::Opening>(
      service + "UpdateOpening", [parts](CallContext& context, const auto& request, auto* out) {
        return Update(parts, context, request, out);
      });
  dispatcher.Handle<v1::CloseOpeningRequest, v1::Opening>(
      service + "CloseOpening", [parts](CallContext& context, const auto& request, auto* out) {
        return Close(parts, context, request, out);
      });
  dispatcher.Handle<v1::DeleteOpeningRequest, google::protobuf::Empty>(
      service + "DeleteOpening", [parts](CallContext& context, const auto& request, auto*) {
        return Delete(parts, context, request);
      });
}

}  // namespace setara
