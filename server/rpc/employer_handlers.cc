#include <absl/strings/str_cat.h>

#include "matcher/domain/errors.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/reported_employment.h"
#include "server/rpc/store_handlers.h"
#include "server/rpc/update_mask.h"
#include "server/rpc/write_or_check.h"
#include "server/store/employers.h"
#include "server/store/request_ids.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.EmployerService.";
constexpr int kMaxListPage = 1000;

absl::Status Get(Store& store, const v1::GetEmployerRequest& request, v1::Employer* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "employers", "name");
  if (!id.ok()) return id.status();
  return store.Read([&](Connection& db) {
    absl::StatusOr<Employer> employer = GetEmployer(db, *id);
    if (employer.ok()) *response = ToProto(*employer);
    return employer.status();
  });
}

absl::Status List(Store& store, const CallContext& context, const v1::ListEmployersRequest& request,
                  v1::ListEmployersResponse* response) {
  FieldErrors errors;
  CheckRegion(request.region_code(), "region_code", errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  absl::StatusOr<std::string> region = RegionInScope(context, request.region_code(), "region_code");
  if (!region.ok()) return region.status();
  EmployerFilter filter{*region, static_cast<EmployerKind>(request.kind())};
  return store.Read([&](Connection& db) {
    absl::StatusOr<std::vector<Employer>> employers = ListEmployers(db, filter, after, *size + 1);
    if (!employers.ok()) return employers.status();
    bool more = employers->size() > static_cast<size_t>(*size);
    if (more) employers->pop_back();
    for (const Employer& employer : *employers) *response->add_employers() = ToProto(employer);
    if (more) response->set_next_page_token(EncodePageToken(request, {employers->back().row}));
    return absl::OkStatus();
  });
}

absl::Status Create(Store& store, CallContext& context, const v1::CreateEmployerRequest& request,
                    v1::Employer* response) {
  if (!request.has_employer()) return InvalidField("employer", "is required");
  if (request.request_id().size() > 100) {
    return InvalidField("request_id", "is longer than 100 bytes");
  }
  absl::StatusOr<Employer> employer = FromProto(request.employer());
  if (!employer.ok()) return WithFieldPrefix(employer.status(), "employer");
  absl::StatusOr<std::string> seat =
      RegionInScope(context, request.employer().seat_region_code(), "employer.seat_region_code");
  if (!seat.ok()) return seat.status();
  auto insert = [&](Connection& db) -> absl::StatusOr<std::string> {
    absl::StatusOr<Employer> inserted = InsertEmployer(db, *employer, context.now);
    if (!inserted.ok()) return inserted.status();
    return inserted->id;
  };
  absl::Status status =
      WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<std::string> id =
            OncePerRequest(db, absl::StrCat(kService, "CreateEmployer ", context.caller.name),
                           request.request_id(), context.now, [&] { return insert(db); });
        if (!id.ok()) return id.status();
        absl::StatusOr<Employer> stored = GetEmployer(db, *id);
        if (stored.ok()) *response = ToProto(*stored);
        return stored.status();
      });
  if (request.validate_only()) {
    response->clear_name();
    response->clear_etag();
  }
  return WithFieldPrefix(status, "employer");
}

absl::StatusOr<Employer> Updated(const Employer& stored, const v1::UpdateEmployerRequest& request) {
  v1::Employer merged = ToProto(stored);
  // Left in, the day of the old terms would date the new ones and so rewrite the past.
  merged.clear_terms_valid_from();
  absl::Status applied = ApplyUpdate(request.employer(), request.update_mask(), &merged);
  if (!applied.ok()) return applied;
  absl::StatusOr<Employer> employer = FromProto(merged);
  if (!employer.ok()) return WithFieldPrefix(employer.status(), "employer");
  if (employer->source != stored.source || employer->source_id != stored.source_id) {
    return InvalidField("employer.source", "the key of an import does not change");
  }
  employer->id = stored.id;
  return employer;
}

absl::Status Update(Store& store, CallContext& context, const v1::UpdateEmployerRequest& request,
                    v1::Employer* response) {
  absl::StatusOr<std::string> id =
      ParseName(request.employer().name(), "employers", "employer.name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version =
      ParseEtag(request.employer().etag(), "employer.etag");
  if (!version.ok()) return version.status();
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
    absl::StatusOr<Employer> stored = GetEmployer(db, *id);
    if (!stored.ok()) return stored.status();
    absl::StatusOr<Employer> employer = Updated(*stored, request);
    if (!employer.ok()) return employer.status();
    absl::StatusOr<Employer> result = UpdateEmployer(db, *employer, *version, context.now);
    if (result.ok()) *response = ToProto(*result);
    return result.status();
  });
}

absl::Status RecordHeadcount(Store& store, CallContext& context,
                             const v1::RecordHeadcountRequest& request,
                             v1::HeadcountReport* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  if (!request.has_report()) return InvalidField("report", "is required");
  absl::StatusOr<HeadcountReport> report = FromProto(request.report(), *id);
  if (!report.ok()) return WithFieldPrefix(report.status(), "report");
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) {
    absl::StatusOr<RecordedFact> fact = UpsertHeadcount(db, *report, context.now);
    if (fact.ok()) *response = ToProto(KnownHeadcount{*report, fact->known_at});
    return fact.status();
  });
}

absl::Status RecordEmployment(Store& store, CallContext& context,
                              const v1::RecordEmploymentRequest& request,
                              v1::EmploymentRecord* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  if (!request.has_record()) return InvalidField("record", "is required");
  absl::StatusOr<EmploymentRecord> record = FromProto(request.record(), *id);
  if (!record.ok()) return WithFieldPrefix(record.status(), "record");
  absl::Status reported = CheckReportedSource(*record);
  if (!reported.ok()) return WithFieldPrefix(reported, "record");
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) {
    absl::StatusOr<RecordedFact> fact = UpsertEmployment(db, *record, context.now);
    if (fact.ok()) *response = ToProto(KnownEmployment{WithExclusion(*record), fact->known_at});
    return fact.status();
  });
}

}  // namespace

void HandleEmployers(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::GetEmployerRequest, v1::Employer>(
      service + "GetEmployer",
      [&store](CallContext&, const auto& request, auto* out) { return Get(store, request, out); });
  dispatcher.Handle<v1::ListEmployersRequest, v1::ListEmployersResponse>(
      service + "ListEmployers", [&store](CallContext& context, const auto& request, auto* out) {
        return List(store, context, request, out);
      });
  dispatcher.Handle<v1::CreateEmployerRequest, v1::Employer>(
      service + "CreateEmployer", [&store](CallContext& context, const auto& request, auto* out) {
        return Create(store, context, request, out);
      });
  dispatcher.Handle<v1::UpdateEmployerRequest, v1::Employer>(
      service + "UpdateEmployer", [&store](CallContext& context, const auto& request, auto* out) {
        return Update(store, context, request, out);
      });
  dispatcher.Handle<v1::RecordHeadcountRequest, v1::HeadcountReport>(
      service + "RecordHeadcount", [&store](CallContext& context, const auto& request, auto* out) {
        return RecordHeadcount(store, context, request, out);
      });
  dispatcher.Handle<v1::RecordEmploymentRequest, v1::EmploymentRecord>(
      service + "RecordEmployment", [&store](CallContext& context, const auto& request, auto* out) {
        return RecordEmployment(store, context, request, out);
      });
}

}  // namespace setara
