#include <functional>

#include "server/quota/projection.h"
#include "server/quota/series.h"
#include "server/quota_table/rule_rows.h"
#include "server/rpc/as_known.h"
#include "server/rpc/convert_quota_projection.h"
#include "server/rpc/store_handlers.h"
#include "server/store/employers.h"
#include "server/store/quota_facts.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.QuotaProjectionService.";
// Our defaults.
constexpr std::chrono::years kUsualHorizon(2);
constexpr std::chrono::years kLongestHorizon(10);
constexpr size_t kMaxMonths = 120;

// The same day `years` later; 1 March where there is no 29 February.
Date YearsLater(Date day, std::chrono::years years) {
  const std::chrono::year_month_day later = std::chrono::year_month_day(day) + years;
  return Date(later);  // 29 February of a common year overflows to 1 March
}

// What both questions about the future ask.
struct Horizon {
  Date as_of{};
  Date until{};
  std::vector<quota::Change> changes;
};

template <typename Request>
Horizon ReadHorizon(const CallContext& context, const Request& request, FieldErrors& errors) {
  Horizon horizon;
  horizon.as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  horizon.until = ReadDay(request.has_until(), request.until(),
                          YearsLater(horizon.as_of, kUsualHorizon), "until", errors);
  if (horizon.until <= horizon.as_of ||
      horizon.until > YearsLater(horizon.as_of, kLongestHorizon)) {
    errors.Add("until", "must be after as_of, by at most 10 years");
  }
  horizon.changes = FromProto(request.changes(), horizon.as_of, errors);
  return horizon;
}

template <typename Response>
absl::Status AddTimelines(const QuotaFacts& facts, const Horizon& horizon,
                          const quota::Rules& rules, Response* response) {
  CitedRules cited(response->mutable_rules());
  absl::StatusOr<quota::Timeline> unchanged = quota::Project(facts, {}, horizon.until, rules);
  if (!unchanged.ok()) return unchanged.status();
  *response->mutable_unchanged() = ToProto(*unchanged, cited);
  *response->mutable_as_of() = ToProto(horizon.as_of);
  *response->mutable_until() = ToProto(horizon.until);
  if (horizon.changes.empty()) return absl::OkStatus();
  absl::StatusOr<quota::Timeline> changed =
      quota::Project(facts, horizon.changes, horizon.until, rules);
  if (!changed.ok()) return changed.status();
  *response->mutable_changed() = ToProto(*changed, cited);
  return absl::OkStatus();
}

// One employer and its facts from a day on, as known at an instant.
struct Loaded {
  std::string id;
  Date from{};
  Instant known_at{};
};

absl::Status ReadEmployer(Store& store, const Loaded& asked,
                          const std::function<absl::Status(const Employer&, const QuotaFacts&,
                                                           const quota::Rules&)>& answer) {
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Employer> employer = GetEmployer(db, asked.id);
    if (!employer.ok()) return employer.status();
    absl::StatusOr<QuotaFacts> facts = LoadQuotaFacts(db, asked.id, asked.from, asked.known_at);
    if (!facts.ok()) return facts.status();
    absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
    if (!rules.ok()) return rules.status();
    return answer(*employer, *facts, rules->At(asked.known_at));
  });
}

absl::Status Project(Store& store, const CallContext& context,
                     const v1::ProjectQuotaRequest& request, v1::ProjectQuotaResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  const Horizon horizon = ReadHorizon(context, request, errors);
  const Instant known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  return ReadEmployer(
      store, {*id, horizon.as_of, known_at},
      [&](const Employer& employer, const QuotaFacts& facts, const quota::Rules& rules) {
        response->set_employer("employers/" + employer.id);
        response->set_employer_display_name(employer.name);
        *response->mutable_known_at() = ToProto(known_at);
        return AddTimelines(facts, horizon, rules, response);
      });
}

