#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/rpc/as_known.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/store_handlers.h"
#include "server/store/employers.h"
#include "server/store/quota_snapshots.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.QuotaService.";
constexpr int kMaxListPage = 1000;

const quota::Rules& TheRules() { return quota::Rules::Get(); }

// Where practice reads the statute otherwise; Indonesian, to be read out beside the figure.
void AddPracticeNotes(const quota::Rule& rule, int64_t headcount,
                      v1::ComputeRequiredWorkersResponse* out) {
  std::string minimum = std::to_string(rule.practice_minimum);
  if (headcount < rule.practice_minimum) {
    out->add_practice_notes("Praktik: di bawah " + minimum +
                            " pekerja kuota lazimnya tidak ditagih (dibaca 0). Teks undang-undang "
                            "tidak mengecualikan siapa pun.");
  } else {
    out->add_practice_notes("Praktik: kuota lazimnya ditagih mulai " + minimum +
                            " pekerja; jumlah ini mencapainya.");
  }
  std::optional<int64_t> literal = quota::Required(rule, headcount);
  std::optional<int64_t> down = quota::RequiredRoundedDown(rule, headcount);
  if (down != literal) {
    out->add_practice_notes("Dibulatkan ke bawah: " + std::to_string(down.value_or(0)) +
                            ". Undang-undang tidak mengatur pembulatan; \"paling sedikit\" dibaca "
                            "ke atas (tafsir).");
  }
}

absl::Status Compute(const CallContext& context, const v1::ComputeRequiredWorkersRequest& request,
                     v1::ComputeRequiredWorkersResponse* response) {
  FieldErrors errors;
  CheckKindAndHeadcount(request, errors);
  Date as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  CheckRegion(request.region_code(), "region_code", errors);
  if (!errors.empty()) return errors.ToStatus();
  quota::RulesInForce rules =
      TheRules().InForce(static_cast<EmployerKind>(request.kind()), request.region_code(), as_of);
  if (rules.statute == nullptr) {
    return WithReason(
        absl::NotFoundError("no rule covers this kind of employer on " + ToString(as_of)),
        "NO_RULE_IN_FORCE");
  }
  int64_t headcount = request.headcount();
  std::optional<int64_t> required = quota::Required(*rules.statute, headcount);
  *response->mutable_requirement() =
      ToProto(quota::Cite(*rules.statute, headcount, required), headcount);
  for (const quota::Rule* rule : rules.regional) {
    *response->add_regional() = ToProto(quota::Cite(*rule, headcount, required), headcount);
  }
  AddPracticeNotes(*rules.statute, headcount, response);
  *response->mutable_as_of() = ToProto(as_of);
  return absl::OkStatus();
}

absl::Status GetStatus(Store& store, const CallContext& context,
                       const v1::GetQuotaStatusRequest& request, v1::QuotaStatus* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  Date as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  Instant known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Employer> employer = GetEmployer(db, *id);
    if (!employer.ok()) return employer.status();
    absl::StatusOr<QuotaSnapshot> snapshot = LoadQuotaSnapshot(db, *id, as_of, known_at);
    if (!snapshot.ok()) return snapshot.status();
    *response = QuotaStatusToProto(*employer, *snapshot, TheRules(), known_at);
    return absl::OkStatus();
  });
}

// One page as asked for: the token, where there is one, pins day and instant.
struct Page {
  Date as_of{};
  Instant known_at{};
  std::optional<quota::ListKey> after;
  int size = 0;
  QuotaScanFilter filter;
  std::vector<quota::QuotaStatus> statuses;
};

void ReadFilter(const v1::ListQuotaStatusesRequest& request, Page& page, FieldErrors& errors) {
  CheckRegion(request.region_code(), "region_code", errors);
  for (int i = 0; i < request.kinds_size(); ++i) {
    page.filter.kinds.push_back(static_cast<EmployerKind>(request.kinds(i)));
  }
  for (int i = 0; i < request.states_size(); ++i) {
    std::optional<quota::QuotaStatus> status = FromProto(request.states(i));
    if (status) {
      page.statuses.push_back(*status);
    } else {
      errors.Add("states[" + std::to_string(i) + "]", "is not a state");
    }
  }
}

