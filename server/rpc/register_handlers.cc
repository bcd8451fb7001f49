#include "matcher/domain/errors.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/register_check.h"
#include "server/rpc/reported_employment.h"
#include "server/rpc/store_handlers.h"
#include "server/rpc/write_or_check.h"
#include "server/store/employers.h"
#include "server/store/register_lists.h"
#include "server/store/sites.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.RegisterService.";
constexpr int kMaxPage = 1000;

// --- Lists --------------------------------------------------------------------------------------

// Whose facts the caller asks for, and may: staff of an employer reach their own alone.
template <typename Request>
absl::StatusOr<RegisterScope> ScopeOfRequest(const CallContext& context, const Request& request) {
  FieldErrors errors;
  CheckRegion(request.region_code(), "region_code", errors);
  if (!errors.empty()) return errors.ToStatus();
  RegisterScope scope;
  if (!request.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
    if (!id.ok()) return id.status();
    scope.employer_id = *id;
    return scope;
  }
  if (context.scope == v1::SCOPE_EMPLOYER) {
    scope.employer_id = context.caller.place.employer_id;
    if (scope.employer_id.empty()) return InvalidField("employer", "name your employer");
    return scope;
  }
  absl::StatusOr<std::string> region = RegionInScope(context, request.region_code(), "region_code");
  if (!region.ok()) return region.status();
  scope.region_code = *region;
  return scope;
}

// One page as asked for: the token, where there is one, pins the instant.
struct Page {
  RegisterScope scope;
  Instant known_at{};
  int64_t after = 0;
  int size = 0;
};

template <typename Request>
absl::StatusOr<Page> ReadPage(const CallContext& context, const Request& request) {
  Page page;
  absl::StatusOr<RegisterScope> scope = ScopeOfRequest(context, request);
  if (!scope.ok()) return scope.status();
  page.scope = *scope;
  absl::StatusOr<int> size = PageSize(request.page_size(), 100, kMaxPage);
  if (!size.ok()) return size.status();
  page.size = *size;
  page.known_at = context.now;
  if (request.has_known_at()) {
    constexpr int64_t kYear1 = -62'135'596'800, kYear9999 = 253'402'300'799;  // timestamp.proto
    const auto& at = request.known_at();
    if (at.seconds() < kYear1 || at.seconds() > kYear9999 || at.nanos() < 0 ||
        at.nanos() > 999'999'999) {
      return InvalidField("known_at", "is not an instant in the years 1 to 9999");
    }
    page.known_at = FromProto(at);
  }
  if (request.page_token().empty()) return page;
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 2);
  if (!key.ok()) return key.status();
  page.after = (*key)[0];
  page.known_at = Instant(std::chrono::microseconds((*key)[1]));
  return page;
}

// Reads a page with `read` and hands each fact to `add`.
template <typename Request, typename Response, typename Fact>
absl::Status List(Store& store, const CallContext& context, const Request& request,
                  Response* response,
                  absl::StatusOr<std::vector<Entry<Fact>>> (*read)(Connection&,
                                                                   const RegisterScope&, Instant,
                                                                   int64_t, int),
                  void (*add)(const Fact&, Response*)) {
  absl::StatusOr<Page> page = ReadPage(context, request);
  if (!page.ok()) return page.status();
  return store.Read([&](Connection& db) {
    absl::StatusOr<std::vector<Entry<Fact>>> facts =
        read(db, page->scope, page->known_at, page->after, page->size + 1);
    if (!facts.ok()) return facts.status();
    const bool more = facts->size() > static_cast<size_t>(page->size);
    if (more) facts->pop_back();
    for (const Entry<Fact>& entry : *facts) add(entry.fact, response);
    if (more) {
      response->set_next_page_token(EncodePageToken(
          request, {facts->back().entry, page->known_at.time_since_epoch().count()}));
    }
    return absl::OkStatus();
  });
}

v1::WorkSite SiteToProto(const Site& site) {
  v1::WorkSite out;
  out.set_code(site.code);
  out.set_display_name(site.name);
  out.set_region_code(site.region_code);
  out.set_npp(site.npp);
  out.set_wlkp_number(site.wlkp_number);
  return out;
}

void AddHeadcount(const KnownHeadcount& known, v1::ListHeadcountsResponse* response) {
  v1::EmployerHeadcount* item = response->add_headcounts();
  item->set_employer("employers/" + known.report.employer_id);
  *item->mutable_report() = ToProto(known);
}