absl::Status Compute(Store& store, const CallContext& context,
                     const v1::ComputeQuotaProjectionRequest& request,
                     v1::ComputeQuotaProjectionResponse* response) {
  FieldErrors errors;
  CheckKindAndHeadcount(request, errors);
  if (request.has_counted_workers() &&
      (request.counted_workers() < 0 || request.counted_workers() > request.headcount())) {
    errors.Add("counted_workers", "must be 0 to the headcount");
  }
  CheckRegion(request.region_code(), "region_code", errors);
  const Horizon horizon = ReadHorizon(context, request, errors);
  if (!errors.empty()) return errors.ToStatus();
  QuotaFacts facts;
  facts.from = horizon.as_of;
  facts.terms.push_back(
      {horizon.as_of, static_cast<EmployerKind>(request.kind()), request.region_code()});
  std::optional<int64_t> counted;
  if (request.has_counted_workers()) counted = request.counted_workers();
  facts.reports.push_back({horizon.as_of, request.headcount(), counted});
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
    if (!rules.ok()) return rules.status();
    return AddTimelines(facts, horizon, rules->At(context.now), response);
  });
}

// The days asked for, those that have come first.
absl::StatusOr<std::vector<Date>> ReadMonths(const CallContext& context,
                                             const v1::ListQuotaSeriesRequest& request) {
  using std::chrono::January;
  FieldErrors errors;
  std::chrono::year year = std::chrono::year_month_day(context.today).year();
  if (request.year() != 0) year = std::chrono::year(request.year());
  if (request.year() != 0 && (request.year() < 1900 || request.year() > 2999)) {
    errors.Add("year", "must be 1900 to 2999");
    year = std::chrono::year(1900);
  }
  if (request.year() != 0 && (request.has_from() || request.has_until())) {
    errors.Add("year", "goes without from and until");
  }
  if (request.has_from() != request.has_until()) {
    errors.Add(request.has_from() ? "until" : "from", "is required with the other");
  }
  const Date from =
      ReadDay(request.has_from(), request.from(), Date(year / January / 1), "from", errors);
  const Date until = ReadDay(request.has_until(), request.until(),
                             Date((year + std::chrono::years(1)) / January / 1), "until", errors);
  if (until <= from) errors.Add("until", "must be after from");
  if (!errors.empty()) return errors.ToStatus();
  std::vector<Date> days =
      quota::MonthDays(from, until,
                       request.day() == v1::QUOTA_SERIES_DAY_FIRST ? quota::MonthDay::kFirst
                                                                   : quota::MonthDay::kLast);
  if (days.size() > kMaxMonths) {
    return InvalidField("until", "at most " + std::to_string(kMaxMonths) + " months at once");
  }
  return days;
}

absl::Status ListSeries(Store& store, const CallContext& context,
                        const v1::ListQuotaSeriesRequest& request,
                        v1::ListQuotaSeriesResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::vector<Date>> days = ReadMonths(context, request);
  if (!days.ok()) return days.status();
  FieldErrors errors;
  const Instant known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  std::erase_if(*days, [&](Date day) {
    if (day > context.today) *response->add_days_to_come() = ToProto(day);
    return day > context.today;
  });
  const Date from = days->empty() ? context.today : days->front();
  return ReadEmployer(
      store, {*id, from, known_at},
      [&](const Employer& employer, const QuotaFacts& facts, const quota::Rules& rules) {
        response->set_employer("employers/" + employer.id);
        response->set_employer_display_name(employer.name);
        *response->mutable_known_at() = ToProto(known_at);
        CitedRules cited(response->mutable_rules());
        const quota::Series series = quota::MakeSeries(facts, *days, rules);
        for (const quota::SeriesMonth& month : series.months) {
          *response->add_months() = ToProto(month, cited);
        }
        for (Date day : series.without_data) *response->add_days_without_data() = ToProto(day);
        if (series.average) *response->mutable_average() = ToProto(*series.average, cited);
        return absl::OkStatus();
      });
}

}  // namespace

void HandleQuotaProjection(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ProjectQuotaRequest, v1::ProjectQuotaResponse>(
      service + "ProjectQuota", [&store](CallContext& context, const auto& request, auto* out) {
        return Project(store, context, request, out);
      });
  dispatcher.Handle<v1::ComputeQuotaProjectionRequest, v1::ComputeQuotaProjectionResponse>(
      service + "ComputeQuotaProjection",
      [&store](CallContext& context, const auto& request, auto* out) {
        return Compute(store, context, request, out);
      });
  dispatcher.Handle<v1::ListQuotaSeriesRequest, v1::ListQuotaSeriesResponse>(
      service + "ListQuotaSeries", [&store](CallContext& context, const auto& request, auto* out) {
        return ListSeries(store, context, request, out);
      });
}

}  // namespace setara