absl::StatusOr<Page> ReadPage(const CallContext& context,
                              const v1::ListQuotaStatusesRequest& request) {
  FieldErrors errors;
  Page page;
  ReadFilter(request, page, errors);
  absl::StatusOr<std::string> region = RegionInScope(context, request.region_code(), "region_code");
  if (!region.ok()) return region.status();
  page.filter.region_code = *region;
  page.as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  page.known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  page.size = *size;
  if (request.page_token().empty()) return page;
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 4);
  if (!key.ok()) return key.status();
  page.after = quota::ListKey{(*key)[0], (*key)[1]};
  page.as_of = Date(std::chrono::days((*key)[2]));
  page.known_at = Instant(std::chrono::microseconds((*key)[3]));
  return page;
}

std::string NextToken(const v1::ListQuotaStatusesRequest& request, const Page& page,
                      const quota::ListKey& last) {
  return EncodePageToken(request, {last.shortfall, last.row, page.as_of.time_since_epoch().count(),
                                   page.known_at.time_since_epoch().count()});
}

absl::Status Scan(Connection& db, const CallContext& context, const Page& page,
                  quota::QuotaList& list) {
  int64_t visited = 0;
  return ScanQuotaSnapshots(
      db, page.filter, page.as_of, page.known_at, [&](int64_t row, const QuotaSnapshot& snapshot) {
        list.Add(row, snapshot);
        bool expired = ++visited % 1024 == 0 && context.Expired();
        return expired ? absl::DeadlineExceededError("the caller no longer waits")
                       : absl::OkStatus();
      });
}

absl::Status ListStatuses(Store& store, const CallContext& context,
                          const v1::ListQuotaStatusesRequest& request,
                          v1::ListQuotaStatusesResponse* response) {
  absl::StatusOr<Page> page = ReadPage(context, request);
  if (!page.ok()) return page.status();
  *response->mutable_as_of() = ToProto(page->as_of);
  *response->mutable_known_at() = ToProto(page->known_at);
  return store.Read([&](Connection& db) -> absl::Status {
    quota::QuotaList list(TheRules(), page->statuses, page->after, static_cast<size_t>(page->size));
    absl::Status scanned = Scan(db, context, *page, list);
    if (!scanned.ok()) return scanned;
    if (!page->after) *response->mutable_totals() = ToProto(list.totals());
    bool more = list.has_more();
    std::vector<quota::ListEntry> entries = list.TakePage();
    for (const quota::ListEntry& entry : entries) {
      absl::StatusOr<std::optional<Employer>> employer = FindEmployer(db, entry.key.row);
      if (!employer.ok()) return employer.status();
      if (!employer->has_value()) return absl::DataLossError("employers: a row is missing");
      *response->add_statuses() =
          QuotaStatusToProto(**employer, entry.snapshot, TheRules(), page->known_at);
    }
    if (more) response->set_next_page_token(NextToken(request, *page, entries.back().key));
    return absl::OkStatus();
  });
}

absl::Status ListRules(const v1::ListQuotaRulesRequest& request,
                       v1::ListQuotaRulesResponse* response) {
  FieldErrors errors;
  Date day = ReadDay(request.has_as_of(), request.as_of(), Date(), "as_of", errors);
  if (!errors.empty()) return errors.ToStatus();
  std::vector<const quota::Rule*> rules;
  for (const quota::Rule& rule : TheRules().all()) {
    if (!request.has_as_of() || rule.InForceOn(day)) rules.push_back(&rule);
  }
  std::stable_sort(rules.begin(), rules.end(), [](const quota::Rule* a, const quota::Rule* b) {
    return a->valid_from < b->valid_from;
  });
  for (const quota::Rule* rule : rules) *response->add_rules() = ToProto(*rule);
  return absl::OkStatus();
}

}  // namespace

void HandleQuota(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ComputeRequiredWorkersRequest, v1::ComputeRequiredWorkersResponse>(
      service + "ComputeRequiredWorkers", [](CallContext& context, const auto& request, auto* out) {
        return Compute(context, request, out);
      });
  dispatcher.Handle<v1::GetQuotaStatusRequest, v1::QuotaStatus>(
      service + "GetQuotaStatus", [&store](CallContext& context, const auto& request, auto* out) {
        return GetStatus(store, context, request, out);
      });
  dispatcher.Handle<v1::ListQuotaStatusesRequest, v1::ListQuotaStatusesResponse>(
      service + "ListQuotaStatuses",
      [&store](CallContext& context, const auto& request, auto* out) {
        return ListStatuses(store, context, request, out);
      });
  dispatcher.Handle<v1::ListQuotaRulesRequest, v1::ListQuotaRulesResponse>(
      service + "ListQuotaRules",
      [](CallContext&, const auto& request, auto* out) { return ListRules(request, out); });
}

}  // namespace setara