void AddEmployment(const KnownEmployment& known, v1::ListEmploymentResponse* response) {
  v1::EmployerEmployment* item = response->add_records();
  item->set_employer("employers/" + known.record.employer_id);
  *item->mutable_record() = ToProto(known);
}

void AddSite(const Site& site, v1::ListSitesResponse* response) {
  v1::EmployerSite* item = response->add_sites();
  item->set_employer("employers/" + site.employer_id);
  *item->mutable_site() = SiteToProto(site);
}

// --- Single facts -------------------------------------------------------------------------------

absl::Status Retract(Store& store, CallContext& context, const v1::RetractHeadcountRequest& request,
                     v1::RetractHeadcountResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  if (!request.has_valid_from()) return InvalidField("valid_from", "is required");
  FieldErrors errors;
  const std::optional<Date> day = FromProto(request.valid_from(), "valid_from", errors);
  if (!errors.empty() || !day) return errors.ToStatus();
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) {
    absl::StatusOr<RecordedFact> fact = RetractHeadcount(db, *id, *day, context.now);
    if (fact.ok()) *response->mutable_known_time() = ToProto(fact->known_at);
    return fact.status();
  });
}

absl::Status Record(Store& store, CallContext& context, const v1::RecordSiteRequest& request,
                    v1::WorkSite* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  if (!request.has_site()) return InvalidField("site", "is required");
  const v1::WorkSite& in = request.site();
  const Site site{*id, in.code(), in.display_name(), in.region_code(), in.npp(), in.wlkp_number()};
  FieldErrors errors;
  CheckRegion(in.region_code(), "region_code", errors);
  errors.AddAll(ValidateSite(site));
  if (!errors.empty()) return WithFieldPrefix(errors.ToStatus(), "site");
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) {
    absl::StatusOr<RecordedFact> fact = UpsertSite(db, site, context.now);
    if (fact.ok()) *response = SiteToProto(site);
    return fact.status();
  });
}

absl::Status Remove(Store& store, CallContext& context, const v1::RemoveSiteRequest& request) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  if (request.code().empty()) return InvalidField("code", "is required");
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) {
    return RemoveSite(db, *id, request.code(), context.now).status();
  });
}

// --- Evidence -----------------------------------------------------------------------------------

constexpr int kSoonDays = 90;
constexpr int kMaxDays = 3660;
constexpr int kConfirmedYears = 2;  // Permensos 2/2021, of the card

absl::StatusOr<Date> DayOrToday(const CallContext& context, bool given, const v1::Date& day,
                                const std::string& field) {
  FieldErrors errors;
  const Date read = given ? FromProto(day, field, errors).value_or(Date()) : context.today;
  if (!errors.empty()) return errors.ToStatus();
  return read;
}

// Which evidence a page shows: of people at work on `day`, ending in [from, until), after a record.
struct EvidenceWindow {
  Date day{};
  Date from{};
  Date until{};
  Date after_end{};
  int64_t after = 0;
};

absl::StatusOr<EvidenceWindow> ReadWindow(const CallContext& context,
                                          const v1::ListExpiringEvidenceRequest& request) {
  const int within = request.has_within_days() ? request.within_days() : kSoonDays;
  if (within < 0 || within > kMaxDays) {
    return InvalidField("within_days", "must be 0 to " + std::to_string(kMaxDays));
  }
  absl::StatusOr<Date> day = DayOrToday(context, request.has_as_of(), request.as_of(), "as_of");
  if (!day.ok()) return day.status();
  EvidenceWindow window;
  window.day = *day;
  window.from = request.include_expired() ? SinceEver() : *day + std::chrono::days(1);
  window.until = *day + std::chrono::days(within + 1);
  window.after_end = SinceEver() - std::chrono::days(1);
  if (request.page_token().empty()) return window;
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 3);
  if (!key.ok()) return key.status();
  window.after = (*key)[0];
  window.after_end = Date(std::chrono::days((*key)[1]));
  const std::chrono::days moved = Date(std::chrono::days((*key)[2])) - window.day;
  window.day += moved;
  window.until += moved;
  if (!request.include_expired()) window.from += moved;
  return window;
}

