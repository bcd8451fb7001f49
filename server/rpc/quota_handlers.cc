#include <algorithm>

#include "matcher/domain/errors.h"
#include "matcher/domain/limits.h"
#include "server/quota_table/rule_rows.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/quota_requests.h"
#include "server/rpc/store_handlers.h"
#include "server/store/employers.h"
#include "server/store/quota_snapshots.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.QuotaService.";
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

absl::Status ComputeUnder(const quota::Rules& all, const v1::ComputeRequiredWorkersRequest& request,
                          Date as_of, v1::ComputeRequiredWorkersResponse* response) {
  quota::RulesInForce rules =
      all.InForce(static_cast<EmployerKind>(request.kind()), request.region_code(), as_of);
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

absl::Status Compute(Store& store, const CallContext& context,
                     const v1::ComputeRequiredWorkersRequest& request,
                     v1::ComputeRequiredWorkersResponse* response) {
  FieldErrors errors;
  if (request.kind() == v1::EMPLOYER_KIND_UNSPECIFIED) errors.Add("kind", "is required");
  if (!request.has_headcount()) {
    errors.Add("headcount", "is required");
  } else if (request.headcount() < 0 || request.headcount() > limits::kWorkers) {
    errors.Add("headcount", "must be 0 to " + std::to_string(limits::kWorkers));
  }
  Date as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  CheckRegion(request.region_code(), "region_code", errors);
  Instant known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
    if (!rules.ok()) return rules.status();
    return ComputeUnder(rules->At(known_at), request, as_of, response);
  });
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
    absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
    if (!rules.ok()) return rules.status();
    *response = QuotaStatusToProto(*employer, *snapshot, rules->At(known_at), known_at);
    return absl::OkStatus();
  });
}

absl::Status ListRules(Store& store, const CallContext& context,
                       const v1::ListQuotaRulesRequest& request,
                       v1::ListQuotaRulesResponse* response) {
  FieldErrors errors;
  Date day = ReadDay(request.has_as_of(), request.as_of(), Date(), "as_of", errors);
  Instant known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<quota::RuleVersion>> versions = LoadRuleVersions(db);
    if (!versions.ok()) return versions.status();
    absl::StatusOr<quota::RuleBook> book = LoadRuleBook(db);
    if (!book.ok()) return book.status();
    std::vector<quota::Rule> rules = book->At(known_at).all();
    std::stable_sort(rules.begin(), rules.end(), [](const quota::Rule& a, const quota::Rule& b) {
      return a.valid_from < b.valid_from;
    });
    for (const quota::Rule& rule : rules) {
      if (request.has_as_of() && !rule.InForceOn(day)) continue;
      v1::QuotaRule* out = response->add_rules();
      *out = ToProto(rule);
      for (const quota::RuleVersion& version : *versions) {
        bool last = version.rule.id == rule.id && version.known_at <= known_at;
        if (last) *out->mutable_known_at() = ToProto(version.known_at);
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace

void HandleQuota(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ComputeRequiredWorkersRequest, v1::ComputeRequiredWorkersResponse>(
      service + "ComputeRequiredWorkers",
      [&store](CallContext& context, const auto& request, auto* out) {
        return Compute(store, context, request, out);
      });
  dispatcher.Handle<v1::GetQuotaStatusRequest, v1::QuotaStatus>(
      service + "GetQuotaStatus", [&store](CallContext& context, const auto& request, auto* out) {
        return GetStatus(store, context, request, out);
      });
  dispatcher.Handle<v1::ListQuotaRulesRequest, v1::ListQuotaRulesResponse>(
      service + "ListQuotaRules", [&store](CallContext& context, const auto& request, auto* out) {
        return ListRules(store, context, request, out);
      });
  HandleQuotaList(dispatcher, store);
  HandleQuotaHistory(dispatcher, store);
  HandleQuotaSummary(dispatcher, store);
}

}  // namespace setara