absl::Status ListExpiring(Store& store, const CallContext& context,
                          const v1::ListExpiringEvidenceRequest& request,
                          v1::ListExpiringEvidenceResponse* response) {
  absl::StatusOr<RegisterScope> scope = ScopeOfRequest(context, request);
  if (!scope.ok()) return scope.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 100, kMaxPage);
  if (!size.ok()) return size.status();
  absl::StatusOr<EvidenceWindow> window = ReadWindow(context, request);
  if (!window.ok()) return window.status();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<Entry<KnownEmployment>>> page =
        ExpiringEvidencePage(db, *scope, window->day, window->from, window->until,
                             window->after_end, window->after, *size + 1);
    if (!page.ok()) return page.status();
    const bool more = page->size() > static_cast<size_t>(*size);
    if (more) page->pop_back();
    for (const Entry<KnownEmployment>& entry : *page) {
      const EmploymentRecord& record = entry.fact.record;
      absl::StatusOr<Employer> employer = GetEmployer(db, record.employer_id);
      if (!employer.ok()) return employer.status();
      v1::ExpiringEvidence* item = response->add_evidence();
      item->set_employer("employers/" + employer->id);
      item->set_employer_display_name(employer->name);
      *item->mutable_record() = ToProto(entry.fact);
      item->set_days_left(static_cast<int>((*record.evidence_until - window->day).count()));
    }
    if (more) {
      const Entry<KnownEmployment>& last = page->back();
      response->set_next_page_token(EncodePageToken(
          request, {last.entry, last.fact.record.evidence_until->time_since_epoch().count(),
                    window->day.time_since_epoch().count()}));
    }
    return absl::OkStatus();
  });
}

Date PlusYears(Date date, int years) {
  using namespace std::chrono;
  const year_month_day day(date);
  const year_month_day later = day + std::chrono::years(years);
  return later.ok() ? Date(later) : Date(later.year() / later.month() / last);
}

// `record` as it is once its evidence was confirmed.
absl::StatusOr<EmploymentRecord> Confirmed(EmploymentRecord record, Date confirmed_on,
                                           std::optional<Date> until) {
  if (!record.evidence_from) {
    return WithReason(absl::FailedPreconditionError("the record has no evidence to confirm"),
                      "EVIDENCE_MISSING");
  }
  if (!record.evidence_until) {
    return WithReason(absl::FailedPreconditionError("the evidence does not end: nothing to do"),
                      "EVIDENCE_DOES_NOT_EXPIRE");
  }
  if (confirmed_on < *record.evidence_from) {
    return InvalidField("confirmed_on", "is before the first day of the evidence");
  }
  if (!until) until = PlusYears(confirmed_on, kConfirmedYears);
  if (*until <= *record.evidence_until || *until <= confirmed_on) {
    return InvalidField("evidence_until",
                        "must be later than the confirmation and than what is recorded");
  }
  record.evidence_until = until;
  record.evidence_confirmed_on = confirmed_on;
  return record;
}

absl::Status Confirm(Store& store, CallContext& context, const v1::ConfirmEvidenceRequest& request,
                     v1::EmploymentRecord* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  if (request.source_id().empty()) return InvalidField("source_id", "is required");
  absl::StatusOr<Date> on =
      DayOrToday(context, request.has_confirmed_on(), request.confirmed_on(), "confirmed_on");
  if (!on.ok()) return on.status();
  if (*on > context.today) return InvalidField("confirmed_on", "is in the future");
  std::optional<Date> until;
  if (request.has_evidence_until()) {
    FieldErrors errors;
    until = FromProto(request.evidence_until(), "evidence_until", errors);
    if (!errors.empty()) return errors.ToStatus();
  }
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
    absl::StatusOr<std::optional<KnownEmployment>> known =
        FindEmployment(db, request.source(), request.source_id());
    if (!known.ok()) return known.status();
    if (!known->has_value() || (*known)->record.employer_id != *id) {
      return NotFound("employment record of this key");
    }
    // Its placement would take the confirmation back with its next step.
    absl::Status reported = CheckReportedSource((*known)->record);
    if (!reported.ok()) return reported;
    absl::StatusOr<EmploymentRecord> record = Confirmed((*known)->record, *on, until);
    if (!record.ok()) return record.status();
    absl::StatusOr<RecordedFact> fact = UpsertEmployment(db, *record, context.now);
    if (fact.ok()) *response = ToProto(KnownEmployment{*record, fact->known_at});
    return fact.status();
  });
}

// --- What looks wrong ---------------------------------------------------------------------------

absl::StatusOr<std::vector<Employer>> EmployersToCheck(Connection& db, const RegisterScope& scope,
                                                       int64_t after, int limit) {
  if (scope.employer_id.empty()) {
    return ListEmployers(db, {scope.region_code, EmployerKind::kUnknown}, after, limit);
  }
  absl::StatusOr<Employer> one = GetEmployer(db, scope.employer_id);
  if (!one.ok()) return one.status();
  return std::vector<Employer>{*std::move(one)};
}

absl::Status CheckOne(Connection& db, const Employer& employer, Date day,
                      v1::RegisterSeverity least, v1::CheckRegisterResponse* response) {
  absl::StatusOr<quota::RegisterFacts> facts = LoadRegisterFacts(db, employer, day, std::nullopt);
  if (!facts.ok()) return facts.status();
  for (const quota::Finding& finding : quota::CheckPlausibility(*facts)) {
    if (static_cast<int>(finding.rule->severity) < static_cast<int>(least)) continue;
    *response->add_findings() = ToProto(finding, employer);
  }
  return absl::OkStatus();
}

absl::Status Check(Store& store, const CallContext& context,
                   const v1::CheckRegisterRequest& request, v1::CheckRegisterResponse* response) {
  absl::StatusOr<RegisterScope> scope = ScopeOfRequest(context, request);
  if (!scope.ok()) return scope.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 200, kMaxPage);
  if (!size.ok()) return size.status();
  absl::StatusOr<Date> day = DayOrToday(context, request.has_as_of(), request.as_of(), "as_of");
  if (!day.ok()) return day.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 2);
    if (!key.ok()) return key.status();
    after = (*key)[0];
    day = Date(std::chrono::days((*key)[1]));
  }
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<Employer>> employers =
        EmployersToCheck(db, *scope, after, *size + 1);
    if (!employers.ok()) return employers.status();
    const bool more = employers->size() > static_cast<size_t>(*size);
    if (more) employers->pop_back();
    for (const Employer& employer : *employers) {
      if (context.Expired()) return absl::DeadlineExceededError("the caller no longer waits");
      absl::Status checked = CheckOne(db, employer, *day, request.severity(), response);
      if (!checked.ok()) return checked;
    }
    response->set_employers(static_cast<int>(employers->size()));
    if (more) {
      response->set_next_page_token(
          EncodePageToken(request, {employers->back().row, day->time_since_epoch().count()}));
    }
    return absl::OkStatus();
  });
}

void HandleLists(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ListHeadcountsRequest, v1::ListHeadcountsResponse>(
      service + "ListHeadcounts", [&store](CallContext& context, const auto& request, auto* out) {
        return List(store, context, request, out, HeadcountPage, AddHeadcount);
      });
  dispatcher.Handle<v1::ListEmploymentRequest, v1::ListEmploymentResponse>(
      service + "ListEmployment", [&store](CallContext& context, const auto& request, auto* out) {
        return List(store, context, request, out, EmploymentPage, AddEmployment);
      });
  dispatcher.Handle<v1::ListSitesRequest, v1::ListSitesResponse>(
      service + "ListSites", [&store](CallContext& context, const auto& request, auto* out) {
        return List(store, context, request, out, SitePage, AddSite);
      });
  dispatcher.Handle<v1::ListExpiringEvidenceRequest, v1::ListExpiringEvidenceResponse>(
      service + "ListExpiringEvidence",
      [&store](CallContext& context, const auto& request, auto* out) {
        return ListExpiring(store, context, request, out);
      });
  dispatcher.Handle<v1::CheckRegisterRequest, v1::CheckRegisterResponse>(
      service + "CheckRegister", [&store](CallContext& context, const auto& request, auto* out) {
        return Check(store, context, request, out);
      });
}

}  // namespace

void HandleRegister(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  HandleLists(dispatcher, store);
  HandleRegisterImport(dispatcher, store);
  dispatcher.Handle<v1::RetractHeadcountRequest, v1::RetractHeadcountResponse>(
      service + "RetractHeadcount", [&store](CallContext& context, const auto& request, auto* out) {
        return Retract(store, context, request, out);
      });
  dispatcher.Handle<v1::RecordSiteRequest, v1::WorkSite>(
      service + "RecordSite", [&store](CallContext& context, const auto& request, auto* out) {
        return Record(store, context, request, out);
      });
  dispatcher.Handle<v1::RemoveSiteRequest, v1::RemoveSiteResponse>(
      service + "RemoveSite", [&store](CallContext& context, const auto& request, auto*) {
        return Remove(store, context, request);
      });
  dispatcher.Handle<v1::ConfirmEvidenceRequest, v1::EmploymentRecord>(
      service + "ConfirmEvidence", [&store](CallContext& context, const auto& request, auto* out) {
        return Confirm(store, context, request, out);
      });
}

}  // namespace setara
